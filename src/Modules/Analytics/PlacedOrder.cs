using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>One product on one order; amounts in minor units.</summary>
internal sealed record SoldProduct(Id<Product> ProductId, long Units, long Net, long Tax, long Gross);

/// <summary>What the log says about one order, as far as sales figures need it. Pure.</summary>
/// <param name="Status">As the order has it; <c>discarded</c> for one that was cancelled while it was a draft.</param>
/// <param name="HourAt">When the hour began in which it was placed, on the location's clock of that time.</param>
internal sealed record PlacedOrder(
    Id<Location> LocationId, string Currency, DateOnly BusinessOn, DateTimeOffset HourAt, string Status, long Net, long Tax, long Gross,
    IReadOnlyList<SoldProduct> Products)
{
    /// <summary>Whether it is a sale: neither a draft nor cancelled.</summary>
    public bool IsCounted => Status is not ("draft" or "cancelled" or "discarded");

    /// <summary>Where it stands for those who count orders by status.</summary>
    public string Stands => Status == "discarded" ? "cancelled" : Status;

    /// <summary>What is known after something happened to it; null while its beginning was not heard of.</summary>
    /// <param name="known">What was known before; null: nothing.</param>
    /// <param name="said">The event's record.</param>
    public static PlacedOrder? After(PlacedOrder? known, object said, LoggedEvent happened, Clocks clocks) => (said, known) switch
    {
        (OrderCreated created, _) => new(
            created.LocationId, created.Total.Currency.Code, created.BusinessOn, clocks.At(created.LocationId, happened).HourOf(happened.OccurredAt),
            created.Status, created.Net.Amount, created.Tax.Amount, created.Total.Amount, ProductsOf(created.Lines)),
        (_, null) => null,
        (OrderUpdated updated, _) => known with
        {
            Net = updated.Net.Amount,
            Tax = updated.Tax.Amount,
            Gross = updated.Total.Amount,
            Products = ProductsOf(updated.Lines),
        },
        (OrderStatusChanged moved, _) => known with { Status = moved.To },
        (OrderCancelled cancelled, _) => known with { Status = cancelled.From == "draft" ? "discarded" : "cancelled" },
        _ => known,
    };

    public HourFigures Figures => Status switch
    {
        "draft" or "discarded" => default,
        "cancelled" => new() { Cancelled = 1 },
        _ => new()
        {
            Orders = 1,
            Completed = Status == "completed" ? 1 : 0,
            Units = Products.Sum(product => product.Units),
            Net = Net,
            Tax = Tax,
            Gross = Gross,
        },
    };

    /// <summary>Postage, fees and corrections are no products. A product that stands on two lines is one.</summary>
    private static SoldProduct[] ProductsOf(IReadOnlyList<OrderedLine> lines) =>
    [
        .. lines.Where(line => line.ProductId is not null)
            .GroupBy(line => line.ProductId!.Value)
            .Select(of => new SoldProduct(
                of.Key, of.Sum(line => line.Quantity), of.Sum(line => line.Net.Amount), of.Sum(line => line.Tax.Amount), of.Sum(line => line.Gross.Amount))),
    ];
}

/// <summary>What one hour holds, or by how much it moves; amounts in minor units.</summary>
internal readonly record struct HourFigures(
    long Orders, long Completed, long Cancelled, long Units, long Net, long Tax, long Gross, long Refunds, long Refunded)
{
    public static HourFigures operator +(HourFigures left, HourFigures right) => new(
        left.Orders + right.Orders, left.Completed + right.Completed, left.Cancelled + right.Cancelled, left.Units + right.Units,
        checked(left.Net + right.Net), checked(left.Tax + right.Tax), checked(left.Gross + right.Gross), left.Refunds + right.Refunds,
        checked(left.Refunded + right.Refunded));

    public static HourFigures operator -(HourFigures left, HourFigures right) => new(
        left.Orders - right.Orders, left.Completed - right.Completed, left.Cancelled - right.Cancelled, left.Units - right.Units,
        checked(left.Net - right.Net), checked(left.Tax - right.Tax), checked(left.Gross - right.Gross), left.Refunds - right.Refunds,
        checked(left.Refunded - right.Refunded));

    /// <summary>Whether adding it can leave nothing behind.</summary>
    public bool TakesAway => Orders <= 0 && Completed <= 0 && Cancelled <= 0 && Refunds <= 0;
}

/// <summary>What one product sold on one day, or by how much it moves; amounts in minor units.</summary>
internal readonly record struct ProductFigures(long Orders, long Units, long Net, long Tax, long Gross)
{
    public static ProductFigures Of(SoldProduct sold, int sign) => new(sign, sign * sold.Units, sign * sold.Net, sign * sold.Tax, sign * sold.Gross);

    public static ProductFigures operator +(ProductFigures left, ProductFigures right) => new(
        left.Orders + right.Orders, left.Units + right.Units, checked(left.Net + right.Net), checked(left.Tax + right.Tax), checked(left.Gross + right.Gross));
}
