using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>What other modules may ask and tell about payments.</summary>
internal sealed class PaymentAnswers(IPayableOrders orders) : IPayments
{
    private const string SummariesSql = """
        select id, method, status, currency, amount_minor, authorized_minor, captured_minor, refunded_minor, created_at, tip_minor
        from commerce.payments
        where order_id = $1
        order by id
        """;

    public Sql Of(Id<Order> order) => new(SummariesSql, order);

    public Id<Payment> TookCash(Tx tx, PayableOrder order, Money tip, Money rounding, Money tendered, Id<User> taker, DateTimeOffset at) =>
        PaymentBook.Cash(tx, order, order.Due, tip.Amount, rounding.Amount, tendered, taker, at, orders);
}
