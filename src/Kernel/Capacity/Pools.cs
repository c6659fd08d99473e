using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Capacity;

/// <summary>
/// Takes from and gives to pools, guarded by one statement that locks the touched rows in the order of their ids and compares what is asked,
/// added up for each pool, with what is there. Everything is queued on the caller's transaction and all-or-nothing: what is
/// missing refuses, and the refusal undoes the transaction.
/// </summary>
public static class Pools
{
    private const string OpenSql = """
        insert into capacity.pools (id, kind, floor)
        select id, $2, $3 from unnest($1::uuid[]) as opened (id)
        order by id
        on conflict do nothing
        """;

    /// <summary>A row that cannot give what is asked is returned unchanged, with what it could have given: the caller refuses.</summary>
    private const string ChangeSql = """
        update capacity.pools as pool
        set on_hand = pool.on_hand + locked.moved,
            oversold = least(pool.oversold, greatest(0, pool.floor + pool.held - pool.on_hand - locked.moved))
        from (
            select pool.id, asked.quantity, pool.on_hand - pool.held - pool.floor as available,
                case when asked.quantity > 0 or pool.on_hand - pool.held - pool.floor + asked.quantity >= 0 then asked.quantity else 0 end as moved
            from unnest($1::uuid[], $2::bigint[]) as asked (id, quantity)
            join capacity.pools as pool on pool.id = asked.id
            order by pool.id
            for update of pool
        ) as locked
        where pool.id = locked.id
        returning pool.id as pool_id, locked.quantity, locked.available, pool.on_hand, pool.held
        """;

    private const string TakeGoneSql = """
        update capacity.pools as pool
        set on_hand = pool.on_hand - locked.quantity, oversold = greatest(0, pool.floor + pool.held - pool.on_hand + locked.quantity)
        from (
            select pool.id, gone.quantity, pool.on_hand - pool.held - pool.floor as available
            from unnest($1::uuid[], $2::bigint[]) as gone (id, quantity)
            join capacity.pools as pool on pool.id = gone.id
            order by pool.id
            for update of pool
        ) as locked
        where pool.id = locked.id
        returning pool.id as pool_id, locked.quantity, locked.available, pool.on_hand, pool.held
        """;

    private const string SetSql = """
        update capacity.pools as pool
        set on_hand = case when locked.is_expected and locked.is_enough then locked.quantity else pool.on_hand end,
            oversold = case when locked.is_expected and locked.is_enough then 0 else pool.oversold end
        from (
            select pool.id, wanted.quantity, pool.on_hand as was,
                wanted.expected is null or wanted.expected = pool.on_hand as is_expected,
                wanted.quantity - pool.held >= pool.floor as is_enough
            from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as wanted (id, quantity, expected)
            join capacity.pools as pool on pool.id = wanted.id
            order by pool.id
            for update of pool
        ) as locked
        where pool.id = locked.id
        returning pool.id as pool_id, locked.was, locked.is_expected, locked.is_enough, pool.on_hand, pool.held
        """;

    private const string FloorSql =
        "update capacity.pools set floor = $2, oversold = least(oversold, greatest(0, floor + held - on_hand)) where id = $1";

    internal sealed record Outcome(Id<Pool> PoolId, long Quantity, long Available, long OnHand, long Held);

    /// <summary>Makes sure these pools exist; new ones are empty.</summary>
    /// <param name="kind">What they are, in the caller's word.</param>
    /// <param name="floor">How low a new one may go: 0, or below it by what may be promised before it is there.</param>
    public static void Open(Tx tx, string kind, IReadOnlyCollection<Id<Pool>> pools, long floor = 0)
    {
        if (pools.Count > 0)
            tx.Enqueue(new(OpenSql, pools.Distinct().ToArray(), kind, floor));
    }

    /// <summary>Takes units for good.</summary>
    /// <param name="refuse">How the caller says what is missing.</param>
    /// <param name="changed">Sees what was changed when the transaction is flushed or committed.</param>
    public static void Take(Tx tx, IReadOnlyCollection<Demand> demands, Func<IReadOnlyList<Shortage>, Refusal> refuse, Action<List<PoolChange>> changed) =>
        Adjust(tx, [.. Demand.Positive(demands).Select(demand => demand with { Quantity = -demand.Quantity })], refuse, changed);

