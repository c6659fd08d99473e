using System.Text.Json;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>A place in a tenant's stream, behind the event that has it; the same for REST, sockets and webhooks.</summary>
public sealed record EventPosition(long Xid, long Seq) : IComparable<EventPosition>
{
    public static readonly EventPosition Beginning = new(0, 0);

    /// <summary>Behind everything that the transactions before <paramref name="horizon"/> wrote, and before everything else.</summary>
    public static EventPosition Before(long horizon) => new(horizon - 1, long.MaxValue);

    public int CompareTo(EventPosition? other) => (Xid, Seq).CompareTo((other!.Xid, other.Seq));

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>A stretch of a tenant's stream in its order.</summary>
/// <param name="End">Go on from here.</param>
/// <param name="IsFull">Whether there may be more ready.</param>
/// <param name="Horizon">The end of the whole stream just before it was read.</param>
public sealed record EventStretch(IReadOnlyList<LoggedEvent> Events, EventPosition End, bool IsFull, EventPosition Horizon);

/// <summary>Who has news.</summary>
/// <param name="Horizon">Ask from here next time.</param>
public sealed record EventNews(long Horizon, IReadOnlyList<Id<Tenant>> Tenants);

/// <summary>Reads the log for those who follow it: only what no running transaction can still get in front of.</summary>
public sealed class EventReader(WorkerDbs dbs, CursorKey key)
{
    private readonly Cursors _cursors = new(key);

    /// <summary>The scope of cursors; <c>GET /api/v1/events</c> has the same.</summary>
    internal const string CursorScope = "events";

    internal const string HorizonSql = "select events.horizon()";

    internal const string AfterSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where (xid, seq) > ($1, $2) and xid < (select events.horizon())
        order by xid, seq
        limit $3
        """;

    private const string BehindSql = """
        select count(*)
        from (
            select from events.log
            where (xid, seq) > ($1, $2) and xid < (select events.horizon())
            limit $3
        ) as behind
        """;

    private const string NewsSql = "select horizon, tenants from events.news($1)";

    private sealed record News(long Horizon, Guid[] Tenants);

    /// <summary>The tenants that have events of the transactions from <paramref name="since"/> on; one question for all of them.</summary>
    public async Task<EventNews> NewsSince(long since, CancellationToken ct)
    {
        var news = (await dbs.Query<News>(new(NewsSql, since), ct))[0];
        return new(news.Horizon, Array.ConvertAll(news.Tenants, tenant => new Id<Tenant>(tenant)));
    }

    /// <summary>The end of the stream right now.</summary>
    public async Task<EventPosition> End(TenantDb db, CancellationToken ct) => EventPosition.Before(await db.First<long>(new(HorizonSql), ct));

    /// <summary>How many events lie behind a place, counted no further than <paramref name="atMost"/>.</summary>
    public Task<long> CountAfter(TenantDb db, EventPosition position, int atMost, CancellationToken ct) =>
        db.Read([new(BehindSql, position.Xid, position.Seq, atMost)], results => results.First<long>(), ct);

    /// <summary>The next events of a tenant, in one round trip.</summary>
    public Task<EventStretch> After(TenantDb db, EventPosition position, int atMost, CancellationToken ct) => db.Read(
        [new(HorizonSql), new(AfterSql, position.Xid, position.Seq, atMost)],
        async results =>
        {
            // The horizon was taken first, so everything before it is among the events, and more of those behind it perhaps.
            var horizon = EventPosition.Before(await results.First<long>());
            var events = await results.List<LoggedEvent>();
            if (events.Count == 0)
                return new EventStretch(events, horizon > position ? horizon : position, IsFull: false, horizon);
            var last = new EventPosition(events[^1].Xid, events[^1].Seq);
            var isFull = events.Count == atMost;
            return new(events, isFull || last > horizon ? last : horizon, isFull, horizon);
        },
        ct);

    public string Cursor(Id<Tenant> tenant, EventPosition position) => _cursors.Write(tenant, CursorScope, position);

    /// <summary>400 <c>request.cursor_invalid</c> for anything that this stream did not give out.</summary>
    public EventPosition? Position(Id<Tenant> tenant, string? cursor) => _cursors.Read<EventPosition>(cursor, tenant, CursorScope);

    /// <summary>The event as everybody outside sees it.</summary>
    public EventView View(LoggedEvent e) => new(
        e.Id, e.OccurredAt, e.TenantId, e.Type, JsonSerializer.Deserialize<JsonElement>(e.Payload), Cursor(e.TenantId, new(e.Xid, e.Seq)), e.Version, e.OccurredAt,
        e.RecordedAt, e.Actor, new(e.AggregateType, e.AggregateId), e.CorrelationId, e.Seq);
}
