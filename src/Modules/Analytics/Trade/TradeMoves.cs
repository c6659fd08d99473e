using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Analytics.Trade;

/// <summary>By how much a stretch of the log moves what was sold, taken and given back: each table is written by one statement.</summary>
internal sealed class TradeMoves
{
    private const string MoveHoursSql = """
        insert into analytics.trade_hours as cell
            (location_id, business_on, hour_at, currency, source, channel, hour_of_day, orders, completed, cancelled, units, net_minor, tax_minor,
            gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
        select location_id, business_on, hour_at, currency, source, channel, hour_of_day, orders, completed, cancelled, units, net, tax, gross, discount,
            refunds, refunded, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::int[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[],
            $20::bigint[])
            as moved (location_id, business_on, hour_at, currency, source, channel, hour_of_day, orders, completed, cancelled, units, net, tax, gross,
            discount, refunds, refunded, returned_units, returned_net, returned_gross)
        on conflict (tenant_id, location_id, business_on, hour_at, currency, source, channel) do update
        set orders = cell.orders + excluded.orders, completed = cell.completed + excluded.completed, cancelled = cell.cancelled + excluded.cancelled,
            units = cell.units + excluded.units, net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor,
            gross_minor = cell.gross_minor + excluded.gross_minor, discount_minor = cell.discount_minor + excluded.discount_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyHoursSql = """
        delete from analytics.trade_hours as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, business_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.trade_hours as cell
                where cell.location_id = moved.location_id and cell.business_on = moved.business_on and cell.orders = 0 and cell.cancelled = 0
                    and cell.refunds = 0 and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MoveDaysSql = """
        insert into analytics.trade_days as cell
            (location_id, business_on, currency, source, channel, staff, orders, completed, cancelled, units, net_minor, tax_minor, gross_minor,
            discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
        select location_id, business_on, currency, source, channel, staff, orders, completed, cancelled, units, net, tax, gross, discount, refunds,
            refunded, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[])
            as moved (location_id, business_on, currency, source, channel, staff, orders, completed, cancelled, units, net, tax, gross, discount,
            refunds, refunded, returned_units, returned_net, returned_gross)
        on conflict (tenant_id, location_id, business_on, currency, source, channel, staff) do update
        set orders = cell.orders + excluded.orders, completed = cell.completed + excluded.completed, cancelled = cell.cancelled + excluded.cancelled,
            units = cell.units + excluded.units, net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor,
            gross_minor = cell.gross_minor + excluded.gross_minor, discount_minor = cell.discount_minor + excluded.discount_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyDaysSql = """
        delete from analytics.trade_days as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, business_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.trade_days as cell
                where cell.location_id = moved.location_id and cell.business_on = moved.business_on and cell.orders = 0 and cell.cancelled = 0
                    and cell.refunds = 0 and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MovePaymentsSql = """
        insert into analytics.payment_days as cell
            (location_id, business_on, currency, method, payments, captured_minor, refunds, refunded_minor, tips_minor)
        select location_id, business_on, currency, method, payments, captured, refunds, refunded, tips
        from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
            as moved (location_id, business_on, currency, method, payments, captured, refunds, refunded, tips)
        on conflict (tenant_id, location_id, business_on, currency, method) do update
        set payments = cell.payments + excluded.payments, captured_minor = cell.captured_minor + excluded.captured_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            tips_minor = cell.tips_minor + excluded.tips_minor
        """;

    private const string MoveStatesSql = """
        insert into analytics.order_states as state (location_id, status, orders)
        select location_id, status, orders from unnest($1::uuid[], $2::text[], $3::bigint[]) as moved (location_id, status, orders)
        on conflict (tenant_id, location_id, status) do update set orders = state.orders + excluded.orders
        """;

    private const string ForgetEmptyStatesSql = """
        delete from analytics.order_states as state
        using (
            select empty.place
            from unnest($1::uuid[], $2::text[]) as moved (location_id, status)
            cross join lateral (
                select state.ctid as place
                from analytics.order_states as state
                where state.location_id = moved.location_id and state.status = moved.status and state.orders = 0
                offset 0
            ) as empty
        ) as gone
        where state.ctid = gone.place
        """;

    private readonly Cells<TradeHour> _hours = new(13);
    private readonly Cells<TradeDay> _days = new(13);
    private readonly Cells<PaymentDay> _payments = new(5);
    private readonly Cells<(Guid Location, string Status)> _states = new(1);
    private readonly MonthMoves _months = new();
    private readonly GoodsMoves _goods = new();

    /// <summary>An order is no longer what it was but what it is.</summary>
    public void Order(PlacedOrder? was, PlacedOrder now)
    {
        if (was is not null)
            Count(was, -1);
        Count(now, 1);
        _goods.Order(was, now);
        // What nobody bought, as it turned out, did not come back either.
        if (was is not null && was.IsCounted != now.IsCounted)
            foreach (var back in now.Returns)
                Return(now, back, now.IsCounted ? 1 : -1);
    }

