using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>By how much a stretch of the log moves the figures: each table is written by one statement, however many events there were.</summary>
internal sealed class SalesMoves
{
    private const string MoveHoursSql = """
        insert into analytics.sales_hours as hour
            (location_id, business_on, hour_at, currency, orders, completed, cancelled, units, net_minor, tax_minor, gross_minor, refunds, refunded_minor)
        select location_id, business_on, hour_at, currency, orders, completed, cancelled, units, net, tax, gross, refunds, refunded
        from unnest(
            $1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[])
            as moved (location_id, business_on, hour_at, currency, orders, completed, cancelled, units, net, tax, gross, refunds, refunded)
        on conflict (tenant_id, location_id, business_on, hour_at, currency) do update
        set orders = hour.orders + excluded.orders, completed = hour.completed + excluded.completed, cancelled = hour.cancelled + excluded.cancelled,
            units = hour.units + excluded.units, net_minor = hour.net_minor + excluded.net_minor, tax_minor = hour.tax_minor + excluded.tax_minor,
            gross_minor = hour.gross_minor + excluded.gross_minor, refunds = hour.refunds + excluded.refunds,
            refunded_minor = hour.refunded_minor + excluded.refunded_minor
        """;

    private const string ForgetEmptyHoursSql = """
        delete from analytics.sales_hours as hour
        using unnest($1::uuid[], $2::date[], $3::timestamptz[]) as moved (location_id, business_on, hour_at)
        where hour.location_id = moved.location_id and hour.business_on = moved.business_on and hour.hour_at = moved.hour_at
            and hour.orders = 0 and hour.completed = 0 and hour.cancelled = 0 and hour.refunds = 0
        """;

    private const string MoveProductsSql = """
        insert into analytics.product_days as day (location_id, business_on, product_id, currency, orders, units, net_minor, tax_minor, gross_minor)
        select location_id, business_on, product_id, currency, orders, units, net, tax, gross
        from unnest($1::uuid[], $2::date[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
            as moved (location_id, business_on, product_id, currency, orders, units, net, tax, gross)
        on conflict (tenant_id, location_id, business_on, product_id, currency) do update
        set orders = day.orders + excluded.orders, units = day.units + excluded.units, net_minor = day.net_minor + excluded.net_minor,
            tax_minor = day.tax_minor + excluded.tax_minor, gross_minor = day.gross_minor + excluded.gross_minor
        """;

    private const string ForgetEmptyProductsSql = """
        delete from analytics.product_days as day
        using unnest($1::uuid[], $2::date[], $3::uuid[]) as moved (location_id, business_on, product_id)
        where day.location_id = moved.location_id and day.business_on = moved.business_on and day.product_id = moved.product_id and day.orders = 0
        """;

    private const string MoveStatesSql = """
        insert into analytics.order_states as state (location_id, status, orders)
        select location_id, status, orders from unnest($1::uuid[], $2::text[], $3::bigint[]) as moved (location_id, status, orders)
        on conflict (tenant_id, location_id, status) do update set orders = state.orders + excluded.orders
        """;

    private const string ForgetEmptyStatesSql = "delete from analytics.order_states where location_id = any($1) and orders = 0";

    private readonly record struct HourKey(Guid Location, DateOnly Day, DateTimeOffset HourAt, string Currency);

    private readonly record struct ProductKey(Guid Location, DateOnly Day, Guid Product, string Currency);

    private readonly Dictionary<HourKey, HourFigures> _hours = [];
    private readonly Dictionary<ProductKey, ProductFigures> _products = [];
    private readonly Dictionary<(Guid Location, string Status), long> _states = [];

    /// <summary>An order is no longer what it was but what it is.</summary>
    public void Order(PlacedOrder? was, PlacedOrder now)
    {
        if (was is not null)
            Count(was.LocationId.Value, was.Stands, -1);
        Count(now.LocationId.Value, now.Stands, 1);

        var key = new HourKey(now.LocationId.Value, now.BusinessOn, now.HourAt, now.Currency);
        var moved = now.Figures - (was?.Figures ?? default);
        if (moved != default)
            _hours[key] = _hours.GetValueOrDefault(key) + moved;

        if (was is not null && was.IsCounted == now.IsCounted && ReferenceEquals(was.Lines, now.Lines))
            return;
        if (was is { IsCounted: true })
            Products(was, -1);
        if (now.IsCounted)
            Products(now, 1);
    }

