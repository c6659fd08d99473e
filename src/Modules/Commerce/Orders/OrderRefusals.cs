using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Every "no" of orders.</summary>
public static class OrderRefusals
{
    public static readonly Refusal LocationUnknown =
        new(409, "orders.location_unknown", "There is no such location, or it takes no orders.");

    public static readonly Refusal CustomerUnknown = new(409, "orders.customer_unknown", "There is no such customer.");

    public static readonly Refusal SellerUnknown = new(409, "orders.seller_unknown", "Nobody of this business sold it: there is no such user.");

    public static readonly Refusal ClientIdTaken =
        new(409, "orders.client_id_taken", "An order with this client_id was placed before.");

    public static readonly Refusal NumberTaken =
        new(409, "orders.number_taken", "This order number is taken.");

    public static readonly Refusal PaymentsExceedTotal =
        new(409, "payments.exceeds_total", "The payments of an order never add up to more than its total.");

    public static readonly Refusal RefundsExceedCaptured =
        new(409, "payments.exceeds_captured", "No more can be given back than was taken.");

    public static Refusal IllegalMove(OrderStatus from, OrderStatus to, IReadOnlyList<OrderStatus> allowed) =>
        new Refusal(409, "orders.illegal_move", $"An order that is {WireName.Of(from)} cannot become {WireName.Of(to)}.")
            .With("current", from).With("allowed", allowed);

    public static readonly Refusal NotUndoable =
        new(409, "orders.not_undoable", "Only the last move is undone, within ten minutes, and while nothing came of it; move the order on instead.");

    public static readonly Refusal CancellationNeeded =
        new(409, "orders.cancellation_needed", "An order is cancelled with a reason: POST it to the order's cancellation.");

    public static Refusal NotEditable(OrderStatus status) =>
        new Refusal(409, "orders.not_editable", $"An order that is {WireName.Of(status)} is not edited any more.").With("current", status);

    public static Refusal PaymentsOpen(PayableOrder order) =>
        new Refusal(409, "orders.payments_open", "Void what is authorised and refund what was captured before you cancel the order.")
            .With("pending", order.Pending).With("authorized", order.Authorized).With("captured", order.Captured).With("refunded", order.Refunded);

    public static Refusal BelowPayments(Money total, Money paid) =>
        new Refusal(409, "orders.below_payments", "More was paid or promised already than the order would cost.").With("total", total).With("paid", paid);

    public static Refusal LineUnknown(Id<OrderLine> line) =>
        new Refusal(409, "orders.line_unknown", "The order has no such line.").With("line_id", line);

    public static Refusal VariantsUnknown(IReadOnlyList<Id<Variant>> variants) =>
        new Refusal(409, "orders.variants_unknown", "There are no such variants; see variant_ids.").With("variant_ids", variants);

    public static Refusal PlacedAtImplausible(DateTimeOffset earliest, DateTimeOffset latest) =>
        new Refusal(409, "orders.placed_at_implausible", "A till tells of its sales within 60 days, and none is from the future.")
            .With("earliest", earliest).With("latest", latest);

    public static Refusal ToldWrongly(string what) =>
        new Refusal(400, "orders.told_wrongly", "What the customer was told does not add up; see what.").With("what", what);

    public static Refusal NotReturnable(Id<OrderLine> line, long asked, long possible) =>
        new Refusal(409, "orders.not_returnable", "No more units of a line can come back than were sold and not yet returned.")
            .With("line_id", line).With("asked", asked).With("possible", possible);
}
