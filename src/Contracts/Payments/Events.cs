using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Payments;

/// <summary>Money was promised by a card.</summary>
public sealed record PaymentAuthorized(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount) : IEvent
{
    public static string EventType => "commerce.payment.authorized";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}

/// <summary>Money was taken.</summary>
/// <param name="Amount">Of the order. With cash the drawer holds this and the rounding.</param>
/// <param name="Rounding">What the smallest coin added to the amount, or took off it; null: nothing.</param>
public sealed record PaymentCaptured(
    Id<Payment> PaymentId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount, Money? Rounding = null) : IEvent
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
public sealed record PaymentRefunded(
    Id<Payment> PaymentId, Id<Refund> RefundId, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method, Money Amount,
    string Reason) : IEvent
{
    public static string EventType => "commerce.payment.refunded";
    public static string AggregateType => "payment";
    Guid IEvent.AggregateId => PaymentId.Value;
}