    /// <summary>Money went back: it counts where and when it did.</summary>
    public void Refund(PaymentRefunded refund, LoggedEvent happened, Clock clock)
    {
        var key = new HourKey(
            refund.LocationId.Value, clock.DayOf(happened.OccurredAt), clock.HourOf(happened.OccurredAt), refund.Amount.Currency.Code);
        _hours[key] = _hours.GetValueOrDefault(key) + new HourFigures { Refunds = 1, Refunded = refund.Amount.Amount };
    }

    public void Enqueue(Tx tx)
    {
        if (_hours.Count > 0)
            EnqueueHours(tx, [.. _hours.OrderBy(hour => hour.Key.HourAt).ThenBy(hour => hour.Key.Location)]);
        if (_products.Count > 0)
            EnqueueProducts(tx, [.. _products.OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Product)]);
        if (_states.Values.Any(orders => orders != 0))
            EnqueueStates(tx, [.. _states.Where(state => state.Value != 0)]);
    }

    private void Count(Guid location, string status, int sign) => _states[(location, status)] = _states.GetValueOrDefault((location, status)) + sign;

    private void Products(PlacedOrder order, int sign)
    {
        foreach (var sold in order.Products)
        {
            var key = new ProductKey(order.LocationId.Value, order.BusinessOn, sold.ProductId.Value, order.Currency);
            _products[key] = _products.GetValueOrDefault(key) + ProductFigures.Of(sold, sign);
        }
    }

    private static void EnqueueHours(Tx tx, KeyValuePair<HourKey, HourFigures>[] hours)
    {
        T[] Column<T>(Func<HourKey, HourFigures, T> value) => Array.ConvertAll(hours, hour => value(hour.Key, hour.Value));
        tx.Enqueue(new(
            MoveHoursSql, Column((key, _) => key.Location), Column((key, _) => key.Day), Column((key, _) => key.HourAt), Column((key, _) => key.Currency),
            Column((_, moved) => moved.Orders), Column((_, moved) => moved.Completed), Column((_, moved) => moved.Cancelled), Column((_, moved) => moved.Units),
            Column((_, moved) => moved.Net), Column((_, moved) => moved.Tax), Column((_, moved) => moved.Gross), Column((_, moved) => moved.Refunds),
            Column((_, moved) => moved.Refunded)));
        var less = Array.FindAll(hours, hour => hour.Value.TakesAway);
        if (less.Length > 0)
            tx.Enqueue(new(
                ForgetEmptyHoursSql, Array.ConvertAll(less, hour => hour.Key.Location), Array.ConvertAll(less, hour => hour.Key.Day),
                Array.ConvertAll(less, hour => hour.Key.HourAt)));
    }

    private static void EnqueueProducts(Tx tx, KeyValuePair<ProductKey, ProductFigures>[] days)
    {
        T[] Column<T>(Func<ProductKey, ProductFigures, T> value) => Array.ConvertAll(days, day => value(day.Key, day.Value));
        tx.Enqueue(new(
            MoveProductsSql, Column((key, _) => key.Location), Column((key, _) => key.Day), Column((key, _) => key.Product), Column((key, _) => key.Currency),
            Column((_, moved) => moved.Orders), Column((_, moved) => moved.Units), Column((_, moved) => moved.Net), Column((_, moved) => moved.Tax),
            Column((_, moved) => moved.Gross)));
        var less = Array.FindAll(days, day => day.Value.Orders <= 0);
        if (less.Length > 0)
            tx.Enqueue(new(
                ForgetEmptyProductsSql, Array.ConvertAll(less, day => day.Key.Location), Array.ConvertAll(less, day => day.Key.Day),
                Array.ConvertAll(less, day => day.Key.Product)));
    }

    private static void EnqueueStates(Tx tx, KeyValuePair<(Guid Location, string Status), long>[] states)
    {
        tx.Enqueue(new(
            MoveStatesSql, Array.ConvertAll(states, state => state.Key.Location), Array.ConvertAll(states, state => state.Key.Status),
            Array.ConvertAll(states, state => state.Value)));
        if (Array.Exists(states, state => state.Value < 0))
            tx.Enqueue(new(ForgetEmptyStatesSql, (object)states.Select(state => state.Key.Location).Distinct().ToArray()));
    }
}
