using Olympus.Kernel.Data;

namespace Olympus.Customers;

/// <summary>What a customer's totals say is the sum of the orders in their history.</summary>
internal sealed class TotalsAreSumOfOrders : IInvariant
{
    private const string TotalsDifferSql = """
        select 'customer ' || coalesce(total.customer_id, summed.customer_id) || ' in ' || coalesce(total.currency, summed.currency) as subject,
            'totals ' || coalesce(total.orders, 0) || ' orders, ' || coalesce(total.spent_minor, 0) || ' spent, '
            || coalesce(total.refunded_minor, 0) || ' refunded; history ' || coalesce(summed.orders, 0) || ', '
            || coalesce(summed.spent, 0) || ', ' || coalesce(summed.refunded, 0) as detail
        from customer.totals as total
        full join (
            select customer_id, currency,
                count(*) filter (where placed_at is not null and status not in ('draft', 'cancelled')) as orders,
                sum(captured_minor)::bigint as spent, sum(refunded_minor)::bigint as refunded,
                min(placed_at) filter (where status not in ('draft', 'cancelled')) as first_at,
                max(placed_at) filter (where status not in ('draft', 'cancelled')) as last_at
            from customer.customer_orders
            where customer_id is not null
            group by customer_id, currency
        ) as summed on summed.customer_id = total.customer_id and summed.currency = total.currency
        where coalesce(total.orders, 0) <> coalesce(summed.orders, 0)
            or coalesce(total.spent_minor, 0) <> coalesce(summed.spent, 0)
            or coalesce(total.refunded_minor, 0) <> coalesce(summed.refunded, 0)
            or total.first_order_at is distinct from summed.first_at and summed.orders > 0
            or total.last_order_at is distinct from summed.last_at and summed.orders > 0
        order by 1
        """;

    public string Name => "customers.totals_are_sum_of_orders";

    public Sql Violations => new(TotalsDifferSql);
}

/// <summary>The order history agrees with the log up to where the projection has read it.</summary>
internal sealed class OrdersAgreeWithLog : IInvariant
{
    private const string LogDiffersSql = """
        select 'order ' || coalesce(seen.id, logged.order_id) as subject,
            'history ' || coalesce(seen.captured_minor, 0) || ' captured, ' || coalesce(seen.refunded_minor, 0) || ' refunded; log '
            || coalesce(logged.captured, 0) || ', ' || coalesce(logged.refunded, 0)
            || case when seen.id is null then '; not in the history' when logged.order_id is null then '; not in the log' else '' end as detail
        from customer.customer_orders as seen
        full join (
            select case when log.aggregate_type = 'order' then log.aggregate_id else (log.payload ->> 'order_id')::uuid end as order_id,
                sum(case log.type when 'commerce.payment.reversed' then -1 else 1 end * (log.payload -> 'amount' ->> 'amount')::bigint)
                    filter (where log.type in ('commerce.payment.captured', 'commerce.payment.reversed'))::bigint as captured,
                sum((log.payload -> 'amount' ->> 'amount')::bigint) filter (where log.type = 'commerce.payment.refunded')::bigint as refunded
            from events.log as log
            join events.positions as read on read.projection = $1 and read.shard = log.shard and (log.xid, log.seq) <= (read.xid, read.seq)
            where log.type in ('commerce.order.created', 'commerce.payment.captured', 'commerce.payment.refunded', 'commerce.payment.reversed')
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
            group by 1
        ) as logged on logged.order_id = seen.id
        where seen.id is null or logged.order_id is null
            or seen.captured_minor <> coalesce(logged.captured, 0)
            or seen.refunded_minor <> coalesce(logged.refunded, 0)
        order by 1
        """;

    public string Name => "customers.orders_agree_with_log";

    public Sql Violations => new(LogDiffersSql, CustomerTotals.ProjectionName);
}
