using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>Writes movements of the past, many in three round trips. What was short or out then is not told now.</summary>
internal sealed class StockHistory : IStockHistory
{
    /// <summary>Runs behind the change of the pools: counting back from what is there now gives every movement what was on hand after it.</summary>
    private const string InsertMovementsSql = """
        insert into inventory.movements
            (id, stock_item_id, location_id, variant_id, quantity, on_hand, reason, reference_kind, reference_id, note, actor, occurred_at)
        select moved.id, moved.item_id, $1, moved.variant_id, moved.quantity,
            pool.on_hand - coalesce(sum(moved.quantity) over (
                partition by moved.item_id order by moved.position rows between 1 following and unbounded following), 0),
            moved.reason, moved.reference_kind, moved.reference_id, moved.note, $2, moved.occurred_at
        from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::timestamptz[])
            with ordinality as moved (id, item_id, variant_id, quantity, reason, reference_kind, reference_id, note, occurred_at, position)
        join capacity.pools as pool on pool.id = moved.item_id
        returning id, on_hand
        """;

    private const string SetLevelsSql = """
        update inventory.stock_items as item
        set level = case when now.available <= 0 then 'out' when now.available <= item.low_stock_at then 'low' else 'enough' end
        from unnest($1::uuid[]) as touched (id)
        cross join lateral (
            select pool.on_hand - pool.held as available from capacity.pools as pool where pool.id = touched.id offset 0
        ) as now
        where item.id = touched.id
            and item.level <> case when now.available <= 0 then 'out' when now.available <= item.low_stock_at then 'low' else 'enough' end
        """;

    private sealed record Written(Guid Id, long OnHand);

    public async Task Write(Tx tx, IReadOnlyCollection<HistoricalMovement> movements)
    {
        foreach (var ofLocation in movements.GroupBy(movement => movement.LocationId))
            await Write(tx, ofLocation.Key, [.. ofLocation]);
    }

    private static async Task Write(Tx tx, Id<Location> location, HistoricalMovement[] movements)
    {
        var variants = StockLedger.PoolsOf(location, movements.Select(movement => movement.VariantId));
        var pools = variants.ToDictionary(pool => pool.Value, pool => pool.Key);
        StockLedger.Open(tx, location, variants);
        Pools.Adjust(
            tx, [.. movements.Select(movement => new Demand(pools[movement.VariantId], movement.Quantity))], StockLedger.Refuse(variants), _ => { });
        var written = await tx.Query<Written>(new(
            InsertMovementsSql, location, tx.Actor,
            Array.ConvertAll(movements, movement => movement.MovementId),
            Array.ConvertAll(movements, movement => pools[movement.VariantId]),
            Array.ConvertAll(movements, movement => movement.VariantId),
            Array.ConvertAll(movements, movement => movement.Quantity),
            Array.ConvertAll(movements, movement => movement.Reason),
            Array.ConvertAll(movements, movement => movement.Reference.Kind),
            Array.ConvertAll(movements, movement => movement.Reference.Id),
            Array.ConvertAll(movements, movement => movement.Note),
            Array.ConvertAll(movements, movement => movement.At)));
        tx.Enqueue(new(SetLevelsSql, variants.Keys.ToArray()));
        Tell(tx, location, movements, written.ToDictionary(row => row.Id, row => row.OnHand));
    }

    /// <summary>One event for each document and reason, as a sale or an adjustment of today appends it.</summary>
    private static void Tell(Tx tx, Id<Location> location, HistoricalMovement[] movements, Dictionary<Guid, long> onHand)
    {
        foreach (var document in movements.GroupBy(movement => (movement.Reference, movement.Reason, movement.At)))
        {
            var ((kind, id), reason, at) = document.Key;
            var items = document.GroupBy(movement => movement.VariantId).Select(of => new StockChange(
                of.Key, of.Sum(movement => movement.Quantity), onHand[of.Last().MovementId])).ToList();
            if (reason == "sold")
                tx.Append(new StockTaken(location, kind, id, items), at);
            else if (reason == "returned")
                tx.Append(new StockPutBack(location, kind, id, items), at);
            else
                tx.Append(new StockAdjusted(location, id, reason, items), at);
        }
    }
}
