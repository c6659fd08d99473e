using Olympus.Analytics.Trade;
using Olympus.Kernel.Data;

namespace Olympus.Analytics;

/// <summary>What every day of every location says it sold is what the log says, as far as it was read.</summary>
/// <remarks>The log is grouped by order in one pass: joined with itself, it takes as many steps as there are pairs of orders where the planner expects few.</remarks>
internal sealed class SalesAgreeWithLog : IInvariant
{
    private const string SalesDifferSql = """
        with told as (
            select log.aggregate_id as order_id, log.type, log.xid, log.seq, log.payload ->> 'location_id' as location_id,
                log.payload ->> 'business_on' as business_on, (log.payload -> 'net' ->> 'amount')::bigint as net,
                (log.payload -> 'tax' ->> 'amount')::bigint as tax, (log.payload -> 'total' ->> 'amount')::bigint as gross,
                case log.type
                    when 'commerce.order.created' then log.payload ->> 'status'
                    when 'commerce.order.cancelled' then case log.payload ->> 'from' when 'draft' then 'discarded' else 'cancelled' end
                    else log.payload ->> 'to'
                end as status
            from events.log as log
            join events.positions as place on place.projection = $1 and place.shard = log.shard and (log.xid, log.seq) <= (place.xid, place.seq)
            where log.type in ('commerce.order.created', 'commerce.order.updated', 'commerce.order.status_changed', 'commerce.order.cancelled')
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
        ), orders as (
            select (min(location_id) filter (where type = 'commerce.order.created'))::uuid as location_id,
                (min(business_on) filter (where type = 'commerce.order.created'))::date as business_on,
                (array_agg(status order by xid desc, seq desc) filter (where type <> 'commerce.order.updated'))[1] as status,
                (array_agg(array[net, tax, gross] order by xid desc, seq desc) filter (where type in ('commerce.order.created', 'commerce.order.updated')))[1:1]
                    as costs
            from told
            group by order_id
            having bool_or(type = 'commerce.order.created')
        ), logged as (
            select location_id, business_on, count(*) filter (where status not in ('draft', 'cancelled', 'discarded')) as orders,
                count(*) filter (where status = 'completed') as completed, count(*) filter (where status = 'cancelled') as cancelled,
                coalesce(sum(costs[1][1]) filter (where status not in ('draft', 'cancelled', 'discarded')), 0) as net,
                coalesce(sum(costs[1][2]) filter (where status not in ('draft', 'cancelled', 'discarded')), 0) as tax,
                coalesce(sum(costs[1][3]) filter (where status not in ('draft', 'cancelled', 'discarded')), 0) as gross
            from orders
            group by location_id, business_on
        ), kept as (
            select location_id, business_on, sum(orders) as orders, sum(completed) as completed, sum(cancelled) as cancelled, sum(net_minor) as net,
                sum(tax_minor) as tax, sum(gross_minor) as gross
            from analytics.trade_days
            group by location_id, business_on
        )
        select 'location ' || coalesce(kept.location_id, logged.location_id) || ' on ' || coalesce(kept.business_on, logged.business_on) as subject,
            'figures ' || coalesce(kept.orders, 0) || ' orders, ' || coalesce(kept.completed, 0) || ' completed, ' || coalesce(kept.cancelled, 0)
            || ' cancelled, net ' || coalesce(kept.net, 0) || ', gross ' || coalesce(kept.gross, 0) || '; log ' || coalesce(logged.orders, 0) || ', '
            || coalesce(logged.completed, 0) || ', ' || coalesce(logged.cancelled, 0) || ', ' || coalesce(logged.net, 0) || ', '
            || coalesce(logged.gross, 0) as detail
        from kept
        full join logged on logged.location_id = kept.location_id and logged.business_on = kept.business_on
        where coalesce(kept.orders, 0) <> coalesce(logged.orders, 0) or coalesce(kept.completed, 0) <> coalesce(logged.completed, 0)
            or coalesce(kept.cancelled, 0) <> coalesce(logged.cancelled, 0) or coalesce(kept.net, 0) <> coalesce(logged.net, 0)
            or coalesce(kept.tax, 0) <> coalesce(logged.tax, 0) or coalesce(kept.gross, 0) <> coalesce(logged.gross, 0)
        order by 1
        """;

    public string Name => "analytics.sales_agree_with_log";

    public Sql Violations => new(SalesDifferSql, TradeFigures.ProjectionName);
}

