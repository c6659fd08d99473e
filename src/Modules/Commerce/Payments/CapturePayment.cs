using FluentValidation;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <param name="Amount">At most what was authorised, and all of it unless told; what is not captured is let go.</param>
/// <param name="Tip">What was given on top, and what was authorised of it unless told: amount and tip together are at most what the card promised together.</param>
public sealed record CapturePaymentRequest(Money? Amount = null, Money? Tip = null);

public sealed class CapturePaymentRules : AbstractValidator<CapturePaymentRequest>
{
    public CapturePaymentRules()
    {
        RuleFor(capture => capture.Amount).Must(amount => amount is not { Amount: <= 0 }).WithMessage("An amount is positive.");
        RuleFor(capture => capture.Tip).Must(Tips.CanBe).WithMessage(Tips.Bounds);
    }
}

public static class CapturePayment
{
    /// <summary>Takes what a card promised, once.</summary>
    public static Task<PaymentView> Handle(
        Id<Payment> id, CapturePaymentRequest body, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations, CancellationToken ct) =>
        ChangePayment.Run(new(id, "capture", "payments:take", body.Amount, body.Tip), principal, db, cashier, orders, locations, ct);
}
