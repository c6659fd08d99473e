using FluentValidation;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <param name="Reason">Why, for the books.</param>
/// <param name="Restock">Whether the goods go back to the stock; false for what was made and cannot be sold again.</param>
public sealed record CancelOrderRequest(string Reason, bool Restock = true);

public sealed class CancelOrderRules : AbstractValidator<CancelOrderRequest>
{
    public CancelOrderRules() => RuleFor(cancellation => cancellation.Reason).NotEmpty().MaximumLength(500);
}

public static class CancelOrder
{
    private const string CancelOrderSql = """
        update commerce.orders
        set status = 'cancelled', cancel_reason = $2, version = version + 1, updated_at = $3
        where id = $1
        """;

    /// <summary>Cancels an order from any status that is not final; discarding a draft takes no more than the right to make one. Money goes first: what is authorised must be voided and what was captured refunded
    /// before, each with its own outcome at the gateway; a cancellation never does it silently.</summary>
    public static Task<OrderChangeResponse> Handle(
        Id<Order> id, CancelOrderRequest body, Principal principal, TenantDb db, IStock stock, CancellationToken ct) => db.Write(
        async tx =>
        {
            List<LockedOrder> orders = [];
            tx.Enqueue<LockedOrder>(LockedOrder.Lock(id), found => orders = found);
            var lines = await tx.Query<LockedLine>(LockedLine.Of(id));
            var found = orders is [var one] ? one : null;
            var order = LockedOrder.Demand(found, principal, found?.State == OrderStatus.Draft ? "orders:create" : "orders:cancel");
            OrderStates.Demand(order.State, OrderStatus.Cancelled, order.Way);
            if (order.Pending.Amount > 0 || order.Authorized.Amount > 0 || order.Captured != order.Refunded)
                throw OrderRefusals.PaymentsOpen(PayableOrders.Of(order)).AsException();

            tx.Enqueue(new(CancelOrderSql, id, body.Reason, tx.Now));
            if (body.Restock && Taken(lines) is { Count: > 0 } taken)
                stock.PutBack(tx, order.LocationId, taken, new StockReference("order", id.Value));
            tx.Append(new OrderCancelled(
                id, order.LocationId, order.CustomerId, order.Status, body.Reason, body.Restock, order.Net, order.Tax, order.Total));
            return new OrderChangeResponse(id, OrderStatus.Cancelled, [], order.Total, order.Version + 1);
        },
        ct);

    private static List<StockDemand> Taken(List<LockedLine> lines) =>
    [
        .. lines.Where(line => line.TracksStock && line.Quantity > line.ReturnedQuantity)
            .Select(line => new StockDemand(line.VariantId!.Value, line.Quantity - line.ReturnedQuantity)),
    ];
}
