using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>How the day is going, against the same weekday a week before.</summary>
public static class GetToday
{
    private static readonly string[] Open = ["pending", "confirmed", "preparing", "ready", "in_delivery"];

    private const string HoursSql = """
        select hour.location_id, hour.business_on, hour.hour_at, sum(hour.orders)::bigint as orders, sum(hour.completed)::bigint as completed,
            sum(hour.cancelled)::bigint as cancelled, sum(hour.units)::bigint as units, sum(hour.net_minor)::bigint as net_minor,
            sum(hour.tax_minor)::bigint as tax_minor, sum(hour.gross_minor)::bigint as gross_minor, sum(hour.refunds)::bigint as refunds,
            sum(hour.refunded_minor)::bigint as refunded_minor
        from unnest($1::uuid[], $2::date[], $3::text[]) as wanted (location_id, business_on, currency)
        join analytics.trade_hours as hour on hour.location_id = wanted.location_id and hour.business_on = wanted.business_on and hour.currency = wanted.currency
        group by hour.location_id, hour.business_on, hour.hour_at
        order by hour.location_id, hour.hour_at
        """;

    private const string TopProductsSql = """
        select top.location_id, top.product_id, product.name, top.orders, top.units, top.net_minor, top.gross_minor, top.currency
        from unnest($1::uuid[], $2::date[], $3::text[], $4::date[]) as wanted (location_id, business_on, currency, month_on)
        cross join lateral (
            select day.location_id, day.product_id, sum(day.orders)::bigint as orders, sum(day.units)::bigint as units,
                sum(day.net_minor)::bigint as net_minor, sum(day.gross_minor)::bigint as gross_minor, day.currency
            from analytics.variant_days as day
            where day.location_id = wanted.location_id and day.month_on = wanted.month_on and day.business_on = wanted.business_on
                and day.currency = wanted.currency
            group by day.location_id, day.product_id, day.currency
            having sum(day.orders) > 0
            order by sum(day.net_minor) desc, day.product_id
            limit 10
        ) as top
        left join analytics.products as product on product.id = top.product_id
        order by top.location_id, top.net_minor desc, top.product_id
        """;

    private const string StatesSql = "select location_id, status, orders from analytics.order_states where location_id = any($1) and status = any($2)";

    private sealed record TopProduct(Id<Location> LocationId, Id<Product> ProductId, string? Name, long Orders, long Units, Money Net, Money Gross);

    private sealed record OrdersOfStatus(Id<Location> LocationId, string Status, long Orders);

    private sealed record Read(
        Counted Counted, ILookup<(Id<Location>, DateOnly), SalesHour> Hours, ILookup<Id<Location>, TopProduct> Products,
        ILookup<Id<Location>, OrdersOfStatus> States, Dictionary<Id<Location>, PlacedSum> LastHour);

