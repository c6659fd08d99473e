using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Trade;

/// <summary>By how much a stretch of the log moves what was sold of each variant, and to whom.</summary>
internal sealed class GoodsMoves
{
    /// <summary>The days of a month stand in its row, each array a number for each day: what moves is added day by day, and a day that is left without anything
    /// goes.</summary>
    private const string MoveSql = """
        insert into analytics.variant_months as cell
            (location_id, month_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor, gross_minor, returned_units,
            returned_net_minor, returned_gross_minor, cost_minor, costed_net_minor, days, day_orders, day_lines, day_units, day_net, day_tax, day_returned_units,
            day_returned_net, day_returned_gross, day_cost, day_costed_net)
        select location_id, month_on, product_id, variant_id, currency, sum(orders), sum(lines), sum(units), sum(net), sum(tax), sum(gross), sum(returned_units),
            sum(returned_net), sum(returned_gross), sum(cost), sum(costed_net), array_agg(day), array_agg(orders::int), array_agg(lines::int), array_agg(units),
            array_agg(net), array_agg(tax), case when bool_or(returned_units <> 0) then array_agg(returned_units) end,
            case when bool_or(returned_net <> 0) then array_agg(returned_net) end, case when bool_or(returned_gross <> 0) then array_agg(returned_gross) end,
            case when bool_or(cost <> 0) then array_agg(cost) end, case when bool_or(costed_net <> 0) then array_agg(costed_net) end
        from (
            select location_id, month_on, product_id, variant_id, currency, day, orders, lines, units, net, tax, gross, returned_units, returned_net,
                returned_gross, cost, costed_net
            from unnest(
                $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
                $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[])
                as moved (location_id, month_on, product_id, variant_id, currency, day, orders, lines, units, net, tax, gross, returned_units, returned_net,
                returned_gross, cost, costed_net)
            order by location_id, month_on, product_id, variant_id, currency, day
        ) as moved
        group by location_id, month_on, product_id, variant_id, currency
        order by location_id, month_on, product_id, variant_id, currency
        on conflict (tenant_id, location_id, month_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor,
            cost_minor = cell.cost_minor + excluded.cost_minor, costed_net_minor = cell.costed_net_minor + excluded.costed_net_minor,
            (days, day_orders, day_lines, day_units, day_net, day_tax, day_returned_units, day_returned_net, day_returned_gross, day_cost, day_costed_net) = (
                select coalesce(array_agg(day), '{}'), coalesce(array_agg(orders), '{}'), coalesce(array_agg(lines), '{}'), coalesce(array_agg(units), '{}'),
                    coalesce(array_agg(net), '{}'), coalesce(array_agg(tax), '{}'), case when bool_or(returned_units <> 0) then array_agg(returned_units) end,
                    case when bool_or(returned_net <> 0) then array_agg(returned_net) end,
                    case when bool_or(returned_gross <> 0) then array_agg(returned_gross) end, case when bool_or(cost <> 0) then array_agg(cost) end,
                    case when bool_or(costed_net <> 0) then array_agg(costed_net) end
                from (
                    select day, coalesce(was.orders, 0) + coalesce(moved.orders, 0) as orders, coalesce(was.lines, 0) + coalesce(moved.lines, 0) as lines,
                        coalesce(was.units, 0) + coalesce(moved.units, 0) as units, coalesce(was.net, 0) + coalesce(moved.net, 0) as net,
                        coalesce(was.tax, 0) + coalesce(moved.tax, 0) as tax,
                        coalesce(was.returned_units, 0) + coalesce(moved.returned_units, 0) as returned_units,
                        coalesce(was.returned_net, 0) + coalesce(moved.returned_net, 0) as returned_net,
                        coalesce(was.returned_gross, 0) + coalesce(moved.returned_gross, 0) as returned_gross,
                        coalesce(was.cost, 0) + coalesce(moved.cost, 0) as cost, coalesce(was.costed_net, 0) + coalesce(moved.costed_net, 0) as costed_net
                    from unnest(
                        cell.days, cell.day_orders, cell.day_lines, cell.day_units, cell.day_net, cell.day_tax, cell.day_returned_units, cell.day_returned_net,
                        cell.day_returned_gross, cell.day_cost, cell.day_costed_net)
                        as was (day, orders, lines, units, net, tax, returned_units, returned_net, returned_gross, cost, costed_net)
                    full join unnest(
                        excluded.days, excluded.day_orders, excluded.day_lines, excluded.day_units, excluded.day_net, excluded.day_tax,
                        excluded.day_returned_units, excluded.day_returned_net, excluded.day_returned_gross, excluded.day_cost, excluded.day_costed_net)
                        as moved (day, orders, lines, units, net, tax, returned_units, returned_net, returned_gross, cost, costed_net) using (day)
                    where coalesce(was.lines, 0) + coalesce(moved.lines, 0) <> 0 or coalesce(was.returned_units, 0) + coalesce(moved.returned_units, 0) <> 0
                    order by day
                ) as stands)
        """;

