using Olympus.Kernel.Data;

namespace Olympus.Analytics.Trade;

/// <summary>Who bought in a month, once or again, is who bought on the days of it, and for as much; and every bit is somebody's.</summary>
internal sealed class CustomersOfMonthsAreTheirDays : IInvariant
{
    private const string MonthsDifferSql = """
        with days as (
            select day.location_id, date_trunc('month', day.business_on)::date as month_on, day.currency, known.nr / 1024 as chunk, day.customer_id,
                sum(day.orders) as orders, sum(day.net_minor) as net, sum(day.gross_minor) as gross
            from analytics.customer_days as day
            left join analytics.customers as known on known.id = day.customer_id
            group by 1, 2, 3, 4, 5
        ), people as (
            select location_id, month_on, currency, customer_id, orders > 1 as again from days
        ), bits as (
            select cell.location_id, cell.month_on, cell.currency, known.id, get_bit(cell.again, known.nr % 1024) = 1
            from analytics.customer_months as cell
            join analytics.customers as known on known.nr / 1024 = cell.chunk
            where get_bit(cell.bought, known.nr % 1024) = 1
        ), sums as (
            select location_id, month_on, currency, chunk, count(*), count(*) filter (where orders > 1), sum(orders)::bigint, sum(net)::bigint, sum(gross)::bigint
            from days
            group by 1, 2, 3, 4
        ), kept as (
            select location_id, month_on, currency, chunk, bit_count(bought), bit_count(again), orders, net_minor, gross_minor from analytics.customer_months
        ), differing as (
            select location_id, month_on, 'customer ' || customer_id as what from (
                (table people except table bits) union all (table bits except table people)
            ) as person
            union all
            select location_id, month_on, 'chunk ' || chunk from (
                (table sums except table kept) union all (table kept except table sums)
            ) as chunk
        )
        select distinct 'location ' || location_id || ' in ' || month_on as subject, coalesce(what, 'a customer without a number') as detail
        from differing
        order by 1
        """;

    public string Name => "analytics.customers_of_months_are_their_days";

    public Sql Violations => new(MonthsDifferSql);
}
