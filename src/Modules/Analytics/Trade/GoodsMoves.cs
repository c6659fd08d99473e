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
            returned_net_minor, returned_gross_minor)
        select location_id, business_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
            as moved (location_id, business_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net,
            returned_gross)
        on conflict (tenant_id, location_id, business_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyDaysSql = """
        delete from analytics.variant_days as cell
        using unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[]) as moved (location_id, business_on, product_id, variant_id)
        where cell.location_id = moved.location_id and cell.business_on = moved.business_on and cell.product_id = moved.product_id
            and cell.variant_id = moved.variant_id and cell.lines = 0 and cell.returned_units = 0
        """;

    private const string MoveMonthsSql = """
        insert into analytics.variant_months as cell
            (location_id, month_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor, gross_minor, returned_units,
            returned_net_minor, returned_gross_minor)
        select location_id, month_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
            as moved (location_id, month_on, product_id, variant_id, currency, orders, lines, units, net, tax, gross, returned_units, returned_net,
            returned_gross)
        on conflict (tenant_id, location_id, month_on, product_id, variant_id, currency) do update
        set orders = cell.orders + excluded.orders, lines = cell.lines + excluded.lines, units = cell.units + excluded.units,
            net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor, gross_minor = cell.gross_minor + excluded.gross_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyMonthsSql = """
        delete from analytics.variant_months as cell
        using unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[]) as moved (location_id, month_on, product_id, variant_id)
        where cell.location_id = moved.location_id and cell.month_on = moved.month_on and cell.product_id = moved.product_id
            and cell.variant_id = moved.variant_id and cell.lines = 0 and cell.returned_units = 0
        """;

    private const string MoveCustomersSql = """
        insert into analytics.customer_days as cell (location_id, business_on, customer_id, currency, source, channel, orders, net_minor, gross_minor)
        select location_id, business_on, customer_id, currency, source, channel, orders, net, gross
        from unnest($1::uuid[], $2::date[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[])
            as moved (location_id, business_on, customer_id, currency, source, channel, orders, net, gross)
        on conflict (tenant_id, location_id, business_on, customer_id, currency, source, channel) do update
        set orders = cell.orders + excluded.orders, net_minor = cell.net_minor + excluded.net_minor, gross_minor = cell.gross_minor + excluded.gross_minor
        """;

    private const string ForgetEmptyCustomersSql = """
        delete from analytics.customer_days as cell
        using unnest($1::uuid[], $2::date[], $3::uuid[]) as moved (location_id, business_on, customer_id)
        where cell.location_id = moved.location_id and cell.business_on = moved.business_on and cell.customer_id = moved.customer_id and cell.orders = 0
        """;

    /// <summary>An order that is cancelled may have been the first.</summary>
    private const string FirstDaysSql = """
        insert into analytics.customers as known (id, first_on)
        select touched.id, first.business_on
        from unnest($1::uuid[]) as touched (id)
        cross join lateral (
            select day.business_on from analytics.customer_days as day where day.customer_id = touched.id order by day.business_on limit 1
        ) as first
        on conflict (tenant_id, id) do update set first_on = excluded.first_on where known.first_on <> excluded.first_on
        """;

    private const string ForgetCustomersSql = """
        delete from analytics.customers as known
        where known.id = any($1) and not exists (select from analytics.customer_days as day where day.customer_id = known.id)
        """;

    private readonly Cells<VariantDay> _days = new(9);
    private readonly Cells<VariantDay> _months = new(9);
    private readonly Cells<CustomerDay> _customers = new(3);

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

    /// <summary>Goods came back: it counts on the day on which they did.</summary>
    /// <param name="sign">-1: it no longer counts.</param>
    public void Return(PlacedOrder order, IReadOnlyList<ReturnedGoods> goods, DateOnly day, int sign)
    {
        foreach (var back in goods)
            Add(order, day, back.Line, sign, 0, 0, 0, 0, 0, 0, back.Units, back.Net, back.Gross);
    }

    public void Enqueue(Tx tx)
    {
        _days.Enqueue(tx, MoveDaysSql, Columns, ForgetEmptyDaysSql, place: 4);
        _months.Enqueue(tx, MoveMonthsSql, Columns, ForgetEmptyMonthsSql, place: 4);
        _customers.Enqueue(
            tx, MoveCustomersSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Customer),
                Array.ConvertAll(keys, key => key.Currency), Array.ConvertAll(keys, key => key.Source), Array.ConvertAll(keys, key => key.Channel),
            ],
            ForgetEmptyCustomersSql, place: 3);
        Guid[] touched = [.. _customers.Keys.Select(key => key.Customer).Distinct().Order()];
        if (touched.Length == 0)
            return;
        tx.Enqueue(new(FirstDaysSql, (object)touched));
        tx.Enqueue(new(ForgetCustomersSql, (object)touched));
    }

    private void Count(PlacedOrder order, int sign)
    {
        var products = new HashSet<Id<Product>>();
        foreach (var line in order.Lines)
            Add(
                order, order.BusinessOn, line, sign, line.ProductId is { } product && products.Add(product) ? 1 : 0, 1, line.Quantity, line.Net.Amount, line.Tax.Amount,
                line.Gross.Amount, 0, 0, 0);
        if (order.CustomerId is { } customer)
            _customers.Add(
                new(order.LocationId.Value, order.BusinessOn, customer.Value, order.Currency, order.Source, order.Channel), sign, 1, order.Net, order.Gross);
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
