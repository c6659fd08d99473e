using Olympus.Kernel.Capacity;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

public sealed class HoldingPools(Server server)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PoolsOfATest _pools = new(server);

    [Fact]
    public async Task Keeps_what_is_promised_from_others()
    {
        var pool = await _pools.Pool(5);
        await _pools.Hold(Hour, new Demand(pool, 4));
        (await PoolsOfATest.Missing(_pools.Take(new Demand(pool, 2)))).ShouldBe([new Shortage(pool, 2, 1)]);
        (await PoolsOfATest.Missing(_pools.Hold(Hour, new Demand(pool, 2)))).ShouldBe([new Shortage(pool, 2, 1)]);
    }

    [Fact]
    public async Task Promises_all_of_it_or_nothing()
    {
        var (plenty, few) = (await _pools.Pool(5), await _pools.Pool(1));
        (await PoolsOfATest.Missing(_pools.Hold(Hour, new(plenty, 1), new(few, 2)))).ShouldBe([new Shortage(few, 2, 1)]);
        (await _pools.Now(plenty)).ShouldBe((5, 0));
    }

    [Fact]
    public async Task Takes_what_was_promised_once_however_often_it_is_committed()
    {
        var pool = await _pools.Pool(5);
        var hold = await _pools.Hold(Hour, new Demand(pool, 2));
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _pools.Commit(hold)));
        changes.SelectMany(change => change).ShouldBe([new PoolChange(pool, -2, 3, 0)]);
        (await _pools.Now(pool)).ShouldBe((3, 0));
        (await PoolsOfATest.Refused(_pools.Release(hold))).ShouldBe("capacity.hold_ended");
    }

    [Fact]
    public async Task Frees_what_was_promised_once_however_often_it_is_released()
    {
        var pool = await _pools.Pool(5);
        var hold = await _pools.Hold(Hour, new Demand(pool, 2));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _pools.Release(hold)));
        (await _pools.Now(pool)).ShouldBe((5, 0));
        (await PoolsOfATest.Refused(_pools.Commit(hold))).ShouldBe("capacity.hold_ended");
    }

    [Fact]
    public async Task Stops_counting_when_its_time_is_over()
    {
        var pool = await _pools.Pool(5);
        var hold = await _pools.Hold(TimeSpan.FromSeconds(-1), new Demand(pool, 5));
        await _pools.Take(new Demand(pool, 5));
        (await _pools.Now(pool)).ShouldBe((0, 0));
        (await PoolsOfATest.Refused(_pools.Commit(hold))).ShouldBe("capacity.hold_ended");
        await _pools.Release(hold);
    }

    [Fact]
    public async Task Cannot_be_committed_after_its_time_even_if_nobody_asked_since()
    {
        var pool = await _pools.Pool(5);
        var hold = await _pools.Hold(TimeSpan.FromSeconds(-1), new Demand(pool, 5));
        (await PoolsOfATest.Refused(_pools.Commit(hold))).ShouldBe("capacity.hold_ended");
        (await _pools.Release(hold)).ShouldBe([new PoolChange(pool, -5, 5, 0)]);
    }

    [Fact]
    public async Task Is_unknown_to_another_tenant()
    {
        var pool = await _pools.Pool(5);
        var hold = await _pools.Hold(Hour, new Demand(pool, 1));
        var other = new PoolsOfATest(server);
        (await PoolsOfATest.Refused(other.Release(hold))).ShouldBe("capacity.hold_unknown");
        (await PoolsOfATest.Refused(other.Commit(Id<Hold>.New()))).ShouldBe("capacity.hold_unknown");
    }

    /// <summary>Any sequence of operations leaves what a few lines of arithmetic say.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Agrees_with_a_simple_model_over_any_sequence_of_operations(int seed)
    {
        var random = new Random(seed);
        Id<Pool>[] pools = [await _pools.Pool(10), await _pools.Pool(10), await _pools.Pool(10, floor: -3)];
        long[] floors = [0, 0, -3];
        long[] onHand = [10, 10, 10];
        var holds = new Dictionary<Id<Hold>, (long[] Units, string State)>();

        for (var step = 0; step < 60; step++)
        {
            long[] units = [random.Next(0, 4), random.Next(0, 4), random.Next(0, 4)];
            Demand[] demands = [.. Enumerable.Range(0, 3).Where(i => units[i] > 0).Select(i => new Demand(pools[i], units[i]))];
            var isEnough = Enumerable.Range(0, 3).All(i => units[i] == 0 || onHand[i] - Held(i) - units[i] >= floors[i]);
            var hold = holds.Count > 0 ? holds.Keys.ElementAt(random.Next(holds.Count)) : Id<Hold>.New();
            var (promised, state) = holds.GetValueOrDefault(hold, ([0, 0, 0], "unknown"));
            switch (random.Next(6))
            {
                case 0:
                    if (await Happens(_pools.Take(demands), isEnough))
                        Move(units, -1);
                    break;
                case 1:
                    await _pools.PutBack(demands);
                    Move(units, 1);
                    break;
                case 2 when demands.Length > 0:
                    var placed = Id<Hold>.New();
                    if (await Happens(Place(placed, demands, TimeSpan.FromHours(1)), isEnough))
                        holds[placed] = (units, "held");
                    break;
                case 3 when demands.Length > 0 && isEnough:
                    // Over before it is looked at: must leave no trace.
                    holds[await _pools.Hold(TimeSpan.FromSeconds(-1), demands)] = (units, "expired");
                    break;
                case 4:
                    if (await Happens(_pools.Commit(hold), state is "held" or "committed") && state == "held")
                    {
                        Move(promised, -1);
                        holds[hold] = (promised, "committed");
                    }

                    break;
                case 5:
                    if (await Happens(_pools.Release(hold), state is "held" or "released" or "expired") && state == "held")
                        holds[hold] = (promised, "released");
                    break;
            }
        }

        await _pools.Db.Write(
            tx =>
            {
                Holds.Expire(tx, pools, _ => { });
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
            (await _pools.Now(pools[i])).ShouldBe((onHand[i], Held(i)), $"pool {i}, seed {seed}");
        await _pools.HoldTrue();

        long Held(int i) => holds.Values.Where(one => one.State == "held").Sum(one => one.Units[i]);

        void Move(long[] by, int sign)
        {
            for (var i = 0; i < 3; i++)
                onHand[i] += sign * by[i];
        }
    }

    private async Task<bool> Place(Id<Hold> id, Demand[] demands, TimeSpan time)
    {
        await _pools.Db.Write(
            tx =>
            {
                Holds.Place(tx, id, demands, tx.Now + time, PoolsOfATest.Refuse, _ => { });
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return true;
    }

    private static async Task<bool> Happens<T>(Task<T> operation, bool expected)
    {
        var happened = true;
        try
        {
            await operation;
        }
        catch (Olympus.Kernel.Http.RefusalException)
        {
            happened = false;
        }

        happened.ShouldBe(expected);
        return happened;
    }
}
