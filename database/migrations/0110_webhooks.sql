create schema webhooks;
grant usage on schema webhooks to olympus_app, olympus_worker;

-- One row for each tenant that ever had an endpoint. Its counter is checked where it is changed, so two requests at once cannot pass the limit.
create table webhooks.accounts (
    tenant_id uuid not null default app.tenant_id(),
    endpoints int not null default 0 constraint accounts_endpoints check (endpoints between 0 and 20),
    read_xid bigint not null default 0,
    read_seq bigint not null default 0,
    constraint accounts_pkey primary key (tenant_id)
);
comment on table webhooks.accounts is 'How many endpoints a tenant has, and up to where its events were handed out to them.';
comment on column webhooks.accounts.read_xid is 'With read_seq the last event that was handed out: none up to it is handed out again, whatever is replayed.';
select app.tenant_table('webhooks.accounts');

create table webhooks.endpoints (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    url text not null,
    description text,
    event_types text[] not null default '{}',
    status text not null default 'active' constraint endpoints_status check (status in ('active', 'paused', 'disabled')),
    status_reason text constraint endpoints_status_reason check (status_reason in ('by_hand', 'failing', 'gone')),
    status_at timestamptz not null,
    since_xid bigint not null default (pg_current_xact_id()::text::bigint),
    failures int not null default 0,
    failing_since timestamptz,
    blocked_until timestamptz,
    resumed_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    constraint endpoints_pkey primary key (tenant_id, id),
    constraint endpoints_reason check ((status = 'active') = (status_reason is null))
);
comment on table webhooks.endpoints is 'Where a tenant wants to be told what happens.';
comment on column webhooks.endpoints.event_types is 'Exact types and prefixes such as commerce.* and commerce.order.*; empty: all.';
comment on column webhooks.endpoints.status is 'paused: events queue up and wait; disabled: events pass by.';
comment on column webhooks.endpoints.since_xid is 'The transaction that made it: events of later ones are for it.';
comment on column webhooks.endpoints.failures is 'Failed attempts since the last one that was taken.';
comment on column webhooks.endpoints.blocked_until is 'Nothing is sent before: it failed too often in a row, or asked for time.';
comment on column webhooks.endpoints.resumed_at is 'Deliveries whose series of attempts began before get a new one.';
select app.tenant_table('webhooks.endpoints');

create table webhooks.secrets (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    endpoint_id uuid not null,
    sealed bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    constraint secrets_pkey primary key (tenant_id, id),
    constraint secrets_endpoint foreign key (tenant_id, endpoint_id) references webhooks.endpoints (tenant_id, id) on delete cascade
);
comment on table webhooks.secrets is 'What an endpoint''s deliveries are signed with, sealed. After a rotation the old one signs along until it expires.';
create index secrets_of_endpoint on webhooks.secrets (tenant_id, endpoint_id, created_at);
create unique index secrets_one_current on webhooks.secrets (tenant_id, endpoint_id) where expires_at is null;
select app.tenant_table('webhooks.secrets');

create table webhooks.deliveries (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    endpoint_id uuid not null,
    event_id uuid not null,
    event_type text not null,
    state text not null default 'waiting' constraint deliveries_state check (state in ('waiting', 'delivered', 'dead')),
    attempts int not null default 0,
    tries int not null default 0,
    series_at timestamptz not null,
    next_at timestamptz not null,
    leased_until timestamptz,
    created_at timestamptz not null,
    finished_at timestamptz,
    last_attempt_at timestamptz,
    last_status int,
    last_error text,
    last_duration_ms int,
    constraint deliveries_pkey primary key (tenant_id, id),
    constraint deliveries_one_for_an_event unique (tenant_id, endpoint_id, event_id),
    constraint deliveries_endpoint foreign key (tenant_id, endpoint_id) references webhooks.endpoints (tenant_id, id) on delete cascade
);
comment on table webhooks.deliveries is 'One event on its way to one endpoint: the job while it waits, the log afterwards.';
comment on column webhooks.deliveries.attempts is 'All attempts so far; tries counts those of the present series.';
comment on column webhooks.deliveries.next_at is 'When it is due; while an attempt runs, when the attempt is taken for dead.';
comment on column webhooks.deliveries.leased_until is 'Set while an attempt runs.';
create index deliveries_due on webhooks.deliveries (tenant_id, endpoint_id, next_at) where state = 'waiting';
create index deliveries_running on webhooks.deliveries (tenant_id, endpoint_id) where leased_until is not null;
create index deliveries_newest on webhooks.deliveries (tenant_id, endpoint_id, id);
create index deliveries_by_state on webhooks.deliveries (tenant_id, endpoint_id, state, id);
create index deliveries_by_type on webhooks.deliveries (tenant_id, endpoint_id, event_type, id);
select app.tenant_table('webhooks.deliveries');

