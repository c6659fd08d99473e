-- Which lanes hold events that a projection has not read yet: one question instead of one per lane.
grant usage, create on schema events to olympus_search;
grant select on events.positions to olympus_search;

create function events.lanes_with_news(reader text) returns table (shard smallint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select place.shard
        from events.positions as place
        where place.projection = reader and exists (
            select from events.log as log
            where log.shard = place.shard
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
        order by place.shard
    $$;
alter function events.lanes_with_news owner to olympus_search;
revoke execute on function events.lanes_with_news from public;
grant execute on function events.lanes_with_news to olympus_worker;
revoke create on schema events from olympus_search;
