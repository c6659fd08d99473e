using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>Sends what is due. Each endpoint has a few places and no more, so a slow one is slow for itself alone; the round goes on where it
/// stopped, so nobody is always last.</summary>
public sealed partial class WebhookWorker(
    Deliveries deliveries, WorkerDbs dbs, WebhookSettings settings, TimeProvider clock, ILogger<WebhookWorker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);
    private const int EndpointsPerRound = 500;
    private const int ClaimsAtOnce = 4;

    private const string DueSql = "select tenant_id, endpoint_id from webhooks.due_endpoints($1, $2, $3, $4)";

    private sealed record Due(Id<Tenant> TenantId, Id<WebhookEndpoint> EndpointId);

    private readonly ConcurrentDictionary<Id<WebhookEndpoint>, int> _running = new();
    private readonly ConcurrentDictionary<Guid, Task> _attempts = new();
    private readonly EventSignal _finished = new();
    private Due _last = new(default, default);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var hangUp = new CancellationTokenSource();
        await Task.WhenAll(
            Loop("deliveries", Poll, ct => Round(hangUp.Token, ct), stoppingToken),
            Loop("retention", ForgetEvery, ct => OldDeliveries.Forget(dbs, settings, clock, ct), stoppingToken));
        hangUp.CancelAfter(LastWords);
        await Task.WhenAll(_attempts.Values);
    }

    private async Task Loop(string name, TimeSpan poll, Func<CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var finished = _finished.Next;
                if (!await work(ct))
                    await EventSignal.Wait(finished, poll, clock, ct);
                await Task.Delay(Gather, clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e is Npgsql.NpgsqlException ? null : e, name, e.Message);
                await Task.Delay(Poll, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> Round(CancellationToken hangUp, CancellationToken ct)
    {
        if (_attempts.Count >= settings.AtOnce)
            return false;
        var (due, started) = (await DueEndpoints(ct), 0);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = ClaimsAtOnce, CancellationToken = ct }, async (endpoint, stop) =>
        {
            var room = Math.Min(settings.AtOncePerEndpoint - _running.GetValueOrDefault(endpoint.EndpointId), settings.AtOnce - _attempts.Count);
            if (room <= 0)
                return;
            var db = dbs.For(endpoint.TenantId, "webhooks");
            foreach (var claimed in await deliveries.Claim(db, endpoint.EndpointId, room, stop))
            {
                Interlocked.Increment(ref started);
                _running.AddOrUpdate(endpoint.EndpointId, 1, (_, running) => running + 1);
                var attempt = new TaskCompletionSource();
                _attempts[claimed.Id] = attempt.Task;
                _ = Run(db, endpoint.EndpointId, claimed, attempt, hangUp);
            }

            _last = endpoint;
        });
        return started > 0;
    }

    /// <summary>Behind the one that was served last, then from the beginning.</summary>
    private async Task<List<Due>> DueEndpoints(CancellationToken ct)
    {
        var (last, now) = (_last, clock.GetUtcNow());
        var due = await dbs.Query<Due>(new(DueSql, last.TenantId, last.EndpointId, now, EndpointsPerRound), ct);
        if (due.Count < EndpointsPerRound && last.TenantId != default)
            due.AddRange((await dbs.Query<Due>(new(DueSql, Guid.Empty, Guid.Empty, now, EndpointsPerRound - due.Count), ct)).Except(due));
        return due;
    }

    private async Task Run(TenantDb db, Id<WebhookEndpoint> endpoint, Claimed claimed, TaskCompletionSource attempt, CancellationToken hangUp)
    {
        try
        {
            await deliveries.Attempt(db, endpoint, claimed, hangUp);
        }
        catch (Exception e)
        {
            // Its lease runs out, and it is sent again.
            Unrecorded(log, e is Npgsql.NpgsqlException ? null : e, claimed.Id, e.Message);
        }
        finally
        {
            if (_running.AddOrUpdate(endpoint, 0, (_, running) => running - 1) == 0)
                _running.TryRemove(new(endpoint, 0));
            _attempts.TryRemove(claimed.Id, out _);
            attempt.SetResult();
            _finished.Raise();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The webhook worker was interrupted at {Work}: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string work, string reason);

    [LoggerMessage(2, LogLevel.Warning, "What came of delivery {DeliveryId} could not be recorded: {Reason}")]
    private static partial void Unrecorded(ILogger log, Exception? e, Guid deliveryId, string reason);
}
