using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <param name="Reason">Why, for the books.</param>
/// <param name="Amount">All that can still be given back, unless told.</param>
/// <param name="Restock">Goods that come back to the shelf. Money and goods are two decisions: either goes without the other, and goods that
/// came back stay back even if the gateway declines the refund.</param>
/// <param name="Tip">What goes back of the tip, beside the amount: none unless told. For a tip alone the amount is 0.</param>
public sealed record RefundPaymentRequest(string Reason, Money? Amount = null, IReadOnlyList<RestockLineRequest>? Restock = null, Money? Tip = null);

/// <param name="LineId">A line of the order.</param>
/// <param name="Quantity">How many units came back.</param>
public sealed record RestockLineRequest(Id<OrderLine> LineId, long Quantity);

public sealed class RefundPaymentRules : AbstractValidator<RefundPaymentRequest>
{
    public RefundPaymentRules()
    {
        RuleFor(refund => refund.Reason).NotEmpty().MaximumLength(500);
        RuleFor(refund => refund.Amount).Must((refund, amount) => amount is not { Amount: <= 0 } || (amount.Value.Amount == 0 && refund.Tip is { Amount: > 0 }))
            .WithMessage("An amount is positive, or 0 beside a tip.");
        RuleFor(refund => refund.Tip).Must(Tips.CanBe).WithMessage(Tips.Bounds);
        RuleFor(refund => refund.Restock).Must(lines => lines is null or { Count: <= 200 }).WithMessage("At most 200 lines.");
        RuleForEach(refund => refund.Restock).ChildRules(line => line.RuleFor(l => l.Quantity).InclusiveBetween(1, 100_000));
    }
}

public static class RefundPayment
{
    /// <summary>Gives money back, never more than was captured and not yet given back.</summary>
    public static async Task<Created<PaymentView>> Handle(
        Id<Payment> id, RefundPaymentRequest body, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations, CancellationToken ct)
    {
        ReturnedLine[]? restock = body.Restock is null ? null : [.. body.Restock.Select(line => new ReturnedLine(line.LineId, line.Quantity))];
        var payment = await ChangePayment.Run(
            new(id, "refund", "payments:refund", body.Amount, body.Tip, body.Reason, restock), principal, db, cashier, orders, locations, ct);
        return TypedResults.Created($"/api/v1/payments/{id}", payment);
    }
}
