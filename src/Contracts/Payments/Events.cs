using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Payments;

/// <summary>Money was promised by a card.</summary>
/// <param name="Tip">Promised beside the amount; null: none.</param>
public sealed record PaymentAuthorized(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount, Money? Tip = null) : IEvent
{
    public static string EventType => "commerce.payment.authorized";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>Money was taken.</summary>
/// <param name="Amount">Of the order. With cash the drawer holds this, the tip and the rounding.</param>
/// <param name="Rounding">What the smallest coin added to amount and tip, or took off them; null: nothing.</param>
/// <param name="Tip">What was given on top, beside the amount; null: nothing.</param>
public sealed record PaymentCaptured(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount, Money? Rounding = null,
    Money? Tip = null) : IEvent
{
    public static string EventType => "commerce.payment.captured";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>The gateway said no.</summary>
/// <param name="Operation">To what: <c>sale</c>, <c>authorize</c>, <c>capture</c>, <c>void</c> or <c>refund</c>.</param>
/// <param name="Code">Why, such as <c>insufficient_funds</c>.</param>
public sealed record PaymentFailed(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount, string Operation, string Code) : IEvent
{
    public static string EventType => "commerce.payment.failed";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>A promise was let go without taking money.</summary>
public sealed record PaymentVoided(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount) : IEvent
{
    public static string EventType => "commerce.payment.voided";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>Money was given back.</summary>
/// <param name="Amount">Of the order; 0 if only a tip went back.</param>
/// <param name="Rounding">What the smallest coin added to cash that went back, or took off it; null: nothing.</param>
/// <param name="Tip">What went back of the tip, beside the amount; null: nothing.</param>
public sealed record PaymentRefunded(
    Id<Payment> PaymentId, Id<Refund> RefundId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount,
    string Reason, Money? Rounding = null, Money? Tip = null) : IEvent
{
    public static string EventType => "commerce.payment.refunded";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>A payment was taken back whole because it had been keyed in wrongly: as far as figures go, it was never taken.</summary>
/// <param name="Amount">All that had been captured.</param>
/// <param name="TakenAt">When it had been taken: it no longer counts there.</param>
/// <param name="Rounding">What the smallest coin had added to it, or taken off it; null: nothing.</param>
/// <param name="Tip">The tip that had been taken with it and went back too; null: none.</param>
public sealed record PaymentReversed(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount, string Reason,
    DateTimeOffset TakenAt, Money? Rounding = null, Money? Tip = null) : IEvent
{
    public static string EventType => "commerce.payment.reversed";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}