    /// <summary>Takes units that are gone already, so that nobody can refuse: what is missing is overdrawn. The pools must have been opened.</summary>
    /// <param name="changed">Sees what was changed, and which of it was not there.</param>
    public static void TakeGone(Tx tx, IReadOnlyCollection<Demand> demands, Action<List<PoolChange>, IReadOnlyList<Shortage>> changed)
    {
        var (pools, quantities) = Demand.Aggregate(Demand.Positive(demands));
        if (pools.Length == 0)
            return;
        Holds.Lapse(tx, pools);
        tx.Enqueue<Outcome>(new(TakeGoneSql, pools, quantities), outcomes =>
        {
            if (outcomes.Count < pools.Length)
                throw new InvalidOperationException("A pool was not opened before something was taken from it.");
            changed(
                outcomes.ConvertAll(outcome => new PoolChange(outcome.PoolId, -outcome.Quantity, outcome.OnHand, outcome.Held)),
                Missing(pools, quantities, outcomes, outcome => outcome.Available >= outcome.Quantity));
        });
    }

    /// <summary>Gives units back. The pools must have been opened.</summary>
    public static void PutBack(Tx tx, IReadOnlyCollection<Demand> demands, Action<List<PoolChange>> changed) =>
        Adjust(tx, Demand.Positive(demands), NotOpened, changed);

    /// <summary>Adds what is positive and takes what is negative, together or not at all.</summary>
    /// <inheritdoc cref="Take"/>
    public static void Adjust(
        Tx tx, IReadOnlyCollection<Demand> signed, Func<IReadOnlyList<Shortage>, Refusal> refuse, Action<List<PoolChange>> changed)
    {
        var (pools, quantities) = Demand.Aggregate(signed);
        if (pools.Length == 0)
            return;
        if (quantities.Any(quantity => quantity < 0))
            Holds.Lapse(tx, pools);
        tx.Enqueue<Outcome>(new(ChangeSql, pools, quantities), outcomes =>
        {
            if (Missing(pools, quantities, outcomes, outcome => outcome.Quantity > 0 || outcome.Available + outcome.Quantity >= 0) is { Count: > 0 } missing)
                throw refuse(missing).AsException();
            changed(outcomes.ConvertAll(outcome => new PoolChange(outcome.PoolId, outcome.Quantity, outcome.OnHand, outcome.Held)));
        });
    }

    /// <summary>Says how many units there really are. Each pool is set or left by itself, as its <see cref="SetOutcome"/> tells: a count that
    /// was made from an old number must not undo what happened since.</summary>
    public static void Set(Tx tx, IReadOnlyCollection<Wanted> wanted, Action<List<SetOutcome>> outcomes)
    {
        if (wanted.Count == 0)
            return;
        var pools = wanted.Select(one => one.PoolId).ToArray();
        if (pools.Distinct().Count() != pools.Length)
            throw new ArgumentException("Each pool is set once.", nameof(wanted));
        Holds.Lapse(tx, [.. pools.Select(pool => pool.Value)]);
        tx.Enqueue(new(SetSql, pools, wanted.Select(one => one.Quantity).ToArray(), wanted.Select(one => one.Expected).ToArray()), outcomes);
    }

    /// <summary>Sets how low a pool may go; refused by the constraint <c>pools_enough</c> when it is below that already.</summary>
    public static void SetFloor(Tx tx, Id<Pool> pool, long floor) => tx.Enqueue(new(FloorSql, pool, floor));

    internal static List<Shortage> Missing(Guid[] pools, long[] quantities, List<Outcome> outcomes, Func<Outcome, bool> isEnough)
    {
        var found = outcomes.ToDictionary(outcome => outcome.PoolId.Value);
        var missing = new List<Shortage>();
        for (var i = 0; i < pools.Length; i++)
            if (!found.TryGetValue(pools[i], out var outcome))
                missing.Add(new(new(pools[i]), Math.Abs(quantities[i]), 0));
            else if (!isEnough(outcome))
                missing.Add(new(outcome.PoolId, Math.Abs(quantities[i]), Math.Max(outcome.Available, 0)));
        return missing;
    }

    private static Refusal NotOpened(IReadOnlyList<Shortage> missing) =>
        throw new InvalidOperationException($"Pool {missing[0].PoolId} was not opened before something was put into it.");
}

/// <summary>How many units a pool should have, if it still has <paramref name="Expected"/>; null sets it whatever it has.</summary>
public readonly record struct Wanted(Id<Pool> PoolId, long Quantity, long? Expected);

/// <summary>What became of one <see cref="Wanted"/>.</summary>
/// <param name="Was">Units on hand before.</param>
/// <param name="IsExpected">Whether that was what the caller expected; if not, nothing was changed.</param>
/// <param name="IsEnough">Whether what is held stays covered; if not, nothing was changed.</param>
/// <param name="OnHand">Afterwards.</param>
/// <param name="Held">Afterwards.</param>
public sealed record SetOutcome(Id<Pool> PoolId, long Was, bool IsExpected, bool IsEnough, long OnHand, long Held)
{
    public bool IsSet => IsExpected && IsEnough;
}
