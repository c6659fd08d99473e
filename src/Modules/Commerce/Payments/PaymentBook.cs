using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>Writes payments and their operations down, always under the lock of their order.</summary>
internal static class PaymentBook
{
    private const string LockPaymentSql = """
        select id, order_id, location_id, method, status, currency, amount_minor, authorized_minor, captured_minor, refunding_minor, refunded_minor,
            tendered_minor, rounding_minor, change_minor, gateway, card_token, failure_code, failure_detail, created_at, updated_at, version,
            taken_by, tip_minor, tip_refunded_minor
        from commerce.payments
        where id = $1
        for update
        """;

    private const string InsertPaymentSql = """
        insert into commerce.payments (
            id, order_id, location_id, customer_id, method, status, currency, amount_minor, authorized_minor, captured_minor, tendered_minor,
            rounding_minor, change_minor, gateway, card_token, created_at, updated_at, taken_by, tip_minor)
        values ($1, $2, $3, $4::uuid, $5, $6, $7, $8, $9, $10, $11::bigint, $12, $13::bigint, $14, $15, $16, $16, $17::uuid, $18)
        """;

    private const string UpdatePaymentSql = """
        update commerce.payments
        set status = $2, authorized_minor = $3, captured_minor = $4, refunding_minor = $5, refunded_minor = $6, failure_code = $7,
            failure_detail = $8, version = version + 1, updated_at = $9, tip_minor = $10, tip_refunded_minor = $11
        where id = $1
        """;

    private const string InsertOperationSql = """
        insert into commerce.payment_operations (
            id, payment_id, kind, status, amount_minor, reason, request_key, created_at, settled_at, rounding_minor, tip_minor)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10, $11)
        """;

    private const string SettleOperationSql = """
        update commerce.payment_operations
        set status = $2, gateway_reference = $3, failure_code = $4, failure_detail = $5, settled_at = $6
        where id = $1
        """;

    public static Sql Lock(Id<Payment> payment) => new(LockPaymentSql, payment);

    /// <summary>A new payment, in the state it is in now.</summary>
    /// <param name="rounding">What the smallest coin added to amount and tip, for cash.</param>
    public static void Open(
        Tx tx, Id<Payment> id, PayableOrder order, string method, PaymentState state, Money? tendered, long rounding, string? gateway, string? cardToken,
        Id<User> taker, DateTimeOffset at) =>
        tx.Enqueue(new(
            InsertPaymentSql, id, order.OrderId, order.LocationId, order.CustomerId, method, state.Status, order.Total.Currency, state.Amount,
            state.Authorized, state.Captured, tendered?.Amount, rounding, tendered?.Amount - rounding - state.Amount - state.Tip, gateway, cardToken, at, taker,
            state.Tip));

    /// <summary>Cash, taken at once: its payment, its operation, the order's sums and the event. The order is paid by the exact amount, the drawer holds
    /// amount and tip, rounded.</summary>
    public static Id<Payment> Cash(
        Tx tx, PayableOrder order, Money amount, long tip, long rounding, Money tendered, Id<User> taker, DateTimeOffset at, IPayableOrders orders)
    {
        var id = Id<Payment>.New(at);
        var (state, move) = PaymentState.Asked(amount.Amount, tip).Settle("sale", amount.Amount, true, tip);
        Open(tx, id, order, "cash", state, tendered, rounding, null, null, taker, at);
        Done(tx, id, "sale", amount, amount with { Amount = tip }, null, at);
        orders.Move(tx, [move with { OrderId = order.OrderId, Pending = 0 }]);
        tx.Append(
            new PaymentCaptured(
                id, order.OrderId, order.LocationId, order.CustomerId, "cash", amount, Some(rounding, amount), Some(tip, amount)),
            at);
        return id;
    }

    /// <summary>Writes down what will be asked of the gateway, and that somebody must find out if no answer is written down.</summary>
    public static OpenOperation Ask(
        Tx tx, Id<Payment> payment, Id<Order> order, string kind, Money amount, Money tip, string? reason, string gateway,
        string? cardToken)
    {
        var operation = new OpenOperation(Guid.CreateVersion7(tx.Now), payment, kind, "pending", amount, tip, reason, order, gateway, cardToken);
        tx.Enqueue(new(InsertOperationSql, operation.Id, payment, kind, "pending", amount.Amount, reason, tx.RequestKey, tx.Now, null, 0L, tip.Amount));
        tx.AskFor(ResolvePayments.Name, new ResolvePayload(operation.Id), tx.Now + ResolvePayments.Delay);
        return operation;
    }

