using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Capacity;

/// <summary>
/// Promises units of one or several pools until they are committed, released, or their time is over. A hold whose time is over
/// stops counting at that moment: whoever next asks for the same pools ends it first, in the same round trip.
/// Pools are locked before their holds, always, so that nobody waits for each other crosswise.
/// </summary>
public static class Holds
{
    private const string LapseSql = """
        with locked as (
            select pool.id
            from capacity.pools as pool
            where pool.id = any($1)
                and exists (select from capacity.holds as due where due.pool_id = any($1) and due.state = 'held' and due.expires_at <= $2)
            order by pool.id
            for update
        ), lapsed as (
            update capacity.holds as hold
            set state = 'expired', ended_at = $2
            from locked
            where hold.pool_id = locked.id and hold.state = 'held' and hold.expires_at <= $2
            returning hold.id, hold.pool_id, hold.quantity
        ), freed as (
            update capacity.pools as pool
            set held = pool.held - freeing.quantity
            from (select pool_id, sum(quantity)::bigint as quantity from lapsed group by pool_id) as freeing
            where pool.id = freeing.pool_id
        )
        select id as hold_id, pool_id, quantity from lapsed
        """;

    private const string PlaceSql = """
        with asked as (
            update capacity.pools as pool
            set held = pool.held + case when locked.available >= locked.quantity then locked.quantity else 0 end
            from (
                select pool.id, asked.quantity, pool.on_hand - pool.held - pool.floor as available
                from unnest($1::uuid[], $2::bigint[]) as asked (id, quantity)
                join capacity.pools as pool on pool.id = asked.id
                order by pool.id
                for update of pool
            ) as locked
            where pool.id = locked.id
            returning pool.id as pool_id, locked.quantity, locked.available, pool.on_hand, pool.held
        ), placed as (
            insert into capacity.holds (id, pool_id, quantity, expires_at, placed_at)
            select $3, pool_id, quantity, $4, $5 from asked where available >= quantity
        )
        select pool_id, quantity, available, on_hand, held from asked
        """;

    /// <summary>Ends a hold as <c>$2</c>, taking its units for good where <c>$4</c> says so. What is read under the lock decides: whoever comes
    /// second sees what the first did.</summary>
    private const string EndSql = """
        with locked as (
            select pool.id
            from capacity.pools as pool
            where pool.id in (select hold.pool_id from capacity.holds as hold where hold.id = $1)
            order by pool.id
            for update
        ), found as (
            select hold.pool_id, hold.quantity, hold.state, hold.expires_at
            from locked
            join capacity.holds as hold on hold.pool_id = locked.id and hold.id = $1
            for update of hold
        ), ended as (
            update capacity.holds as hold
            set state = $2, ended_at = $3
            from found
            where hold.id = $1 and hold.pool_id = found.pool_id and found.state = 'held' and (not $4 or found.expires_at > $3)
            returning hold.pool_id, hold.quantity
        ), changed as (
            update capacity.pools as pool
            set held = pool.held - ended.quantity, on_hand = pool.on_hand - case when $4 then ended.quantity else 0 end
            from ended
            where pool.id = ended.pool_id
            returning pool.id, pool.on_hand, pool.held
        )
        select found.pool_id, found.quantity, found.state, found.expires_at, changed.id is not null as is_changed,
            coalesce(changed.on_hand, 0) as on_hand, coalesce(changed.held, 0) as held
        from found
        left join changed on changed.id = found.pool_id
        """;

    private sealed record Ended(Id<Pool> PoolId, long Quantity, string State, DateTimeOffset ExpiresAt, bool IsChanged, long OnHand, long Held);

    /// <summary>Promises all of it until <paramref name="expiresAt"/>, or nothing.</summary>
    /// <param name="refuse">How the caller says what is missing.</param>
    /// <param name="changed">Sees what was changed when the transaction is flushed or committed.</param>
    public static void Place(
        Tx tx, Id<Hold> id, IReadOnlyCollection<Demand> demands, DateTimeOffset expiresAt,
        Func<IReadOnlyList<Shortage>, Refusal> refuse, Action<List<PoolChange>> changed)
    {
        var (pools, quantities) = Demand.Aggregate(Demand.Positive(demands));
        if (pools.Length == 0)
            return;
        Lapse(tx, pools);
        tx.Enqueue<Pools.Outcome>(new(PlaceSql, pools, quantities, id, expiresAt, tx.Now), outcomes =>
        {
            if (Pools.Missing(pools, quantities, outcomes, outcome => outcome.Available >= outcome.Quantity) is { Count: > 0 } missing)
                throw refuse(missing).AsException();
            changed(outcomes.ConvertAll(outcome => new PoolChange(outcome.PoolId, outcome.Quantity, outcome.OnHand, outcome.Held)));
        });
    }

    /// <summary>Takes what was promised for good. A second time does nothing. Refuses 404 for an unknown hold and 409
    /// <c>capacity.hold_ended</c> for one that was released or whose time is over.</summary>
    public static void Commit(Tx tx, Id<Hold> id, Action<List<PoolChange>> changed) => End(tx, id, "committed", takes: true, changed);

    /// <summary>Gives up the promise. A second time, or after its time is over, does nothing. Refuses 404 for an unknown hold and 409
    /// <c>capacity.hold_ended</c> for one that was committed.</summary>
    public static void Release(Tx tx, Id<Hold> id, Action<List<PoolChange>> changed) => End(tx, id, "released", takes: false, changed);

    /// <summary>Ends the holds of these pools whose time is over; <paramref name="lapsed"/> sees them.</summary>
    public static void Expire(Tx tx, IReadOnlyCollection<Id<Pool>> pools, Action<List<LapsedHold>> lapsed) =>
        tx.Enqueue(new(LapseSql, pools.Distinct().ToArray(), tx.Now), lapsed);

    internal static void Lapse(Tx tx, Guid[] pools) => tx.Enqueue<LapsedHold>(new(LapseSql, pools, tx.Now), _ => { });

    private static void End(Tx tx, Id<Hold> id, string state, bool takes, Action<List<PoolChange>> changed) =>
        tx.Enqueue<Ended>(new(EndSql, id, state, tx.Now, takes), found =>
        {
            if (found.Count == 0)
                throw CapacityRefusals.HoldUnknown.AsException();
            foreach (var one in found)
                if (!one.IsChanged && StateOf(one, tx.Now) is var was && !(was == state || (!takes && was == "expired")))
                    throw CapacityRefusals.HoldEnded(was).AsException();
            changed([
                .. found.Where(one => one.IsChanged).Select(one => new PoolChange(one.PoolId, -one.Quantity, one.OnHand, one.Held)),
            ]);
        });

    private static string StateOf(Ended hold, DateTimeOffset now) => hold.State == "held" && hold.ExpiresAt <= now ? "expired" : hold.State;
}

public static class CapacityRefusals
{
    public static readonly Refusal HoldUnknown = new(404, "capacity.hold_unknown", "There is no such hold.");

    public static Refusal HoldEnded(string state) =>
        new Refusal(409, "capacity.hold_ended", "This hold has ended already; place a new one.").With("state", state);
}
