using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Orders;

/// <summary>Names order ids.</summary>
public sealed class Order
{
    private Order() { }
}

/// <summary>Names order line ids.</summary>
public sealed class OrderLine
{
    private OrderLine() { }
}

/// <summary>A line as it was charged. <c>Net + Tax = Gross</c>.</summary>
/// <param name="VariantId">Null for a line that is no product: postage, a fee, a correction.</param>
/// <param name="Kind"><c>product</c>, <c>service</c>, <c>shipping</c> or <c>adjustment</c>.</param>
/// <param name="UnitPrice">Rounded to the minor unit for show; the amounts are the authority.</param>
/// <param name="UnitCost">What a unit had cost to buy when it was sold; null: nobody knows.</param>
public sealed record HistoricalOrderLine(
    Id<OrderLine> LineId, Id<Variant>? VariantId, Id<Product>? ProductId, string? Sku, string Name, string Kind, long Quantity, Money UnitPrice,
    Money Net, Money Tax, Money Gross, string TaxClass, decimal TaxRate, Money? UnitCost = null);

/// <summary>A completed order of the past with the payment that settled it.</summary>
/// <param name="Reference">The other system's number, unique in the tenant.</param>
/// <param name="PaymentId">Its payment: captured in full at <paramref name="At"/>; null when nothing was paid (a total of zero).</param>
/// <param name="PaymentMethod"><c>cash</c>, or <c>card</c> with the card.</param>
public sealed record HistoricalOrder(
    Id<Order> OrderId, string Reference, Id<Location> LocationId, Id<Customer>? CustomerId, string Source, string Channel, DateTimeOffset At,
    IReadOnlyList<HistoricalOrderLine> Lines, Guid? PaymentId, string PaymentMethod, HistoricalCard? Card = null);

/// <summary>The card a payment of the past was made with.</summary>
/// <param name="Gateway">The gateway that took it and that can give it back.</param>
/// <param name="Token">Its name for the card; never a card number.</param>
public sealed record HistoricalCard(string Gateway, string Token);

/// <summary>Money given back for an order of the past.</summary>
/// <param name="OrderId">The order it was sold with.</param>
/// <param name="PaymentId">Of which payment.</param>
public sealed record HistoricalRefund(Guid RefundId, Id<Order> OrderId, Guid PaymentId, Money Amount, string Reason, DateTimeOffset At);

/// <summary>Sold goods that came back in the past; the stock has its own history.</summary>
public sealed record HistoricalReturn(Id<Order> OrderId, Id<OrderLine> LineId, long Quantity, DateTimeOffset At);

/// <summary>Answered by Orders: bulk writing for imports and demo data. Orders get the next numbers of their location in the order given, totals
/// from their lines, the status <c>completed</c>, and their events at their historical times.</summary>
public interface IOrderHistory
{
    Task Write(Tx tx, IReadOnlyCollection<HistoricalOrder> orders);

    /// <summary>Notes on the lines what came back of them: the database refuses more than was sold.</summary>
    Task WriteReturns(Tx tx, IReadOnlyCollection<HistoricalReturn> returns);
}
