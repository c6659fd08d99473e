-- For readers of the log that keep their positions elsewhere: what is new behind them, and where a lane's newest events begin.
grant usage, create on schema events to olympus_search;

create function events.lanes_behind(xids bigint[], seqs bigint[]) returns table (shard smallint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select (place.number - 1)::smallint
        from unnest(xids, seqs) with ordinality as place (xid, seq, number)
        where exists (
            select from events.log as log
            where log.shard = (place.number - 1)::smallint
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
        order by place.number
    $$;
comment on function events.lanes_behind is 'Which lanes hold events behind the given positions, of which the first is that of lane 0.';
alter function events.lanes_behind owner to olympus_search;
revoke execute on function events.lanes_behind from public;
grant execute on function events.lanes_behind to olympus_worker;

create function events.start_of_newest(lane smallint, newest int) returns table (xid bigint, seq bigint)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select log.xid, log.seq
        from events.log as log
        where log.shard = lane and log.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        order by log.xid desc, log.seq desc
        offset newest
        limit 1
    $$;
comment on function events.start_of_newest is 'The position behind which exactly so many events of a lane stand; none when there are not so many.';
alter function events.start_of_newest owner to olympus_search;
revoke execute on function events.start_of_newest from public;
grant execute on function events.start_of_newest to olympus_worker;
revoke create on schema events from olympus_search;
