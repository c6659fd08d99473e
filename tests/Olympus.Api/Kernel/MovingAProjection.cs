using System.Collections.Concurrent;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

public sealed class MovingAProjection(Laboratory laboratory) : IClassFixture<Laboratory>
{
    private sealed record Parked(Guid AggregateId, int Attempts, string Error);

    private readonly Id<Tenant> _tenant = Id<Tenant>.New();

    private readonly string _name = $"counting-{Guid.CreateVersion7()}";

    /// <summary>In the order in which they are read back.</summary>
    private static (Guid, Guid) Two() => (Guid.CreateVersion7(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddSeconds(1)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TenantDb Db => laboratory.Tenant(_tenant);

    private Task<List<Parked>> ParkedEvents() =>
        Db.Query<Parked>(new("select aggregate_id, attempts, error from events.parked where projection = $1 order by xid, seq", _name), Ct);

    [Fact]
    public async Task Adds_up_what_happened_in_the_order_in_which_it_happened()
    {
        var ((tea, milk), projection) = (Two(), new CountingProjection(_name));
        await laboratory.Bump(_tenant, (tea, 1), (milk, 10), (tea, 2));
        await laboratory.Bump(_tenant, (tea, 3));
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(counter => counter.Events) == 4, projection);
        (await projection.Read(Db)).ShouldBe([new(tea, 6, 3, 3), new(milk, 10, 1, 10)]);
    }

    [Fact]
    public async Task Parks_what_it_cannot_take_and_what_waits_behind_it_and_nothing_else()
    {
        var (bad, good) = Two();
        var broken = true;
        var projection = new CountingProjection(_name, (e, _) => broken && e.AggregateId == bad && e.As<CounterBumped>().By == 2
            ? throw new InvalidOperationException("No twos.")
            : Task.CompletedTask);
        await laboratory.Bump(_tenant, (bad, 1), (good, 1), (bad, 2), (good, 2), (bad, 3));
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(counter => counter.Events) == 3, projection);
        (await projection.Read(Db)).ShouldBe([new(bad, 1, 1, 1), new(good, 3, 2, 2)]);
        (await ParkedEvents()).ShouldBe([new(bad, 5, "No twos."), new(bad, 0, "waits behind a parked event of the same aggregate")]);

        await laboratory.Bump(_tenant, (bad, 4), (good, 4));
        await laboratory.Until(async () => (await ParkedEvents()).Count == 3, projection);
        (await projection.Read(Db)).ShouldBe([new(bad, 1, 1, 1), new(good, 7, 3, 4)]);

        // Still broken: the replay parks the same again and the good numbers stay what they are.
        await laboratory.Runner().Replay(projection, null, Ct);
        (await projection.Read(Db)).ShouldBe([new(bad, 1, 1, 1), new(good, 7, 3, 4)]);
        (await ParkedEvents()).Count.ShouldBe(3);

        broken = false;
        await laboratory.Runner().Replay(projection, null, Ct);
        (await projection.Read(Db)).ShouldBe([new(bad, 10, 4, 4), new(good, 7, 3, 4)]);
        (await ParkedEvents()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parks_an_event_whose_statement_the_database_refuses()
    {
        var (bad, good) = Two();
        var projection = new CountingProjection(_name, (e, tx) =>
        {
            if (e.AggregateId == bad)
                tx.Enqueue(new("select 1 / 0"));
            return Task.CompletedTask;
        });
        await laboratory.Bump(_tenant, (bad, 1), (good, 1));
        await laboratory.Until(async () => (await ParkedEvents()).Count == 1, projection);
        (await projection.Read(Db)).ShouldBe([new(good, 1, 1, 1)]);
    }

    [Fact]
    public async Task Keeps_another_projection_and_another_tenant_out_of_it()
    {
        var (other, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        var failing = new CountingProjection(_name, (e, _) => e.TenantId == _tenant ? throw new InvalidOperationException("Not this tenant.") : Task.CompletedTask);
        var healthy = new CountingProjection(_name + "-healthy");
        await laboratory.Bump(_tenant, (counter, 1));
        await laboratory.Bump(other, (counter, 2));
        await laboratory.Until(async () => (await failing.Read(laboratory.Tenant(other))).Count == 1 && (await healthy.Read(Db)).Count == 1, failing, healthy);
        (await failing.Read(Db)).ShouldBeEmpty();
        (await healthy.Read(Db)).ShouldBe([new(counter, 1, 1, 1)]);
    }

    [Fact]
    public async Task Takes_every_event_once_when_the_worker_dies_between_the_effect_and_the_commit()
    {
        var (counter, deaths) = (Guid.CreateVersion7(), 0);
        var projection = new CountingProjection(_name, async (e, tx) =>
        {
            if (e.TenantId == _tenant && e.As<CounterBumped>().By == 20 && deaths < 3)
            {
                // The nineteen before are sent, so that they would count twice if they survived.
                await tx.Flush();
                deaths++;
                await laboratory.Kill(tx.Connection.ProcessID);
            }
        });
        await laboratory.Bump(_tenant, [.. Enumerable.Range(1, 40).Select(by => (counter, (long)by))]);
        for (var started = TimeProvider.System.GetTimestamp(); (await projection.Read(Db)).Count == 0;)
        {
            try
            {
                await laboratory.Runner().CatchUp(projection, Ct);
            }
            catch (Npgsql.NpgsqlException)
            {
                deaths.ShouldBeGreaterThan(0);
            }

            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(60));
        }

        deaths.ShouldBe(3);
        (await projection.Read(Db)).ShouldBe([new(counter, 820, 40, 40)]);
        (await ParkedEvents()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_every_event_once_when_many_workers_are_at_it()
    {
        var counters = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        var (projection, open) = (new CountingProjection(_name), 6);
        var writers = Enumerable.Range(0, 6).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
                await laboratory.Bump(_tenant, (counters[(writer + i) % 5], 1), (counters[i % 5], 1));
            Interlocked.Decrement(ref open);
        }).ToArray();
        var workers = Enumerable.Range(0, 4).Select(async _ =>
        {
            var runner = laboratory.Runner();
            while (Volatile.Read(ref open) > 0)
                await runner.CatchUp(projection, Ct);
        });
        await Task.WhenAll([.. writers, .. workers]);
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(counter => counter.Events) >= 600, projection);
        (await projection.Read(Db)).Select(counter => (counter.Events, counter.Total)).ShouldAllBe(sums => sums.Events == 120 && sums.Total == 120);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gives_the_same_numbers_when_it_is_replayed(bool gathers)
    {
        var (random, projection) = (new Random(7), new CountingProjection(_name, gathers: gathers));
        var counters = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var i = 0; i < 30; i++)
            await laboratory.Bump(_tenant, [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => (counters[random.Next(20)], (long)random.Next(-5, 100)))]);
        await Db.Write(tx => { tx.Append(new CounterPolished(counters[0])); return Task.CompletedTask; }, Ct);
        var logged = await Db.First<long>(new("select count(*) from events.log where type = $1", CounterBumped.EventType), Ct);
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(counter => counter.Events) == logged, projection);
        var live = await projection.Read(Db);

