using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Kernel.Events;

/// <summary>An event that a projection could not take, or that waits behind one of the same aggregate.</summary>
/// <param name="Attempts">How often it was tried; 0 for one that only waits.</param>
/// <param name="Error">Why.</param>
public sealed record ParkedEventView(
    string Projection, Guid EventId, string EventType, Guid AggregateId, int Attempts, string Error, DateTimeOffset OccurredAt, DateTimeOffset ParkedAt);

public static class ListParked
{
    private const string ParkedSql = """
        select parked.projection, parked.event_id, log.type as event_type, parked.aggregate_id, parked.attempts, parked.error, log.occurred_at,
            parked.parked_at, parked.xid, parked.seq
        from events.parked as parked
        join events.log as log on log.id = parked.event_id
        where (parked.xid, parked.seq, parked.projection) > ($1, $2, $3)
        order by parked.xid, parked.seq, parked.projection
        limit $4
        """;

    private sealed record Position(long Xid, long Seq, string Projection);

    private sealed record Row(
        string Projection, Guid EventId, string EventType, Guid AggregateId, int Attempts, string Error, DateTimeOffset OccurredAt, DateTimeOffset ParkedAt,
        long Xid, long Seq);

    /// <summary>In the order of the log. A replay of the projection tries them again.</summary>
    public static async Task<Page<ParkedEventView>> Handle(
        int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("events:repair");
        var after = cursors.Read<Position>(cursor, db.Tenant, "parked") ?? new(0, 0, "");
        var most = Cursors.Limit(limit);
        var page = cursors.Page(
            await db.Query<Row>(new(ParkedSql, after.Xid, after.Seq, after.Projection, most + 1), ct), most, db.Tenant, "parked",
            row => new Position(row.Xid, row.Seq, row.Projection));
        return new(
            [.. page.Data.Select(row => new ParkedEventView(
                row.Projection, row.EventId, row.EventType, row.AggregateId, row.Attempts, row.Error, row.OccurredAt, row.ParkedAt))],
            page.HasMore, page.NextCursor);
    }
}

/// <summary>Work outside the database.</summary>
/// <param name="State"><c>waiting</c>, <c>done</c> or <c>dead</c>: given up after too many attempts.</param>
/// <param name="NextAt">When a waiting one is due.</param>
public sealed record EffectView(
    Guid Id, string Kind, string State, int Attempts, DateTimeOffset NextAt, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset? DoneAt);

public static class ListEffects
{
    private const string EffectsSql = """
        select id, kind, state, attempts, next_at, last_error, created_at, done_at
        from events.effects
        where id < $1 and ($2::text is null or state = $2)
        order by id desc
        limit $3
        """;

    private sealed record Position(Guid Id);

    /// <summary>Newest first. Payloads are not shown: they may hold what only the third party needs.</summary>
    /// <param name="state"><c>waiting</c>, <c>done</c> or <c>dead</c>.</param>
    public static async Task<Page<EffectView>> Handle(
        string? state, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("events:repair");
        if (state is not (null or "waiting" or "done" or "dead"))
            throw ValidBodyExtensions.Invalid(new FieldError("/state", "one_of", "One of waiting, done, dead.")).AsException();
        var scope = $"effects {state}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        return cursors.Page(
            await db.Query<EffectView>(new(EffectsSql, after?.Id ?? Guid.AllBitsSet, state, most + 1), ct), most, db.Tenant, scope, row => new Position(row.Id));
    }
}

/// <summary>Somebody gave a dead effect another series of attempts.</summary>
public sealed record EffectRetried(Guid EffectId, string Kind) : IEvent
{
    public static string EventType => "events.effect.retried";
    public static string AggregateType => "effect";
    Guid IEvent.AggregateId => EffectId;
}

public static class RetryEffect
{
    public static readonly Refusal NotDead = new(409, "events.effect_not_dead", "Only an effect that was given up can be tried again.");

    private const string ReviveSql = """
        update events.effects
        set state = 'waiting', attempts = 0, next_at = $2
        where id = $1 and state = 'dead'
        returning id, kind, state, attempts, next_at, last_error, created_at, done_at
        """;

    private const string ExistsSql = "select id from events.effects where id = $1";

    /// <summary>Begins at once. Refuses <c>events.effect_not_dead</c>.</summary>
    public static Task<EffectView> Handle(Guid id, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("events:repair");
        return db.Write(
            async tx =>
            {
                if (await tx.First<EffectView>(new(ReviveSql, id, tx.Now)) is not { } revived)
                    throw (await tx.Query<Guid>(new(ExistsSql, id)) is [_] ? NotDead : AccessRefusals.NotFound).AsException();
                tx.Append(new EffectRetried(revived.Id, revived.Kind));
                return revived;
            },
            ct);
    }
}
