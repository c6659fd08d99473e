using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>What is asked of a payment that is there: to capture, to void, to refund or to reverse it.</summary>
/// <param name="Amount">All that is possible, unless told.</param>
/// <param name="Tip">What belongs to it beside the amount: unless told none of a refund, else all that was promised or taken.</param>
/// <param name="Restock">Goods that come back with it, if any.</param>
internal sealed record PaymentChange(
    Id<Payment> Id, string Kind, string Permission, Money? Amount = null, Money? Tip = null, string? Reason = null, IReadOnlyList<ReturnedLine>? Restock = null);

/// <summary>Capture, void, refund and reversal differ in their rules, not in their way: lock, ask, write down, ask the gateway, write down.</summary>
internal static class ChangePayment
{
    private const string GivenSql = """
        select coalesce(sum(amount_minor + tip_minor + rounding_minor), 0)::bigint
        from commerce.payment_operations
        where payment_id = $1 and kind = 'refund' and status = 'succeeded'
        """;

    public static async Task<PaymentView> Run(
        PaymentChange change, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations, CancellationToken ct)
    {
        var found = PaymentRow.Demand(await db.First<PaymentRow>(new(PaymentRow.PaymentSql, change.Id), ct), principal, change.Permission);
        if (found.Method == "cash")
            return await db.Write(
                async tx =>
                {
                    var (order, payment, _) = await Lock(tx, found, orders);
                    Demand(change, payment, principal, tx.Now);
                    await AtOnce(tx, change, order, payment, orders, locations);
                    return await PaymentBook.View(tx, payment.Id);
                },
                ct);

        cashier.Demand(found.Gateway);
        var operation = await db.WriteStep(
            async tx =>
            {
                var (order, payment, earlier) = await Lock(tx, found, orders);
                if (earlier is not null)
                    return earlier.PaymentId == change.Id && earlier.Kind == change.Kind && earlier.Reason == change.Reason
                        && (change.Amount ?? earlier.Amount) == earlier.Amount && Tip(change, payment, earlier.Tip) == earlier.Tip
                        ? earlier
                        : throw IdempotencyRefusals.Reused.AsException();
                Demand(change, payment, principal, tx.Now);
                return await AtGateway(tx, change, order, payment, orders);
            },
            ct);
        return await cashier.Finish(operation, db);
    }

    private static void Demand(PaymentChange change, PaymentRow payment, Principal principal, DateTimeOffset now)
    {
        if (change.Kind == "reverse")
            ReversePayment.Demand(payment, principal, now);
    }

    /// <summary>The order first, then its payment: the order in which everybody locks them.</summary>
    private static async Task<(PayableOrder, PaymentRow, OpenOperation?)> Lock(Tx tx, PaymentRow found, IPayableOrders orders)
    {
        PayableOrder order = null!;
        PaymentRow payment = null!;
        tx.Enqueue<PayableOrder>(orders.Lock(found.OrderId), rows => order = rows[0]);
        tx.Enqueue<PaymentRow>(PaymentBook.Lock(found.Id), rows => payment = rows[0]);
        var earlier = await tx.First<OpenOperation>(Cashier.OfRequest(tx));
        return (order, payment, earlier);
    }

    private static async Task AtOnce(Tx tx, PaymentChange change, PayableOrder order, PaymentRow payment, IPayableOrders orders, ILocations locations)
    {
        var (amount, tip) = Amount(change, payment);
        var (state, move) = payment.State.Ask(change.Kind, amount.Amount, tip.Amount).Settle(change.Kind, amount.Amount, true, tip.Amount);
        await Restock(tx, change, order, orders);
        var rounding = change.Kind == "refund" ? await Rounding(tx, order, payment, amount.Amount + tip.Amount, locations) : 0;
        PaymentBook.Update(tx, payment.Id, state, null);
        var operation = PaymentBook.Done(tx, payment.Id, change.Kind, amount, tip, change.Reason, tx.Now, rounding);
        orders.Move(tx, [move with { OrderId = order.OrderId }]);
        PaymentBook.Say(tx, order, payment, change.Kind, amount, tip, operation, change.Reason, rounding);
    }

    /// <summary>What coins make of the cash that goes back, and the drawer gives.</summary>
    private static async Task<long> Rounding(Tx tx, PayableOrder order, PaymentRow payment, long amount, ILocations locations)
    {
        if (SmallestCoin.Coarsest(payment.Currency) == 1)
            return 0;
        List<long> given = [];
        tx.Enqueue<long>(new(GivenSql, payment.Id), rows => given = rows);
        var place = (await tx.First<LocationFacts>(locations.Facts(order.LocationId)))!;
        return SmallestCoin.RefundRounding(
            amount, payment.State.Refundable + payment.State.TipRefundable,
            payment.Captured.Amount + payment.Tip.Amount + payment.Rounding.Amount - given[0], place.SmallestCoin);
    }

    private static async Task<OpenOperation> AtGateway(Tx tx, PaymentChange change, PayableOrder order, PaymentRow payment, IPayableOrders orders)
    {
        var (amount, tip) = Amount(change, payment);
        var state = payment.State.Ask(change.Kind, amount.Amount, tip.Amount);
        await Restock(tx, change, order, orders);
        PaymentBook.Update(tx, payment.Id, state, null);
        return PaymentBook.Ask(tx, payment.Id, order.OrderId, change.Kind, amount, tip, change.Reason, payment.Gateway!, payment.CardToken);
    }

    private static Task Restock(Tx tx, PaymentChange change, PayableOrder order, IPayableOrders orders) =>
        change.Restock is { Count: > 0 } lines ? orders.Return(tx, order, lines) : Task.CompletedTask;

    private static (Money Amount, Money Tip) Amount(PaymentChange change, PaymentRow payment)
    {
        var amount = change.Amount ?? new Money(
            change.Kind switch { "refund" => payment.State.Refundable, "reverse" => payment.Captured.Amount, _ => payment.Authorized.Amount }, payment.Currency);
        var tip = Tip(change, payment, payment.Tip);
        if (amount.Currency != payment.Currency || tip.Currency != payment.Currency)
            throw PaymentRefusals.CurrencyMismatch(payment.Currency).AsException();
        if (amount.Amount > 0 || tip.Amount > 0)
            return (amount, tip);
        // Nothing is left: the refusal of the state says it better than one about the amount.
        payment.State.Ask(change.Kind, 1);
        throw PaymentRefusals.NothingDue.AsException();
    }

    /// <summary>A tip was given to somebody: it does not go back with the money of the order unless that is said.</summary>
    private static Money Tip(PaymentChange change, PaymentRow payment, Money all) =>
        change.Tip ?? (change.Kind == "refund" ? Money.Zero(payment.Currency) : all);
}
