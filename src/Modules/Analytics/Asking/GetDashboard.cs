using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Asking;

/// <summary>How the business is going in a period. Every part is the answer to a question that <c>POST /analytics/query</c> takes as well.</summary>
/// <param name="AsOf">Everything that was written down before this moment is counted.</param>
/// <param name="Periods">Which days were counted.</param>
/// <param name="Sales">The period as a whole, one row for each currency, with what it is compared with.</param>
/// <param name="Trend">The same sales over time: by hour for a day, by day up to a quarter, by month beyond it.</param>
/// <param name="PeakHours">The ten busiest hours of the week, by orders.</param>
/// <param name="TopProducts">The ten products that brought in most.</param>
/// <param name="Channels">Sales by channel.</param>
/// <param name="Payments">Money by the way it was paid.</param>
/// <param name="SlowProducts">At most ten products on the shelf of which fewest were sold in the period.</param>
/// <param name="StockAtRisk">At most twenty items that are out, low, or last for less than a week.</param>
public sealed record DashboardView(
    DateTimeOffset AsOf, IReadOnlyList<FigurePeriodView> Periods, FigureAnswerView Sales, FigureAnswerView Trend, FigureAnswerView PeakHours,
    FigureAnswerView TopProducts, FigureAnswerView Channels, FigureAnswerView Payments, IReadOnlyList<SlowProductView> SlowProducts,
    IReadOnlyList<StockAtRiskView> StockAtRisk);

/// <param name="Name">As it is called now.</param>
/// <param name="Units">Sold in the period.</param>
/// <param name="OnHand">Units on hand now.</param>
/// <param name="Value">What they are worth by the catalogue's price.</param>
public sealed record SlowProductView(Id<Product> ProductId, string? Name, long Units, long OnHand, Money Value);

/// <param name="OnHand">Units on hand now; below zero for what was oversold.</param>
/// <param name="LowAt">Units at which it counts as low; null: never.</param>
/// <param name="Units">Sold in the last thirty business days.</param>
/// <param name="DaysOfCover">How many days it lasts if it goes as it went, one decimal, half up; null when nothing went.</param>
public sealed record StockAtRiskView(
    Id<Variant> VariantId, Id<Product> ProductId, string Name, string? Sku, Id<Location> LocationId, long OnHand, long? LowAt, long Units, decimal? DaysOfCover);

/// <summary>The overview of a period.</summary>
public static class GetDashboard
{
    private const int DaysOfHistory = 30;

    private const string SlowProductsSql = """
        with shelf as (
            select variant.product_id, sum(item.on_hand) as on_hand, sum(item.on_hand * variant.price_minor) as value_minor, variant.currency
            from analytics.stock as item
            join analytics.variants as variant on variant.id = item.variant_id
            where item.location_id = any($1::uuid[]) and item.on_hand > 0 and variant.is_active
            group by variant.product_id, variant.currency
        ), sold as (
            select cell.product_id, sum(cell.units) as units
            from (
                select month.product_id, case when wanted.less then -day.units else day.units end as units
                from unnest($2::uuid[], $3::date[], $4::date[], $8::bool[], $9::date[]) as wanted (location_id, from_on, to_on, less, month_on)
                join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.month_on and wanted.to_on
                cross join lateral (
                    select sum(units) as units
                    from unnest(month.day_units[
                        width_bucket(wanted.from_on - month.month_on, month.days) + 1:width_bucket(wanted.to_on - month.month_on + 1, month.days)]) as units
                ) as day
                union all
                select month.product_id, case when wanted.less then -month.units else month.units end
                from unnest($5::uuid[], $6::date[], $7::date[], $10::bool[]) as wanted (location_id, from_on, to_on, less)
                join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
                union all
                select year.product_id, year.units
                from unnest($11::uuid[], $12::date[], $13::date[]) as wanted (location_id, from_on, to_on)
                join analytics.variant_years as year on year.location_id = wanted.location_id and year.year_on between wanted.from_on and wanted.to_on
            ) as cell
            group by 1
        )
        select shelf.product_id, product.name, coalesce(sold.units, 0)::bigint as units, shelf.on_hand::bigint as on_hand,
            shelf.value_minor::bigint as value_minor, shelf.currency
        from shelf
        left join sold on sold.product_id = shelf.product_id
        left join analytics.products as product on product.id = shelf.product_id
        order by 3, shelf.value_minor desc, shelf.product_id
        limit 10
        """;

    private const string StockAtRiskSql = """
        with sold as (
            select cell.location_id, cell.variant_id, sum(cell.units) as units
            from (
                select month.location_id, month.variant_id, case when wanted.less then -day.units else day.units end as units
                from unnest($3::uuid[], $4::date[], $5::date[], $6::bool[], $10::date[]) as wanted (location_id, from_on, to_on, less, month_on)
                join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.month_on and wanted.to_on
                cross join lateral (
                    select sum(units) as units
                    from unnest(month.day_units[
                        width_bucket(wanted.from_on - month.month_on, month.days) + 1:width_bucket(wanted.to_on - month.month_on + 1, month.days)]) as units
                ) as day
                union all
                select month.location_id, month.variant_id, month.units
                from unnest($7::uuid[], $8::date[], $9::date[]) as wanted (location_id, from_on, to_on)
                join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
            ) as cell
            group by 1, 2
        )
        select item.variant_id, variant.product_id, variant.name, variant.sku, item.location_id, item.on_hand, item.low_at,
            coalesce(sold.units, 0)::bigint as units,
            case when sold.units > 0 then round(greatest(item.on_hand, 0) * $2::numeric / sold.units, 1) end as days_of_cover
        from analytics.stock as item
        join analytics.variants as variant on variant.id = item.variant_id
        left join sold on sold.location_id = item.location_id and sold.variant_id = item.variant_id
        where item.location_id = any($1::uuid[]) and variant.is_active
            and (item.on_hand <= 0 or item.on_hand <= item.low_at or item.on_hand * $2::int < sold.units * 7)
        order by days_of_cover nulls last, 8 desc, item.variant_id, item.location_id
        limit 20
        """;

