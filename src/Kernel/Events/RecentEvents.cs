using System.Text.RegularExpressions;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>A page of what happened, newest first.</summary>
/// <param name="Data">May be empty although there is more: a filter looks at so many events for one answer.</param>
/// <param name="HasMore">Whether there may be older ones.</param>
/// <param name="NextCursor">Send as <c>cursor</c> for the older ones; null at the end.</param>
/// <param name="Tail">The end of the stream just before this was read: who follows it from here (<c>after</c>) misses nothing that is not shown. An event
/// may come again, with the same id.</param>
public sealed record RecentEventsResponse(IReadOnlyList<EventView> Data, bool HasMore, string? NextCursor, string Tail);

/// <summary>
/// <c>GET /api/v1/events/recent</c>: the log backwards, by when things happened. Ids are UUIDv7 of that time, so the id is the sort key and a time is a bound
/// on it. Who must miss nothing follows the stream instead, which has the order of the log.
/// </summary>
public static partial class RecentEvents
{
    /// <summary>A filter looks at no more events than this for one answer.</summary>
    private const int Stretch = 5000;

    /// <summary>One statement, so one snapshot: the end of the stretch and the events in it are seen at the same moment.</summary>
    private const string RecentSql = """
        with looked as materialized (
            select id, type, actor
            from events.log
            where id >= $1 and id < $2 and occurred_at >= $3 and occurred_at < $4 and xid < (select events.horizon())
            order by id desc
            limit $5
        )
        select looked_at.id as end_id, looked_at.events = $5 as is_full, found.tenant_id, found.id, found.xid, found.seq, found.type, found.version,
            found.aggregate_type, found.aggregate_id, found.occurred_at, found.recorded_at, found.actor, found.correlation_id, found.payload
        from (select (array_agg(id order by id))[1] as id, count(*) as events from looked) as looked_at
        left join lateral (
            select log.tenant_id, log.id, log.xid, log.seq, log.type, log.version, log.aggregate_type, log.aggregate_id, log.occurred_at, log.recorded_at,
                log.actor, log.correlation_id, log.payload
            from looked
            join events.log as log on log.id = looked.id
            where ($6::text[] is null or looked.type = any($6)) and ($7::text is null or looked.actor = $7)
            order by looked.id desc
            limit $8
        ) as found on true
        order by found.id desc
        """;

    private sealed record Position(Guid Id);

    private sealed record Row(
        Guid? EndId, bool IsFull, Guid? Id, long? Xid, long? Seq, string? Type, int? Version, string? AggregateType, Guid? AggregateId,
        DateTimeOffset? OccurredAt, DateTimeOffset? RecordedAt, string? Actor, string? CorrelationId, string? Payload)
    {
        /// <summary>The event; not for the row that says only where the stretch ends.</summary>
        public LoggedEvent Event(Id<Tenant> tenant) => new(
            tenant, Id!.Value, Xid!.Value, Seq!.Value, Type!, Version!.Value, AggregateType!, AggregateId!.Value, OccurredAt!.Value, RecordedAt!.Value, Actor!,
            CorrelationId!, Payload!);
    }

    /// <summary>What happened, newest first.</summary>
    /// <param name="types">Only these types, separated by commas.</param>
    /// <param name="actor">Only what this one caused, such as <c>user:0190…</c>.</param>
    /// <param name="from">Happened at this moment or later.</param>
    /// <param name="to">Happened before this moment.</param>
    /// <param name="cursor">The <c>next_cursor</c> of the page before.</param>
    public static async Task<RecentEventsResponse> Handle(
        string? types, string? actor, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int? limit, Principal principal, TenantDb db,
        EventReader reader, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("events:read");
        if (actor is not null && !ActorName().IsMatch(actor))
            throw ValidBodyExtensions.Invalid(new FieldError("/actor", "form", "An actor as events name it, such as user:0190….")).AsException();
        var (wanted, most) = (EventStream.Types(types), Cursors.Limit(limit));
        var scope = $"recent {types} {actor} {from:O} {to:O}";
        var behind = cursors.Read<Position>(cursor, db.Tenant, scope);
        var lowest = from is { } start ? IdTime.FirstAt(start) : Guid.Empty;
        var beyond = behind?.Id ?? (to is { } end ? IdTime.FirstAfter(end) : Guid.AllBitsSet);
        var isFiltered = wanted is not null || actor is not null;
        return await db.Read(
            [
                new(EventReader.HorizonSql),
                new(
                    RecentSql, lowest, beyond, from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue, isFiltered ? Stretch : most + 1, wanted, actor,
                    most + 1),
            ],
            async results =>
            {
                var tail = reader.Cursor(db.Tenant, EventPosition.Before(await results.First<long>()));
                var rows = await results.List<Row>();
                var found = rows.FindAll(row => row.Id is not null);
                var cut = found.Count > most;
                if (cut)
                    found.RemoveRange(most, found.Count - most);
                cursors.Mark(db.Tenant, scope, place => new Position(found[place].Id!.Value));
                // Everything down to the end of the stretch was looked at, unless the page was full before.
                var next = cut ? found[^1].Id : rows is [{ IsFull: true, EndId: { } last }, ..] ? last : null;
                return new RecentEventsResponse(
                    found.ConvertAll(row => reader.View(row.Event(db.Tenant))), next is not null,
                    next is { } id ? cursors.Write(db.Tenant, scope, new Position(id)) : null, tail);
            },
            ct);
    }

    [GeneratedRegex("^[a-z][a-z._-]{0,40}(:[A-Za-z0-9._:-]{1,80})?$", RegexOptions.NonBacktracking)]
    private static partial Regex ActorName();
}
