using Microsoft.AspNetCore.Http;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>An address that is told what happens.</summary>
/// <param name="EventTypes">Exact types and prefixes such as <c>commerce.*</c>; empty: everything.</param>
/// <param name="Status"><c>active</c>; <c>paused</c>: events wait for it; <c>disabled</c>: events pass by.</param>
/// <param name="StatusReason">Why it is not active: <c>by_hand</c>, <c>failing</c> (nothing was taken for five days), <c>gone</c> (it answered 410).</param>
/// <param name="StatusAt">Since when.</param>
/// <param name="Secrets">The secrets that sign now, the newest first; more than one during a rotation.</param>
/// <param name="Version">Grows with every change; the ETag.</param>
public sealed record WebhookView(
    Id<WebhookEndpoint> Id, string Url, string? Description, string[] EventTypes, string Status, string? StatusReason, DateTimeOffset StatusAt,
    IReadOnlyList<WebhookSecretView> Secrets, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : IVersioned;

/// <summary>A signing secret, without what is secret of it.</summary>
/// <param name="ExpiresAt">Until when an old one signs along; null: the current one.</param>
public sealed record WebhookSecretView(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

public static class GetWebhook
{
    internal const string WebhookSql = """
        select endpoint.id, endpoint.url, endpoint.description, endpoint.event_types, endpoint.status, endpoint.status_reason, endpoint.status_at,
            endpoint.version, endpoint.created_at, endpoint.updated_at,
            (select json_agg(json_build_object('created_at', secret.created_at, 'expires_at', secret.expires_at) order by secret.created_at desc)
             from webhooks.secrets as secret
             where secret.endpoint_id = endpoint.id and (secret.expires_at is null or secret.expires_at > $2)) as secrets
        from webhooks.endpoints as endpoint
        where endpoint.id = $1 and endpoint.archived_at is null
        """;

    /// <summary>Reads an endpoint. Its secret is not shown again.</summary>
    public static async Task<WebhookView> Handle(Id<WebhookEndpoint> id, Principal principal, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:read");
        return await db.First<WebhookView>(new(WebhookSql, id, clock.GetUtcNow()), ct) ?? throw AccessRefusals.NotFound.AsException();
    }

    /// <summary>Within a transaction that changed it.</summary>
    internal static async Task<WebhookView> Read(Tx tx, Id<WebhookEndpoint> id) =>
        await tx.First<WebhookView>(new(WebhookSql, id, tx.Now)) ?? throw AccessRefusals.NotFound.AsException();
}

/// <summary>How deliveries to an endpoint are going.</summary>
/// <param name="Failures">Attempts that failed since the last one that was taken.</param>
/// <param name="FailingSince">When the first of them was.</param>
/// <param name="BlockedUntil">Nothing is sent before: too many failures in a row, or the receiver asked for time.</param>
/// <param name="Waiting">Deliveries that wait; 1000 means 1000 or more.</param>
/// <param name="OldestWaitingAt">When the oldest of them was made.</param>
/// <param name="LastDeliveredAt">When one was taken last.</param>
public sealed record WebhookHealthView(
    string Status, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? BlockedUntil, long Waiting, DateTimeOffset? OldestWaitingAt,
    DateTimeOffset? LastDeliveredAt);

public static class GetWebhookHealth
{
    private const string HealthSql = """
        select endpoint.status, endpoint.failures, endpoint.failing_since, case when endpoint.blocked_until > $2 then endpoint.blocked_until end as blocked_until,
            (select count(*) from (
                select from webhooks.deliveries where endpoint_id = endpoint.id and state = 'waiting' limit 1000) as queue) as waiting,
            (select created_at from webhooks.deliveries where endpoint_id = endpoint.id and state = 'waiting' order by id limit 1) as oldest_waiting_at,
            (select finished_at from webhooks.deliveries where endpoint_id = endpoint.id and state = 'delivered' order by id desc limit 1) as last_delivered_at
        from webhooks.endpoints as endpoint
        where endpoint.id = $1 and endpoint.archived_at is null
        """;

    /// <summary>Tells whether an endpoint takes what it is sent, and how much waits for it.</summary>
    public static async Task<WebhookHealthView> Handle(Id<WebhookEndpoint> id, Principal principal, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:read");
        return await db.First<WebhookHealthView>(new(HealthSql, id, clock.GetUtcNow()), ct) ?? throw AccessRefusals.NotFound.AsException();
    }
}

public static class ListWebhooks
{
    private const string WebhooksSql = """
        select endpoint.id, endpoint.url, endpoint.description, endpoint.event_types, endpoint.status, endpoint.status_reason, endpoint.status_at,
            endpoint.version, endpoint.created_at, endpoint.updated_at,
            (select json_agg(json_build_object('created_at', secret.created_at, 'expires_at', secret.expires_at) order by secret.created_at desc)
             from webhooks.secrets as secret
             where secret.endpoint_id = endpoint.id and (secret.expires_at is null or secret.expires_at > $2)) as secrets
        from webhooks.endpoints as endpoint
        where endpoint.id > $1 and endpoint.archived_at is null
        order by endpoint.id
        limit $3
        """;

    private sealed record Position(Guid Id);

    /// <summary>Lists the endpoints, the oldest first.</summary>
    public static async Task<Page<WebhookView>> Handle(
        int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:read");
        var after = cursors.Read<Position>(cursor, db.Tenant, "webhooks");
        var most = Cursors.Limit(limit);
        return cursors.Page(
            await db.Query<WebhookView>(new(WebhooksSql, after?.Id ?? Guid.Empty, clock.GetUtcNow(), most + 1), ct), most, db.Tenant, "webhooks",
            row => new Position(row.Id.Value));
    }
}
