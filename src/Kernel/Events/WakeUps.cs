using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Olympus.Kernel.Data;

namespace Olympus.Kernel.Events;

/// <summary>
/// Carries <see cref="EventSignal"/> between the processes of one database, by PostgreSQL's LISTEN and NOTIFY. Two connections of its own: a
/// NOTIFY inside a writing transaction would make all commits queue, and a pooled connection must not listen. A wake-up says nothing but that
/// there is news. While the database is away nobody is woken; readers poll in any case. A quicker carrier goes first where there is one.
/// </summary>
public sealed partial class WakeUps(
    EventSignal signal, Databases databases, IEnumerable<IWakeUpCarrier> carriers, TimeProvider clock, ILogger<WakeUps> log) : BackgroundService
{
    /// <summary>News that follows within this time is told together, so that a busy process tells at most a hundred times a second.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private const string EventsChannel = "olympus_events";
    private const string RevocationsChannel = "olympus_revocations";
    private const string TellEventsSql = "select pg_notify('olympus_events', '')";
    private const string TellRevocationsSql = "select pg_notify('olympus_revocations', '')";
    private const string ListenToAll = "listen olympus_events; listen olympus_revocations";

    /// <summary>The backend by which this process tells, so that it does not wake itself.</summary>
    private int _ownBackend;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Tell(stoppingToken), Listen(stoppingToken));

    private async Task Tell(CancellationToken ct)
    {
        NpgsqlConnection? connection = null;
        var pause = ShortestPause;
        var news = News.None;
        while (!ct.IsCancellationRequested)
            try
            {
                if (news is News.None)
                    news = await signal.Untold(ct);
                if (!await TellByCarrier(news, ct))
                {
                    connection ??= await databases.OpenAlone("olympus-tells", ct);
                    Volatile.Write(ref _ownBackend, connection.ProcessID);
                    await Tell(connection, news, ct);
                }

                (news, pause) = (News.None, ShortestPause);
                await Task.Delay(Gather, clock, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // Told again when there is a connection: the news itself is safe in its tables.
                if (connection is not null)
                    await connection.DisposeAsync();
                connection = null;
                pause = await Rest(e, pause, "tell", ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                break;
            }

        if (connection is not null)
            await connection.DisposeAsync();
    }

    private async ValueTask<bool> TellByCarrier(News news, CancellationToken ct)
    {
        foreach (var carrier in carriers)
            if (await carrier.Tell(news, ct))
                return true;
        return false;
    }

    private static async Task Tell(NpgsqlConnection connection, News news, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (news.HasFlag(News.Events))
            batch.BatchCommands.Add(new(TellEventsSql));
        if (news.HasFlag(News.Revocations))
            batch.BatchCommands.Add(new(TellRevocationsSql));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task Listen(CancellationToken ct)
    {
        var pause = ShortestPause;
        while (!ct.IsCancellationRequested)
            try
            {
                await using var connection = await databases.OpenAlone("olympus-listens", ct);
                connection.Notification += (_, told) =>
                {
                    if (told.PID != Volatile.Read(ref _ownBackend))
                        signal.Hear(told.Channel switch { EventsChannel => News.Events, RevocationsChannel => News.Revocations, _ => News.None });
                };
                await using (var command = new NpgsqlCommand(ListenToAll, connection))
                    await command.ExecuteNonQueryAsync(ct);
                // Whatever was told before, nobody here heard it.
                signal.Hear(News.All);
                pause = ShortestPause;
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                pause = await Rest(e, pause, "listen", ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
    }

    /// <returns>How long to rest the next time.</returns>
    private async Task<TimeSpan> Rest(Exception e, TimeSpan pause, string doing, CancellationToken ct)
    {
        if (pause == ShortestPause)
            Silent(log, e is NpgsqlException ? null : e, doing, e.Message);
        await Task.Delay(pause * (0.75 + 0.5 * Random.Shared.NextDouble()), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
    }

    [LoggerMessage(1, LogLevel.Warning, "Processes cannot wake each other and poll instead; unable to {Doing}: {Reason}")]
    private static partial void Silent(ILogger log, Exception? e, string doing, string reason);
}
