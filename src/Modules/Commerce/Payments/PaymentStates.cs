using Olympus.Contracts.Orders;

namespace Olympus.Commerce.Payments;

/// <summary>The amounts of one payment, in minor units. Pure: what may be asked of it and what an answer makes of it.</summary>
/// <param name="Status"><c>pending</c>, <c>authorized</c>, <c>captured</c>, <c>failed</c>, <c>voided</c> or <c>reversed</c>.</param>
/// <param name="Refunding">Asked back, not answered.</param>
/// <param name="Tip">Asked for beside the amount, promised or taken with it; no sum of the order knows it.</param>
public sealed record PaymentState(
    string Status, long Amount, long Authorized, long Captured, long Refunding, long Refunded, long Tip = 0, long TipRefunded = 0)
{
    /// <summary>What may still be given back.</summary>
    public long Refundable => Captured - Refunding - Refunded;

    /// <summary>What may still be given back of the tip. While an answer about some of it is out nothing else is asked of the payment.</summary>
    public long TipRefundable => Status == "captured" ? Tip - TipRefunded : 0;

    /// <summary>A payment that waits for its first answer.</summary>
    public static PaymentState Asked(long amount, long tip = 0) => new("pending", amount, 0, 0, 0, 0, tip);

    /// <summary>What is asked of it now: refuses what it cannot give.</summary>
    /// <returns>The payment while the answer is out.</returns>
    public PaymentState Ask(string kind, long amount, long tip = 0)
    {
        switch (kind)
        {
            case "capture":
                Demand("authorized", kind);
                // What was promised for the order leaves room for a tip, never the other way round.
                if (amount > Authorized || amount + tip > Authorized + Tip)
                    throw PaymentRefusals.ExceedsAuthorized.With("authorized_minor", Authorized).With("tip_minor", Tip).AsException();
                return this;
            case "void":
                Demand("authorized", kind);
                return this;
            case "refund":
                Demand("captured", kind);
                if (amount > Refundable)
                    throw PaymentRefusals.ExceedsCaptured.With("refundable_minor", Refundable).AsException();
                if (tip > TipRefundable)
                    throw PaymentRefusals.ExceedsTip.With("refundable_minor", TipRefundable).AsException();
                return this with { Refunding = Refunding + amount };
            case "reverse":
                Demand("captured", kind);
                if (Refunding + Refunded + TipRefunded > 0)
                    throw PaymentRefusals.PartlyRefunded.AsException();
                return this with { Refunding = amount };
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not asked of an existing payment.");
        }
    }

    /// <summary>The payment after an answer, and by how much the order's sums move with it.</summary>
    public (PaymentState Payment, PaymentMove Move) Settle(string kind, long amount, bool approved, long tip = 0) => (kind, approved) switch
    {
        ("sale", true) => (this with { Status = "captured", Authorized = amount, Captured = amount }, new() { Pending = -amount, Captured = amount }),
        ("authorize", true) => (this with { Status = "authorized", Authorized = amount }, new() { Pending = -amount, Authorized = amount }),
        ("sale" or "authorize", false) => (this with { Status = "failed" }, new() { Pending = -amount }),
        ("capture", true) => (this with { Status = "captured", Captured = amount, Tip = tip }, new() { Authorized = -Authorized, Captured = amount }),
        ("void", true) => (this with { Status = "voided" }, new() { Authorized = -Authorized }),
        ("refund", true) =>
            (this with { Refunding = Refunding - amount, Refunded = Refunded + amount, TipRefunded = TipRefunded + tip }, new() { Refunded = amount }),
        ("reverse", true) =>
            (this with { Status = "reversed", Authorized = 0, Captured = 0, Refunding = 0 }, new() { Captured = -amount }),
        ("refund" or "reverse", false) => (this with { Refunding = Refunding - amount }, default),
        ("capture" or "void", false) => (this, default),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such operation."),
    };

    private void Demand(string status, string kind)
    {
        if (Status != status)
            throw PaymentRefusals.IllegalMove(kind, Status).AsException();
    }
}
