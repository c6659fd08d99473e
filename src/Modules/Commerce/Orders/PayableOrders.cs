using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>What Payments may ask and tell about orders.</summary>
internal sealed class PayableOrders(IStock stock) : IPayableOrders
{
    private const string LockPayableSql = """
        select id as order_id, location_id, customer_id, status, currency, total_minor, pending_minor, authorized_minor, captured_minor, refunded_minor
        from commerce.orders
        where id = $1
        for update
        """;

    private const string FindPayableSql = """
        select id as order_id, location_id, customer_id, status, currency, total_minor, pending_minor, authorized_minor, captured_minor, refunded_minor
        from commerce.orders
        where id = $1
        """;

    private const string MovePaymentsSql = """
        update commerce.orders
        set pending_minor = pending_minor + move.pending,
            authorized_minor = authorized_minor + move.authorized,
            captured_minor = captured_minor + move.captured,
            refunded_minor = refunded_minor + move.refunded,
            version = version + 1,
            updated_at = $6
        from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) as move (id, pending, authorized, captured, refunded)
        where orders.id = move.id
        """;

    private const string ReturnLinesSql = """
        update commerce.order_lines as line
        set returned_quantity = returned_quantity + back.quantity
        from unnest($2::uuid[], $3::bigint[]) as back (id, quantity)
        where line.order_id = $1 and line.id = back.id
        """;

    public Sql Lock(Id<Order> order) => new(LockPayableSql, order);

    public Sql Find(Id<Order> order) => new(FindPayableSql, order);

    internal static PayableOrder Of(LockedOrder order) => new(
        order.Id, order.LocationId, order.CustomerId, order.Status, order.Total, order.Pending, order.Authorized, order.Captured, order.Refunded);

    public void Move(Tx tx, IReadOnlyCollection<PaymentMove> moves)
    {
        // One row takes one update in a statement, however many moves there are for it.
        var sums = moves.GroupBy(move => move.OrderId)
            .Select(group => new PaymentMove(
                group.Key, group.Sum(move => move.Pending), group.Sum(move => move.Authorized), group.Sum(move => move.Captured), group.Sum(move => move.Refunded)))
            .OrderBy(move => move.OrderId)
            .ToArray();
        tx.Enqueue(new(
            MovePaymentsSql, Array.ConvertAll(sums, move => move.OrderId), Array.ConvertAll(sums, move => move.Pending),
            Array.ConvertAll(sums, move => move.Authorized), Array.ConvertAll(sums, move => move.Captured), Array.ConvertAll(sums, move => move.Refunded), tx.Now));
    }

    public async Task Return(Tx tx, PayableOrder order, IReadOnlyCollection<ReturnedLine> lines)
    {
        var sold = (await tx.Query<LockedLine>(LockedLine.Of(order.OrderId))).ToDictionary(line => line.Id);
        var back = lines.GroupBy(line => line.LineId).Select(group => new ReturnedLine(group.Key, group.Sum(line => line.Quantity))).ToArray();
        foreach (var (line, quantity) in back)
        {
            var possible = sold.TryGetValue(line, out var row) ? row.Quantity - row.ReturnedQuantity : 0;
            if (quantity > possible)
                throw OrderRefusals.NotReturnable(line, quantity, possible).AsException();
        }

        tx.Enqueue(new(ReturnLinesSql, order.OrderId, Array.ConvertAll(back, line => line.LineId), Array.ConvertAll(back, line => line.Quantity)));
        StockDemand[] demands =
            [.. back.Where(line => sold[line.LineId].TracksStock).Select(line => new StockDemand(sold[line.LineId].VariantId!.Value, line.Quantity))];
        if (demands.Length > 0)
            stock.PutBack(tx, order.LocationId, demands, new StockReference("order", order.OrderId.Value));
        tx.Append(new OrderGoodsReturned(order.OrderId, order.LocationId, order.CustomerId, back));
    }
}
