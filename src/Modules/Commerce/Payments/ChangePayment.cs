using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>What is asked of a payment that is there: to capture, to void or to refund it.</summary>
/// <param name="Amount">All that is possible, unless told.</param>
/// <param name="Restock">Goods that come back with it, if any.</param>
internal sealed record PaymentChange(Id<Payment> Id, string Kind, string Permission, Money? Amount = null, string? Reason = null, IReadOnlyList<ReturnedLine>? Restock = null);

/// <summary>Capture, void and refund differ in their rules, not in their way: lock, ask, write down, ask the gateway, write down.</summary>
internal static class ChangePayment
{
    public static async Task<PaymentView> Run(
        PaymentChange change, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, CancellationToken ct)
    {
        var found = PaymentRow.Demand(await db.First<PaymentRow>(new(PaymentRow.PaymentSql, change.Id), ct), principal, change.Permission);
        if (found.Method == "cash")
            return await db.Write(
                async tx =>
                {
                    var (order, payment, _) = await Lock(tx, found, orders);
                    await AtOnce(tx, change, order, payment, orders);
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
                        && (change.Amount ?? earlier.Amount) == earlier.Amount
                        ? earlier
                        : throw IdempotencyRefusals.Reused.AsException();
                return await AtGateway(tx, change, order, payment, orders);
            },
            ct);
        return await cashier.Finish(operation, db);
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

    private static async Task AtOnce(Tx tx, PaymentChange change, PayableOrder order, PaymentRow payment, IPayableOrders orders)
    {
        var amount = Amount(change, payment);
        var (state, move) = payment.State.Ask(change.Kind, amount.Amount).Settle(change.Kind, amount.Amount, true);
        await Restock(tx, change, order, orders);
        PaymentBook.Update(tx, payment.Id, state, null);
        var operation = PaymentBook.Done(tx, payment.Id, change.Kind, amount, change.Reason, tx.Now);
        orders.Move(tx, [move with { OrderId = order.OrderId }]);
        PaymentBook.Say(tx, order, payment.Id, payment.Method, change.Kind, amount, operation, change.Reason);
    }

    private static async Task<OpenOperation> AtGateway(Tx tx, PaymentChange change, PayableOrder order, PaymentRow payment, IPayableOrders orders)
    {
        var amount = Amount(change, payment);
        var state = payment.State.Ask(change.Kind, amount.Amount);
        await Restock(tx, change, order, orders);
        PaymentBook.Update(tx, payment.Id, state, null);
        return PaymentBook.Ask(tx, payment.Id, order.OrderId, change.Kind, amount, change.Reason, payment.Gateway!, payment.CardToken);
    }

    private static Task Restock(Tx tx, PaymentChange change, PayableOrder order, IPayableOrders orders) =>
        change.Restock is { Count: > 0 } lines ? orders.Return(tx, order, lines) : Task.CompletedTask;

    private static Money Amount(PaymentChange change, PaymentRow payment)
    {
        var amount = change.Amount ?? new Money(change.Kind == "refund" ? payment.State.Refundable : payment.Authorized.Amount, payment.Currency);
        if (amount.Currency != payment.Currency)
            throw PaymentRefusals.CurrencyMismatch(payment.Currency).AsException();
        if (amount.Amount > 0)
            return amount;
        // Nothing is left: the refusal of the state says it better than one about the amount.
        payment.State.Ask(change.Kind, 1);
        throw PaymentRefusals.NothingDue.AsException();
    }
}
