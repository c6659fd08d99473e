using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>What came of a ping.</summary>
/// <param name="Outcome"><c>delivered</c> or <c>failed</c>.</param>
/// <param name="StatusCode">What the receiver answered; null: nothing.</param>
/// <param name="Error">As in a delivery; null: it was taken.</param>
/// <param name="DeliveryId">Where it stands in the log.</param>
public sealed record PingWebhookResponse(string Outcome, int? StatusCode, string? Error, int DurationMs, Guid EventId, Guid DeliveryId);

/// <summary>Sends a signed <c>webhooks.endpoint.ping</c> to one endpoint at once, whatever its state, and tells what came of it. It counts neither for nor
/// against the endpoint.</summary>
public static class PingWebhook
{
    private const string UrlSql = "select url from webhooks.endpoints where id = $1 and archived_at is null";

    private const string LogSql = """
        insert into webhooks.deliveries (id, endpoint_id, event_id, event_type, state, attempts, tries, series_at, next_at, created_at, finished_at,
            last_attempt_at, last_status, last_error, last_duration_ms)
        values ($1, $2, $3, $4, $5, 1, 1, $6, $6, $6, $7, $6, $8::int, $9::text, $10)
        """;

    /// <summary>Sends a test event and waits for its outcome, up to 15 seconds.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.ping</c>.</remarks>
    public static async Task<PingWebhookResponse> Handle(
        Id<WebhookEndpoint> id, Principal principal, TenantDb db, Deliveries deliveries, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        var (url, eventId) = await db.Write(
            async tx => (await tx.First<string>(new(UrlSql, id)) ?? throw AccessRefusals.NotFound.AsException(), tx.Append(new WebhookEndpointPinged(id))), ct);
        var started = clock.GetUtcNow();
        var outcome = await deliveries.Send(db, id, url, eventId, ct);
        var response = new PingWebhookResponse(
            outcome.IsTaken ? "delivered" : "failed", outcome.StatusCode, outcome.Error, (int)outcome.Duration.TotalMilliseconds, eventId,
            Guid.CreateVersion7(started));
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(
                    LogSql, response.DeliveryId, id, eventId, WebhookEndpointPinged.EventType, outcome.IsTaken ? "delivered" : "dead", started, tx.Now,
                    outcome.StatusCode, outcome.Error, response.DurationMs));
                tx.Enqueue(new(Deliveries.AttemptSql, response.DeliveryId, 1, started, response.DurationMs, outcome.StatusCode, outcome.Error));
                return Task.CompletedTask;
            },
            ct);
        return response;
    }
}
