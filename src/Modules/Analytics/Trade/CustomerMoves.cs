using Olympus.Kernel.Data;

namespace Olympus.Analytics.Trade;

/// <summary>By how much a stretch of the log moves what known customers bought.</summary>
/// <remarks>A rebuild writes these tables from nothing in one transaction, and PostgreSQL believes them empty to its end: to read all of a business for each row is
/// then no dearer to it than to find the row. So what is read is looked up one by one, which leaves no choice but the key: lateral with a limit, and days by their
/// customer rather than by their place (<c>is not distinct from</c> is in no index).</remarks>
internal sealed class CustomerMoves
{
    private const string MoveDaysSql = """
        insert into analytics.customer_days as cell (location_id, business_on, customer_id, currency, source, channel, orders, net_minor, gross_minor)
        select location_id, business_on, customer_id, currency, source, channel, orders, net, gross
        from unnest($1::uuid[], $2::date[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[])
            as moved (location_id, business_on, customer_id, currency, source, channel, orders, net, gross)
        on conflict (tenant_id, customer_id, business_on, location_id, currency, source, channel) do update
        set orders = cell.orders + excluded.orders, net_minor = cell.net_minor + excluded.net_minor, gross_minor = cell.gross_minor + excluded.gross_minor
        """;

    private const string ForgetEmptyDaysSql = """
        delete from analytics.customer_days as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[], $3::uuid[]) as moved (location_id, business_on, customer_id)
            cross join lateral (
                select cell.ctid as place
                from analytics.customer_days as cell
                where cell.customer_id = moved.customer_id and cell.business_on = moved.business_on
                    and cell.location_id is not distinct from moved.location_id and cell.orders = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    /// <summary>An order that is cancelled may have been the first. Who was not known gets the next number.</summary>
    private const string FirstDaysSql = """
        insert into analytics.customers as known (id, first_on, nr)
        select touched.id, first.business_on,
            coalesce(before.nr, coalesce((select max(nr) from analytics.customers), -1) + (row_number() over (partition by before.nr is null order by touched.id))::int)
        from unnest($1::uuid[]) as touched (id)
        cross join lateral (
            select day.business_on from analytics.customer_days as day where day.customer_id = touched.id order by day.business_on limit 1
        ) as first
        left join lateral (select customer.nr from analytics.customers as customer where customer.id = touched.id limit 1) as before on true
        on conflict (tenant_id, id) do update set first_on = excluded.first_on where known.first_on <> excluded.first_on
        """;

    private const string ForgetCustomersSql = """
        delete from analytics.customers as known
        where known.id = any($1) and (select day.customer_id from analytics.customer_days as day where day.customer_id = known.id limit 1) is null
        """;

    /// <summary>Whether somebody bought in the month, and again, is looked up by what the days say by now: a corrected order may have been one of several.</summary>
    private const string MoveMonthsSql = """
        with touched as materialized (
            select moved.location_id, moved.month_on, moved.currency, known.nr / 1024 as chunk, set_bit(repeat('0', 1024)::bit(1024), known.nr % 1024, 1) as bit,
                moved.orders, moved.net, moved.gross, (
                    select coalesce(sum(day.orders), 0)
                    from analytics.customer_days as day
                    where day.customer_id = moved.customer_id and day.business_on between moved.month_on and moved.last_on
                        and day.location_id is not distinct from moved.location_id and day.currency = moved.currency
                ) as stands
            from unnest($1::uuid[], $2::date[], $3::date[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[])
                as moved (location_id, month_on, last_on, customer_id, currency, orders, net, gross)
            cross join lateral (select customer.nr from analytics.customers as customer where customer.id = moved.customer_id limit 1) as known
        ), chunks as materialized (
            select location_id, month_on, currency, chunk, bit_or(bit) as asked,
                coalesce(bit_or(bit) filter (where stands > 0), repeat('0', 1024)::bit(1024)) as bought,
                coalesce(bit_or(bit) filter (where stands > 1), repeat('0', 1024)::bit(1024)) as again, sum(orders)::bigint as orders, sum(net)::bigint as net,
                sum(gross)::bigint as gross
            from touched
            group by 1, 2, 3, 4
        )
        insert into analytics.customer_months (location_id, month_on, currency, chunk, bought, again, orders, net_minor, gross_minor)
        select chunks.location_id, chunks.month_on, chunks.currency, chunks.chunk,
            (coalesce(was.bought, repeat('0', 1024)::bit(1024)) & (~chunks.asked)) | chunks.bought,
            (coalesce(was.again, repeat('0', 1024)::bit(1024)) & (~chunks.asked)) | chunks.again, coalesce(was.orders, 0) + chunks.orders,
            coalesce(was.net_minor, 0) + chunks.net, coalesce(was.gross_minor, 0) + chunks.gross
        from chunks
        left join lateral (
            select cell.bought, cell.again, cell.orders, cell.net_minor, cell.gross_minor
            from analytics.customer_months as cell
            where cell.location_id = chunks.location_id and cell.month_on = chunks.month_on and cell.currency = chunks.currency and cell.chunk = chunks.chunk
            limit 1
        ) as was on true
        on conflict (tenant_id, location_id, month_on, currency, chunk) do update
        set bought = excluded.bought, again = excluded.again, orders = excluded.orders, net_minor = excluded.net_minor, gross_minor = excluded.gross_minor
        """;

    private const string ForgetEmptyMonthsSql = """
        delete from analytics.customer_months as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, month_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.customer_months as cell
                where cell.location_id = moved.location_id and cell.month_on = moved.month_on and cell.bought = repeat('0', 1024)::bit(1024)
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private readonly Cells<CustomerDay> _days = new(3);
    private readonly Cells<CustomerMonth> _months = new(3);

    /// <param name="sign">-1: it no longer counts.</param>
    public void Count(PlacedOrder order, int sign)
    {
        if (order.CustomerId is not { } customer)
            return;
        var (location, on) = (order.LocationId.Value, order.BusinessOn);
        _days.Add(new(location, on, customer.Value, order.Currency, order.Source, order.Channel), sign, 1, order.Net, order.Gross);
        _months.Add(new(location, new(on.Year, on.Month, 1), customer.Value, order.Currency), sign, 1, order.Net, order.Gross);
    }

    public void Enqueue(Tx tx)
    {
        _days.Enqueue(
            tx, MoveDaysSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Customer),
                Array.ConvertAll(keys, key => key.Currency), Array.ConvertAll(keys, key => key.Source), Array.ConvertAll(keys, key => key.Channel),
            ],
            ForgetEmptyDaysSql, place: 3);
        Guid[] touched = [.. _days.Keys.Select(key => key.Customer).Distinct().Order()];
        if (touched.Length == 0)
            return;
        tx.Enqueue(new(FirstDaysSql, (object)touched));
        _months.Enqueue(
            tx, MoveMonthsSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Month), Array.ConvertAll(keys, key => key.Month.AddMonths(1).AddDays(-1)),
                Array.ConvertAll(keys, key => key.Customer), Array.ConvertAll(keys, key => key.Currency),
            ],
            ForgetEmptyMonthsSql);
        tx.Enqueue(new(ForgetCustomersSql, (object)touched));
    }
}
