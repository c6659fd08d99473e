using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

/// <summary>Two processes of one database, as far as wake-ups know: each has its signal and its connections.</summary>
public sealed class WakingOtherProcesses(Laboratory laboratory) : IClassFixture<Laboratory>, IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly List<IHostedService> _running = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arrives_with_what_it_is_about_and_nothing_else()
    {
        var (here, there) = (await Process(), await Process());
        var (events, revocations) = (there.Next, there.NextRevocation);
        here.Raise(News.Revocations);
        await revocations.WaitAsync(Deadline, Ct);
        events.IsCompleted.ShouldBeFalse();
        here.Raise();
        await events.WaitAsync(Deadline, Ct);
    }

    [Fact]
    public async Task Follows_every_commit_that_appended_an_event_and_no_other()
    {
        var there = await Process();
        var signal = await Process();
        var db = new TenantDbs(laboratory.Databases, laboratory.Clock, new([]), signal).For(Id<Tenant>.New(), "test");
        var next = there.Next;
        await db.Write(tx => tx.Execute(new("select 1")), Ct);
        await Should.ThrowAsync<InvalidOperationException>(() => db.Write(
            tx =>
            {
                tx.Append(new CounterPolished(Guid.CreateVersion7()));
                throw new InvalidOperationException("Rolled back.");
            },
            Ct));
        // Told after those two, so that they would have been heard before it.
        var marker = there.NextRevocation;
        signal.Raise(News.Revocations);
        await marker.WaitAsync(Deadline, Ct);
        next.IsCompleted.ShouldBeFalse();

        await db.Write(tx => { tx.Append(new CounterPolished(Guid.CreateVersion7())); return Task.CompletedTask; }, Ct);
        await next.WaitAsync(Deadline, Ct);
    }

    [Fact]
    public async Task Is_heard_again_after_the_connections_were_cut()
    {
        var (here, there) = (await Process(), await Process());
        for (var cut = 0; cut < 3; cut++)
        {
            var next = there.Next;
            (await CutAll()).ShouldBeGreaterThan(0);
            // Whoever listens again looks at once: it may have missed something.
            await next.WaitAsync(Deadline, Ct);
            next = there.NextRevocation;
            here.Raise(News.Revocations);
            await next.WaitAsync(Deadline, Ct);
        }
    }

    [Fact]
    public async Task Moves_a_projection_of_another_process_without_its_poll()
    {
        var tenant = Id<Tenant>.New();
        var projection = new CountingProjection($"counting-{Guid.CreateVersion7()}");
        var (here, there) = (await Process(), await Process());
        var worker = new EventWorker(laboratory.Runner(), [projection], laboratory.Effects(), there, new PatientClock(), NullLogger<EventWorker>.Instance);
        await Run(worker);
        var db = new TenantDbs(laboratory.Databases, laboratory.Clock, new([]), here).For(tenant, "test");
        for (var told = 1; told <= 5; told++)
        {
            await db.Write(tx => { tx.Append(new CounterBumped(tenant.Value, 1)); return Task.CompletedTask; }, Ct);
            for (var started = TimeProvider.System.GetTimestamp(); (await projection.Read(db)).Sum(counter => counter.Total) < told; await Task.Delay(20, Ct))
            {
                TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Deadline);
                // An open transaction of a neighbour on this cluster may have held the event back when the wake-up came.
                if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(5))
                    here.Raise();
            }
        }
    }

    [Fact]
    public async Task Is_told_a_hundred_times_a_second_at_most_and_carries_nothing()
    {
        var heard = new System.Collections.Concurrent.ConcurrentBag<NpgsqlNotificationEventArgs>();
        await using var listener = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Databases.KeyValues(laboratory.AdminUrl)) { Pooling = false }.ConnectionString);
        await listener.OpenAsync(Ct);
        listener.Notification += (_, told) => heard.Add(told);
        await using (var listen = new NpgsqlCommand("listen olympus_revocations", listener))
            await listen.ExecuteNonQueryAsync(Ct);
        var signal = await Process();
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMilliseconds(500))
        {
            signal.Raise(News.Revocations);
            await Task.Yield();
        }

        while (heard.IsEmpty)
            await listener.WaitAsync(Ct);
        using var later = new CancellationTokenSource(300);
        while (!later.IsCancellationRequested)
            await listener.WaitAsync(later.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        heard.Count.ShouldBeLessThanOrEqualTo(2 + (int)(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 10));
        heard.ShouldAllBe(told => told.Payload == "");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running)
            await service.StopAsync(CancellationToken.None);
    }

    /// <summary>The signal of a process that listens and has told once.</summary>
    private async Task<EventSignal> Process()
    {
        var signal = new EventSignal();
        var listens = signal.Next;
        await Run(new WakeUps(signal, laboratory.Databases, [], TimeProvider.System, NullLogger<WakeUps>.Instance));
        await listens.WaitAsync(Deadline, Ct);
        return signal;
    }

    private async Task Run(IHostedService service)
    {
        _running.Add(service);
        await service.StartAsync(Ct);
    }

    private async Task<long> CutAll()
    {
        await using var source = NpgsqlDataSource.Create(Databases.KeyValues(laboratory.AdminUrl));
        await using var command = source.CreateCommand("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where application_name in ('olympus-tells', 'olympus-listens') and datname = current_database()
            """);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
