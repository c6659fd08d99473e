-- How far the log can be read while a projection is computed anew: that transaction runs for minutes and appends nothing, so nobody needs to wait for it.
create table events.rebuilds (
    xid bigint not null,
    server_since timestamptz not null default pg_postmaster_start_time(),
    constraint rebuilds_pkey primary key (xid)
);
comment on table events.rebuilds is
    'Running transactions that append no events, each declared by another one. Reviewed exception: not a tenant table, holds nothing of a business.';
comment on column events.rebuilds.server_since is 'Of the server that numbered it: a copy of this table elsewhere, or after a restart, says nothing.';
grant select, insert, delete on events.rebuilds to olympus_worker;
grant select on events.rebuilds to olympus_search;
grant usage, create on schema events to olympus_search;

create function events.horizon() returns bigint
    language sql stable security definer set search_path = pg_catalog
    as $$
        select case
            -- The list has all but the transaction that asks.
            when exists (select from events.rebuilds) then least(
                (
                    select min(running.xid::text::bigint)
                    from pg_snapshot_xip(pg_current_snapshot()) as running (xid)
                    where running.xid::text::bigint not in (select xid from events.rebuilds where server_since = pg_postmaster_start_time())
                ),
                pg_current_xact_id_if_assigned()::text::bigint,
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
            else pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        end
    $$;
comment on function events.horizon is
    'Below it every event is there: the oldest transaction that runs and may append one, else the next. Ask once for a statement: (select events.horizon()).';
alter function events.horizon owner to olympus_search;
revoke execute on function events.horizon from public;
grant execute on function events.horizon to olympus_app, olympus_worker;

create or replace function events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most int)
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
            and log.xid < (select events.horizon())
        order by log.xid, log.seq
        limit at_most
    $$;

create or replace function events.lanes_with_news(reader text) returns table (shard smallint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select place.shard
        from events.positions as place
        where place.projection = reader and exists (
            select from events.log as log
            where log.shard = place.shard
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < (select events.horizon()))
        order by place.shard
    $$;

create or replace function events.lanes_behind(xids bigint[], seqs bigint[]) returns table (shard smallint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select (place.number - 1)::smallint
        from unnest(xids, seqs) with ordinality as place (xid, seq, number)
        where exists (
            select from events.log as log
            where log.shard = (place.number - 1)::smallint
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < (select events.horizon()))
        order by place.number
    $$;

create or replace function events.start_of_newest(lane smallint, newest int) returns table (xid bigint, seq bigint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select log.xid, log.seq
        from events.log as log
        where log.shard = lane and log.xid < (select events.horizon())
        order by log.xid desc, log.seq desc
        offset newest
        limit 1
    $$;

create or replace function events.news(since bigint) returns table (horizon bigint, tenants uuid[])
    language sql stable security definer set search_path = pg_catalog
    as $$
        select now_at.xid, coalesce(found.tenants, '{}')
        from (select events.horizon() as xid) as now_at
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
revoke create on schema events from olympus_search;
