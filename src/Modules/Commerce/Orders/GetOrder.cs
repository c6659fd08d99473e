using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>An order with its lines, taxes and payments, priced as it was when it was placed.</summary>
/// <param name="Allowed">The statuses that may follow.</param>
/// <param name="PaymentStatus"><c>unpaid</c>, <c>authorized</c>, <c>partially_paid</c>, <c>paid</c>, <c>partially_refunded</c> or <c>refunded</c>; follows from the payments.</param>
/// <param name="Taxes">Per rate, highest first.</param>
/// <param name="Due">What may still be asked for.</param>
/// <param name="Payments">None for who may not read payments (<c>payments:read</c>).</param>
/// <param name="BusinessOn">The location's business day.</param>
/// <param name="Discounts">What was taken off by hand.</param>
/// <param name="DeviceReceipt">The number on the receipt, if a till had made the sale by itself.</param>
/// <param name="RecordedAt">When the server heard of it then.</param>
/// <param name="Priced">What the server would have asked for it then; null also where it has no price.</param>
/// <param name="Oversold">Whether more was sold than was there.</param>
/// <param name="Differs">Whether somebody should look at it: told another price than the server's, or oversold.</param>
/// <param name="TakenBy">Who took it; null where that is not known.</param>
/// <param name="UndoUntil">Until when its last move can be undone, if nothing else happens; null: it cannot.</param>
/// <param name="HistoryUrl">Where to read what happened to it.</param>
public sealed record OrderView(
    Id<Order> Id, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, string? ClientId, OrderStatus Status, IReadOnlyList<OrderStatus> Allowed,
    string PaymentStatus, OrderSource Source, OrderChannel Channel, PriceMode PriceMode, RoundingPolicy Rounding, OrderTotalsView Totals,
    Money Total, Money Due, IReadOnlyList<OrderLineView> Lines, IReadOnlyList<TaxTotalView> Taxes, IReadOnlyList<PaymentSummaryView> Payments,
    string? Note, string? CancelReason, DateOnly BusinessOn, DateTimeOffset PlacedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<OrderedDiscount> Discounts, string? DeviceReceipt, DateTimeOffset? RecordedAt, Money? Priced, bool Oversold, bool Differs,
    string HistoryUrl, long Version, Id<User>? TakenBy, DateTimeOffset? UndoUntil) : IVersioned;

/// <summary><c>net + tax = total</c>; <c>captured + authorized + pending</c> is never more than the total.</summary>
public sealed record OrderTotalsView(
    Money List, Money Discount, Money Rounding, Money Net, Money Tax, Money Total, Money Pending, Money Authorized, Money Captured, Money Refunded);

/// <summary>A line, with price and tax as they were when it was priced.</summary>
/// <param name="ReturnedQuantity">How many of them came back.</param>
public sealed record OrderLineView(
    Id<OrderLine> Id, string Kind, Id<Variant>? VariantId, Id<Product>? ProductId, string Name, string? Sku, long Quantity, long ReturnedQuantity,
    Money UnitPrice, Money List, Money LineDiscount, Money OrderDiscount, Money Rounding, string TaxClass, Rate TaxRate, Money Net, Money Tax, Money Gross,
    string? Note);

/// <summary>A line as it is stored.</summary>
internal sealed record OrderLineRow(
    Id<Order> OrderId, Id<OrderLine> Id, string Kind, Id<Variant>? VariantId, Id<Product>? ProductId, string Name, string? Sku, long Quantity,
    long ReturnedQuantity, Money UnitPrice, Money List, Money LineDiscount, Money OrderDiscount, Money Rounding, string TaxClass, long TaxRateMillionths,
    Money Net, Money Tax, Money Gross, string? Note)
{
    public OrderLineView View() => new(
        Id, Kind, VariantId, ProductId, Name, Sku, Quantity, ReturnedQuantity, UnitPrice, List, LineDiscount, OrderDiscount, Rounding, TaxClass,
        new Rate(TaxRateMillionths), Net, Tax, Gross, Note);
}

public static class GetOrder
{
    internal const string OrderSql = """
        select id, number, location_id, customer_id, client_id, status, payment_status, source, channel, currency, price_mode, tax_rounding,
            rounding_mode, list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, pending_minor, authorized_minor,
            captured_minor, refunded_minor, note, cancel_reason, business_on, placed_at, updated_at, version,
            device_receipt, recorded_at, priced_minor, oversold, differs, taken_by, moved_from, moved_at, moved_version
        from commerce.orders
        where id = $1 and ($2::uuid[] is null or location_id = any($2))
        """;

