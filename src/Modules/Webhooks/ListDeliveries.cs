using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>One event on its way to one endpoint.</summary>
/// <param name="EventId">The <c>webhook-id</c>, the same on every attempt.</param>
/// <param name="Status"><c>waiting</c>, <c>delivered</c>, or <c>dead</c>: given up.</param>
/// <param name="Attempts">So far.</param>
/// <param name="NextAttemptAt">When it is due, while it waits.</param>
/// <param name="StatusCode">What the last attempt was answered.</param>
/// <param name="Error">Why the last attempt failed: <c>http_status</c>, <c>redirect</c>, <c>timeout</c>, <c>dns</c>, <c>address_refused</c>,
/// <c>connect</c>, <c>tls</c>, <c>reset</c>, <c>protocol</c>, <c>too_large</c> or <c>secret_lost</c>.</param>
/// <param name="DurationMs">How long the last attempt took.</param>
/// <param name="FinishedAt">When it was delivered or given up.</param>
public sealed record DeliveryView(
    Guid Id, Guid EventId, string EventType, string Status, int Attempts, DateTimeOffset? NextAttemptAt, int? StatusCode, string? Error, int? DurationMs,
    DateTimeOffset CreatedAt, DateTimeOffset? LastAttemptAt, DateTimeOffset? FinishedAt);

public static class ListDeliveries
{
    private const string ExistsSql = "select id from webhooks.endpoints where id = $1 and archived_at is null";

    private const string AllSql = """
        select id, event_id, event_type, state as status, attempts, case when state = 'waiting' then next_at end as next_attempt_at,
            last_status as status_code, last_error as error, last_duration_ms as duration_ms, created_at, last_attempt_at, finished_at
        from webhooks.deliveries
        where endpoint_id = $1 and id < $2
        order by id desc
        limit $3
        """;

    private const string ByStateSql = """
        select id, event_id, event_type, state as status, attempts, case when state = 'waiting' then next_at end as next_attempt_at,
            last_status as status_code, last_error as error, last_duration_ms as duration_ms, created_at, last_attempt_at, finished_at
        from webhooks.deliveries
        where endpoint_id = $1 and id < $2 and state = $4 and ($5::text is null or event_type = $5)
        order by id desc
        limit $3
        """;

    private const string ByTypeSql = """
        select id, event_id, event_type, state as status, attempts, case when state = 'waiting' then next_at end as next_attempt_at,
            last_status as status_code, last_error as error, last_duration_ms as duration_ms, created_at, last_attempt_at, finished_at
        from webhooks.deliveries
        where endpoint_id = $1 and id < $2 and event_type = $4
        order by id desc
        limit $3
        """;

    private sealed record Position(Guid Id);

    /// <summary>Lists deliveries to an endpoint, the newest first. They are kept for some weeks.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="status"><c>waiting</c>, <c>delivered</c> or <c>dead</c>.</param>
    /// <param name="eventType">Exactly this type.</param>
    public static async Task<Page<DeliveryView>> Handle(
        Id<WebhookEndpoint> id, string? status, [FromQuery(Name = "event_type")] string? eventType, int? limit, string? cursor, Principal principal, TenantDb db,
        Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:read");
        if (status is not (null or "waiting" or "delivered" or "dead"))
            throw ValidBodyExtensions.Invalid(new FieldError("/status", "one_of", "One of waiting, delivered, dead.")).AsException();
        var scope = $"deliveries {id} {status} {eventType}";
        var below = cursors.Read<Position>(cursor, db.Tenant, scope)?.Id ?? Guid.AllBitsSet;
        var most = Cursors.Limit(limit);
        Sql asked = (status, eventType) switch
        {
            (null, null) => new(AllSql, id, below, most + 1),
            (null, { } type) => new(ByTypeSql, id, below, most + 1, type),
            ({ } state, var type) => new(ByStateSql, id, below, most + 1, state, type),
        };
        var (exists, rows) = await db.Read(
            [new(ExistsSql, id), asked], async results => ((await results.List<Guid>()).Count > 0, await results.List<DeliveryView>()), ct);
        return exists ? cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id)) : throw AccessRefusals.NotFound.AsException();
    }
}

/// <summary>A delivery with all its attempts.</summary>
public sealed record DeliveryDetailView(DeliveryView Delivery, IReadOnlyList<AttemptView> Attempts);

/// <summary>One time that it was sent. What was answered is not kept.</summary>
/// <param name="Number">From 1 on; one that is missing never ended.</param>
/// <param name="Error">As in the delivery; null: it was taken.</param>
public sealed record AttemptView(int Number, DateTimeOffset StartedAt, int? StatusCode, string? Error, int DurationMs);

public static class GetDelivery
{
    internal const string DeliverySql = """
        select delivery.id, delivery.event_id, delivery.event_type, delivery.state as status, delivery.attempts,
            case when delivery.state = 'waiting' then delivery.next_at end as next_attempt_at, delivery.last_status as status_code,
            delivery.last_error as error, delivery.last_duration_ms as duration_ms, delivery.created_at, delivery.last_attempt_at, delivery.finished_at
        from webhooks.deliveries as delivery
        join webhooks.endpoints as endpoint on endpoint.id = delivery.endpoint_id and endpoint.archived_at is null
        where delivery.id = $1 and delivery.endpoint_id = $2
        """;

    private const string AttemptsSql = """
        select number, started_at, status_code, error, duration_ms from webhooks.attempts where delivery_id = $1 order by number
        """;

    /// <summary>Reads a delivery with its attempts, the first one first.</summary>
    public static async Task<DeliveryDetailView> Handle(Id<WebhookEndpoint> id, Guid deliveryId, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:read");
        var (delivery, attempts) = await db.Read(
            [new(DeliverySql, deliveryId, id), new(AttemptsSql, deliveryId)],
            async results => (await results.First<DeliveryView>(), await results.List<AttemptView>()),
            ct);
        return delivery is null ? throw AccessRefusals.NotFound.AsException() : new(delivery, attempts);
    }
}
