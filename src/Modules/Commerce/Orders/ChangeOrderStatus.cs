using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <param name="Status">The next one; a cancellation has its own address, because it needs a reason.</param>
public sealed record ChangeOrderStatusRequest(OrderStatus Status);

public static class ChangeOrderStatus
{
    private const string MoveOrderSql = """
        update commerce.orders
        set moved_from = status, moved_at = $3, moved_version = version + 1, status = $2, version = version + 1, updated_at = $3
        where id = $1
        """;

    /// <summary>One step of the state machine. A repeated step is refused as illegal, so no Idempotency-Key is needed.</summary>
    public static Task<OrderChangeResponse> Handle(Id<Order> id, ChangeOrderStatusRequest body, Principal principal, TenantDb db, CancellationToken ct) =>
        db.Write(
            async tx =>
            {
                var order = LockedOrder.Demand(await tx.First<LockedOrder>(LockedOrder.Lock(id)), principal, "orders:update");
                OrderStates.Demand(order.State, body.Status, order.Way);
                if (body.Status == OrderStatus.Cancelled)
                    throw OrderRefusals.CancellationNeeded.AsException();

                var status = WireName.Of(body.Status);
                tx.Enqueue(new(MoveOrderSql, id, status, tx.Now));
                tx.Append(new OrderStatusChanged(id, order.LocationId, order.CustomerId, order.Status, status));
                return new OrderChangeResponse(id, body.Status, OrderStates.After(body.Status, order.Way), order.Total, order.Version + 1, OrderMoves.UndoUntil(body.Status, order.Status, tx.Now));
            },
            ct);
}
