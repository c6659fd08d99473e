using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Analytics;

/// <summary>What the log told of orders and locations, for projections that keep nothing of either.</summary>
internal static class Told
{
    private const string BeforeSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where aggregate_id = any($1) and (xid, seq) < ($2, $3) and type = any($4)
        order by xid, seq
        """;

    private const string OfLocationsSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where aggregate_id = any($1) and type = any($2)
        order by xid, seq
        """;

    /// <summary>Of these orders before an event.</summary>
    /// <param name="types">Only these types of events.</param>
    public static Sql OfOrders(Guid[] orders, LoggedEvent before, string[] types) => new(BeforeSql, orders, before.Xid, before.Seq, types);

    /// <summary>Of the clocks of these locations, for <see cref="Clocks"/>.</summary>
    public static Sql OfLocations(IEnumerable<Guid> locations) => new(OfLocationsSql, locations.Distinct().ToArray(), Clocks.Reads);
}