/// <summary>What every product sold on every day is what stands on the lines of the orders that count.</summary>
internal sealed class ProductsAgreeWithLog : IInvariant
{
    private const string ProductsDifferSql = """
        with told as (
            select log.aggregate_id as order_id, log.id, log.type, log.xid, log.seq,
                log.payload ->> 'location_id' as location_id, log.payload ->> 'business_on' as business_on,
                case log.type
                    when 'commerce.order.created' then log.payload ->> 'status' when 'commerce.order.cancelled' then 'cancelled' else log.payload ->> 'to'
                end as status
            from events.log as log
            join events.positions as place on place.projection = $1 and place.shard = log.shard and (log.xid, log.seq) <= (place.xid, place.seq)
            where log.type in ('commerce.order.created', 'commerce.order.updated', 'commerce.order.status_changed', 'commerce.order.cancelled')
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
        ), orders as (
            select order_id, (min(location_id) filter (where type = 'commerce.order.created'))::uuid as location_id,
                (min(business_on) filter (where type = 'commerce.order.created'))::date as business_on,
                (array_agg(id order by xid desc, seq desc) filter (where type in ('commerce.order.created', 'commerce.order.updated')))[1] as said
            from told
            group by order_id
            having bool_or(type = 'commerce.order.created')
                and (array_agg(status order by xid desc, seq desc) filter (where type <> 'commerce.order.updated'))[1] not in ('draft', 'cancelled')
        ), logged as (
            select orders.location_id, orders.business_on, line.product_id, count(distinct orders.order_id) as orders, count(*) as lines,
                sum(line.quantity) as units, sum((line.net ->> 'amount')::bigint) as net, sum((line.gross ->> 'amount')::bigint) as gross
            from orders
            join events.log as said on said.id = orders.said
            cross join lateral jsonb_to_recordset(said.payload -> 'lines') as line (product_id uuid, quantity bigint, net jsonb, gross jsonb)
            where line.product_id is not null
            group by 1, 2, 3
        ), kept as (
            select location_id, business_on, product_id, sum(orders) as orders, sum(lines) as lines, sum(units) as units, sum(net_minor) as net,
                sum(gross_minor) as gross
            from analytics.variant_days
            group by 1, 2, 3
            having sum(lines) <> 0
        )
        select 'product ' || coalesce(kept.product_id, logged.product_id) || ' at ' || coalesce(kept.location_id, logged.location_id) || ' on '
            || coalesce(kept.business_on, logged.business_on) as subject,
            'figures ' || coalesce(kept.orders, 0) || ' orders, ' || coalesce(kept.units, 0) || ' units, net ' || coalesce(kept.net, 0) || ', gross '
            || coalesce(kept.gross, 0) || '; log ' || coalesce(logged.orders, 0) || ', ' || coalesce(logged.units, 0) || ', ' || coalesce(logged.net, 0)
            || ', ' || coalesce(logged.gross, 0) as detail
        from kept
        full join logged on logged.location_id = kept.location_id and logged.business_on = kept.business_on and logged.product_id = kept.product_id
        where (kept.orders, kept.lines, kept.units, kept.net, kept.gross) is distinct from (logged.orders, logged.lines, logged.units, logged.net, logged.gross)
        order by 1
        """;

    public string Name => "analytics.products_agree_with_log";

    public Sql Violations => new(ProductsDifferSql, TradeFigures.ProjectionName);
}

/// <summary>What was given back is what the log says, and every order stands where its last event left it.</summary>
internal sealed class StatesAndRefundsAgreeWithLog : IInvariant
{
    private const string OthersDifferSql = """
        with told as (
            select log.aggregate_id, log.type, log.xid, log.seq, log.payload ->> 'location_id' as location_id, log.payload -> 'amount' ->> 'currency' as currency,
                (log.payload -> 'amount' ->> 'amount')::bigint as amount,
                case log.type
                    when 'commerce.order.created' then log.payload ->> 'status' when 'commerce.order.cancelled' then 'cancelled' else log.payload ->> 'to'
                end as status
            from events.log as log
            join events.positions as place on place.projection = $1 and place.shard = log.shard and (log.xid, log.seq) <= (place.xid, place.seq)
            where log.type in ('commerce.order.created', 'commerce.order.status_changed', 'commerce.order.cancelled', 'commerce.payment.refunded')
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
        ), stands as (
            select (min(location_id))::uuid as location_id, (array_agg(status order by xid desc, seq desc))[1] as status
            from told
            where type <> 'commerce.payment.refunded'
            group by aggregate_id
            having bool_or(type = 'commerce.order.created')
        ), logged as (
            select location_id, status as what, count(*) as amount from stands group by 1, 2
            union all
            select location_id::uuid, 'refunded in ' || currency, sum(amount) from told where type = 'commerce.payment.refunded' group by 1, 2
        ), kept as (
            select location_id, status as what, orders as amount from analytics.order_states
            union all
            select location_id, 'refunded in ' || currency, sum(refunded_minor) from analytics.trade_days where refunds > 0 group by 1, 2
        )
        select 'location ' || coalesce(kept.location_id, logged.location_id) || ', ' || coalesce(kept.what, logged.what) as subject,
            'figures ' || coalesce(kept.amount, 0) || '; log ' || coalesce(logged.amount, 0) as detail
        from kept
        full join logged on logged.location_id = kept.location_id and logged.what = kept.what
        where kept.amount is distinct from logged.amount
        order by 1
        """;

