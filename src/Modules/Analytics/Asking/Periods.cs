using System.Globalization;

namespace Olympus.Analytics.Asking;

/// <summary>Business days from one up to and with another.</summary>
internal readonly record struct Days(DateOnly From, DateOnly To)
{
    public int Count => To.DayNumber - From.DayNumber + 1;

    public Days Shift(int days) => new(From.AddDays(days), To.AddDays(days));
}

/// <summary>A stretch of days that is one row: a week, a month …</summary>
/// <param name="Key">As it is written: <c>2026-11-16</c> (a day, or the first of a week), <c>2026-11</c>, <c>2026-Q4</c>, <c>2026</c>.</param>
internal sealed record Bucket(string Key, Days Days);

/// <summary>What the names of periods mean on a calendar. Pure. Every day is a business day of a location.</summary>
internal static class Periods
{
    public const string Custom = "custom";
    public const string AllTime = "all_time";
    public const string PreviousPeriod = "previous_period";
    public const string PreviousYear = "previous_year";
    public const string SameWeekdays = "same_weekdays_last_year";

    /// <summary>Name → what it means.</summary>
    public static readonly IReadOnlyList<(string Name, string Definition)> Presets =
    [
        ("today", "The business day that is running."),
        ("yesterday", "The business day before."),
        ("this_week", "From the first day of the week up to today."),
        ("last_week", "The whole week before this one."),
        ("this_month", "From the first of the month up to today."),
        ("last_month", "The whole month before this one."),
        ("this_quarter", "From the first day of the quarter up to today."),
        ("last_quarter", "The whole quarter before this one."),
        ("this_year", "From the first of January up to today."),
        ("last_year", "The whole year before this one."),
        ("year_to_date", "From the first of January up to today."),
        ("last_7_days", "Seven days that end with today."),
        ("last_30_days", "Thirty days that end with today."),
        ("last_90_days", "Ninety days that end with today."),
        ("last_365_days", "365 days that end with today."),
        (AllTime, "From the first day with figures up to today."),
        (Custom, "From one day up to and with another."),
    ];

    public static readonly IReadOnlyList<(string Name, string Definition)> Comparisons =
    [
        (PreviousPeriod, "What comes just before and is as long; of a week, month, quarter or year that is running, as many days of the one before."),
        (PreviousYear, "The same dates a year before; the 28th for a 29th of February."),
        (SameWeekdays, "52 weeks before, so that every day meets its weekday."),
    ];

    /// <param name="today">The business day that is running at the location.</param>
    /// <param name="weekStart">First day of a week.</param>
    /// <param name="earliest">The first day with figures, for <see cref="AllTime"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preset.</exception>
    public static Days Of(string preset, DateOnly today, DayOfWeek weekStart, DateOnly? earliest) => preset switch
    {
        "today" => new(today, today),
        "yesterday" => new(today.AddDays(-1), today.AddDays(-1)),
        "this_week" => new(StartOf("week", today, weekStart), today),
        "last_week" => Whole("week", StartOf("week", today, weekStart).AddDays(-1), weekStart),
        "this_month" => new(StartOf("month", today, weekStart), today),
        "last_month" => Whole("month", StartOf("month", today, weekStart).AddDays(-1), weekStart),
        "this_quarter" => new(StartOf("quarter", today, weekStart), today),
        "last_quarter" => Whole("quarter", StartOf("quarter", today, weekStart).AddDays(-1), weekStart),
        "this_year" or "year_to_date" => new(StartOf("year", today, weekStart), today),
        "last_year" => Whole("year", StartOf("year", today, weekStart).AddDays(-1), weekStart),
        "last_7_days" => new(today.AddDays(-6), today),
        "last_30_days" => new(today.AddDays(-29), today),
        "last_90_days" => new(today.AddDays(-89), today),
        "last_365_days" => new(today.AddDays(-364), today),
        AllTime => new(earliest is { } first && first < today ? first : today, today),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset."),
    };

    /// <summary>The days to compare with.</summary>
    /// <param name="preset">What named the period: a running month is compared with as much of the month before.</param>
    public static Days Before(Days period, string comparison, string preset, DayOfWeek weekStart) => comparison switch
    {
        PreviousYear => new(period.From.AddYears(-1), period.To.AddYears(-1)),
        SameWeekdays => period.Shift(-364),
        PreviousPeriod => UnitOf(preset) is { } unit ? UnitBefore(period, unit, preset.StartsWith("last_", StringComparison.Ordinal), weekStart)
            : period.Shift(-period.Count),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "There is no such comparison."),
    };

    /// <summary>The rows of a period, in order, each cut to the period.</summary>
    /// <param name="unit"><c>day</c>, <c>week</c>, <c>month</c>, <c>quarter</c> or <c>year</c>.</param>
    public static IReadOnlyList<Bucket> Buckets(string unit, Days period, DayOfWeek weekStart)
    {
        var buckets = new List<Bucket>();
        for (var start = StartOf(unit, period.From, weekStart); start <= period.To; start = Next(unit, start))
        {
            var end = Next(unit, start).AddDays(-1);
            buckets.Add(new(
                KeyOf(unit, start), new(start < period.From ? period.From : start, end > period.To ? period.To : end)));
        }

        return buckets;
    }

    public static DateOnly StartOf(string unit, DateOnly day, DayOfWeek weekStart) => unit switch
    {
        "day" => day,
        "week" => day.AddDays(-((day.DayOfWeek - weekStart + 7) % 7)),
        "month" => new(day.Year, day.Month, 1),
        "quarter" => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        "year" => new(day.Year, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "There is no such unit."),
    };

    private static DateOnly Next(string unit, DateOnly start) => unit switch
    {
        "day" => start.AddDays(1),
        "week" => start.AddDays(7),
        "month" => start.AddMonths(1),
        "quarter" => start.AddMonths(3),
        _ => start.AddYears(1),
    };

    private static string KeyOf(string unit, DateOnly start) => unit switch
    {
        "month" => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        "quarter" => string.Create(CultureInfo.InvariantCulture, $"{start:yyyy}-Q{(start.Month - 1) / 3 + 1}"),
        "year" => start.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static Days Whole(string unit, DateOnly within, DayOfWeek weekStart)
    {
        var start = StartOf(unit, within, weekStart);
        return new(start, Next(unit, start).AddDays(-1));
    }

    private static string? UnitOf(string preset) => preset switch
    {
        "this_week" or "last_week" => "week",
        "this_month" or "last_month" => "month",
        "this_quarter" or "last_quarter" => "quarter",
        "this_year" or "last_year" or "year_to_date" => "year",
        _ => null,
    };

    /// <summary>The unit before: all of it, or as many days as are gone of the running one; of a year, up to the same date.</summary>
    private static Days UnitBefore(Days period, string unit, bool whole, DayOfWeek weekStart)
    {
        var before = Whole(unit, period.From.AddDays(-1), weekStart);
        if (whole)
            return before;
        var until = unit == "year" ? period.To.AddYears(-1) : before.From.AddDays(period.Count - 1);
        return new(before.From, until > before.To ? before.To : until);
    }
}
