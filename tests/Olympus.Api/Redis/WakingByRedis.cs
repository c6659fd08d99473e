using Microsoft.Extensions.Logging.Abstractions;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Redis;
using Olympus.Tests;

namespace Olympus.Api.Redis;

/// <summary>Two processes that cannot wake each other through PostgreSQL, because theirs is nowhere.</summary>
public sealed class WakingByRedis : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Databases _nowhere = new("postgresql://nobody:x@127.0.0.1:1/none", "postgresql://nobody:x@127.0.0.1:1/none");
    private readonly List<IAsyncDisposable> _running = [];
    private RedisServer _redis = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arrives_with_what_it_is_about_and_not_at_the_sender()
    {
        var (here, there) = (await Process(), await Process());
        for (var told = 0; told < 3; told++)
        {
            var (events, revocations) = (there.Next, there.NextRevocation);
            here.Raise(News.Revocations);
            await revocations.WaitAsync(Deadline, Ct);
            events.IsCompleted.ShouldBeFalse();
            var own = here.Next;
            here.Raise();
            await events.WaitAsync(Deadline, Ct);
            own.IsCompletedSuccessfully.ShouldBeTrue();
        }

        // What the other one says after it heard this arrives behind the echo, if there is one.
        var heard = there.Next;
        here.Raise();
        var (echo, reply) = (here.Next, here.NextRevocation);
        await heard.WaitAsync(Deadline, Ct);
        there.Raise(News.Revocations);
        await reply.WaitAsync(Deadline, Ct);
        echo.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Begins_again_when_redis_was_killed()
    {
        var (here, there) = (await Process(), await Process());
        for (var kill = 0; kill < 3; kill++)
        {
            var looks = there.Next;
            _redis.Kill();
            await _redis.Restart();
            // Whoever is connected again looks at once: it may have missed something.
            await looks.WaitAsync(Deadline, Ct);
            var next = there.NextRevocation;
            var started = TimeProvider.System.GetTimestamp();
            while (!next.IsCompleted)
            {
                // The other one may not be back yet, and what it cannot tell it keeps.
                here.Raise(News.Revocations);
                await Task.Delay(50, Ct);
                TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Deadline);
            }
        }
    }

    private async Task<EventSignal> Process()
    {
        var settings = RedisSettings.Parse(_redis.Url);
        var signal = new EventSignal();
        var redis = new RedisConnection(settings, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var carrier = new RedisWakeUps(redis, settings, signal);
        var wakeUps = new WakeUps(signal, _nowhere, [carrier], TimeProvider.System, NullLogger<WakeUps>.Instance);
        _running.Add(new Stop(async () =>
        {
            await wakeUps.StopAsync(CancellationToken.None);
            await redis.DisposeAsync();
        }));
        var listens = signal.Next;
        await redis.StartAsync(Ct);
        await listens.WaitAsync(Deadline, Ct);
        await wakeUps.StartAsync(Ct);
        while (!redis.IsThere)
            await Task.Delay(5, Ct);
        return signal;
    }

    private sealed class Stop(Func<Task> work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await work();
    }

    public async ValueTask InitializeAsync() => _redis = await RedisServer.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running)
            await process.DisposeAsync();
        await _nowhere.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