    /// <summary>What needs no gateway is done at once.</summary>
    public static Guid Done(Tx tx, Id<Payment> payment, string kind, Money amount, Money tip, string? reason, DateTimeOffset at, long rounding = 0)
    {
        var id = Guid.CreateVersion7(at);
        tx.Enqueue(new(InsertOperationSql, id, payment, kind, "succeeded", amount.Amount, reason, tx.RequestKey, at, at, rounding, tip.Amount));
        return id;
    }

    public static void Update(Tx tx, Id<Payment> payment, PaymentState state, GatewayAnswer? failure) => tx.Enqueue(new(
        UpdatePaymentSql, payment, state.Status, state.Authorized, state.Captured, state.Refunding, state.Refunded, failure?.Code, failure?.Detail, tx.Now,
        state.Tip, state.TipRefunded));

    /// <summary>Writes an answer down: on the operation, the payment and the order, and says what happened.</summary>
    public static void Settle(Tx tx, PayableOrder order, PaymentRow payment, OpenOperation operation, GatewayAnswer answer, IPayableOrders orders)
    {
        var approved = answer.Verdict == GatewayVerdict.Approved;
        var (state, move) = payment.State.Settle(operation.Kind, operation.Amount.Amount, approved, operation.Tip.Amount);
        tx.Enqueue(new(
            SettleOperationSql, operation.Id, approved ? "succeeded" : "failed", answer.Reference, answer.Code, answer.Detail, tx.Now));
        Update(tx, payment.Id, state, approved ? null : answer);
        if (move != default)
            orders.Move(tx, [move with { OrderId = order.OrderId }]);
        if (approved)
            Say(tx, order, payment, operation.Kind, operation.Amount, operation.Tip, operation.Id, operation.Reason);
        else
            tx.Append(new PaymentFailed(
                payment.Id, order.OrderId, order.LocationId, order.CustomerId, payment.Method, operation.Amount, operation.Kind, answer.Code ?? "declined"));
    }

    /// <summary>Appends the event of an operation that was done.</summary>
    /// <param name="rounding">What coins made of cash that goes back.</param>
    public static void Say(
        Tx tx, PayableOrder order, PaymentRow of, string kind, Money amount, Money tip, Guid operation, string? reason, long rounding = 0)
    {
        var onTop = Some(tip.Amount, tip);
        var (payment, method) = (of.Id, of.Method);
        var (id, location, customer) = (order.OrderId, order.LocationId, order.CustomerId);
        switch (kind)
        {
            case "sale" or "capture":
                tx.Append(new PaymentCaptured(payment, id, location, customer, method, amount, Tip: onTop));
                break;
            case "authorize":
                tx.Append(new PaymentAuthorized(payment, id, location, customer, method, amount, onTop));
                break;
            case "void":
                tx.Append(new PaymentVoided(payment, id, location, customer, method, amount));
                break;
            case "refund":
                tx.Append(new PaymentRefunded(
                    payment, new(operation), id, location, customer, method, amount, reason ?? "", Some(rounding, amount), onTop));
                break;
            case "reverse":
                tx.Append(new PaymentReversed(
                    payment, id, location, customer, method, amount, reason ?? "", of.CreatedAt, Some(of.Rounding.Amount, amount), onTop));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such operation.");
        }
    }

    private static Money? Some(long minor, Money of) => minor == 0 ? null : of with { Amount = minor };

    /// <summary>The payment as it is now, with everything that was queued.</summary>
    public static async Task<PaymentView> View(Tx tx, Id<Payment> id)
    {
        PaymentRow payment = null!;
        tx.Enqueue<PaymentRow>(new(PaymentRow.PaymentSql, id), found => payment = found[0]);
        var operations = await tx.Query<OperationRow>(new(OperationRow.OperationsSql, id));
        return payment.View(operations);
    }
}
