using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

public static class UndoOrderMove
{
    private const string UndoMoveSql = """
        update commerce.orders
        set status = moved_from, moved_from = null, moved_at = null, moved_version = null, version = version + 1, updated_at = $2
        where id = $1
        """;

    /// <summary>Takes the last move back: the order stands where it stood before. If-Match names the move, so that nobody undoes another one unseen.</summary>
    /// <remarks>Appends <c>commerce.order.status_changed</c> with <c>undone</c>. Within ten minutes, and only while nothing else happened to the order: no payment,
    /// no refund, no goods that came back. A cancellation is never undone, nor is the placing of a draft. 409 <c>orders.not_undoable</c>.</remarks>
    public static Task<OrderChangeResponse> Handle(Id<Order> id, IfMatch match, Principal principal, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            var order = LockedOrder.Demand(await tx.First<LockedOrder>(LockedOrder.Lock(id)), principal, "orders:update");
            if (order.Version != match.Version)
                throw VersionRefusals.Stale(order.Version).AsException();
            if (OrderMoves.UndoUntil(order.State, order.MovedFrom, order.MovedAt, order.MovedVersion, order.Version) is not { } until)
                throw OrderRefusals.NotUndoable.AsException();
            if (tx.Now > until)
                throw OrderRefusals.NotUndoable.With("until", until).AsException();

            var status = WireName.Parse<OrderStatus>(order.MovedFrom!);
            tx.Enqueue(new(UndoMoveSql, id, tx.Now));
            tx.Append(new OrderStatusChanged(id, order.LocationId, order.CustomerId, order.Status, order.MovedFrom!, Undone: true));
            return new OrderChangeResponse(id, status, OrderStates.After(status, order.Way), order.Total, order.Version + 1);
        },
        ct);
}