        await Db.Write(tx => tx.Execute(new("update lab.counters set total = 0 where projection = $1", _name)), Ct);
        var progress = new ConcurrentBag<long>();
        var applied = await laboratory.RunnerOfSmallBatches().Replay(projection, progress.Add, Ct);
        applied.ShouldBeGreaterThanOrEqualTo(logged);
        progress.Max().ShouldBe(applied);
        (await projection.Read(Db)).ShouldBe(live);
    }

    [Fact]
    public async Task Appends_nothing_again_when_it_is_replayed()
    {
        var counter = Guid.CreateVersion7();
        var projection = new CountingProjection(_name, (e, tx) =>
        {
            if (e.TenantId == _tenant)
                tx.Append(new CounterPolished(e.AggregateId));
            return Task.CompletedTask;
        });
        var polished = () => Db.First<long>(new("select count(*) from events.log where type = $1", CounterPolished.EventType), Ct);
        await laboratory.Bump(_tenant, (counter, 1));
        await laboratory.Until(async () => await polished() == 1, projection);
        await laboratory.Runner().Replay(projection, null, Ct);
        (await polished()).ShouldBe(1);
    }

    [Fact]
    public async Task Holds_up_no_other_reader_while_it_is_replayed()
    {
        var (replayed, other, counter) = (new TaskCompletionSource(), new CountingProjection($"{_name}-other"), Guid.CreateVersion7());
        var (goesOn, isReplay) = (new TaskCompletionSource(), false);
        var projection = new CountingProjection(_name, async (e, _) =>
        {
            if (!Volatile.Read(ref isReplay) || e.TenantId != _tenant)
                return;
            replayed.TrySetResult();
            await goesOn.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);
        });
        await laboratory.Bump(_tenant, (counter, 1));
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(one => one.Events) == 1, projection);
        Volatile.Write(ref isReplay, true);
        var replay = laboratory.Runner().Replay(projection, null, Ct);
        await replayed.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);

        await laboratory.Bump(_tenant, (counter, 2));
        await laboratory.Until(async () => (await other.Read(Db)).Sum(one => one.Events) == 2, other);
        replay.IsCompleted.ShouldBeFalse();
        Volatile.Write(ref isReplay, false);
        goesOn.SetResult();
        await replay;
        await laboratory.Until(async () => (await projection.Read(Db)).Sum(one => one.Total) == 3, projection);
        (await Db.First<long>(new("select count(*) from events.log where aggregate_id = $1 and xid >= events.horizon()", counter), Ct)).ShouldBe(0);
    }
}
