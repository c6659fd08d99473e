using Olympus.Kernel.Data;

namespace Olympus.Analytics.Trade;

/// <summary>By how much a stretch of the log moves what months and years hold: years are then few rows.</summary>
internal sealed class MonthMoves
{
    private const string MoveMonthsSql = """
        insert into analytics.trade_months as cell
            (location_id, month_on, currency, source, channel, staff, orders, completed, cancelled, units, net_minor, tax_minor, gross_minor,
            discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
        select location_id, month_on, currency, source, channel, staff, orders, completed, cancelled, units, net, tax, gross, discount, refunds,
            refunded, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[])
            as moved (location_id, month_on, currency, source, channel, staff, orders, completed, cancelled, units, net, tax, gross, discount,
            refunds, refunded, returned_units, returned_net, returned_gross)
        on conflict (tenant_id, location_id, month_on, currency, source, channel, staff) do update
        set orders = cell.orders + excluded.orders, completed = cell.completed + excluded.completed, cancelled = cell.cancelled + excluded.cancelled,
            units = cell.units + excluded.units, net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor,
            gross_minor = cell.gross_minor + excluded.gross_minor, discount_minor = cell.discount_minor + excluded.discount_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyMonthsSql = """
        delete from analytics.trade_months as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, month_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.trade_months as cell
                where cell.location_id = moved.location_id and cell.month_on = moved.month_on and cell.orders = 0 and cell.cancelled = 0 and cell.refunds = 0
                    and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MoveWeekHoursSql = """
        insert into analytics.trade_week_hours as cell
            (location_id, month_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net_minor, tax_minor,
            gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
        select location_id, month_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net, tax, gross, discount,
            refunds, refunded, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[],
            $20::bigint[])
            as moved (location_id, month_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net, tax, gross,
            discount, refunds, refunded, returned_units, returned_net, returned_gross)
        on conflict (tenant_id, location_id, month_on, weekday, hour_of_day, currency, source, channel) do update
        set orders = cell.orders + excluded.orders, completed = cell.completed + excluded.completed, cancelled = cell.cancelled + excluded.cancelled,
            units = cell.units + excluded.units, net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor,
            gross_minor = cell.gross_minor + excluded.gross_minor, discount_minor = cell.discount_minor + excluded.discount_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyWeekHoursSql = """
        delete from analytics.trade_week_hours as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, month_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.trade_week_hours as cell
                where cell.location_id = moved.location_id and cell.month_on = moved.month_on and cell.orders = 0 and cell.cancelled = 0 and cell.refunds = 0
                    and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private const string MoveYearHoursSql = """
        insert into analytics.trade_year_hours as cell
            (location_id, year_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net_minor, tax_minor,
            gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
        select location_id, year_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net, tax, gross, discount,
            refunds, refunded, returned_units, returned_net, returned_gross
        from unnest(
            $1::uuid[], $2::date[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[],
            $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[],
            $20::bigint[])
            as moved (location_id, year_on, weekday, hour_of_day, currency, source, channel, orders, completed, cancelled, units, net, tax, gross,
            discount, refunds, refunded, returned_units, returned_net, returned_gross)
        on conflict (tenant_id, location_id, year_on, weekday, hour_of_day, currency, source, channel) do update
        set orders = cell.orders + excluded.orders, completed = cell.completed + excluded.completed, cancelled = cell.cancelled + excluded.cancelled,
            units = cell.units + excluded.units, net_minor = cell.net_minor + excluded.net_minor, tax_minor = cell.tax_minor + excluded.tax_minor,
            gross_minor = cell.gross_minor + excluded.gross_minor, discount_minor = cell.discount_minor + excluded.discount_minor,
            refunds = cell.refunds + excluded.refunds, refunded_minor = cell.refunded_minor + excluded.refunded_minor,
            returned_units = cell.returned_units + excluded.returned_units,
            returned_net_minor = cell.returned_net_minor + excluded.returned_net_minor,
            returned_gross_minor = cell.returned_gross_minor + excluded.returned_gross_minor
        """;

    private const string ForgetEmptyYearHoursSql = """
        delete from analytics.trade_year_hours as cell
        using (
            select empty.place
            from unnest($1::uuid[], $2::date[]) as moved (location_id, year_on)
            cross join lateral (
                select cell.ctid as place
                from analytics.trade_year_hours as cell
                where cell.location_id = moved.location_id and cell.year_on = moved.year_on and cell.orders = 0 and cell.cancelled = 0 and cell.refunds = 0
                    and cell.returned_units = 0
                offset 0
            ) as empty
        ) as gone
        where cell.ctid = gone.place
        """;

    private readonly Cells<TradeDay> _months = new(13);
    private readonly Cells<TradeWeekHour> _weekHours = new(13);
    private readonly Cells<TradeWeekHour> _yearHours = new(13);

    public void Add(TradeHour hour, int sign, ReadOnlySpan<long> numbers)
    {
        var key = new TradeWeekHour(
            hour.Location, First(hour.Day), ((int)hour.Day.DayOfWeek + 6) % 7 + 1, hour.HourOfDay, hour.Currency, hour.Source, hour.Channel);
        _weekHours.Add(key, sign, numbers);
        _yearHours.Add(key with { Month = new(hour.Day.Year, 1, 1) }, sign, numbers);
    }

    public void Add(TradeDay day, int sign, ReadOnlySpan<long> numbers) => _months.Add(day with { Day = First(day.Day) }, sign, numbers);

    public void Enqueue(Tx tx)
    {
        _months.Enqueue(
            tx, MoveMonthsSql,
            keys =>
            [
                Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Day), Array.ConvertAll(keys, key => key.Currency),
                Array.ConvertAll(keys, key => key.Source), Array.ConvertAll(keys, key => key.Channel), Array.ConvertAll(keys, key => key.Staff),
            ],
            ForgetEmptyMonthsSql);
        _weekHours.Enqueue(tx, MoveWeekHoursSql, Columns, ForgetEmptyWeekHoursSql);
        _yearHours.Enqueue(tx, MoveYearHoursSql, Columns, ForgetEmptyYearHoursSql);
    }

    private static Array[] Columns(TradeWeekHour[] keys) =>
    [
        Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Month), Array.ConvertAll(keys, key => key.Weekday),
        Array.ConvertAll(keys, key => key.HourOfDay), Array.ConvertAll(keys, key => key.Currency), Array.ConvertAll(keys, key => key.Source),
        Array.ConvertAll(keys, key => key.Channel),
    ];

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);
}
