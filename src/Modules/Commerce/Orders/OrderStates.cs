using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>How far an order is.</summary>
[JsonConverter(typeof(WireEnum<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Being put together; its goods are already out of the stock.</summary>
    Draft,

    /// <summary>Placed, waiting for the shop to accept it.</summary>
    Pending,

    /// <summary>Accepted; from here on its lines stay as they are.</summary>
    Confirmed,

    /// <summary>Being made or packed.</summary>
    Preparing,

    /// <summary>Waiting to be served, fetched or taken out.</summary>
    Ready,

    /// <summary>On its way to the customer.</summary>
    InDelivery,

    /// <summary>Handed over. Final.</summary>
    Completed,

    /// <summary>Will not happen. Final.</summary>
    Cancelled,
}

/// <summary>Where an order came from.</summary>
[JsonConverter(typeof(WireEnum<OrderSource>))]
public enum OrderSource
{
    Pos,
    Online,
    Mobile,
    Kiosk,
}

/// <summary>How the customer gets it; may decide the tax rate.</summary>
[JsonConverter(typeof(WireEnum<OrderChannel>))]
public enum OrderChannel
{
    DineIn,
    Takeout,
    Delivery,
    Pickup,
}

/// <summary>The one state machine of orders: which status may follow which. Pure.</summary>
public static class OrderStates
{
    /// <summary>What may follow. Only a delivery goes out for delivery, and it is not completed before it did; anything else may be handed over at the
    /// counter as soon as it is confirmed.</summary>
    public static IReadOnlyList<OrderStatus> After(OrderStatus status, OrderChannel channel) => (status, channel) switch
    {
        (OrderStatus.Draft, _) => [OrderStatus.Pending, OrderStatus.Confirmed, OrderStatus.Cancelled],
        (OrderStatus.Pending, _) => [OrderStatus.Confirmed, OrderStatus.Cancelled],
        (OrderStatus.Confirmed, OrderChannel.Delivery) => [OrderStatus.Preparing, OrderStatus.Ready, OrderStatus.Cancelled],
        (OrderStatus.Confirmed, _) => [OrderStatus.Preparing, OrderStatus.Ready, OrderStatus.Completed, OrderStatus.Cancelled],
        (OrderStatus.Preparing, _) => [OrderStatus.Ready, OrderStatus.Cancelled],
        (OrderStatus.Ready, OrderChannel.Delivery) => [OrderStatus.InDelivery, OrderStatus.Cancelled],
        (OrderStatus.Ready, _) => [OrderStatus.Completed, OrderStatus.Cancelled],
        (OrderStatus.InDelivery, _) => [OrderStatus.Completed, OrderStatus.Ready, OrderStatus.Cancelled],
        (OrderStatus.Completed or OrderStatus.Cancelled, _) => [],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    /// <summary>Refuses a move that the machine does not have.</summary>
    public static void Demand(OrderStatus from, OrderStatus to, OrderChannel channel)
    {
        var allowed = After(from, channel);
        if (!allowed.Contains(to))
            throw OrderRefusals.IllegalMove(from, to, allowed).AsException();
    }

    /// <summary>Lines, notes and customer may change until the shop accepted the order.</summary>
    public static bool IsEditable(OrderStatus status) => status is OrderStatus.Draft or OrderStatus.Pending;

    /// <summary>An order begins as one of these.</summary>
    public static bool IsBeginning(OrderStatus status) => status is OrderStatus.Draft or OrderStatus.Pending or OrderStatus.Confirmed;
}
