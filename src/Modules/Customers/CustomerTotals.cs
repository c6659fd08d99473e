using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Order history and totals of customers, computed from the events of orders and payments.</summary>
internal sealed class CustomerTotals : IProjection
{
    public const string ProjectionName = "customer_totals";

    private const string KnownSql = """
        select id, customer_id, location_id, number, status, channel, currency, total_minor, captured_minor, refunded_minor, placed_at
        from customer.customer_orders
        where id = any($1)
        """;

    private const string SaveOrdersSql = """
        insert into customer.customer_orders
            (id, customer_id, location_id, number, status, channel, currency, total_minor, captured_minor, refunded_minor, placed_at)
        select id, customer_id, location_id, number, status, channel, currency, total_minor, captured_minor, refunded_minor, placed_at
        from unnest(
            $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::timestamptz[])
            as seen (id, customer_id, location_id, number, status, channel, currency, total_minor, captured_minor, refunded_minor, placed_at)
        on conflict (tenant_id, id) do update
        set customer_id = excluded.customer_id, location_id = excluded.location_id, number = excluded.number, status = excluded.status,
            channel = excluded.channel, currency = excluded.currency, total_minor = excluded.total_minor,
            captured_minor = excluded.captured_minor, refunded_minor = excluded.refunded_minor, placed_at = excluded.placed_at
        """;

    private const string MoveTotalsSql = """
        insert into customer.totals as total (customer_id, currency, orders, spent_minor, refunded_minor)
        select customer_id, currency, orders, spent, refunded
        from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) as moved (customer_id, currency, orders, spent, refunded)
        on conflict (tenant_id, customer_id, currency) do update
        set orders = total.orders + excluded.orders,
            spent_minor = total.spent_minor + excluded.spent_minor,
            refunded_minor = total.refunded_minor + excluded.refunded_minor
        """;

    /// <summary>Each end is one step into an index, however long the history is.</summary>
    private const string FirstAndLastSql = """
        update customer.totals as total
        set first_order_at = (
                select min(counted.placed_at) from customer.customer_orders as counted
                where counted.customer_id = total.customer_id and counted.currency = total.currency
                    and counted.placed_at is not null and counted.status not in ('draft', 'cancelled')),
            last_order_at = (
                select max(counted.placed_at) from customer.customer_orders as counted
                where counted.customer_id = total.customer_id and counted.currency = total.currency
                    and counted.placed_at is not null and counted.status not in ('draft', 'cancelled'))
        from unnest($1::uuid[], $2::text[]) as moved (customer_id, currency)
        where total.customer_id = moved.customer_id and total.currency = moved.currency
        """;

    private const string ForgetEmptySql = """
        delete from customer.totals
        where customer_id = any($1) and orders = 0 and spent_minor = 0 and refunded_minor = 0
        """;

    private const string ForgetOrdersSql = "delete from customer.customer_orders";

    private const string ForgetTotalsSql = "delete from customer.totals";

    public string Name => ProjectionName;

    public IReadOnlySet<string> Reads => OrderOfCustomer.Reads;

    public async Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        var steps = events.Select(happened => (Order: OrderOfCustomer.OrderOf(happened), Happened: happened)).ToList();
        var ids = steps.Select(step => step.Order).Distinct().ToArray();
        var was = (await tx.Query<OrderOfCustomer>(new(KnownSql, ids))).ToDictionary(order => order.Id);
        var now = new Dictionary<Id<Order>, OrderOfCustomer>(was);
        foreach (var (order, happened) in steps)
            if (OrderOfCustomer.After(now.GetValueOrDefault(order), happened) is { } known)
                now[order] = known;

        var changed = now.Values.Where(order => was.GetValueOrDefault(order.Id) != order).ToList();
        if (changed.Count == 0)
            return;
        tx.Enqueue(SaveOrders(changed));
        var moves = TotalMove.Between(changed.Select(order => (was.GetValueOrDefault(order.Id), (OrderOfCustomer?)order)));
        if (moves.Count == 0)
            return;
        var (customers, currencies) = (moves.ConvertAll(move => move.CustomerId).ToArray(), moves.ConvertAll(move => move.Currency).ToArray());
        tx.Enqueue(new(
            MoveTotalsSql, customers, currencies, moves.ConvertAll(move => move.Orders).ToArray(), moves.ConvertAll(move => move.Spent).ToArray(),
            moves.ConvertAll(move => move.Refunded).ToArray()));
        tx.Enqueue(new(FirstAndLastSql, customers, currencies));
        tx.Enqueue(new(ForgetEmptySql, customers));
    }

    public Task Reset(Tx tx)
    {
        tx.Enqueue(new(ForgetOrdersSql));
        tx.Enqueue(new(ForgetTotalsSql));
        return Task.CompletedTask;
    }

    private static Sql SaveOrders(List<OrderOfCustomer> orders) => new(
        SaveOrdersSql,
        orders.ConvertAll(order => order.Id).ToArray(),
        orders.ConvertAll(order => order.CustomerId?.Value).ToArray(),
        orders.ConvertAll(order => order.LocationId?.Value).ToArray(),
        orders.ConvertAll(order => order.Number).ToArray(),
        orders.ConvertAll(order => order.Status!).ToArray(),
        orders.ConvertAll(order => order.Channel!).ToArray(),
        orders.ConvertAll(order => order.Currency).ToArray(),
        orders.ConvertAll(order => order.TotalMinor).ToArray(),
        orders.ConvertAll(order => order.CapturedMinor).ToArray(),
        orders.ConvertAll(order => order.RefundedMinor).ToArray(),
        orders.ConvertAll(order => order.PlacedAt?.ToUniversalTime()).ToArray());
}
