using System.Security.Cryptography;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>
/// Every change of units on hand: the pool changes, the ledger gets its row, and a fall below a threshold is told.
/// All of it is queued on the caller's transaction.
/// </summary>
internal static class StockLedger
{
    private const string PoolKind = "stock";

    private const string OpenItemsSql = """
        insert into inventory.stock_items (id, location_id, variant_id)
        select id, $2, variant_id from unnest($1::uuid[], $3::uuid[]) as opened (id, variant_id)
        order by id
        on conflict do nothing
        """;

    /// <summary>Runs behind the change, whose row locks make on_hand and level exact. A quantity of zero writes no movement: only
    /// what is held changed.</summary>
    private const string RecordMovementsSql = """
        with moved as (
            select item.id, item.location_id, item.variant_id, item.low_stock_at, item.level as was, asked.movement_id, asked.quantity,
                pool.on_hand, pool.on_hand - pool.held as available,
                case
                    when pool.on_hand - pool.held <= 0 then 'out'
                    when pool.on_hand - pool.held <= item.low_stock_at then 'low'
                    else 'enough'
                end as level
            from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as asked (movement_id, item_id, quantity)
            join inventory.stock_items as item on item.id = asked.item_id
            join capacity.pools as pool on pool.id = asked.item_id
        ), written as (
            insert into inventory.movements
                (id, stock_item_id, location_id, variant_id, quantity, on_hand, reason, reference_kind, reference_id, note, actor, occurred_at)
            select movement_id, id, location_id, variant_id, quantity, on_hand, $4, $5, $6, $7::text, $8, $9
            from moved
            where quantity <> 0
        )
        update inventory.stock_items as item
        set level = moved.level
        from moved
        where item.id = moved.id and moved.level <> moved.was
        returning item.id as stock_item_id, item.location_id, item.variant_id, item.low_stock_at, moved.was, item.level, moved.available
        """;

    private sealed record Crossing(
        Id<StockItem> StockItemId, Id<Location> LocationId, Id<Variant> VariantId, long? LowStockAt, string Was, string Level, long Available);

    /// <summary>The id of the stock item and of its pool. Computed, so that a sale finds the pool without asking.</summary>
    public static Id<Pool> PoolOf(Id<Location> location, Id<Variant> variant)
    {
        Span<byte> key = stackalloc byte[32];
        location.Value.TryWriteBytes(key, bigEndian: true, out _);
        variant.Value.TryWriteBytes(key[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(key, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(new Guid(hash[..16], bigEndian: true));
    }

    /// <summary>Which variant each pool of this location stands for.</summary>
    public static Dictionary<Id<Pool>, Id<Variant>> PoolsOf(Id<Location> location, IEnumerable<Id<Variant>> variants) =>
        variants.Distinct().ToDictionary(variant => PoolOf(location, variant));

    /// <summary>Creates what is needed for the first time: stock items and their empty pools.</summary>
    public static void Open(Tx tx, Id<Location> location, IReadOnlyDictionary<Id<Pool>, Id<Variant>> pools)
    {
        tx.Enqueue(new(OpenItemsSql, pools.Keys.ToArray(), location, pools.Values.ToArray()));
        Pools.Open(tx, PoolKind, [.. pools.Keys]);
    }

    /// <summary>Writes the movements of changes that were queued before it, and tells falls below a threshold.</summary>
    /// <param name="changes">Signed units for each pool; zero where only what is held changed.</param>
    public static void Record(Tx tx, IReadOnlyCollection<Demand> changes, string reason, StockReference reference, string? note = null, DateTimeOffset? occurredAt = null)
    {
        if (changes.Count == 0)
            return;
        var at = occurredAt ?? tx.Now;
        tx.Enqueue<Crossing>(
            new(
                RecordMovementsSql, changes.Select(_ => Guid.CreateVersion7(at)).ToArray(), changes.Select(change => change.PoolId).ToArray(),
                changes.Select(change => change.Quantity).ToArray(), reason, reference.Kind, reference.Id, note, tx.Actor, at),
            crossings => Tell(tx, crossings, at));
    }

    /// <summary>Tells falls below a threshold where only what is held, or the threshold itself, changed.</summary>
    public static void Level(Tx tx, IReadOnlyCollection<Id<Pool>> pools) =>
        Record(tx, [.. pools.Select(pool => new Demand(pool, 0))], "correction", new StockReference("none", Guid.Empty));

    private static void Tell(Tx tx, List<Crossing> crossings, DateTimeOffset at)
    {
        foreach (var crossing in crossings)
        {
            if (crossing.Was == "enough" && crossing.LowStockAt is { } threshold)
                tx.Append(new StockLow(crossing.StockItemId, crossing.LocationId, crossing.VariantId, crossing.Available, threshold), at);
            if (crossing.Level == "out")
                tx.Append(new StockOut(crossing.StockItemId, crossing.LocationId, crossing.VariantId, crossing.Available), at);
        }
    }

    /// <summary>One change for each pool, without those that cancel out.</summary>
    public static List<Demand> Sum(IEnumerable<Demand> demands) =>
    [
        .. demands.GroupBy(demand => demand.PoolId)
            .Select(of => new Demand(of.Key, of.Sum(demand => demand.Quantity)))
            .Where(sum => sum.Quantity != 0),
    ];

    public static List<StockChange> Changes(IReadOnlyDictionary<Id<Pool>, Id<Variant>> variants, List<PoolChange> changes) =>
        changes.ConvertAll(change => new StockChange(variants[change.PoolId], change.Quantity, change.OnHand));

    /// <summary>How the shortage of pools is told: in variants.</summary>
    public static Func<IReadOnlyList<Shortage>, Refusal> Refuse(IReadOnlyDictionary<Id<Pool>, Id<Variant>> variants) => shortages =>
        InventoryRefusals.InsufficientStock(
            [.. shortages.Select(shortage => new MissingStockView(variants[shortage.PoolId], shortage.Asked, shortage.Available))]);
}
