using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>Writes payments of the past. Nobody is asked about them: they are settled.</summary>
internal sealed class PaymentHistory(IPayableOrders payable) : IPaymentHistory
{
    private const string InsertCapturesSql = """
        with captured as (
            insert into commerce.payments (
                id, order_id, location_id, customer_id, method, status, currency, amount_minor, authorized_minor, captured_minor, gateway, card_token,
                created_at, updated_at)
            select taken.id, taken.order_id, taken.location_id, taken.customer_id, taken.method, 'captured', taken.currency, taken.amount, taken.amount,
                taken.amount, taken.gateway, taken.card_token, taken.at, taken.at
            from unnest(
                $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::bigint[], $8::timestamptz[], $10::text[], $11::text[])
                as taken (id, order_id, location_id, customer_id, method, currency, amount, at, gateway, card_token)
            returning id, amount_minor, created_at
        )
        insert into commerce.payment_operations (id, payment_id, kind, status, amount_minor, created_at, settled_at)
        select operation.id, captured.id, 'sale', 'succeeded', captured.amount_minor, captured.created_at, captured.created_at
        from captured
        join unnest($9::uuid[], $1::uuid[]) as operation (id, payment_id) on operation.payment_id = captured.id
        """;

    private const string RefundPaymentsSql = """
        update commerce.payments as payment
        set refunded_minor = refunded_minor + given.amount, version = version + 1, updated_at = given.at
        from (
            select payment_id, sum(amount)::bigint as amount, max(at) as at
            from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) as back (payment_id, amount, at)
            group by payment_id
        ) as given
        where payment.id = given.payment_id
        returning payment.id, payment.order_id, payment.location_id, payment.customer_id, payment.method
        """;

    private const string InsertRefundsSql = """
        insert into commerce.payment_operations (id, payment_id, kind, status, amount_minor, reason, created_at, settled_at)
        select back.id, back.payment_id, 'refund', 'succeeded', back.amount, back.reason, back.at, back.at
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::timestamptz[]) as back (id, payment_id, amount, reason, at)
        """;

    private sealed record RefundedPayment(Id<Payment> Id, Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Method);

    public Task WriteCaptures(Tx tx, IReadOnlyCollection<HistoricalOrder> orders)
    {
        var paid = orders.Where(order => order.PaymentId is not null).ToArray();
        if (paid.Length == 0)
            return Task.CompletedTask;
        var amounts = Array.ConvertAll(paid, Total);
        payable.Move(tx, [.. paid.Select((order, i) => new PaymentMove(order.OrderId, Captured: amounts[i].Amount))]);
        tx.Enqueue(new(
            InsertCapturesSql,
            Array.ConvertAll(paid, order => order.PaymentId!.Value), Array.ConvertAll(paid, order => order.OrderId),
            Array.ConvertAll(paid, order => order.LocationId), Array.ConvertAll(paid, order => order.CustomerId?.Value),
            Array.ConvertAll(paid, order => order.PaymentMethod), Array.ConvertAll(amounts, amount => amount.Currency.Code),
            Array.ConvertAll(amounts, amount => amount.Amount), Array.ConvertAll(paid, order => order.At),
            Array.ConvertAll(paid, order => Guid.CreateVersion7(order.At)),
            Array.ConvertAll(paid, order => order.Card?.Gateway), Array.ConvertAll(paid, order => order.Card?.Token)));
        for (var i = 0; i < paid.Length; i++)
            tx.Append(
                new PaymentCaptured(new(paid[i].PaymentId!.Value), paid[i].OrderId, paid[i].LocationId, paid[i].CustomerId, paid[i].PaymentMethod, amounts[i]),
                paid[i].At);
        return Task.CompletedTask;
    }

    public async Task WriteRefunds(Tx tx, IReadOnlyCollection<HistoricalRefund> refunds)
    {
        var rows = refunds.ToArray();
        payable.Move(tx, [.. rows.Select(refund => new PaymentMove(refund.OrderId, Refunded: refund.Amount.Amount))]);
        tx.Enqueue(new(
            InsertRefundsSql, Array.ConvertAll(rows, refund => refund.RefundId), Array.ConvertAll(rows, refund => refund.PaymentId),
            Array.ConvertAll(rows, refund => refund.Amount.Amount), Array.ConvertAll(rows, refund => refund.Reason),
            Array.ConvertAll(rows, refund => refund.At)));
        var payments = (await tx.Query<RefundedPayment>(new(
            RefundPaymentsSql, Array.ConvertAll(rows, refund => refund.PaymentId), Array.ConvertAll(rows, refund => refund.Amount.Amount),
            Array.ConvertAll(rows, refund => refund.At)))).ToDictionary(payment => payment.Id.Value);
        foreach (var refund in rows)
        {
            var payment = payments[refund.PaymentId];
            tx.Append(
                new PaymentRefunded(
                    payment.Id, new(refund.RefundId), payment.OrderId, payment.LocationId, payment.CustomerId, payment.Method, refund.Amount, refund.Reason),
                refund.At);
        }
    }

    private static Money Total(HistoricalOrder order) => order.Lines.Select(line => line.Gross).Aggregate((left, right) => left + right);
}
