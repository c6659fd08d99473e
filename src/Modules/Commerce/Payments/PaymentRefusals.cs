using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>Every "no" of payments.</summary>
public static class PaymentRefusals
{
    public static readonly Refusal NoGateway =
        new(409, "payments.no_gateway", "No card gateway is configured here; take cash, or configure one.");

    public static readonly Refusal OrderClosed =
        new(409, "payments.order_cancelled", "A cancelled order takes no payments.");

    public static readonly Refusal NothingDue =
        new(409, "payments.nothing_due", "Nothing is left to pay.");

    public static Refusal ExceedsTotal(Money due) =>
        new Refusal(409, "payments.exceeds_total", "The payments of an order never add up to more than its total.").With("due", due);

    public static readonly Refusal ExceedsAuthorized =
        new(409, "payments.exceeds_authorized", "No more can be captured than was authorised.");

    public static readonly Refusal ExceedsCaptured =
        new(409, "payments.exceeds_captured", "No more can be given back than was taken and not yet given back.");

    public static readonly Refusal ExceedsTip =
        new(409, "payments.exceeds_tip", "No more of a tip can be given back than was taken and not yet given back.");

    public static readonly Refusal InProgress =
        new Refusal(409, "payments.in_progress", "The gateway has not answered the last request for this payment yet; try again shortly.")
            .With("retry_after_seconds", 5);

    public static readonly Refusal PartlyRefunded =
        new(409, "payments.partly_refunded", "Something of this payment went back already; refund the rest.");

    public static Refusal TooLateToReverse(DateTimeOffset until) =>
        new Refusal(409, "payments.too_late_to_reverse", "A payment is reversed within 15 minutes; refund it instead.").With("until", until);

    public static readonly Refusal TenderedTooLittle =
        new(409, "payments.tendered_too_little", "The cash given is less than the amount to pay.");

    public static Refusal IllegalMove(string kind, string status) =>
        new Refusal(409, "payments.illegal_move", $"A payment that is {status} takes no {kind}.").With("current", status);

    public static Refusal CurrencyMismatch(Currency order) =>
        new Refusal(409, "payments.currency_mismatch", $"The order is in {order}.").With("currency", order);
}
