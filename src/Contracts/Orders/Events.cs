using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Orders;

/// <summary>A line as listeners need it.</summary>
/// <param name="Kind"><c>product</c>, <c>service</c>, <c>shipping</c> or <c>adjustment</c>.</param>
public sealed record OrderedLine(
    Id<OrderLine> LineId, Id<Variant>? VariantId, Id<Product>? ProductId, string? Sku, string Name, string Kind, long Quantity,
    Money Net, Money Tax, Money Gross, string TaxClass, Rate TaxRate);

/// <summary>What was taken off an order by hand.</summary>
/// <param name="LineId">The line it was taken off; null: the whole order.</param>
/// <param name="AmountOff">What was granted, if it was an amount.</param>
/// <param name="PercentOff">What was granted, if it was a share: "0.10" is 10 %.</param>
/// <param name="Off">What it took off.</param>
public sealed record OrderedDiscount(Id<OrderLine>? LineId, string Reason, Money? AmountOff, Rate? PercentOff, Money Off);

/// <summary>An order was placed; its goods left the stock in the same transaction.</summary>
/// <param name="BusinessOn">The local business day of the location.</param>
/// <param name="Discounts">What was taken off by hand, if anything.</param>
/// <param name="DeviceReceipt">The number of the receipt, if a till had made the sale by itself.</param>
/// <param name="TakenBy">Who sold it, where that is not who told of it; null: the actor of the event.</param>
public sealed record OrderCreated(
    Id<Order> OrderId, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, string Source, string Channel, string Status,
    DateOnly BusinessOn, Money Net, Money Tax, Money Total, IReadOnlyList<OrderedLine> Lines,
    IReadOnlyList<OrderedDiscount>? Discounts = null, string? DeviceReceipt = null,
    Id<User>? TakenBy = null) : IEvent
{
    public static string EventType => "commerce.order.created";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>A sale that a till had made by itself is not what the server would have made of it: what the customer was told stands.</summary>
/// <param name="Told">What the customer was told, and paid.</param>
/// <param name="Priced">What the server would have asked; null if it has no price for it.</param>
/// <param name="Oversold">Of what more was sold than was there.</param>
public sealed record OrderDiffered(
    Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string DeviceReceipt, Money Told, Money? Priced, IReadOnlyList<Id<Variant>> Oversold) : IEvent
{
    public static string EventType => "commerce.order.differed";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>An order was edited before it was confirmed; this is what it is now.</summary>
public sealed record OrderUpdated(
    Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, Money Net, Money Tax, Money Total, IReadOnlyList<OrderedLine> Lines,
    IReadOnlyList<OrderedDiscount>? Discounts = null) : IEvent
{
    public static string EventType => "commerce.order.updated";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>
/// What the goods of an order had cost when they were sold; it replaces what was told of the order before. An event of its own, in the transaction of the
/// order's, because many may see orders and few may see costs: no live channel of orders, no webhook and no order's history tells it.
/// </summary>
/// <param name="Lines">Those whose cost is known.</param>
public sealed record OrderCosted(Id<Order> OrderId, Id<Location> LocationId, IReadOnlyList<CostedLine> Lines) : IEvent
{
    public static string EventType => "commerce.order.costed";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <param name="UnitCost">Of one unit, in the order's currency.</param>
public sealed record CostedLine(Id<OrderLine> LineId, Money UnitCost);

/// <summary>An order went on its way; not for cancellations, which have their own event.</summary>
/// <param name="Undone">True: the last move was taken back.</param>
public sealed record OrderStatusChanged(
    Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string From, string To, bool? Undone = null) : IEvent
{
    public static string EventType => "commerce.order.status_changed";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>An order will not happen.</summary>
/// <param name="From">The status it had.</param>
/// <param name="Restocked">Whether its goods went back to the stock.</param>
public sealed record OrderCancelled(
    Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string From, string Reason, bool Restocked, Money Net, Money Tax, Money Total) : IEvent
{
    public static string EventType => "commerce.order.cancelled";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>Sold goods came back to the shelf; whether money went back is another question.</summary>
public sealed record OrderGoodsReturned(Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, IReadOnlyList<ReturnedLine> Lines) : IEvent
{
    public static string EventType => "commerce.order.goods_returned";
    public static string AggregateType => "order";
    Guid IEvent.AggregateId => OrderId.Value;
}

/// <summary>So many units of one line.</summary>
public sealed record ReturnedLine(Id<OrderLine> LineId, long Quantity);
