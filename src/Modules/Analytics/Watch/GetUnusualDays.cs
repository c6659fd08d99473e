using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Behaviour;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Watch;

/// <summary>Days that are not like the same weekdays before them.</summary>
/// <param name="To">The last day that is over.</param>
/// <param name="Judged">How many pairs of day and measure had enough weeks before them to be judged.</param>
/// <param name="Days">The newest first; within a day the farthest from usual first.</param>
public sealed record UnusualDaysView(
    DateTimeOffset AsOf, DateOnly From, DateOnly To, Currency Currency, long Judged, IReadOnlyList<UnusualDayView> Days);

/// <param name="Measure"><c>orders</c>, <c>units</c>, <c>net</c>, <c>average_order</c>, <c>cancelled</c> or <c>refunded</c>.</param>
/// <param name="Value">Amounts in minor units.</param>
/// <param name="Usual">The median of the same weekday in the eight weeks before.</param>
/// <param name="Score">By how many robust deviations it is away; below 0: less than usual.</param>
/// <param name="Severity"><c>low</c> from 3.5, <c>medium</c> from 5, <c>high</c> from 8.</param>
public sealed record UnusualDayView(DateOnly On, string Measure, double Value, double Usual, double Score, string Severity);

public static class GetUnusualDays
{
    private const string DaysSql = """
        select business_on, sum(orders)::bigint as orders, sum(units)::bigint as units, sum(net_minor)::bigint as net, sum(cancelled)::bigint as cancelled,
            sum(refunded_minor)::bigint as refunded
        from analytics.trade_days
        where business_on between $1 and $2 and currency = $3 and ($4::uuid[] is null or location_id = any($4))
        group by business_on
        """;

    private sealed record Day(DateOnly BusinessOn, long Orders, long Units, long Net, long Cancelled, long Refunded);

    private static readonly (string Name, Func<Day, double> Of)[] Measures =
    [
        ("orders", day => day.Orders), ("units", day => day.Units), ("net", day => day.Net),
        ("average_order", day => day.Orders == 0 ? 0 : (double)day.Net / day.Orders), ("cancelled", day => day.Cancelled), ("refunded", day => day.Refunded),
    ];

    /// <summary>Looks for days on which something was unusual. The day that runs is not looked at.</summary>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="currency">Needed where the places have several.</param>
    /// <param name="from">The first business day; 30 days unless told.</param>
    /// <param name="to">The last business day; yesterday at the latest.</param>
    /// <param name="severity">Only from this one on: <c>low</c>, <c>medium</c> or <c>high</c>.</param>
    public static async Task<UnusualDaysView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, string? severity, Principal principal,
        TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        if (severity is not (null or "low" or "medium" or "high"))
            throw ValidBodyExtensions.Invalid(new FieldError("/severity", "one_of", "One of low, medium, high.")).AsException();
        var least = severity is null ? Severity.Low : Enum.Parse<Severity>(severity, ignoreCase: true);
        var asked = await Asked.Of(location, currency, from, to, last => last.AddDays(-30), principal, db, locations, clock, ct);
        var last = asked.To < asked.Today ? asked.To : asked.Today.AddDays(-1);
        var (asOf, rows) = await db.Read(
            [
                Freshness.Of(Trade.TradeFigures.ProjectionName),
                new(DaysSql, asked.From.AddDays(-7 * Baseline.Weeks), last, asked.Currency, asked.Locations),
            ],
            async results => (await results.First<DateTimeOffset>(), await results.List<Day>()), ct);

        var (days, judged) = (new List<UnusualDayView>(), 0L);
        foreach (var (name, of) in Measures)
            foreach (var day in Baseline.Judge(Consecutive(rows, last, of), asked.From))
            {
                judged += day.Usual is null ? 0 : 1;
                if (day.Severity >= least)
                    days.Add(new(day.On, name, day.Value, day.Usual!.Value, day.Score!.Value, WireName.Of(day.Severity)));
            }

        return new(
            asOf, asked.From, last, asked.Currency, judged,
            [.. days.OrderByDescending(day => day.On).ThenByDescending(day => Math.Abs(day.Score)).ThenBy(day => day.Measure, StringComparer.Ordinal)]);
    }

    /// <summary>From the first day on which anything happened: before it there was no business, rather than one that sold nothing.</summary>
    private static List<(DateOnly On, double Value)> Consecutive(List<Day> rows, DateOnly last, Func<Day, double> of)
    {
        var byDay = rows.ToDictionary(day => day.BusinessOn);
        var (values, on) = (new List<(DateOnly, double)>(), rows.Count == 0 ? last.AddDays(1) : byDay.Keys.Min());
        for (; on <= last; on = on.AddDays(1))
            values.Add((on, byDay.TryGetValue(on, out var day) ? of(day) : 0));
        return values;
    }
}
