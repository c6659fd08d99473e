using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Trade;

/// <summary>By how much a stretch of the log moves what was sold of each variant, and to whom.</summary>
internal sealed class GoodsMoves
{
    private const string MoveDaysSql = """
        insert into analytics.variant_days as cell
            (location_id, business_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor, gross_minor, returned_units,
            returned_net_minor, returned_gross_minor, cost_minor, costed_net_minor)
        select location_id, business_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net, returned_gross,
            cost, costed_net
        from unnest(
            $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
            as moved (location_id, business_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net,
            returned_gross, cost, costed_net)
        on conflict (tenant_id, location_id, business_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor,
            cost_minor = cell.cost_minor + excluded.cost_minor, costed_net_minor = cell.costed_net_minor + excluded.costed_net_minor
        """;

    private const string ForgetEmptyDaysSql = """
        delete from analytics.variant_days as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[]) as moved (location_id, business_on, product_id, variant_id)
            cross join lateral (
                select cell.ctid as place
                from analytics.variant_days as cell
                where cell.location_id = moved.location_id and cell.business_on = moved.business_on and cell.product_id = moved.product_id
                    and cell.variant_id = moved.variant_id and cell.lines = 0 and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MoveMonthsSql = """
        insert into analytics.variant_months as cell
            (location_id, month_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor, gross_minor, returned_units,
            returned_net_minor, returned_gross_minor, cost_minor, costed_net_minor)
        select location_id, month_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net, returned_gross,
            cost, costed_net
        from unnest(
            $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
            as moved (location_id, month_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net,
            returned_gross, cost, costed_net)
        on conflict (tenant_id, location_id, month_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor,
            cost_minor = cell.cost_minor + excluded.cost_minor, costed_net_minor = cell.costed_net_minor + excluded.costed_net_minor
        """;

    private const string ForgetEmptyMonthsSql = """
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

    private readonly Cells<VariantDay> _days = new(11);
    private readonly Cells<VariantDay> _months = new(11);
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
        _days.Enqueue(tx, MoveDaysSql, Columns, ForgetEmptyDaysSql, place: 4);
        _months.Enqueue(tx, MoveMonthsSql, Columns, ForgetEmptyMonthsSql, place: 4);
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
        _months.Add(key with { Day = new(day.Year, day.Month, 1) }, sign, numbers);
    }

    private static Array[] Columns(VariantDay[] keys) =>
    [
        Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Product),
        Array.ConvertAll(keys, key => key.Variant), Array.ConvertAll(keys, key => key.Currency),
    ];
}
