using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Payments;

/// <summary>Names payment ids.</summary>
public sealed class Payment
{
    private Payment() { }
}

/// <summary>Names refund ids.</summary>
public sealed class Refund
{
    private Refund() { }
}

/// <summary>A payment in one line.</summary>
/// <param name="Method"><c>cash</c> or <c>card</c>.</param>
/// <param name="Status"><c>pending</c>, <c>authorized</c>, <c>captured</c>, <c>failed</c>, <c>voided</c> or <c>reversed</c>.</param>
/// <param name="Tip">What was asked for on top of the amount, and taken if the payment is captured.</param>
public sealed record PaymentSummaryView(
    Id<Payment> Id, string Method, string Status, Money Amount, Money Authorized, Money Captured, Money Refunded, DateTimeOffset CreatedAt, Money Tip);

/// <summary>Answered by Payments.</summary>
public interface IPayments
{
    /// <summary>Rows of <see cref="PaymentSummaryView"/>, oldest first.</summary>
    Sql Of(Id<Order> order);

    /// <summary>Cash that was taken for all that is due, with its event. Queued; the order's row must be the caller's (locked, or written just now).</summary>
    /// <param name="tip">What was given on top of what is due.</param>
    /// <param name="rounding">What the smallest coin added to what is due and the tip, or took off them.</param>
    /// <param name="tendered">What was given, at least what is due and the tip so rounded; the rest went back as change.</param>
    /// <param name="taker">Who took it.</param>
    /// <param name="at">When it was taken.</param>
    Id<Payment> TookCash(Tx tx, PayableOrder order, Money tip, Money rounding, Money tendered, Id<User> taker, DateTimeOffset at);
}
