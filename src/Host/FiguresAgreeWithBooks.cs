using Olympus.Kernel.Data;

namespace Olympus.Host;

/// <summary>
/// What the figures say of each day is what the books say: the order tables, the payment operations, the stock. Asked here, because only the whole program may
/// look into several modules at once; and only of a tenant of whom every event was read, because books are of now.
/// </summary>
internal sealed class SalesAgreeWithBooks : IInvariant
{
    private const string SalesDifferSql = """
        with place as (
            select xid, seq from events.positions where projection = 'trade' and shard = get_byte(uuid_send(app.tenant_id()), 15) % 16
        ), booked as (
            select location_id, business_on, currency, source, channel, count(*) as orders, sum(net_minor) as net, sum(tax_minor) as tax,
                sum(total_minor) as gross
            from commerce.orders
            where status not in ('draft', 'cancelled')
            group by 1, 2, 3, 4, 5
        ), by_day as (
            select location_id, business_on, currency, source, channel, sum(orders) as orders, sum(net_minor) as net, sum(tax_minor) as tax,
                sum(gross_minor) as gross
            from analytics.trade_days
            group by 1, 2, 3, 4, 5
            having sum(orders) <> 0
        ), by_hour as (
            select location_id, business_on, currency, source, channel, sum(orders) as orders, sum(net_minor) as net, sum(tax_minor) as tax,
                sum(gross_minor) as gross
            from analytics.trade_hours
            group by 1, 2, 3, 4, 5
            having sum(orders) <> 0
        ), lined as (
            select orders.location_id, orders.business_on, line.product_id, line.variant_id, count(*) as lines, sum(line.quantity) as units,
                sum(line.net_minor) as net, coalesce(sum(line.unit_cost_minor * line.quantity), 0) as cost,
                coalesce(sum(line.net_minor) filter (where line.unit_cost_minor is not null), 0) as costed
            from commerce.orders
            join commerce.order_lines as line on line.order_id = orders.id
            where orders.status not in ('draft', 'cancelled') and line.product_id is not null
            group by 1, 2, 3, 4
        ), by_variant as (
            select location_id, business_on, product_id, nullif(variant_id, '00000000-0000-0000-0000-000000000000') as variant_id, sum(lines) as lines,
                sum(units) as units, sum(net_minor) as net, sum(cost_minor) as cost, sum(costed_net_minor) as costed
            from analytics.variant_days
            group by 1, 2, 3, 4
            having sum(lines) <> 0
        ), bought as (
            select location_id, business_on, customer_id, count(*) as orders, sum(net_minor) as net
            from commerce.orders
            where status not in ('draft', 'cancelled') and customer_id is not null
            group by 1, 2, 3
        ), by_customer as (
            select location_id, business_on, customer_id, sum(orders) as orders, sum(net_minor) as net from analytics.customer_days group by 1, 2, 3
        ), differing as (
            select 'day' as what, coalesce(booked.location_id, by_day.location_id) as location_id, coalesce(booked.business_on, by_day.business_on) as on_day,
                booked::text as books, by_day::text as figures
            from booked
            full join by_day on (by_day.location_id, by_day.business_on, by_day.currency, by_day.source, by_day.channel)
                = (booked.location_id, booked.business_on, booked.currency, booked.source, booked.channel)
            where booked::text is distinct from by_day::text
            union all
            select 'hours', coalesce(booked.location_id, by_hour.location_id), coalesce(booked.business_on, by_hour.business_on), booked::text, by_hour::text
            from booked
            full join by_hour on (by_hour.location_id, by_hour.business_on, by_hour.currency, by_hour.source, by_hour.channel)
                = (booked.location_id, booked.business_on, booked.currency, booked.source, booked.channel)
            where booked::text is distinct from by_hour::text
            union all
            select 'variant', coalesce(lined.location_id, by_variant.location_id), coalesce(lined.business_on, by_variant.business_on), lined::text,
                by_variant::text
            from lined
            full join by_variant on by_variant.location_id = lined.location_id and by_variant.business_on = lined.business_on
                and by_variant.product_id = lined.product_id
                and coalesce(by_variant.variant_id, by_variant.product_id) = coalesce(lined.variant_id, lined.product_id)
            where lined::text is distinct from by_variant::text
            union all
            select 'customer', coalesce(bought.location_id, by_customer.location_id), coalesce(bought.business_on, by_customer.business_on), bought::text,
                by_customer::text
            from bought
            full join by_customer on by_customer.location_id = bought.location_id and by_customer.business_on = bought.business_on
                and by_customer.customer_id = bought.customer_id
            where bought::text is distinct from by_customer::text
        )
        select what || ' at ' || location_id || ' on ' || on_day as subject,
            'figures ' || coalesce(figures, 'nothing') || '; books ' || coalesce(books, 'nothing') as detail
        from differing
        where not exists (
            select from events.log as log
            where (log.xid, log.seq) > (coalesce((select xid from place), 0), coalesce((select seq from place), 0)))
            and not exists (select from events.parked as parked where parked.projection = 'trade')
        order by 1
        limit 100
        """;

