-- Anything that can run out: units, seats, nights, minutes, uses. One row for each thing, guarded by one conditional statement.

create schema capacity;
grant usage on schema capacity to olympus_app, olympus_worker;

create table capacity.pools (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    kind text not null,
    on_hand bigint not null default 0,
    held bigint not null default 0,
    floor bigint not null default 0,
    constraint pools_pkey primary key (tenant_id, id),
    constraint pools_held check (held >= 0),
    constraint pools_floor check (floor <= 0),
    constraint pools_enough check (on_hand - held >= floor)
) with (fillfactor = 70);
comment on table capacity.pools is 'So much there is of one thing; modules may read it, only the kernel writes it.';
comment on column capacity.pools.kind is 'What it is, in the word of the module that owns it.';
comment on column capacity.pools.on_hand is 'Units there are.';
comment on column capacity.pools.held is 'Units promised and not yet taken: the sum of its holds in state held.';
comment on column capacity.pools.floor is 'How low on_hand - held may go; below zero allows promising what is still to come.';
select app.tenant_table('capacity.pools');

create table capacity.holds (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    pool_id uuid not null,
    quantity bigint not null constraint holds_quantity check (quantity > 0),
    expires_at timestamptz not null,
    state text not null default 'held' constraint holds_state check (state in ('held', 'committed', 'released', 'expired')),
    placed_at timestamptz not null,
    ended_at timestamptz,
    constraint holds_pkey primary key (tenant_id, id, pool_id),
    constraint holds_pool foreign key (tenant_id, pool_id) references capacity.pools (tenant_id, id)
);
comment on table capacity.holds is 'Units of one or several pools promised under one id until they are committed, released or expire.';
create index holds_due on capacity.holds (tenant_id, pool_id, expires_at) where state = 'held';
select app.tenant_table('capacity.holds', 'select, insert, update');
