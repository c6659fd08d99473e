using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

/// <summary>A log that many write at once, while the workers that read it are killed.</summary>
public sealed class LosingNoEvent(Laboratory laboratory) : IClassFixture<Laboratory>
{
    private const int Writers = 16;
    private const int Workers = 2;
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_every_event_of_16_writers_once_and_in_order()
    {
        var projection = new CountingProjection($"counting-{Guid.CreateVersion7()}");
        var tenants = Enumerable.Range(0, 5).Select(_ => Id<Tenant>.New()).ToArray();
        var counters = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToArray();
        var written = new long[Writers];
        var started = TimeProvider.System.GetTimestamp();
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer), Ct)).ToArray();
        using var done = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(Work, Ct)).ToArray();
        var kills = 0;
        while (!writers.All(writer => writer.IsCompleted))
        {
            var killed = await laboratory.KillWorkers();
            kills += killed;
            // A worker is seldom inside a transaction where writers take the processors: ask again soon, and leave it in peace after a kill.
            await Task.Delay(killed > 0 ? 300 : 20, Ct);
        }

        await Task.WhenAll(writers);
        var all = written.Sum();
        await laboratory.Until(async () => await Counted() >= all, projection);
        await done.CancelAsync();
        await Task.WhenAll(workers);
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} events of {Writers} writers, {Workers} workers, {kills} connections of workers killed");
        kills.ShouldBeGreaterThan(0);
        for (var writer = 0; writer < Writers; writer++)
        {
            var counter = (await projection.Read(Tenant(writer))).Single(counter => counter.Id == counters[writer]);
            // Each event says its number: the last one read is the last one written, and they add up.
            counter.ShouldBe(new(counters[writer], written[writer] * (written[writer] + 1) / 2, written[writer], written[writer]));
        }

        async Task Write(int writer)
        {
            var random = new Random(writer);
            while (TimeProvider.System.GetElapsedTime(started) < Writing)
            {
                var (next, count, spoilt) = (written[writer] + 1, random.Next(1, 9), random.Next(10) == 0);
                try
                {
                    await Tenant(writer).Write(
                        async tx =>
                        {
                            await tx.Query<long>(new("select pg_current_xact_id()::text::bigint"));
                            // Who has a place in the log and does not commit yet is overtaken by the others.
                            if (random.Next(4) == 0)
                                await Task.Delay(random.Next(1, 20), Ct);
                            for (var n = 0; n < count; n++)
                                tx.Append(new CounterBumped(counters[writer], next + n));
                            if (spoilt)
                                throw new InvalidOperationException("Changed its mind.");
                        },
                        Ct);
                    written[writer] += count;
                }
                catch (InvalidOperationException)
                {
                    spoilt.ShouldBeTrue();
                }
            }
        }

        async Task Work()
        {
            var runner = laboratory.Runner();
            while (!done.IsCancellationRequested)
                try
                {
                    await runner.CatchUp(projection, Ct);
                }
                catch (NpgsqlException)
                {
                    // Killed; the next attempt has another connection.
                    await Task.Delay(10, Ct);
                }
        }

        async Task<long> Counted()
        {
            var sum = 0L;
            foreach (var tenant in tenants)
                sum += (await projection.Read(laboratory.Tenant(tenant))).Sum(counter => counter.Events);
            return sum;
        }

        TenantDb Tenant(int writer) => laboratory.Tenant(tenants[writer % tenants.Length]);
    }
}
