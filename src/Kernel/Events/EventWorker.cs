using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Olympus.Kernel.Events;

/// <summary>Keeps projections and effects moving: woken when any process appended events, and by the clock in case
/// nobody could wake it.</summary>
public sealed partial class EventWorker(
    ProjectionRunner runner, IEnumerable<IProjection> projections, EffectRunner effects, EventSignal signal, TimeProvider clock, ILogger<EventWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Events that arrive together are taken together: without this pause a busy server would commit one small batch after the other.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    /// <summary>Effects wait for third parties, and a projection that cannot go on, or has much to do, must not keep the others waiting.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll([
        .. projections.Select(projection => Loop(projection.Name, ct => runner.CatchUp(projection, ct), stoppingToken)),
        Loop("effects", async ct => await effects.RunDue(ct) > 0, stoppingToken),
    ]);

    private async Task Loop(string name, Func<CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var next = signal.Next;
                if (!await work(ct))
                    await EventSignal.Wait(next, Poll, clock, ct);
                await Task.Delay(Gather, clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A loop that ends would take the whole program along; a database that is away comes back.
                Interrupted(log, e is NpgsqlException ? null : e, name, e.Message);
                await Task.Delay(Poll, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The event worker was interrupted at {Work}: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string work, string reason);
}
