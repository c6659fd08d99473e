using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

public static class GetPayment
{
    public static Task<PaymentView> Handle(Id<Payment> id, Principal principal, TenantDb db, CancellationToken ct) => db.ReadShort(
        [new(PaymentRow.PaymentSql, id), new(OperationRow.OperationsSql, id)],
        async results =>
        {
            var payment = PaymentRow.Demand(await results.First<PaymentRow>(), principal, "payments:read");
            return payment.View(await results.List<OperationRow>());
        },
        ct);
}

/// <summary>All payments of one order, oldest first: never more than a few, so there are no pages.</summary>
public sealed record OrderPaymentsView(Id<Order> OrderId, IReadOnlyList<PaymentView> Data);

public static class ListPayments
{
    public static Task<OrderPaymentsView> Handle(Id<Order> id, Principal principal, TenantDb db, IPayableOrders orders, CancellationToken ct) => db.ReadShort(
        [orders.Find(id), new(PaymentRow.PaymentsOfOrderSql, id), new(OperationRow.OperationsOfOrderSql, id)],
        async results =>
        {
            if (await results.First<PayableOrder>() is not { } order || !principal.Can("payments:read", order.LocationId))
                throw AccessRefusals.NotFound.AsException();
            var payments = await results.List<PaymentRow>();
            var operations = await results.List<OperationRow>();
            return new OrderPaymentsView(id, payments.ConvertAll(payment => payment.View(operations)));
        },
        ct);
}
