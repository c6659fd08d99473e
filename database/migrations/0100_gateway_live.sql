-- Who has news: one question for all tenants, along the lanes' index, so its cost grows with the news and not with the tenants.
grant usage, create on schema events to olympus_search;

create function events.news(since bigint) returns table (horizon bigint, tenants uuid[])
    language sql stable security definer set search_path = pg_catalog
    as $$
        select now_at.xid, coalesce(found.tenants, '{}')
        from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid) as now_at
        cross join lateral (
            select array_agg(distinct fresh.tenant_id) as tenants
            from generate_series(0, 15) as lane
            cross join lateral (
                select log.tenant_id
                from events.log as log
                where log.shard = lane::smallint and log.xid >= since and log.xid < now_at.xid
            ) as fresh
        ) as found
    $$;
alter function events.news owner to olympus_search;
revoke execute on function events.news from public;
grant execute on function events.news to olympus_worker;
revoke create on schema events from olympus_search;

create schema gateway;
grant usage on schema gateway to olympus_app, olympus_worker;

create table gateway.nodes (
    id uuid not null,
    seen_at timestamptz not null default clock_timestamp(),
    constraint nodes_pkey primary key (id)
);
comment on table gateway.nodes is
    'Running processes that hold live connections, each with its last sign of life. Reviewed exception: not a tenant table, holds nothing of a business.';
grant select, insert, update, delete on gateway.nodes to olympus_app;

create table gateway.presence (
    tenant_id uuid not null default app.tenant_id(),
    node_id uuid not null,
    user_id uuid not null,
    since timestamptz not null default clock_timestamp(),
    constraint presence_pkey primary key (tenant_id, node_id, user_id)
);
comment on table gateway.presence is 'Which users are connected to which process; what a process leaves behind counts only while it gives signs of life.';
select app.tenant_table('gateway.presence');
