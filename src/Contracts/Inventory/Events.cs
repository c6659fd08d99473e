using Olympus.Contracts.Catalog;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Inventory;

/// <summary>Names stock item ids: one variant at one location.</summary>
public sealed class StockItem
{
    private StockItem() { }
}

/// <summary>Names the ids of holds on stock.</summary>
public sealed class StockHold
{
    private StockHold() { }
}

/// <param name="Quantity">Signed change of units on hand.</param>
/// <param name="OnHand">Units on hand afterwards.</param>
public sealed record StockChange(Id<Variant> VariantId, long Quantity, long OnHand);

/// <param name="ReferenceKind">What it was taken for, such as <c>order</c>.</param>
public sealed record StockTaken(Id<Location> LocationId, string ReferenceKind, Guid ReferenceId, IReadOnlyList<StockChange> Items) : IEvent
{
    public static string EventType => "inventory.stock.taken";
    public static string AggregateType => "stock";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <param name="ReferenceKind">What it had been taken for.</param>
public sealed record StockPutBack(Id<Location> LocationId, string ReferenceKind, Guid ReferenceId, IReadOnlyList<StockChange> Items) : IEvent
{
    public static string EventType => "inventory.stock.put_back";
    public static string AggregateType => "stock";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <param name="Reason">Such as <c>received</c>, <c>damaged</c>, <c>correction</c>.</param>
public sealed record StockAdjusted(Id<Location> LocationId, Guid AdjustmentId, string Reason, IReadOnlyList<StockChange> Items) : IEvent
{
    public static string EventType => "inventory.stock.adjusted";
    public static string AggregateType => "stock";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <summary>Somebody counted: what is on hand now is what was counted. Items that were as expected change by zero.</summary>
public sealed record StockCounted(Id<Location> LocationId, Guid CountId, IReadOnlyList<StockChange> Items) : IEvent
{
    public static string EventType => "inventory.stock.counted";
    public static string AggregateType => "stock";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <summary>Available units fell to the threshold or below; told once for each fall.</summary>
/// <param name="Available">On hand less held.</param>
/// <param name="LowStockAt">The threshold.</param>
public sealed record StockLow(Id<StockItem> StockItemId, Id<Location> LocationId, Id<Variant> VariantId, long Available, long LowStockAt) : IEvent
{
    public static string EventType => "inventory.stock.low";
    public static string AggregateType => "stock_item";
    Guid IEvent.AggregateId => StockItemId.Value;
}

/// <summary>Nothing is available any more; told once for each fall.</summary>
/// <param name="Available">On hand less held: zero, or below it where back-orders are allowed.</param>
public sealed record StockOut(Id<StockItem> StockItemId, Id<Location> LocationId, Id<Variant> VariantId, long Available) : IEvent
{
    public static string EventType => "inventory.stock.out";
    public static string AggregateType => "stock_item";
    Guid IEvent.AggregateId => StockItemId.Value;
}

/// <param name="LowStockAt">Null: never low.</param>
/// <param name="BackOrderLimit">Units that may be promised before they are there.</param>
public sealed record StockThresholdChanged(
    Id<StockItem> StockItemId, Id<Location> LocationId, Id<Variant> VariantId, long? LowStockAt, long BackOrderLimit) : IEvent
{
    public static string EventType => "inventory.threshold.changed";
    public static string AggregateType => "stock_item";
    Guid IEvent.AggregateId => StockItemId.Value;
}

/// <param name="Quantity">Units promised.</param>
public sealed record StockPromise(Id<Variant> VariantId, long Quantity);

public sealed record StockHoldPlaced(
    Id<StockHold> HoldId, Id<Location> LocationId, string ReferenceKind, Guid ReferenceId, DateTimeOffset ExpiresAt, IReadOnlyList<StockPromise> Items) : IEvent
{
    public static string EventType => "inventory.hold.placed";
    public static string AggregateType => "stock_hold";
    Guid IEvent.AggregateId => HoldId.Value;
}

/// <summary>What was promised was taken for good; the change of stock is its own event.</summary>
public sealed record StockHoldCommitted(Id<StockHold> HoldId, Id<Location> LocationId) : IEvent
{
    public static string EventType => "inventory.hold.committed";
    public static string AggregateType => "stock_hold";
    Guid IEvent.AggregateId => HoldId.Value;
}

public sealed record StockHoldReleased(Id<StockHold> HoldId, Id<Location> LocationId) : IEvent
{
    public static string EventType => "inventory.hold.released";
    public static string AggregateType => "stock_hold";
    Guid IEvent.AggregateId => HoldId.Value;
}

public sealed record StockHoldExpired(Id<StockHold> HoldId, Id<Location> LocationId) : IEvent
{
    public static string EventType => "inventory.hold.expired";
    public static string AggregateType => "stock_hold";
    Guid IEvent.AggregateId => HoldId.Value;
}