create table webhooks.attempts (
    tenant_id uuid not null default app.tenant_id(),
    delivery_id uuid not null,
    number int not null,
    started_at timestamptz not null,
    duration_ms int not null,
    status_code int,
    error text,
    constraint attempts_pkey primary key (tenant_id, delivery_id, number),
    constraint attempts_delivery foreign key (tenant_id, delivery_id) references webhooks.deliveries (tenant_id, id) on delete cascade
);
comment on table webhooks.attempts is 'Each time a delivery was sent, and what came of it; never what was answered.';
select app.tenant_table('webhooks.attempts');

-- A UUIDv7 of that moment, for rows that are made by the statement that finds out how many there are.
create function webhooks.new_id(moment timestamptz) returns uuid
    language sql volatile parallel safe
    return encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid()) placing substring(int8send((floor(extract(epoch from moment) * 1000))::bigint) from 3) from 1 for 6),
        52, 1), 53, 1), 'hex')::uuid;
revoke execute on function webhooks.new_id from public;
grant execute on function webhooks.new_id to olympus_app, olympus_worker;

-- Whether a filter of exact types and prefixes lets an event type through.
create function webhooks.wants(filter text[], event_type text) returns boolean
    language sql immutable parallel safe
    return filter = '{}' or event_type = any(filter) or exists (
        select from unnest(filter) as part where right(part, 2) = '.*' and starts_with(event_type, left(part, -1)));
revoke execute on function webhooks.wants from public;
grant execute on function webhooks.wants to olympus_app, olympus_worker;

-- What the worker must see across tenants; see 0001_kernel.sql for why and how.
grant usage, create on schema webhooks to olympus_search;
grant select (tenant_id, id, status, blocked_until) on webhooks.endpoints to olympus_search;
grant select (tenant_id, id, endpoint_id, state, next_at) on webhooks.deliveries to olympus_search;

-- Endpoints that something is due for. Jumps from one endpoint with waiting deliveries to the next, so a long queue costs as much as a short one.
create function webhooks.due_endpoints(after_tenant uuid, after_endpoint uuid, moment timestamptz, at_most int)
    returns table (tenant_id uuid, endpoint_id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$
        with recursive waiting as (
            (
                select delivery.tenant_id, delivery.endpoint_id
                from webhooks.deliveries as delivery
                where delivery.state = 'waiting' and (delivery.tenant_id, delivery.endpoint_id) > (after_tenant, after_endpoint)
                order by delivery.tenant_id, delivery.endpoint_id
                limit 1
            )
            union all
            select further.tenant_id, further.endpoint_id
            from waiting, lateral (
                select delivery.tenant_id, delivery.endpoint_id
                from webhooks.deliveries as delivery
                where delivery.state = 'waiting' and (delivery.tenant_id, delivery.endpoint_id) > (waiting.tenant_id, waiting.endpoint_id)
                order by delivery.tenant_id, delivery.endpoint_id
                limit 1
            ) as further
        )
        select waiting.tenant_id, waiting.endpoint_id
        from waiting
        join webhooks.endpoints as endpoint on endpoint.tenant_id = waiting.tenant_id and endpoint.id = waiting.endpoint_id
        where endpoint.status = 'active' and (endpoint.blocked_until is null or endpoint.blocked_until <= moment) and exists (
            select from webhooks.deliveries as delivery
            where delivery.tenant_id = waiting.tenant_id and delivery.endpoint_id = waiting.endpoint_id
                and delivery.state = 'waiting' and delivery.next_at <= moment)
        limit at_most
    $$;
alter function webhooks.due_endpoints owner to olympus_search;
revoke execute on function webhooks.due_endpoints from public;
grant execute on function webhooks.due_endpoints to olympus_worker;

-- Tenants whose log holds deliveries older than an id, which begins with the moment it was made.
create function webhooks.tenants_with_old_deliveries(before uuid, at_most int) returns table (tenant_id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$
        with recursive oldest as (
            (select delivery.tenant_id, delivery.id from webhooks.deliveries as delivery order by delivery.tenant_id, delivery.id limit 1)
            union all
            select further.tenant_id, further.id
            from oldest, lateral (
                select delivery.tenant_id, delivery.id
                from webhooks.deliveries as delivery
                where delivery.tenant_id > oldest.tenant_id
                order by delivery.tenant_id, delivery.id
                limit 1
            ) as further
        )
        select oldest.tenant_id from oldest where oldest.id < before limit at_most
    $$;
alter function webhooks.tenants_with_old_deliveries owner to olympus_search;
revoke execute on function webhooks.tenants_with_old_deliveries from public;
grant execute on function webhooks.tenants_with_old_deliveries to olympus_worker;
revoke create on schema webhooks from olympus_search;
