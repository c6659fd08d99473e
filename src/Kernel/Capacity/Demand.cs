using Olympus.Kernel.Values;

namespace Olympus.Kernel.Capacity;

/// <summary>Names pool ids: one thing that can run out.</summary>
public sealed class Pool
{
    private Pool() { }
}

/// <summary>Names hold ids: one promise over one or several pools.</summary>
public sealed class Hold
{
    private Hold() { }
}

/// <summary>So many units of one pool. Where changes are asked for, negative takes away.</summary>
public readonly record struct Demand(Id<Pool> PoolId, long Quantity)
{
    /// <summary>One demand for each pool, in one order: what is compared is the sum, and nobody waits for each other crosswise.</summary>
    internal static (Guid[] Pools, long[] Quantities) Aggregate(IReadOnlyCollection<Demand> demands)
    {
        var sums = new SortedDictionary<Guid, long>();
        foreach (var (pool, quantity) in demands)
            sums[pool.Value] = checked(sums.GetValueOrDefault(pool.Value) + quantity);
        foreach (var pool in sums.Where(sum => sum.Value == 0).Select(sum => sum.Key).ToArray())
            sums.Remove(pool);
        return ([.. sums.Keys], [.. sums.Values]);
    }

    internal static IReadOnlyCollection<Demand> Positive(IReadOnlyCollection<Demand> demands) => demands.All(demand => demand.Quantity > 0)
        ? demands
        : throw new ArgumentOutOfRangeException(nameof(demands), "A demand is for at least one unit.");
}

/// <summary>What was asked for and is not there.</summary>
/// <param name="Available">Units that could still be taken or held; zero for a pool that does not exist.</param>
public sealed record Shortage(Id<Pool> PoolId, long Asked, long Available);

/// <summary>What an operation did to one pool.</summary>
/// <param name="Quantity">Signed change of what the operation changes: units on hand, or units held.</param>
/// <param name="OnHand">Afterwards.</param>
/// <param name="Held">Afterwards.</param>
public sealed record PoolChange(Id<Pool> PoolId, long Quantity, long OnHand, long Held);

/// <summary>A hold that ended because its time was over.</summary>
public sealed record LapsedHold(Id<Hold> HoldId, Id<Pool> PoolId, long Quantity);
