using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>A change of units on hand.</summary>
/// <param name="Quantity">Signed units.</param>
/// <param name="OnHand">Units on hand after it.</param>
/// <param name="Reason">Such as <c>sold</c>, <c>returned</c>, <c>received</c>, <c>counted</c>.</param>
/// <param name="ReferenceKind">What it belongs to: <c>order</c>, <c>adjustment</c>, <c>count</c>, <c>hold</c> …</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was written down.</param>
public sealed record MovementView(
    Guid Id, Id<Location> LocationId, Id<Variant> VariantId, long Quantity, long OnHand, string Reason, string ReferenceKind, Guid ReferenceId,
    string? Note, string Actor, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);

/// <summary>Shows how stock came to be what it is.</summary>
public static class ListMovements
{
    private const string OfLocationSql = """
        select id, location_id, variant_id, quantity, on_hand, reason, reference_kind, reference_id, note, actor, occurred_at, recorded_at
        from inventory.movements
        where location_id = $1 and (occurred_at, id) < ($2, $3)
        order by occurred_at desc, id desc
        limit $4
        """;

    private const string OfItemSql = """
        select id, location_id, variant_id, quantity, on_hand, reason, reference_kind, reference_id, note, actor, occurred_at, recorded_at
        from inventory.movements
        where stock_item_id = $1 and (occurred_at, id) < ($2, $3)
        order by occurred_at desc, id desc
        limit $4
        """;

    /// <summary>Where a page ended.</summary>
    public sealed record Position(DateTimeOffset OccurredAt, Guid Id)
    {
        /// <summary>Behind everything that may have happened.</summary>
        internal static readonly Position Newest = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.Empty);
    }

    /// <summary>Movements at one location, newest first.</summary>
    /// <param name="location_id">Of this location.</param>
    /// <param name="variant_id">Only of this variant.</param>
    /// <param name="limit">1 to 100; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<MovementView>> Handle(
        [FromQuery] Id<Location> location_id, TenantDb db, Principal principal, Cursors cursors, CancellationToken ct,
        [FromQuery] Id<Variant>? variant_id = null, [FromQuery] int? limit = null, [FromQuery] string? cursor = null)
    {
        principal.Demand("inventory:read", location_id);
        var rows = Cursors.Limit(limit);
        var scope = $"movements\n{location_id}\n{variant_id}";
        var at = cursors.Read<Position>(cursor, db.Tenant, scope) ?? Position.Newest;
        var found = await db.Query<MovementView>(
            variant_id is { } variant
                ? new(OfItemSql, StockLedger.PoolOf(location_id, variant), at.OccurredAt, at.Id, rows + 1)
                : new(OfLocationSql, location_id, at.OccurredAt, at.Id, rows + 1),
            ct);
        return cursors.Page(found, rows, db.Tenant, scope, row => new Position(row.OccurredAt, row.Id));
    }
}