    public string Name => "analytics.sales_agree_with_books";

    public Sql Violations => new(SalesDifferSql);
}

/// <summary>The same of money and of goods: what was taken and given back, and what is on the shelf.</summary>
internal sealed class MoneyAndStockAgreeWithBooks : IInvariant
{
    private const string OthersDifferSql = """
        with place as (
            select xid, seq from events.positions where projection = 'trade' and shard = get_byte(uuid_send(app.tenant_id()), 15) % 16
        ), booked as (
            select location_id::text || ' ' || currency || ' ' || method as what, sum(captured_minor) as came, sum(refunded_minor) as went
            from commerce.payments
            group by 1
            having sum(captured_minor) <> 0
            union all
            select location_id::text || ' ' || currency || ' ' || method || ' tips',
                sum(case status when 'captured' then tip_minor - tip_refunded_minor else 0 end), 0
            from commerce.payments
            group by 1
            having sum(case status when 'captured' then tip_minor - tip_refunded_minor else 0 end) <> 0
            union all
            select item.location_id::text || ' ' || item.variant_id, pool.on_hand, 0
            from inventory.stock_items as item
            join capacity.pools as pool on pool.id = item.id
            where pool.on_hand <> 0
            union all
            select orders.location_id::text || ' returned', sum(line.returned_quantity), 0
            from commerce.orders
            join commerce.order_lines as line on line.order_id = orders.id
            where orders.status <> 'cancelled'
            group by 1
            having sum(line.returned_quantity) <> 0
        ), figured as (
            select location_id::text || ' ' || currency || ' ' || method as what, sum(captured_minor) as came, sum(refunded_minor) as went
            from analytics.payment_days
            group by 1
            having sum(captured_minor) <> 0
            union all
            select location_id::text || ' ' || currency || ' ' || method || ' tips', sum(tips_minor), 0
            from analytics.payment_days
            group by 1
            having sum(tips_minor) <> 0
            union all
            select location_id::text || ' ' || variant_id, on_hand, 0 from analytics.stock where on_hand <> 0
            union all
            select location_id::text || ' returned', sum(returned_units), 0 from analytics.trade_days group by 1 having sum(returned_units) <> 0
        )
        select coalesce(booked.what, figured.what) as subject,
            'figures ' || coalesce(figured.came, 0) || ', ' || coalesce(figured.went, 0) || '; books ' || coalesce(booked.came, 0) || ', '
            || coalesce(booked.went, 0) as detail
        from booked
        full join figured on figured.what = booked.what
        where (booked.came, booked.went) is distinct from (figured.came, figured.went)
            and not exists (
                select from events.log as log
                where (log.xid, log.seq) > (coalesce((select xid from place), 0), coalesce((select seq from place), 0)))
            and not exists (select from events.parked as parked where parked.projection = 'trade')
        order by 1
        limit 100
        """;

    public string Name => "analytics.money_and_stock_agree_with_books";

    public Sql Violations => new(OthersDifferSql);
}
