using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>An event as everybody outside sees it; <c>proto/olympus/events/v1</c> defines the same.</summary>
/// <param name="Id">UUIDv7; the same wherever the event is shown, so a reader can tell a repeat.</param>
/// <param name="Timestamp">When it happened, as <paramref name="OccurredAt"/>.</param>
/// <param name="EventType"><c>module.entity.action</c>.</param>
/// <param name="Payload">What the event says; its shape belongs to the type and version.</param>
/// <param name="Cursor">Send as <c>after</c> to go on behind this event.</param>
/// <param name="Version">Of the payload's meaning; 1 unless it changed.</param>
/// <param name="OccurredAt">When it happened in the world.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="Actor">Who caused it, such as <c>user:0190…</c>.</param>
/// <param name="CorrelationId">The request it came from.</param>
/// <param name="Sequence">Of two events of one aggregate, the greater one happened later; says nothing across aggregates.</param>
public sealed record EventView(
    Guid Id, DateTimeOffset Timestamp, Id<Tenant> TenantId, string EventType, JsonElement Payload, string Cursor, int Version,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, EventAggregateView Aggregate, string CorrelationId, long Sequence);

/// <summary>What an event happened to.</summary>
public sealed record EventAggregateView(string Type, Guid Id);

/// <summary>A stretch of the tenant's stream.</summary>
/// <param name="HasMore">Whether more events are ready already.</param>
/// <param name="NextCursor">Send as <c>after</c> to go on; also at the end, then for what is still to come.</param>
public sealed record EventStreamResponse(IReadOnlyList<EventView> Data, bool HasMore, string? NextCursor);

/// <summary>
/// <c>GET /api/v1/events</c>: the log of the tenant, in the order in which everybody reads it. Only what no running transaction can still get in
/// front of is shown, so a reader that follows the cursor misses nothing and sees nothing twice.
/// </summary>
public static class EventStream
{
    /// <summary>A filter looks at no more events than this for one answer, so that a rare type costs no more than a common one.</summary>
    private const int Stretch = 5000;

    /// <summary>One statement, so one snapshot: the end of the stretch and the events in it are seen at the same moment.</summary>
    internal const string StreamSql = """
        with stretch_end as (
            select stretch.xid, stretch.seq, stretch.place
            from (
                select log.xid, log.seq, row_number() over (order by log.xid, log.seq) as place
                from (
                    select xid, seq
                    from events.log
                    where (xid, seq) > ($1, $2) and xid < (select events.horizon())
                    order by xid, seq
                    limit $3
                ) as log
            ) as stretch
            order by stretch.place desc
            limit 1
        )
        select stretch_end.xid as end_xid, stretch_end.seq as end_seq, stretch_end.place = $3 as is_full,
            found.id, found.xid, found.seq, found.type, found.version, found.aggregate_type, found.aggregate_id,
            found.occurred_at, found.recorded_at, found.actor, found.correlation_id, found.payload
        from stretch_end
        left join lateral (
            select id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
            from events.log
            where (xid, seq) > ($1, $2) and (xid, seq) <= (stretch_end.xid, stretch_end.seq) and ($4::text[] is null or type = any($4))
            order by xid, seq
            limit $5
        ) as found on true
        order by found.xid, found.seq
        """;

    /// <summary>The events of one thing are few, and have an index of their own.</summary>
    internal const string AggregateSql = """
        select $1::bigint as end_xid, $2::bigint as end_seq, false as is_full,
            id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where aggregate_id = $3 and (xid, seq) > ($1, $2) and xid < (select events.horizon())
            and ($4::text[] is null or type = any($4))
        order by xid, seq
        limit $5
        """;

    private sealed record Row(
        long EndXid, long EndSeq, bool IsFull, Guid? Id, long? Xid, long? Seq, string? Type, int? Version, string? AggregateType, Guid? AggregateId,
        DateTimeOffset? OccurredAt, DateTimeOffset? RecordedAt, string? Actor, string? CorrelationId, string? Payload)
    {
        /// <summary>The event; not for the row that says only where the stretch ends.</summary>
        public LoggedEvent Event(Id<Tenant> tenant) => new(
            tenant, Id!.Value, Xid!.Value, Seq!.Value, Type!, Version!.Value, AggregateType!, AggregateId!.Value, OccurredAt!.Value, RecordedAt!.Value, Actor!,
            CorrelationId!, Payload!);
    }

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/v1/events").WithTags("Events");
        events.MapGet("", Handle).Requires("events:read")
            .WithName("listEvents").WithSummary("What happened, in order, from a cursor on");
        events.MapGet("/recent", RecentEvents.Handle).Requires("events:read").Costs(2)
            .WithName("listRecentEvents").WithSummary("What happened, newest first, for people to read");
        events.MapGet("/parked", ListParked.Handle).Requires("events:repair")
            .WithName("listParkedEvents").WithSummary("Events that a projection could not take");

        var effects = routes.MapGroup("/api/v1/effects").WithTags("Events");
        effects.MapGet("", ListEffects.Handle).Requires("events:repair")
            .WithName("listEffects").WithSummary("Work outside the database, newest first");
        effects.MapPost("/{id}/retry", RetryEffect.Handle).Requires("events:repair")
            .WithName("retryEffect").WithSummary("Give a dead effect another series of attempts");
    }

    /// <summary>The events behind <paramref name="after"/>, oldest first.</summary>
    /// <param name="after">A cursor of this stream; none: from the beginning.</param>
    /// <param name="types">Only these types, separated by commas.</param>
    /// <param name="aggregateId">Only what happened to this thing.</param>
    public static async Task<EventStreamResponse> Handle(
        string? after, string? types, [FromQuery(Name = "aggregate_id")] Guid? aggregateId, int? limit, Principal principal, TenantDb db, EventReader reader,
        Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("events:read");
        var from = reader.Position(db.Tenant, after) ?? EventPosition.Beginning;
        var most = Cursors.Limit(limit);
        var wanted = Types(types);
        var rows = await db.Query<Row>(
            aggregateId is { } aggregate
                ? new(AggregateSql, from.Xid, from.Seq, aggregate, wanted, most + 1)
                : new(StreamSql, from.Xid, from.Seq, wanted is null ? most + 1 : Stretch, wanted, most + 1),
            ct);

        var found = rows.FindAll(row => row.Id is not null);
        var cut = found.Count > most;
        if (cut)
            found.RemoveRange(most, found.Count - most);
        cursors.Mark(db.Tenant, EventReader.CursorScope, place => new EventPosition(found[place].Xid!.Value, found[place].Seq!.Value));
        // Everything up to the end of the stretch was looked at, unless the page was full before.
        var next = cut || aggregateId is not null
            ? found is [.., var last] ? new EventPosition(last.Xid!.Value, last.Seq!.Value) : null
            : rows is [var end, ..] ? new EventPosition(end.EndXid, end.EndSeq) : null;
        return new(
            found.ConvertAll(row => reader.View(row.Event(db.Tenant))),
            cut || rows is [{ IsFull: true }, ..],
            next is null ? after : reader.Cursor(db.Tenant, next));
    }

    /// <summary>A list of event types as a query gives it; null: all. 400 <c>request.invalid</c> for more than 50.</summary>
    public static string[]? Types(string? types)
    {
        if (types is null)
            return null;
        var names = types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length is >= 1 and <= 50
            ? names
            : throw ValidBodyExtensions.Invalid(new FieldError("/types", "count", "1 to 50 event types, separated by commas.")).AsException();
    }
}