    public string Name => "analytics.states_and_refunds_agree_with_log";

    public Sql Violations => new(OthersDifferSql, TradeFigures.ProjectionName);
}

/// <summary>What every product sold in a month is what it sold on the days of it.</summary>
internal sealed class MonthsAreTheirDays : IInvariant
{
    private const string MonthsDifferSql = """
        with days as (
            select location_id, date_trunc('month', business_on)::date as month_on, product_id, variant_id, currency, sum(orders) as orders, sum(lines) as lines,
                sum(units) as units,
                sum(net_minor) as net, sum(gross_minor) as gross, sum(returned_units) as returned, sum(cost_minor) as cost, sum(costed_net_minor) as costed
            from analytics.variant_days
            group by 1, 2, 3, 4, 5
        )
        select 'product ' || coalesce(days.product_id, month.product_id) || ' at ' || coalesce(days.location_id, month.location_id) || ' in '
            || coalesce(days.month_on, month.month_on) as subject,
            'months ' || coalesce(month.lines, 0) || ' lines, ' || coalesce(month.units, 0) || ' units, net ' || coalesce(month.net_minor, 0) || '; days '
            || coalesce(days.lines, 0) || ', ' || coalesce(days.units, 0) || ', ' || coalesce(days.net, 0) as detail
        from analytics.variant_months as month
        full join days on days.location_id = month.location_id and days.month_on = month.month_on and days.product_id = month.product_id
            and days.variant_id = month.variant_id and days.currency = month.currency
        where (month.orders, month.lines, month.units, month.net_minor, month.gross_minor, month.returned_units, month.cost_minor, month.costed_net_minor)
            is distinct from (days.orders, days.lines, days.units, days.net, days.gross, days.returned, days.cost, days.costed)
        order by 1
        """;

    public string Name => "analytics.months_are_their_days";

    public Sql Violations => new(MonthsDifferSql);
}

/// <summary>What was sold in a month is what was sold on the days of it, and in the hours of its weeks what was sold in its hours.</summary>
internal sealed class SalesOfMonthsAreTheirDays : IInvariant
{
    private const string MonthsDifferSql = """
        with days as (
            select location_id, date_trunc('month', business_on)::date as month_on, currency || ' ' || source || ' ' || channel || ' ' || staff as what,
                sum(orders)::bigint, sum(completed)::bigint, sum(cancelled)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint,
                sum(gross_minor)::bigint, sum(discount_minor)::bigint, sum(refunds)::bigint, sum(refunded_minor)::bigint, sum(returned_units)::bigint
            from analytics.trade_days
            group by 1, 2, 3
        ), months as (
            select location_id, month_on, currency || ' ' || source || ' ' || channel || ' ' || staff,
                sum(orders)::bigint, sum(completed)::bigint, sum(cancelled)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint,
                sum(gross_minor)::bigint, sum(discount_minor)::bigint, sum(refunds)::bigint, sum(refunded_minor)::bigint, sum(returned_units)::bigint
            from analytics.trade_months
            group by 1, 2, 3
        ), hours as (
            select location_id, date_trunc('month', business_on)::date as month_on,
                currency || ' ' || source || ' ' || channel || ' ' || extract(isodow from business_on) || ' ' || hour_of_day as what,
                sum(orders)::bigint, sum(completed)::bigint, sum(cancelled)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint,
                sum(gross_minor)::bigint, sum(discount_minor)::bigint, sum(refunds)::bigint, sum(refunded_minor)::bigint, sum(returned_units)::bigint
            from analytics.trade_hours
            group by 1, 2, 3
        ), week_hours as (
            select location_id, month_on, currency || ' ' || source || ' ' || channel || ' ' || weekday || ' ' || hour_of_day,
                sum(orders)::bigint, sum(completed)::bigint, sum(cancelled)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint,
                sum(gross_minor)::bigint, sum(discount_minor)::bigint, sum(refunds)::bigint, sum(refunded_minor)::bigint, sum(returned_units)::bigint
            from analytics.trade_week_hours
            group by 1, 2, 3
        ), differing as (
            (table days except table months) union all (table months except table days)
            union all
            (table hours except table week_hours) union all (table week_hours except table hours)
        )
        select distinct 'location ' || location_id || ' in ' || month_on as subject, what as detail from differing order by 1
        """;

    public string Name => "analytics.sales_of_months_are_their_days";

    public Sql Violations => new(MonthsDifferSql);
}
