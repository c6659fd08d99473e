using FluentValidation;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <param name="Reason">Why, for the books.</param>
public sealed record ReversePaymentRequest(string Reason);

public sealed class ReversePaymentRules : AbstractValidator<ReversePaymentRequest>
{
    public ReversePaymentRules() => RuleFor(reversal => reversal.Reason).NotEmpty().MaximumLength(500);
}

public static class ReversePayment
{
    /// <summary>Long enough to see that the wrong key was pressed; what is noticed later is a refund.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Takes a payment back whole, as if it had never been taken: the order is due again and is paid anew. For what was keyed in wrongly, by who took it
    /// or who may refund; of a card its gateway gives the money back.</summary>
    /// <remarks>Appends <c>commerce.payment.reversed</c>. Nothing is rewritten: the payment stays, with both operations. 409
    /// <c>payments.too_late_to_reverse</c>, <c>payments.partly_refunded</c>.</remarks>
    public static Task<PaymentView> Handle(
        Id<Payment> id, ReversePaymentRequest body, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations,
        CancellationToken ct) =>
        ChangePayment.Run(new(id, "reverse", "payments:take", Reason: body.Reason), principal, db, cashier, orders, locations, ct);

    /// <summary>Pure.</summary>
    internal static void Demand(PaymentRow payment, Principal principal, DateTimeOffset now)
    {
        if (payment.TakenBy != principal.UserId && !principal.Can("payments:refund", payment.LocationId))
            throw AccessRefusals.Forbidden("payments:refund").AsException();
        if (now > payment.CreatedAt + Window)
            throw PaymentRefusals.TooLateToReverse(payment.CreatedAt + Window).AsException();
    }
}
