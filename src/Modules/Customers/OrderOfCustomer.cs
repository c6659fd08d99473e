using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>What the log says about one order, as far as its customer's history needs it.</summary>
/// <param name="PlacedAt">Null while only payments of it were heard of.</param>
internal sealed record OrderOfCustomer(
    Id<Order> Id, Id<Customer>? CustomerId, Id<Location>? LocationId, long? Number, string? Status, string? Channel, string Currency,
    long TotalMinor, long CapturedMinor, long RefundedMinor, DateTimeOffset? PlacedAt)
{
    public static readonly IReadOnlySet<string> Reads = new HashSet<string>(StringComparer.Ordinal)
    {
        OrderCreated.EventType, OrderUpdated.EventType, OrderStatusChanged.EventType, OrderCancelled.EventType,
        PaymentCaptured.EventType, PaymentRefunded.EventType, PaymentReversed.EventType,
    };

    /// <summary>Whether it counts as an order of the customer.</summary>
    public bool IsCounted => PlacedAt is not null && Status is not ("draft" or "cancelled");

    /// <summary>Which order an event of <see cref="Reads"/> is about.</summary>
    public static Id<Order> OrderOf(LoggedEvent happened) =>
        happened.Type == PaymentCaptured.EventType ? happened.As<PaymentCaptured>().OrderId
        : happened.Type == PaymentRefunded.EventType ? happened.As<PaymentRefunded>().OrderId
        : happened.Type == PaymentReversed.EventType ? happened.As<PaymentReversed>().OrderId
        : new(happened.AggregateId);

    /// <summary>What is known after the event. Payments and orders are read in no fixed order to each other.</summary>
    /// <param name="known">What was known before; null: nothing.</param>
    public static OrderOfCustomer? After(OrderOfCustomer? known, LoggedEvent happened)
    {
        if (happened.Type == OrderCreated.EventType)
            return Created(known, happened.As<OrderCreated>(), happened.OccurredAt);
        if (happened.Type == PaymentCaptured.EventType && happened.As<PaymentCaptured>() is var captured)
        {
            known ??= Unknown(captured.OrderId, captured.CustomerId, captured.LocationId, captured.Amount.Currency);
            return known with { CapturedMinor = known.CapturedMinor + captured.Amount.Amount };
        }

        if (happened.Type == PaymentRefunded.EventType && happened.As<PaymentRefunded>() is var refunded)
        {
            known ??= Unknown(refunded.OrderId, refunded.CustomerId, refunded.LocationId, refunded.Amount.Currency);
            return known with { RefundedMinor = known.RefundedMinor + refunded.Amount.Amount };
        }

        if (happened.Type == PaymentReversed.EventType && happened.As<PaymentReversed>() is var reversed)
        {
            known ??= Unknown(reversed.OrderId, reversed.CustomerId, reversed.LocationId, reversed.Amount.Currency);
            return known with { CapturedMinor = known.CapturedMinor - reversed.Amount.Amount };
        }

        if (known is null)
            return null;
        if (happened.Type == OrderUpdated.EventType && happened.As<OrderUpdated>() is var updated)
            return known with { CustomerId = updated.CustomerId, TotalMinor = updated.Total.Amount };
        if (happened.Type == OrderStatusChanged.EventType)
            return known with { Status = happened.As<OrderStatusChanged>().To };
        return happened.Type == OrderCancelled.EventType ? known with { Status = "cancelled" } : known;
    }

    private static OrderOfCustomer Created(OrderOfCustomer? known, OrderCreated created, DateTimeOffset at) => new(
        created.OrderId, created.CustomerId, created.LocationId, created.Number, created.Status, created.Channel, created.Total.Currency.Code,
        created.Total.Amount, known?.CapturedMinor ?? 0, known?.RefundedMinor ?? 0, at);

    private static OrderOfCustomer Unknown(Id<Order> id, Id<Customer>? customer, Id<Location> location, Currency currency) =>
        new(id, customer, location, null, null, null, currency.Code, 0, 0, 0, null);
}

/// <summary>By how much the totals of one customer in one currency move.</summary>
internal readonly record struct TotalMove(Id<Customer> CustomerId, string Currency, long Orders, long Spent, long Refunded)
{
    /// <summary>The difference that a number of orders make when each is no longer what it was but what it is.</summary>
    public static List<TotalMove> Between(IEnumerable<(OrderOfCustomer? Was, OrderOfCustomer? Is)> orders) =>
    [
        .. orders.SelectMany(order => Of(order.Was, -1).Concat(Of(order.Is, 1)))
            .GroupBy(move => (move.CustomerId, move.Currency))
            .Select(of => new TotalMove(
                of.Key.CustomerId, of.Key.Currency, of.Sum(move => move.Orders), of.Sum(move => move.Spent), of.Sum(move => move.Refunded)))
            .OrderBy(move => move.CustomerId).ThenBy(move => move.Currency, StringComparer.Ordinal),
    ];

    private static IEnumerable<TotalMove> Of(OrderOfCustomer? order, int sign)
    {
        if (order?.CustomerId is { } customer)
            yield return new(customer, order.Currency, order.IsCounted ? sign : 0, sign * order.CapturedMinor, sign * order.RefundedMinor);
    }
}