    /// <summary>What its goods had cost is no longer what it was.</summary>
    public void Cost(PlacedOrder was, PlacedOrder now) => _goods.Cost(was, now);

    /// <summary>Goods came back: it counts where and when they did.</summary>
    /// <param name="sign">-1: it no longer counts.</param>
    public void Return(PlacedOrder order, GoodsBack back, int sign)
    {
        var (units, net, gross) = (back.Goods.Sum(of => of.Units), back.Goods.Sum(of => of.Net), back.Goods.Sum(of => of.Gross));
        Moment(order.LocationId.Value, order.Currency, order.Source, order.Channel, back.Happened, back.Clock, sign, 0, 0, units, net, gross);
        _goods.Return(order, back.Goods, back.Clock.DayOf(back.Happened.OccurredAt), sign);
    }

    /// <summary>Money was taken.</summary>
    public void Capture(PaymentCaptured captured, LoggedEvent happened, Clock clock) => _payments.Add(
        new(captured.LocationId.Value, clock.DayOf(happened.OccurredAt), captured.Amount.Currency.Code, captured.Method), 1, 1, captured.Amount.Amount, 0, 0,
        captured.Tip?.Amount ?? 0);

    /// <summary>Money that had been keyed in wrongly: it no longer counts where it was taken.</summary>
    public void Reverse(PaymentReversed reversed, Clock clock) => _payments.Add(
        new(reversed.LocationId.Value, clock.DayOf(reversed.TakenAt), reversed.Amount.Currency.Code, reversed.Method), 1, -1, -reversed.Amount.Amount, 0, 0,
        -reversed.Tip?.Amount ?? 0);

    /// <summary>Money went back: it counts where and when it did.</summary>
    /// <param name="order">What it had been taken for; null while nothing was heard of it.</param>
    public void Refund(PaymentRefunded refund, PlacedOrder? order, LoggedEvent happened, Clock clock)
    {
        Moment(
            refund.LocationId.Value, refund.Amount.Currency.Code, order?.Source ?? "", order?.Channel ?? "", happened, clock, 1, 1, refund.Amount.Amount, 0, 0, 0);
        _payments.Add(
            new(refund.LocationId.Value, clock.DayOf(happened.OccurredAt), refund.Amount.Currency.Code, refund.Method), 1, 0, 0, 1, refund.Amount.Amount,
            -refund.Tip?.Amount ?? 0);
    }

    public void Enqueue(Tx tx)
    {
        _hours.Enqueue(
            tx, MoveHoursSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.HourAt),
                Array.ConvertAll(keys, key => key.Currency), Array.ConvertAll(keys, key => key.Source), Array.ConvertAll(keys, key => key.Channel),
                Array.ConvertAll(keys, key => key.HourOfDay),
            ],
            ForgetEmptyHoursSql);
        _days.Enqueue(
            tx, MoveDaysSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Currency),
                Array.ConvertAll(keys, key => key.Source), Array.ConvertAll(keys, key => key.Channel), Array.ConvertAll(keys, key => key.Staff),
            ],
            ForgetEmptyDaysSql);
        _payments.Enqueue(
            tx, MovePaymentsSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Currency),
                Array.ConvertAll(keys, key => key.Method),
            ]);
        _months.Enqueue(tx);
        _states.Enqueue(
            tx, MoveStatesSql, keys => [Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Status)], ForgetEmptyStatesSql);
        _goods.Enqueue(tx);
    }

    private void Count(PlacedOrder order, int sign)
    {
        var figures = order.Figures;
        ReadOnlySpan<long> numbers =
        [
            figures.Orders, figures.Completed, figures.Cancelled, figures.Units, figures.Net, figures.Tax, figures.Gross,
            order.IsCounted ? order.Discount : 0, 0, 0, 0, 0, 0,
        ];
        var location = order.LocationId.Value;
        Add(
            new(location, order.BusinessOn, order.HourAt, order.Currency, order.Source, order.Channel, order.HourOfDay),
            new(location, order.BusinessOn, order.Currency, order.Source, order.Channel, order.Staff), sign, numbers);
        _states.Add((location, order.Stands), sign, 1);
    }

    private void Moment(
        Guid location, string currency, string source, string channel, LoggedEvent happened, Clock clock, int sign, long refunds, long refunded, long units,
        long net, long gross)
    {
        var (day, hour) = (clock.DayOf(happened.OccurredAt), clock.HourOf(happened.OccurredAt));
        ReadOnlySpan<long> numbers = [0, 0, 0, 0, 0, 0, 0, 0, refunds, refunded, units, net, gross];
        Add(
            new(location, day, hour, currency, source, channel, clock.HourOfDay(hour)),
            new(location, day, currency, source, channel, PlacedOrder.StaffOf(happened)), sign, numbers);
    }

    private void Add(TradeHour hour, TradeDay day, int sign, ReadOnlySpan<long> numbers)
    {
        _hours.Add(hour, sign, numbers);
        _days.Add(day, sign, numbers);
        _months.Add(hour, sign, numbers);
        _months.Add(day, sign, numbers);
    }
}
