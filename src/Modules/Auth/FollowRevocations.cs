using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Kernel.Events;

namespace Olympus.Auth;

/// <summary>Keeps <see cref="Revocations"/> fresh for as long as the process serves, and tidies up now and then.</summary>
internal sealed partial class FollowRevocations(
    Revocations revocations, Attempts attempts, Passkeys passkeys, EventSignal signal, TimeProvider clock, ILogger<FollowRevocations> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Revocations that arrive together are read together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await revocations.CatchUp(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidied = clock.GetTimestamp();
        var failing = false;
        var next = signal.NextRevocation;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EventSignal.Wait(next, Poll, clock, stoppingToken);
                await Task.Delay(Gather, clock, stoppingToken);
                next = signal.NextRevocation;
                await revocations.CatchUp(stoppingToken);
                failing = false;
                if (clock.GetElapsedTime(tidied) < TidyEvery)
                    continue;
                tidied = clock.GetTimestamp();
                await revocations.Forget(stoppingToken);
                await attempts.Forget(stoppingToken);
                await passkeys.Forget(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Nobody is let in on old news, so nothing is lost but service; said once, tried again at once.
                if (!failing)
                    Unknown(log, e);
                failing = true;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The list of revoked sessions cannot be read; requests are refused after five seconds of this")]
    private static partial void Unknown(ILogger log, Exception e);
}