    /// <summary>Of one location, or of all active ones at which the caller may see figures.</summary>
    /// <param name="location">Only this one; 404 for one that does not exist or that the caller may not see.</param>
    public static async Task<TodayView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock,
        CancellationToken ct)
    {
        if (location is { } one && !principal.Can("analytics:read", one))
            throw AccessRefusals.NotFound.AsException();
        var places = await db.Query<LocationFacts>(
            location is { } asked ? locations.Facts(asked) : locations.Active(principal.LocationsFor("analytics:read")), ct);
        if (location is not null && places.Count == 0)
            throw AccessRefusals.NotFound.AsException();

        var now = clock.GetUtcNow();
        DaysAsked[] days = [.. places.Select(place => new DaysAsked(place, now))];
        var read = await Figures(days, db, placed, ct);
        var shown = Array.ConvertAll(days, day => (Day: day, So: SoFar(day, read)));
        return new(read.Counted.AsOf, read.Counted.IsCurrent, Totals(shown, read), [.. shown.Select(of => View(of.Day, of.So, read))]);
    }

    private static Task<Read> Figures(DaysAsked[] days, TenantDb db, IPlacedOrders placed, CancellationToken ct)
    {
        var wanted = days.SelectMany(day => new[] { (day, day.Today), (day, day.Yesterday), (day, day.LastWeek) }).ToArray();
        var ids = Array.ConvertAll(days, day => day.Location.LocationId);
        return db.Read(
            [
                Freshness.Of(Trade.TradeFigures.ProjectionName),
                new(
                    HoursSql, Array.ConvertAll(wanted, of => of.Item1.Location.LocationId), Array.ConvertAll(wanted, of => of.Item2),
                    Array.ConvertAll(wanted, of => of.Item1.Location.Currency.Code)),
                new(
                    TopProductsSql, ids, Array.ConvertAll(days, day => day.Today), Array.ConvertAll(days, day => day.Location.Currency.Code),
                    Array.ConvertAll(days, day => new DateOnly(day.Today.Year, day.Today.Month, 1))),
                new(StatesSql, ids, Open),
                placed.Between(ids, Array.ConvertAll(days, day => day.LastWeekRest), Array.ConvertAll(days, day => day.LastWeekUntil)),
            ],
            async results => new Read(
                (await results.First<Counted>())!,
                (await results.List<SalesHour>()).ToLookup(hour => (hour.LocationId, hour.BusinessOn)),
                (await results.List<TopProduct>()).ToLookup(product => product.LocationId),
                (await results.List<OrdersOfStatus>()).ToLookup(state => state.LocationId),
                (await results.List<PlacedSum>()).ToDictionary(sum => sum.LocationId)),
            ct);
    }

    private static HourFigures SoFar(DaysAsked day, Read read) => DayFigures.SoFar(
        read.Hours[(day.Location.LocationId, day.LastWeek)], day.LastWeekHour, read.LastHour.GetValueOrDefault(day.Location.LocationId));

    private static LocationTodayView View(DaysAsked day, HourFigures soFar, Read read)
    {
        var (place, currency) = (day.Location, day.Location.Currency);
        var (today, lastWeek) = (read.Hours[(place.LocationId, day.Today)], read.Hours[(place.LocationId, day.LastWeek)]);
        var (start, end) = day.Interval;
        OrdersInStatusView[] open =
        [
            .. read.States[place.LocationId].OrderBy(state => Array.IndexOf(Open, state.Status)).Select(state => new OrdersInStatusView(state.Status, state.Orders)),
        ];
        return new(
            place.LocationId, place.Name, place.TimeZone, currency, day.Today, start, end, day.LastWeek, day.LastWeekUntil,
            DayFigures.View(DayFigures.Sum(today), currency), DayFigures.View(DayFigures.Sum(read.Hours[(place.LocationId, day.Yesterday)]), currency),
            DayFigures.SoFarView(soFar, currency), DayFigures.View(DayFigures.Sum(lastWeek), currency),
            open.Sum(state => state.Orders), open,
            DayFigures.Hours(day.Today, place, today, day.Now), DayFigures.Hours(day.LastWeek, place, lastWeek, DateTimeOffset.MaxValue),
            [.. read.Products[place.LocationId].Select(top => new ProductOfDayView(top.ProductId, top.Name, top.Orders, top.Units, top.Net, top.Gross))]);
    }

    private static IReadOnlyList<TodayTotalView> Totals((DaysAsked Day, HourFigures So)[] shown, Read read) =>
    [
        .. shown.GroupBy(of => of.Day.Location.Currency).OrderBy(of => of.Key.Code, StringComparer.Ordinal).Select(of =>
        {
            HourFigures Sum(Func<DaysAsked, DateOnly> day) =>
                DayFigures.Sum(of.SelectMany(one => read.Hours[(one.Day.Location.LocationId, day(one.Day))]));
            return new TodayTotalView(
                of.Key, of.Count(), DayFigures.View(Sum(day => day.Today), of.Key),
                DayFigures.SoFarView(of.Aggregate(default(HourFigures), (sum, one) => sum + one.So), of.Key),
                DayFigures.View(Sum(day => day.LastWeek), of.Key),
                of.Sum(one => read.States[one.Day.Location.LocationId].Sum(state => state.Orders)));
        }),
    ];
}
