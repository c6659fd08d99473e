using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
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
/// <param name="Status"><c>pending</c>, <c>authorized</c>, <c>captured</c>, <c>failed</c> or <c>voided</c>.</param>
public sealed record PaymentSummaryView(
    Id<Payment> Id, string Method, string Status, Money Amount, Money Authorized, Money Captured, Money Refunded, DateTimeOffset CreatedAt);

/// <summary>Answered by Payments.</summary>
public interface IPayments
{
    /// <summary>Rows of <see cref="PaymentSummaryView"/>, oldest first.</summary>
    Sql Of(Id<Order> order);
}
