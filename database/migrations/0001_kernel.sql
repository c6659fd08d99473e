-- The mechanisms that every module stands on. Run as olympus_owner, which is neither superuser nor able to bypass row-level security.

create schema if not exists app;
create schema events;
grant usage on schema app, events to olympus_app, olympus_worker;

-- The tenant of this transaction; null (and so: no rows) when none is set. After a transaction that set it, the setting reads back as '',
-- not null, on the same connection: hence nullif.
create function app.tenant_id() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.tenant_id', true), '')::uuid;

-- Makes a table a tenant's: row-level security on and forced for the owner too, one policy for reading and writing, and the named rights.
create function app.tenant_table(target regclass, privileges text default 'select, insert, update, delete') returns void
    language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy tenant on %s '
        'using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
        'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
    execute format('grant %s on %s to olympus_app, olympus_worker', privileges, target);
end
$$;
revoke execute on function app.tenant_table(regclass, text) from public;

create table app.idempotency (
    tenant_id uuid not null default app.tenant_id(),
    principal text not null,
    route text not null,
    key text not null,
    request_hash bytea not null,
    status int not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    constraint idempotency_pkey primary key (tenant_id, principal, route, key)
);
comment on table app.idempotency is 'What a request with an Idempotency-Key was answered; written in the transaction of its effect.';
select app.tenant_table('app.idempotency', 'select, insert, delete');
create index idempotency_age on app.idempotency (tenant_id, created_at);

-- The event log. Readers order by (xid, seq) and stay below the oldest running transaction: a plain increasing id loses events that commit
-- late. xid is the 64-bit transaction id as bigint, because only integer comparisons are index conditions under row-level security.
create table events.log (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    seq bigint generated always as identity,
    xid bigint not null default (pg_current_xact_id()::text::bigint),
    shard smallint not null generated always as (get_byte(uuid_send(tenant_id), 15) % 16) stored,
    type text not null,
    version int not null default 1,
    aggregate_type text not null,
    aggregate_id uuid not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    actor text not null,
    correlation_id text not null default '',
    causation_id uuid,
    payload jsonb not null,
    constraint log_pkey primary key (tenant_id, id)
);
comment on table events.log is 'Everything that happened, appended in the transaction in which it happened; never changed.';
comment on column events.log.shard is 'Which worker lane reads it: a hash of the tenant.';
create index log_lane on events.log (shard, xid, seq);
create index log_stream on events.log (tenant_id, xid, seq);
create index log_aggregate on events.log (tenant_id, aggregate_id, xid, seq);
select app.tenant_table('events.log', 'select, insert');

create table events.positions (
    projection text not null,
    shard smallint not null,
    xid bigint not null default 0,
    seq bigint not null default 0,
    moved_at timestamptz not null default clock_timestamp(),
    constraint positions_pkey primary key (projection, shard)
);
comment on table events.positions is 'How far each projection has read each lane; moved in the transaction of what it wrote. Holds no tenant''s data.';
grant select, insert, update on events.positions to olympus_worker;
grant select on events.positions to olympus_app;

create table events.parked (
    tenant_id uuid not null default app.tenant_id(),
    projection text not null,
    event_id uuid not null,
    aggregate_id uuid not null,
    xid bigint not null,
    seq bigint not null,
    attempts int not null,
    error text not null,
    parked_at timestamptz not null default clock_timestamp(),
    constraint parked_pkey primary key (tenant_id, projection, event_id)
);
comment on table events.parked is 'Events that a projection could not take, and the ones of the same aggregate that wait behind them.';
create index parked_aggregate on events.parked (tenant_id, projection, aggregate_id);
select app.tenant_table('events.parked');

create table events.effects (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    kind text not null,
    payload jsonb not null,
    state text not null default 'waiting' constraint effects_state check (state in ('waiting', 'done', 'dead')),
    attempts int not null default 0,
    next_at timestamptz not null default now(),
    last_error text,
    created_at timestamptz not null default now(),
    done_at timestamptz,
    constraint effects_pkey primary key (tenant_id, id)
);
comment on table events.effects is 'Work outside the database that something in the log asks for; done at least once, with back-off.';
create index effects_due on events.effects (next_at) where state = 'waiting';
select app.tenant_table('events.effects');

-- Readers that must look across tenants: owned by a role that nobody can log in as, with a fixed search_path, and executable by the
-- worker alone. They return what a lane needs and nothing else.
grant usage, create on schema events to olympus_search;
grant select on events.log, events.effects to olympus_search;

create function events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most int)
    returns table (
        tenant_id uuid, id uuid, xid bigint, seq bigint, type text, version int, aggregate_type text, aggregate_id uuid,
        occurred_at timestamptz, recorded_at timestamptz, actor text, correlation_id text, payload jsonb)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select log.tenant_id, log.id, log.xid, log.seq, log.type, log.version, log.aggregate_type, log.aggregate_id,
            log.occurred_at, log.recorded_at, log.actor, log.correlation_id, log.payload
        from events.log as log
        where log.shard = lane
            and (log.xid, log.seq) > (after_xid, after_seq)
            and log.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        order by log.xid, log.seq
        limit at_most
    $$;
alter function events.next_in_lane owner to olympus_search;
revoke execute on function events.next_in_lane from public;
grant execute on function events.next_in_lane to olympus_worker;

create function events.tenants_in_lane(lane smallint) returns table (tenant_id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$ select distinct log.tenant_id from events.log as log where log.shard = lane $$;
alter function events.tenants_in_lane owner to olympus_search;
revoke execute on function events.tenants_in_lane from public;
grant execute on function events.tenants_in_lane to olympus_worker;

create function events.due_effects(at_most int, moment timestamptz) returns table (tenant_id uuid, id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select effect.tenant_id, effect.id
        from events.effects as effect
        where effect.state = 'waiting' and effect.next_at <= moment
        order by effect.next_at
        limit at_most
    $$;
alter function events.due_effects owner to olympus_search;
revoke execute on function events.due_effects from public;
grant execute on function events.due_effects to olympus_worker;
revoke create on schema events from olympus_search;
