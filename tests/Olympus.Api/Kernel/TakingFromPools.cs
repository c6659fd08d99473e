using Olympus.Kernel.Capacity;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

public sealed class TakingFromPools(Server server)
{
    private readonly PoolsOfATest _pools = new(server);

    [Fact]
    public async Task Gives_exactly_what_there_is_to_sixteen_buyers_at_once()
    {
        var pool = await _pools.Pool(50);
        var sold = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            for (var attempt = 0; attempt < 100; attempt++)
                try
                {
                    await _pools.Take(new Demand(pool, 1));
                    Interlocked.Increment(ref sold);
                }
                catch (RefusalException e) when (e.Refusal.Code == PoolsOfATest.Short.Code)
                {
                }
        });
        sold.ShouldBe(50);
        (await _pools.Now(pool)).ShouldBe((0, 0));
        await _pools.HoldTrue();
    }

    [Fact]
    public async Task Tells_what_was_taken_and_what_is_left()
    {
        var pool = await _pools.Pool(5);
        (await _pools.Take(new Demand(pool, 2))).ShouldBe([new PoolChange(pool, -2, 3, 0)]);
    }

    [Fact]
    public async Task Is_all_or_nothing_and_names_everything_that_is_missing()
    {
        var (plenty, few, none) = (await _pools.Pool(10), await _pools.Pool(1), Id<Pool>.New());
        var missing = await PoolsOfATest.Missing(_pools.Take(new(plenty, 3), new(few, 2), new(none, 1)));
        missing.ShouldBe([new Shortage(few, 2, 1), new Shortage(none, 1, 0)], ignoreOrder: true);
        (await _pools.Now(plenty)).ShouldBe((10, 0));
        (await _pools.Now(few)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Adds_up_demands_for_the_same_pool_before_comparing()
    {
        var pool = await _pools.Pool(5);
        (await PoolsOfATest.Missing(_pools.Take(new(pool, 3), new(pool, 3)))).ShouldBe([new Shortage(pool, 6, 5)]);
        (await _pools.Take(new(pool, 3), new(pool, 2))).ShouldBe([new PoolChange(pool, -5, 0, 0)]);
    }

    [Fact]
    public async Task Goes_below_zero_as_far_as_the_floor()
    {
        var pool = await _pools.Pool(1, floor: -2);
        await _pools.Take(new Demand(pool, 3));
        (await PoolsOfATest.Missing(_pools.Take(new Demand(pool, 1)))).ShouldBe([new Shortage(pool, 1, 0)]);
    }

    [Fact]
    public async Task Finds_nothing_in_another_tenants_pool()
    {
        var pool = await _pools.Pool(5);
        var other = new PoolsOfATest(server) { Tenant = Id<Tenant>.New() };
        (await PoolsOfATest.Missing(other.Take(new Demand(pool, 1)))).ShouldBe([new Shortage(pool, 1, 0)]);
        (await _pools.Now(pool)).ShouldBe((5, 0));
    }

    [Fact]
    public async Task Never_deadlocks_whatever_the_order_of_the_demands()
    {
        var pools = new List<Id<Pool>>();
        for (var i = 0; i < 8; i++)
            pools.Add(await _pools.Pool(10_000));
        var lapsing = pools.ConvertAll(pool => new Demand(pool, 1));
        var (runs, commits) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (buyer, ct) =>
        {
            var random = new Random(buyer);
            for (var attempt = 0; attempt < 20; attempt++)
            {
                var basket = random.GetItems(pools.ToArray(), 5).Select(pool => new Demand(pool, 1)).ToArray();
                if (attempt % 5 == 0)
                    await _pools.Hold(TimeSpan.FromSeconds(-1), [.. lapsing]);
                await _pools.Db.Write(
                    tx =>
                    {
                        Interlocked.Increment(ref runs);
                        Pools.Take(tx, basket, PoolsOfATest.Refuse, _ => { });
                        return Task.CompletedTask;
                    },
                    ct);
                Interlocked.Increment(ref commits);
            }
        });
        runs.ShouldBe(commits, "a deadlock is tried again and shows as one run more");
        await _pools.HoldTrue();
    }

    [Fact]
    public async Task Sets_a_pool_only_if_it_is_as_expected_and_each_by_itself()
    {
        var (counted, moved, promised, blind) = (await _pools.Pool(5), await _pools.Pool(6), await _pools.Pool(7), await _pools.Pool(8));
        await _pools.Hold(TimeSpan.FromHours(1), new Demand(promised, 3));
        var outcomes = await _pools.Set(new(counted, 4, 5), new(moved, 1, 5), new(promised, 2, 7), new(blind, 0, null));
        outcomes.ShouldBe(
        [
            new SetOutcome(counted, 5, true, true, 4, 0),
            new SetOutcome(moved, 6, false, true, 6, 0),
            new SetOutcome(promised, 7, true, false, 7, 3),
            new SetOutcome(blind, 8, true, true, 0, 0),
        ], ignoreOrder: true);
    }
}
