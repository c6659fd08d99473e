using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>One variant at one location.</summary>
/// <param name="OnHand">Units there are.</param>
/// <param name="Held">Units promised to somebody for a while.</param>
/// <param name="Available">On hand less held.</param>
/// <param name="Level"><c>enough</c>, <c>low</c> or <c>out</c>.</param>
/// <param name="LowStockAt">Available units at which it counts as low; null: never.</param>
/// <param name="BackOrderLimit">Units that may be sold before they are there.</param>
public sealed record StockView(
    Id<Location> LocationId, Id<Variant> VariantId, long OnHand, long Held, long Available, string Level, long? LowStockAt, long BackOrderLimit);

/// <summary>Shows what is in stock.</summary>
public static class ListStock
{
    private const string AnywhereSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where (item.variant_id, item.location_id) > ($1, $2)
            and ($3::uuid[] is null or item.location_id = any($3))
        order by item.variant_id, item.location_id
        limit $4
        """;

    private const string ShortAnywhereSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.level <> 'enough'
            and (item.variant_id, item.location_id) > ($1, $2)
            and ($3::uuid[] is null or item.location_id = any($3))
        order by item.variant_id, item.location_id
        limit $4
        """;

    private const string OfLocationSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.location_id = $1 and item.variant_id > $2
        order by item.variant_id
        limit $3
        """;

    private const string ShortOfLocationSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.level <> 'enough' and item.location_id = $1 and item.variant_id > $2
        order by item.variant_id
        limit $3
        """;

    /// <summary>Out before low before enough: the words stand in the alphabet the other way round.</summary>
    private const string ShortestOfLocationSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.location_id = $1 and (item.level, item.variant_id) < ($2, $3)
        order by item.level desc, item.variant_id desc
        limit $4
        """;

    private const string OfVariantsSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.location_id = $1 and item.variant_id = any($2)
        order by item.variant_id
        """;

    private const string OfVariantSql = """
        select item.location_id, item.variant_id, pool.on_hand, pool.held, pool.on_hand - pool.held as available, item.level, item.low_stock_at,
            -pool.floor as back_order_limit
        from inventory.stock_items as item
        join capacity.pools as pool on pool.id = item.id
        where item.variant_id = $1
            and ($2::uuid is null or item.location_id = $2)
            and item.location_id > $3
            and ($4::uuid[] is null or item.location_id = any($4))
            and (not $5 or item.level <> 'enough')
        order by item.location_id
        limit $6
        """;

    /// <summary>Where a page ended.</summary>
    public sealed record Position(Guid Variant, Guid Location, string Level = "");

    /// <summary>Stock at one location, or at all locations whose stock the caller may see. A variant that never had stock is not listed.</summary>
    /// <param name="location_id">Only this location.</param>
    /// <param name="variant_id">Only this variant.</param>
    /// <param name="variant_ids">Only these, 1 to 100, separated by commas; with <c>location_id</c> and nothing else, as one page.</param>
    /// <param name="low_stock">Only what is low or out.</param>
    /// <param name="sort"><c>level</c>: what is out first, then what is low; with <c>location_id</c> and no other filter.</param>
    /// <param name="limit">1 to 100; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<StockView>> Handle(
        TenantDb db, Principal principal, Cursors cursors, CancellationToken ct, [FromQuery] Id<Location>? location_id = null,
        [FromQuery] Id<Variant>? variant_id = null, [FromQuery] string? variant_ids = null, [FromQuery] bool low_stock = false,
        [FromQuery] string? sort = null, [FromQuery] int? limit = null, [FromQuery] string? cursor = null)
    {
        if (location_id is { } location)
            principal.Demand("inventory:read", location);
        if ((sort ?? variant_ids) is not null && (location_id is null || variant_id is not null || low_stock || (sort is not null && variant_ids is not null)))
            throw InventoryRefusals.FiltersDoNotMeet.AsException();
        if (sort is not (null or "level"))
            throw InventoryRefusals.SortUnknown.AsException();
        if (variant_ids is not null)
            return new(await db.Query<StockView>(new(OfVariantsSql, location_id, IdList.Read(variant_ids, "variant_ids", "variants")), ct), false, null);
        var rows = Cursors.Limit(limit);
        var scope = $"stock\n{location_id}\n{variant_id}\n{low_stock}\n{sort}";
        if (sort is not null)
        {
            var from = cursors.Read<Position>(cursor, db.Tenant, scope) ?? new(Guid.AllBitsSet, Guid.Empty, "out");
            return cursors.Page(
                await db.Query<StockView>(new(ShortestOfLocationSql, location_id, from.Level, from.Variant, rows + 1), ct), rows, db.Tenant, scope,
                row => new Position(row.VariantId.Value, row.LocationId.Value, row.Level));
        }

        var at = cursors.Read<Position>(cursor, db.Tenant, scope) ?? new(Guid.Empty, Guid.Empty);
        var allowed = principal.LocationsFor("inventory:read");
        var found = await db.Query<StockView>(
            (variant_id, location_id) switch
            {
                ({ } variant, _) => new Sql(OfVariantSql, variant, location_id, at.Location, allowed, low_stock, rows + 1),
                (null, { } of) => new Sql(low_stock ? ShortOfLocationSql : OfLocationSql, of, at.Variant, rows + 1),
                _ => new Sql(low_stock ? ShortAnywhereSql : AnywhereSql, at.Variant, at.Location, allowed, rows + 1),
            },
            ct);
        return cursors.Page(found, rows, db.Tenant, scope, row => new Position(row.VariantId.Value, row.LocationId.Value));
    }
}
