using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>
/// The one connection to Redis, which may be away at any time: then everything asked of it says null at once, and the caller does without. Who
/// asks waits for a moment only; the first that waited in vain spares the others the same, until Redis answers a ping again.
/// Asynchronous only: the synchronous half of this client library collapses under load.
/// </summary>
public sealed partial class RedisConnection(RedisSettings settings, TimeProvider clock, ILogger<RedisConnection> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private volatile ConnectionMultiplexer? _multiplexer;
    private volatile bool _answers;
    private int _calling;
    private long _refusedAt;

    /// <summary>Whether it answered lately.</summary>
    public bool IsThere => _answers;

    /// <summary>Whether it answered ever, so that what it remembers may be out of date when it comes back.</summary>
    public bool WasThere { get; private set; }

    /// <summary>Runs whenever Redis is there, or there again.</summary>
    public event Func<ConnectionMultiplexer, Task>? CameBack;

    /// <summary>What Redis answers, or nothing (null, false) when it does not answer at once.</summary>
    /// <param name="patience">Instead of that of requests, for work that nobody waits for.</param>
    public async ValueTask<T?> Ask<T>(Func<IDatabase, Task<T>> question, TimeSpan? patience = null)
    {
        if (!_answers || _multiplexer is not { } multiplexer)
            return default;
        try
        {
            return await question(multiplexer.GetDatabase()).WaitAsync(patience ?? settings.Patience, _stopping.Token);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // Somebody emptied its scripts; the client sends the text the next time.
            return default;
        }
        catch (RedisServerException e)
        {
            // It is there, but full, read-only or loading: said now and then, as long as it is so.
            var said = Volatile.Read(ref _refusedAt);
            if ((said == 0 || clock.GetElapsedTime(said) > Quiet) && Interlocked.CompareExchange(ref _refusedAt, clock.GetTimestamp(), said) == said)
                Refused(log, e.Message);
            return default;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            Lose(e is TimeoutException ? "it did not answer in time" : e.Message);
            return default;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Call();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _answers = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_multiplexer is { } multiplexer)
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
    }

    private void Lose(string reason)
    {
        _answers = false;
        if (_stopping.IsCancellationRequested || Interlocked.CompareExchange(ref _calling, 1, 0) != 0)
            return;
        Lost(log, reason);
        _ = CallAgain();
    }

    private async Task Call()
    {
        Volatile.Write(ref _calling, 1);
        await CallAgain();
    }

    /// <summary>Pings until it answers. One of these at most runs at a time.</summary>
    private async Task CallAgain()
    {
        var told = false;
        while (!_stopping.IsCancellationRequested)
            try
            {
                var multiplexer = _multiplexer ??= await Connect();
                await multiplexer.GetDatabase().PingAsync().WaitAsync(PingPatience, clock, _stopping.Token);
                if (CameBack is { } all)
                    foreach (var back in all.GetInvocationList().Cast<Func<ConnectionMultiplexer, Task>>())
                        await back(multiplexer).WaitAsync(PingPatience, clock, _stopping.Token);
                Volatile.Write(ref _calling, 0);
                _answers = WasThere = true;
                Found(log, settings.Host, settings.Port);
                return;
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                if (!told)
                    Silent(log, settings.Host, settings.Port, e.Message);
                told = true;
                await Task.Delay(PingEvery, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                return;
            }
    }

    private async Task<ConnectionMultiplexer> Connect()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(settings.Options());
        // Keeping the order of unrelated answers costs more than the answers.
        multiplexer.PreserveAsyncOrder = false;
        multiplexer.ConnectionFailed += (_, failed) => Lose($"{failed.ConnectionType} connection: {failed.FailureType}");
        return multiplexer;
    }

    [LoggerMessage(1, LogLevel.Information, "Redis answers at {Host}:{Port}")]
    private static partial void Found(ILogger log, string host, int port);

    [LoggerMessage(2, LogLevel.Warning, "Redis is away, working without it: {Reason}")]
    private static partial void Lost(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Redis does not answer at {Host}:{Port}, working without it: {Reason}")]
    private static partial void Silent(ILogger log, string host, int port, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Redis refused: {Reason}")]
    private static partial void Refused(ILogger log, string reason);
}
