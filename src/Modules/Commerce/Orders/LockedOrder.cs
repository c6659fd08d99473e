using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>An order that nobody else changes until this transaction ends.</summary>
internal sealed record LockedOrder(
    Id<Order> Id, Id<Location> LocationId, Id<Customer>? CustomerId, string Status, string Channel, string? Note, Money Net, Money Tax, Money Total,
    Money Pending, Money Authorized, Money Captured, Money Refunded, long Version,
    string? MovedFrom, DateTimeOffset? MovedAt, long? MovedVersion)
{
    internal const string LockOrderSql = """
        select id, location_id, customer_id, status, channel, note, currency, net_minor, tax_minor, total_minor,
            pending_minor, authorized_minor, captured_minor, refunded_minor, version,
            moved_from, moved_at, moved_version
        from commerce.orders
        where id = $1
        for update
        """;

    public OrderStatus State => WireName.Parse<OrderStatus>(Status);

    public OrderChannel Way => WireName.Parse<OrderChannel>(Channel);

    public static Sql Lock(Id<Order> id) => new(LockOrderSql, id);

    /// <summary>Refuses as if it were not there when its location may not even be read, else when the permission is missing.</summary>
    public static LockedOrder Demand(LockedOrder? order, Principal principal, string permission)
    {
        if (order is null || !principal.Can("orders:read", order.LocationId))
            throw AccessRefusals.NotFound.AsException();
        principal.Demand(permission, order.LocationId);
        return order;
    }
}

/// <summary>A line of a locked order.</summary>
internal sealed record LockedLine(
    Id<OrderLine> Id, string Kind, Id<Contracts.Catalog.Variant>? VariantId, Id<Contracts.Catalog.Product>? ProductId, string Name, string? Sku,
    long Quantity, long ReturnedQuantity, long UnitPriceMinor, long ListMinor, long LineDiscountMinor, long OrderDiscountMinor, long RoundingMinor, string TaxClass,
    long TaxRateMillionths, long NetMinor, long TaxMinor, long GrossMinor, bool TracksStock, string? Note, long? UnitCostMinor)
{
    internal const string LockedLinesSql = """
        select id, kind, variant_id, product_id, name, sku, quantity, returned_quantity, unit_price_minor, list_minor, line_discount_minor,
            order_discount_minor, rounding_minor, tax_class, tax_rate_millionths, net_minor, tax_minor, gross_minor, tracks_stock, note,
            unit_cost_minor
        from commerce.order_lines
        where order_id = $1
        order by position
        """;

    public static Sql Of(Id<Order> order) => new(LockedLinesSql, order);

    public OrderedLine Fact(Currency currency) => new(
        Id, VariantId, ProductId, Sku, Name, Kind, Quantity, new(NetMinor, currency), new(TaxMinor, currency), new(GrossMinor, currency), TaxClass,
        new Rate(TaxRateMillionths));

    /// <summary>What is known of what its goods had cost.</summary>
    public CostedLine? Cost(Currency currency) => UnitCostMinor is { } cost ? new(Id, new(cost, currency)) : null;
}

/// <summary>An order after a change.</summary>
/// <param name="Allowed">The statuses that may follow.</param>
/// <param name="UndoUntil">Until when the move just made can be undone, if nothing else happens; null: it cannot.</param>
public sealed record OrderChangeResponse(
    Id<Order> Id, OrderStatus Status, IReadOnlyList<OrderStatus> Allowed, Money Total, long Version, DateTimeOffset? UndoUntil = null) : IVersioned;
