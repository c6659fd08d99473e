using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Olympus.Kernel.Events;

/// <summary>Keeps projections and effects moving: woken when this process appended events, and by the clock for those of others.</summary>
public sealed partial class EventWorker(
    ProjectionRunner runner, IEnumerable<IProjection> projections, EffectRunner effects, EventSignal signal, TimeProvider clock, ILogger<EventWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var busy = false;
                foreach (var projection in projections)
                    busy |= await runner.CatchUp(projection, stoppingToken);
                busy |= await effects.RunDue(stoppingToken) > 0;
                // A short breath between rounds lets events gather: under load each round then takes many at once.
                if (!busy)
                    await signal.Wait(Poll, clock, stoppingToken);
                await Task.Delay(Breath, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A loop that ends would take the whole program along; a database that is away comes back.
                Interrupted(log, e is NpgsqlException ? null : e, e.Message);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The event worker was interrupted: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string reason);
}