    /// <summary>Of the locations at which the caller may see figures, or of one of them.</summary>
    /// <param name="period">A preset such as <c>this_month</c>, or <c>custom</c> with <paramref name="from"/> and <paramref name="to"/>.</param>
    /// <param name="from">The first business day.</param>
    /// <param name="to">The last one.</param>
    /// <param name="compareTo">As of a question; <c>previous_period</c> when nothing is said.</param>
    /// <param name="location">Only this one; 404 for one that does not exist or that the caller may not see.</param>
    public static async Task<DashboardView> Handle(
        Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct, string period = "today", DateOnly? from = null,
        DateOnly? to = null, [FromQuery(Name = "compare_to")] string? compareTo = null,
        [FromQuery(Name = "location_id")] Id<Location>? location = null)
    {
        var asked = new FigurePeriodRequest(period, from, to);
        IReadOnlyList<FigureFilterRequest>? only = location is { } one ? [new("location", [one.ToString()])] : null;
        FigureQueryRequest Question(string[] measures, string[] dimensions, int limit, bool compares = true, string? by = null) => new(
            measures, asked, dimensions, only, compares ? compareTo ?? Periods.PreviousPeriod : null, by is null ? null : [new(by, Descending: true)], limit);
        var understood = await Questions.Understand(
            [
                Question(
                    ["orders", "gross", "net", "tax", "units", "average_order_value", "discounts", "refunded", "customers", "new_customers"], [], 100),
                Question(["orders", "net", "gross"], [TrendOf(asked)], 5000),
                Question(["orders", "net"], ["weekday", "hour_of_day"], 10, compares: false, by: "orders"),
                Question(["net", "units"], ["product"], 10),
                Question(["net", "orders"], ["channel"], 20),
                Question(["captured", "refunded", "payments"], ["payment_method"], 20),
            ],
            Sight.Of(principal), db, locations, clock, ct);
        var (telling, shelf) = (Questions.Answer(understood, db, ct), Goods(understood.Calendars[0], location, principal, db, locations, ct));
        await Task.WhenAll(telling, shelf);
        var (answers, (slow, risky)) = (await telling, await shelf);
        return new(answers[0].AsOf, answers[0].Periods, answers[0], answers[1], answers[2], answers[3], answers[4], answers[5], slow, risky);
    }

    private static async Task<(List<SlowProductView>, List<StockAtRiskView>)> Goods(
        Calendars calendars, Id<Location>? location, Principal principal, TenantDb db, ILocations locations, CancellationToken ct)
    {
        var places = (await db.Query<LocationFacts>(locations.Active(principal.LocationsFor(Questions.Permission)), ct))
            .FindAll(place => location is null || place.LocationId == location);
        var ids = places.Select(place => place.LocationId.Value).ToArray();
        // Where the locations' days differ, the widest will do: this is about what hardly goes at all.
        var (from, to) = (calendars.Places.Min(days => (DateOnly?)days.Days.From) ?? default, calendars.Places.Max(days => (DateOnly?)days.Days.To) ?? default);
        Selection Of(Func<LocationFacts, DateOnly> first, Func<LocationFacts, DateOnly> last) => new(
            ids, new int[ids.Length], [.. places.Select(first)], [.. places.Select(last)], true, new HashSet<string>(), new Dictionary<string, Array>())
        {
            Latest = calendars.Latest,
        };
        var (days, months, years) = Spans.WithYears(Of(_ => from, _ => to), byMonth: true);
        var (lately, lastMonths) = Spans.Of(Of(place => place.BusinessDay(calendars.Now).AddDays(1 - DaysOfHistory), place => place.BusinessDay(calendars.Now)));
        return await db.Read(
            [
                Freshness.ForSums,
                new(
                    SlowProductsSql, ids, days.Locations, days.From, days.To, months.Locations, months.From, months.To, days.Less, days.Months, months.Less,
                    years.Locations, years.From, years.To),
                new(
                    StockAtRiskSql, ids, DaysOfHistory, lately.Locations, lately.From, lately.To, lately.Less, lastMonths.Locations, lastMonths.From,
                    lastMonths.To, lately.Months),
            ],
            async results =>
            {
                await results.First<string>();
                return (await results.List<SlowProductView>(), await results.List<StockAtRiskView>());
            },
            ct);
    }

    private static string TrendOf(FigurePeriodRequest period) => period switch
    {
        { Preset: "today" or "yesterday" } => "hour",
        { Preset: Periods.AllTime or "last_365_days" or "last_year" or "this_year" or "year_to_date" } => "month",
        { From: { } from, To: { } to } when from == to => "hour",
        { From: { } from, To: { } to } when to.DayNumber - from.DayNumber > 92 => "month",
        _ => "day",
    };
}
