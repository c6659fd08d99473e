-- Goals: what figures are to reach by when. They are set by people; how far they are is asked of the figures.
create table analytics.goals (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    measure text not null,
    target numeric not null constraint goals_target check (target >= 0),
    direction text not null constraint goals_direction check (direction in ('at_least', 'at_most')),
    from_on date not null,
    to_on date not null,
    filters jsonb not null,
    currency text,
    owner_id uuid not null,
    status text not null constraint goals_status check (status in ('waiting', 'on_track', 'at_risk', 'behind', 'reached', 'missed')),
    told text[] not null default '{}',
    archived_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint goals_pkey primary key (tenant_id, id),
    constraint goals_days check (from_on <= to_on)
);
comment on table analytics.goals is 'What a measure is to reach from one business day to another.';
comment on column analytics.goals.owner_id is 'Whose goal it is; a user.';
comment on column analytics.goals.status is 'As it was when it was looked at last.';
comment on column analytics.goals.told is 'The statuses of which somebody was told; each once.';
select app.tenant_table('analytics.goals');