    internal const string LinesSql = """
        select line.id, line.kind, line.variant_id, line.product_id, line.name, line.sku, line.quantity, line.returned_quantity,
            line.unit_price_minor, line.list_minor, line.line_discount_minor, line.order_discount_minor, line.rounding_minor, line.tax_class,
            line.tax_rate_millionths, line.net_minor, line.tax_minor, line.gross_minor, line.note, orders.currency, orders.id as order_id
        from commerce.orders
        join commerce.order_lines as line on line.tenant_id = orders.tenant_id and line.order_id = orders.id
        where orders.id = $1
        order by line.position
        """;

    private sealed record OrderRow(
        Id<Order> Id, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, string? ClientId, string Status, string PaymentStatus, string Source,
        string Channel, string PriceMode, string TaxRounding, string RoundingMode, Money List, Money Discount, Money Rounding, Money Net, Money Tax,
        Money Total, Money Pending, Money Authorized, Money Captured, Money Refunded, string? Note, string? CancelReason, DateOnly BusinessOn,
        DateTimeOffset PlacedAt, DateTimeOffset UpdatedAt, long Version, string? DeviceReceipt, DateTimeOffset? RecordedAt, Money? Priced, bool Oversold,
        bool Differs, Id<User>? TakenBy, string? MovedFrom, DateTimeOffset? MovedAt, long? MovedVersion);

    public static Task<OrderView> Handle(Id<Order> id, Principal principal, TenantDb db, IPayments payments, CancellationToken ct) => db.ReadShort(
        [new(OrderSql, id, principal.LocationsFor("orders:read")), new(LinesSql, id), OrderDiscounts.Of(id), payments.Of(id)],
        async results =>
        {
            var order = await results.First<OrderRow>() ?? throw AccessRefusals.NotFound.AsException();
            var (lines, discounts) = (await results.List<OrderLineRow>(), await results.List<OrderDiscountRow>());
            return View(
                order, lines, discounts, principal.Can("payments:read", order.LocationId) ? await results.List<PaymentSummaryView>() : []);
        },
        ct);

    private static OrderView View(OrderRow row, List<OrderLineRow> lines, List<OrderDiscountRow> discounts, List<PaymentSummaryView> payments)
    {
        var (status, channel) = (WireName.Parse<OrderStatus>(row.Status), WireName.Parse<OrderChannel>(row.Channel));
        return new(
            row.Id, row.Number, row.LocationId, row.CustomerId, row.ClientId, status, OrderStates.After(status, channel), row.PaymentStatus,
            WireName.Parse<OrderSource>(row.Source), channel, WireName.Parse<PriceMode>(row.PriceMode),
            new(WireName.Parse<TaxRounding>(row.TaxRounding), WireName.Parse<Rounding>(row.RoundingMode)),
            new(row.List, row.Discount, row.Rounding, row.Net, row.Tax, row.Total, row.Pending, row.Authorized, row.Captured, row.Refunded),
            row.Total, row.Total - row.Pending - row.Authorized - row.Captured, lines.ConvertAll(line => line.View()), Taxes(lines), payments,
            row.Note, row.CancelReason, row.BusinessOn, row.PlacedAt, row.UpdatedAt, [.. discounts.Select(discount => discount.Fact)],
            row.DeviceReceipt, row.RecordedAt, row.Priced, row.Oversold, row.Differs, $"/api/v1/orders/{row.Id}/history", row.Version, row.TakenBy,
            OrderMoves.UndoUntil(status, row.MovedFrom, row.MovedAt, row.MovedVersion, row.Version));
    }

    /// <summary>Every rounding policy leaves its minor units on the lines, so their sums per rate are the order's taxes.</summary>
    private static TaxTotalView[] Taxes(List<OrderLineRow> lines) =>
    [
        .. lines.GroupBy(line => line.TaxRateMillionths).OrderByDescending(rate => rate.Key).Select(rate => new TaxTotalView(
            new Rate(rate.Key), Sum(rate, line => line.Net), Sum(rate, line => line.Tax), Sum(rate, line => line.Gross))),
    ];

    private static Money Sum(IEnumerable<OrderLineRow> lines, Func<OrderLineRow, Money> amount) => lines.Select(amount).Aggregate((sum, next) => sum + next);
}
