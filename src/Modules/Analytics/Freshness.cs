using Olympus.Kernel.Data;

namespace Olympus.Analytics;

/// <summary>Up to when everything is counted.</summary>
/// <param name="IsCurrent">Nothing waits to be counted.</param>
internal sealed record Counted(DateTimeOffset AsOf, bool IsCurrent);

internal static class Freshness
{
    /// <summary>What was written down before the oldest event that one of the projections has not read yet is counted; when there is none, everything is.</summary>
    private const string CountedUntilSql = """
        with place as (
            select coalesce(position.xid, 0) as xid, coalesce(position.seq, 0) as seq
            from unnest($1::text[]) as reader (name)
            left join events.positions as position
                on position.projection = reader.name and position.shard = get_byte(uuid_send(app.tenant_id()), 15) % 16
            order by 1, 2
            limit 1
        )
        select coalesce(next.recorded_at, clock_timestamp()) as as_of, next.recorded_at is null as is_current
        from (
            select (
                select log.recorded_at
                from events.log as log
                where (log.xid, log.seq) > ((select xid from place), (select seq from place))
                order by log.xid, log.seq
                limit 1
            ) as recorded_at
        ) as next
        """;

    /// <summary>For the transaction. Sums of some ten thousand rows are done before helpers are started for them, and their groups are to fit in memory.</summary>
    private const string PlanForSumsSql = "select set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true)";

    /// <summary>What is read before sums are asked for; one row.</summary>
    public static Sql ForSums => new(PlanForSumsSql);

    /// <summary>One row of <see cref="Counted"/>; who wants the moment alone reads it as one.</summary>
    public static Sql Of(params string[] projections) => new(CountedUntilSql, projections);
}
