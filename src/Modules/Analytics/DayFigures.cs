using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>One hour of one day of one location, as it is kept; amounts in minor units.</summary>
internal sealed record SalesHour(
    Id<Location> LocationId, DateOnly BusinessOn, DateTimeOffset HourAt, long Orders, long Completed, long Cancelled, long Units, long NetMinor,
    long TaxMinor, long GrossMinor, long Refunds, long RefundedMinor);

/// <summary>The days that one location's answer is about. Pure.</summary>
internal sealed record DaysAsked(LocationFacts Location, DateTimeOffset Now)
{
    public DateOnly Today { get; } = Location.BusinessDay(Now);

    public DateOnly Yesterday => Today.AddDays(-1);

    public DateOnly LastWeek => Today.AddDays(-7);

    public (DateTimeOffset Start, DateTimeOffset End) Interval => BusinessDay.Interval(Today, Location.TimeZone, Location.DayCutOff);

    /// <summary>The moment a week ago at which the clock showed what it shows now, within that business day: a day may have lost an hour.</summary>
    public DateTimeOffset LastWeekUntil
    {
        get
        {
            var (start, end) = BusinessDay.Interval(LastWeek, Location.TimeZone, Location.DayCutOff);
            var then = BusinessDay.SameTime(Now, Location.TimeZone, 7);
            return then < start ? start : then > end ? end : then;
        }
    }

    /// <summary>When the hour began in which <see cref="LastWeekUntil"/> lies: whole hours are known up to here, single orders are asked for from
    /// <see cref="LastWeekRest"/> on.</summary>
    public DateTimeOffset LastWeekHour => BusinessDay.HourOf(LastWeekUntil, Location.TimeZone);

    /// <summary>The same, or where the day begins within that hour.</summary>
    public DateTimeOffset LastWeekRest
    {
        get
        {
            var start = BusinessDay.Interval(LastWeek, Location.TimeZone, Location.DayCutOff).Start;
            return LastWeekHour < start ? start : LastWeekHour;
        }
    }
}

/// <summary>Sums of hours. Pure.</summary>
internal static class DayFigures
{
    public static HourFigures Sum(IEnumerable<SalesHour> hours) => hours.Aggregate(default(HourFigures), (sum, hour) => sum + new HourFigures(
        hour.Orders, hour.Completed, hour.Cancelled, hour.Units, hour.NetMinor, hour.TaxMinor, hour.GrossMinor, hour.Refunds, hour.RefundedMinor));

    /// <summary>The whole hours before the last one, and of that one what was placed in time.</summary>
    public static HourFigures SoFar(IEnumerable<SalesHour> hours, DateTimeOffset lastHour, PlacedSum? inLastHour) =>
        Sum(hours.Where(hour => hour.HourAt < lastHour))
        + (inLastHour is null
            ? default
            : new HourFigures { Orders = inLastHour.Orders, Net = inLastHour.NetMinor, Tax = inLastHour.TaxMinor, Gross = inLastHour.GrossMinor });

    public static SalesView View(HourFigures sum, Currency currency) => new(
        sum.Orders, sum.Units, new(sum.Net, currency), new(sum.Tax, currency), new(sum.Gross, currency), Average(sum, currency), sum.Completed,
        sum.Cancelled, sum.Refunds, new(sum.Refunded, currency));

    public static SalesSoFarView SoFarView(HourFigures sum, Currency currency) => new(
        sum.Orders, new(sum.Net, currency), new(sum.Tax, currency), new(sum.Gross, currency), Average(sum, currency));

    /// <summary>Every hour of the day up to a moment, the quiet ones too.</summary>
    public static IReadOnlyList<HourOfDayView> Hours(
        DateOnly day, LocationFacts location, IEnumerable<SalesHour> hours, DateTimeOffset until)
    {
        var sold = hours.ToLookup(hour => hour.HourAt);
        return
        [
            .. BusinessDay.Hours(day, location.TimeZone, location.DayCutOff).TakeWhile(hour => hour.Start <= until).Select(hour =>
            {
                var sum = Sum(sold[hour.Start]);
                return new HourOfDayView(
                    hour.Shown.ToString("HH':'mm", System.Globalization.CultureInfo.InvariantCulture), hour.Start, sum.Orders,
                    new(sum.Net, location.Currency), new(sum.Gross, location.Currency));
            }),
        ];
    }

    private static Money? Average(HourFigures sum, Currency currency) =>
        sum.Orders == 0 ? null : new(Rounding.HalfUp.Divide(sum.Net, sum.Orders), currency);
}
