using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>When stock counts as low, and how far it may be sold before it is there.</summary>
/// <param name="LowStockAt">Available units; null: never low.</param>
/// <param name="BackOrderLimit">Units that may be sold or promised before they are there.</param>
public sealed record SetThresholdRequest(long? LowStockAt, long BackOrderLimit = 0);

public sealed class SetThresholdRules : AbstractValidator<SetThresholdRequest>
{
    public SetThresholdRules()
    {
        RuleFor(threshold => threshold.LowStockAt).InclusiveBetween(0, StockRules.LargestQuantity);
        RuleFor(threshold => threshold.BackOrderLimit).InclusiveBetween(0, StockRules.LargestQuantity);
    }
}

/// <summary>Sets when stock of one variant at one location counts as low.</summary>
public static class SetThreshold
{
    private const string SetThresholdSql = """
        update inventory.stock_items
        set low_stock_at = $2::bigint, updated_at = $3
        where id = $1
        """;

    private const string StockSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.id = $1
        """;

    /// <summary>Sets threshold and back-order limit. Refuses 409 <c>inventory.promised_already</c> when more is sold or promised than the limit
    /// allows.</summary>
    /// <remarks>Appends <c>inventory.threshold.changed</c>, and <c>inventory.stock.low</c> if it is low by the new threshold.</remarks>
    public static Task<StockView> Handle(
        Id<Location> location_id, Id<Variant> variant_id, SetThresholdRequest body, Principal principal, TenantDb db, ILocations locations, IOffers offers,
        CancellationToken ct)
    {
        principal.Demand("inventory:adjust", location_id);
        return db.Write(
            async tx =>
            {
                var variants = StockLedger.PoolsOf(location_id, [variant_id]);
                var pool = StockLedger.PoolOf(location_id, variant_id);
                StockRules.Demand(tx, locations, offers, location_id, variants.Values);
                StockLedger.Open(tx, location_id, variants);
                Pools.SetFloor(tx, pool, -body.BackOrderLimit);
                tx.Enqueue(new(SetThresholdSql, pool, body.LowStockAt, tx.Now));
                StockLedger.Level(tx, [pool]);
                tx.Append(new StockThresholdChanged(new(pool.Value), location_id, variant_id, body.LowStockAt, body.BackOrderLimit));
                return (await tx.First<StockView>(new(StockSql, pool)))!;
            },
            ct);
    }
}
