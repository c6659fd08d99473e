using System.Security.Cryptography;
using System.Text.Json;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>A delivery of which this process makes the next attempt.</summary>
/// <param name="Attempts">This attempt's number.</param>
/// <param name="Tries">The same within the present series.</param>
public sealed record Claimed(Guid Id, Guid EventId, string Url, int Attempts, int Tries);

/// <summary>One attempt: claim, send, record. A process that dies between sending and recording leaves a lease behind, after which the delivery is sent
/// again under the same id.</summary>
public sealed class Deliveries(
    WebhookSender sender, SigningSecrets secrets, EventReader events, WebhookSettings settings, TimeProvider clock)
{
    /// <summary>Longer than an attempt can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Who claims holds the endpoint, so that the limit holds over all processes.</summary>
    private const string LockEndpointSql = """
        select url, failures
        from webhooks.endpoints
        where id = $1 and status = 'active' and archived_at is null and (blocked_until is null or blocked_until <= $2)
        for no key update
        """;

    private const string ClaimSql = """
        with running as (
            select count(*) as attempts from webhooks.deliveries where endpoint_id = $1 and leased_until > $2
        ), due as (
            select delivery.id, endpoint.url, endpoint.resumed_at
            from webhooks.deliveries as delivery
            join webhooks.endpoints as endpoint on endpoint.id = delivery.endpoint_id
            where delivery.endpoint_id = $1 and delivery.state = 'waiting' and delivery.next_at <= $2
            order by delivery.next_at
            limit greatest(0, least($3, $4 - (select running.attempts from running)))
            for update of delivery
        )
        update webhooks.deliveries as delivery
        set attempts = delivery.attempts + 1,
            tries = case when delivery.series_at < due.resumed_at then 1 else delivery.tries + 1 end,
            series_at = greatest(delivery.series_at, due.resumed_at),
            leased_until = $5,
            next_at = $5
        from due
        where delivery.id = due.id
        returning delivery.id, delivery.event_id, due.url, delivery.attempts, delivery.tries
        """;

    private const string EventSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where id = $1
        """;

    private const string TakenSql = """
        update webhooks.endpoints set failures = 0, failing_since = null, blocked_until = null where id = $1 and (failures > 0 or blocked_until is not null)
        """;

    private const string FailedSql = """
        update webhooks.endpoints
        set failures = failures + 1, failing_since = coalesce(failing_since, $2)
        where id = $1
        returning failures, failing_since, status
        """;

    private const string BlockSql = "update webhooks.endpoints set blocked_until = greatest(blocked_until, $2) where id = $1";

    private const string StopSql = """
        update webhooks.endpoints set status = $2, status_reason = $3, status_at = $4, version = version + 1, updated_at = $4 where id = $1
        """;

    /// <summary>Of this attempt only: whoever took over after the lease knows better.</summary>
    private const string RecordSql = """
        update webhooks.deliveries
        set state = $3, next_at = $4, leased_until = null, finished_at = $5::timestamptz, last_attempt_at = $6, last_status = $7::int, last_error = $8::text,
            last_duration_ms = $9
        where id = $1 and attempts = $2 and state = 'waiting'
        """;

    internal const string AttemptSql = """
        insert into webhooks.attempts (delivery_id, number, started_at, duration_ms, status_code, error) values ($1, $2, $3, $4, $5::int, $6::text)
        """;

    private const string GiveBackSql = """
        update webhooks.deliveries
        set attempts = attempts - 1, tries = greatest(tries - 1, 0), leased_until = null, next_at = $3
        where id = $1 and attempts = $2 and state = 'waiting'
        """;

    private sealed record Door(string Url, int Failures);

    private sealed record Health(int Failures, DateTimeOffset FailingSince, string Status);

    /// <summary>Takes the next attempts of an endpoint, the longest due first.</summary>
    public Task<List<Claimed>> Claim(TenantDb db, Id<WebhookEndpoint> endpoint, int most, CancellationToken ct) => db.WriteStep(
        async tx =>
        {
            if (await tx.First<Door>(new(LockEndpointSql, endpoint, tx.Now)) is not { } door)
                return [];
            // One that keeps failing is asked by a single attempt whether it is well again.
            var limit = door.Failures >= Retries.FailuresToBlock ? 1 : settings.AtOncePerEndpoint;
            return await tx.Query<Claimed>(new(ClaimSql, endpoint, tx.Now, most, limit, tx.Now + Lease));
        },
        ct);

    public async Task Attempt(TenantDb db, Id<WebhookEndpoint> endpoint, Claimed claimed, CancellationToken ct)
    {
        var started = clock.GetUtcNow();
        Outcome outcome;
        try
        {
            outcome = await Send(db, endpoint, claimed.Url, claimed.EventId, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await db.Write(tx => tx.Execute(new(GiveBackSql, claimed.Id, claimed.Attempts, tx.Now)), CancellationToken.None);
            return;
        }

        // What was sent is recorded even while the program stops.
        await db.Write(tx => Record(tx, endpoint, claimed, outcome, started), CancellationToken.None);
    }

    /// <summary>Sends the event as <c>GET /api/v1/events</c> shows it.</summary>
    public async Task<Outcome> Send(TenantDb db, Id<WebhookEndpoint> endpoint, string url, Guid eventId, CancellationToken ct)
    {
        var (happened, found) = await db.Read(
            [new(EventSql, eventId), new(SigningSecrets.LiveSql, endpoint, clock.GetUtcNow())],
            async results => ((await results.First<LoggedEvent>())!, await results.List<SigningSecrets.Sealed>()),
            ct);
        var keys = Open(endpoint, found);
        return keys.Count == 0
            ? new Outcome(null, "secret_lost", TimeSpan.Zero)
            : await sender.Send(url, eventId, JsonSerializer.SerializeToUtf8Bytes(events.View(happened), WireJson.Options), keys, ct);
    }

    private List<byte[]> Open(Id<WebhookEndpoint> endpoint, List<SigningSecrets.Sealed> found)
    {
        var keys = new List<byte[]>();
        foreach (var secret in found)
            try
            {
                keys.Add(secrets.Open(endpoint, secret));
            }
            catch (CryptographicException)
            {
                // Sealed with another secret of the installation. The tenant sees it in the log and rotates.
                continue;
            }

        return keys;
    }

    private static async Task Record(Tx tx, Id<WebhookEndpoint> endpoint, Claimed claimed, Outcome outcome, DateTimeOffset started)
    {
        // The endpoint first, as when claiming: two that want the same rows take them in the same order.
        if (outcome.IsTaken)
            tx.Enqueue(new(TakenSql, endpoint));
        else if (outcome.Error != "too_large")
            await Suffer(tx, endpoint, outcome);

        var wait = outcome.IsTaken || outcome.StatusCode == 410 || outcome.Error == "too_large"
            ? null
            : Retries.WaitAfter(claimed.Tries, outcome.RetryAfter, Random.Shared.NextDouble());
        var state = outcome.IsTaken ? "delivered" : wait is null ? "dead" : "waiting";
        var took = (int)outcome.Duration.TotalMilliseconds;
        tx.Enqueue(new(
            RecordSql, claimed.Id, claimed.Attempts, state, tx.Now + (wait ?? TimeSpan.Zero), wait is null ? tx.Now : null, started, outcome.StatusCode,
            outcome.Error, took));
        tx.Enqueue(new(AttemptSql, claimed.Id, claimed.Attempts, started, took, outcome.StatusCode, outcome.Error));
    }

    /// <summary>What a failure means for the endpoint as a whole.</summary>
    private static async Task Suffer(Tx tx, Id<WebhookEndpoint> endpoint, Outcome outcome)
    {
        var health = (await tx.First<Health>(new(FailedSql, endpoint, tx.Now)))!;
        if (health.Status != "active")
            return;
        if (outcome.StatusCode == 410)
        {
            tx.Enqueue(new(StopSql, endpoint, "disabled", "gone", tx.Now));
            tx.Append(new WebhookEndpointDisabled(endpoint, "gone"));
        }
        else if (Retries.IsToPause(health.Failures, health.FailingSince, tx.Now))
        {
            tx.Enqueue(new(StopSql, endpoint, "paused", "failing", tx.Now));
            tx.Append(new WebhookEndpointPaused(endpoint, health.FailingSince, health.Failures));
        }
        else if (Retries.BlockAfter(health.Failures, outcome.RetryAfter, Random.Shared.NextDouble()) is { } block)
            tx.Enqueue(new(BlockSql, endpoint, tx.Now + block));
    }
}