    private const string ForgetEmptySql = """
        delete from analytics.variant_months as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[]) as moved (location_id, month_on, product_id, variant_id)
            cross join lateral (
                select cell.ctid as place
                from analytics.variant_months as cell
                where cell.location_id = moved.location_id and cell.month_on = moved.month_on and cell.product_id = moved.product_id
                    and cell.variant_id = moved.variant_id and cell.lines = 0 and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MoveYearsSql = """
        insert into analytics.variant_years as cell
            (location_id, year_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor, gross_minor, returned_units,
            returned_net_minor, returned_gross_minor, cost_minor, costed_net_minor)
        select location_id, year_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net, returned_gross,
            cost, costed_net
        from unnest(
            $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
            as moved (location_id, year_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net,
            returned_gross, cost, costed_net)
        on conflict (tenant_id, location_id, year_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor,
            cost_minor = cell.cost_minor + excluded.cost_minor, costed_net_minor = cell.costed_net_minor + excluded.costed_net_minor
        """;

    private const string ForgetEmptyYearsSql = """
        delete from analytics.variant_years as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[]) as moved (location_id, year_on, product_id, variant_id)
            cross join lateral (
                select cell.ctid as place
                from analytics.variant_years as cell
                where cell.location_id = moved.location_id and cell.year_on = moved.year_on and cell.product_id = moved.product_id
                    and cell.variant_id = moved.variant_id and cell.lines = 0 and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private readonly Cells<VariantDay> _days = new(11);
    private readonly Cells<VariantDay> _years = new(11);
    private readonly CustomerMoves _customers = new();

    /// <summary>An order is no longer what it was but what it is.</summary>
    public void Order(PlacedOrder? was, PlacedOrder now)
    {
        if (was is not null && was.IsCounted == now.IsCounted && ReferenceEquals(was.Lines, now.Lines) && was.CustomerId == now.CustomerId)
            return;
        if (was is { IsCounted: true })
            Count(was, -1);
        if (now.IsCounted)
            Count(now, 1);
    }

    /// <summary>What its goods had cost is no longer what it was.</summary>
    public void Cost(PlacedOrder was, PlacedOrder now)
    {
        if (!now.IsCounted)
            return;
        foreach (var line in now.Lines)
        {
            var (before, after) = (was.CostOf(line), now.CostOf(line));
            Add(now, now.BusinessOn, line, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, after.Cost - before.Cost, after.Net - before.Net);
        }
    }

    /// <summary>Goods came back: it counts on the day on which they did.</summary>
    /// <param name="sign">-1: it no longer counts.</param>
    public void Return(PlacedOrder order, IReadOnlyList<ReturnedGoods> goods, DateOnly day, int sign)
    {
        foreach (var back in goods)
            Add(order, day, back.Line, sign, 0, 0, 0, 0, 0, 0, back.Units, back.Net, back.Gross, 0, 0);
    }

    public void Enqueue(Tx tx)
    {
        _days.Enqueue(
            tx, MoveSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => new DateOnly(key.Day.Year, key.Day.Month, 1)),
                Array.ConvertAll(keys, key => key.Product), Array.ConvertAll(keys, key => key.Variant), Array.ConvertAll(keys, key => key.Currency),
                Array.ConvertAll(keys, key => (short)key.Day.Day),
            ],
            ForgetEmptySql, place: 4);
        _years.Enqueue(
            tx, MoveYearsSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Product),
                Array.ConvertAll(keys, key => key.Variant), Array.ConvertAll(keys, key => key.Currency),
            ],
            ForgetEmptyYearsSql, place: 4);
        _customers.Enqueue(tx);
    }

    private void Count(PlacedOrder order, int sign)
    {
        var products = new HashSet<Id<Product>>();
        foreach (var line in order.Lines)
        {
            var (cost, costed) = order.CostOf(line);
            Add(
                order, order.BusinessOn, line, sign, line.ProductId is { } product && products.Add(product) ? 1 : 0, 1, line.Quantity, line.Net.Amount, line.Tax.Amount,
                line.Gross.Amount, 0, 0, 0, cost, costed);
        }

        _customers.Count(order, sign);
    }

    /// <summary>Postage, fees and corrections are no goods.</summary>
    private void Add(PlacedOrder order, DateOnly day, OrderedLine line, int sign, params ReadOnlySpan<long> numbers)
    {
        if (line.ProductId is not { } product)
            return;
        var key = new VariantDay(order.LocationId.Value, day, product.Value, line.VariantId?.Value ?? Guid.Empty, order.Currency);
        _days.Add(key, sign, numbers);
        _years.Add(key with { Day = new(day.Year, 1, 1) }, sign, numbers);
    }
}
