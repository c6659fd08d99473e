using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Statistics;

/// <summary>What a share of a period was taken from.</summary>
[JsonConverter(typeof(WireEnum<PaceShape>))]
public enum PaceShape
{
    /// <summary>Every day is like the others: there is no history to know better from.</summary>
    Even,

    /// <summary>Days go as their weekdays went in the eight weeks before.</summary>
    Weekdays,

    /// <summary>Days go as the same weekdays went a year before.</summary>
    LastYear,
}

/// <summary>How much of a period's whole is to be expected by a day in it, when days differ: a Saturday before Christmas is no Monday in January. Pure.</summary>
public static class Pace
{
    /// <summary>How many weeks before a period say how its weekdays go.</summary>
    public const int Weeks = 8;

    /// <summary>52 weeks: every day meets its weekday.</summary>
    public const int Year = 364;

    private const int FewestDays = 28;

    /// <summary>The share of the whole that the days up to <paramref name="until"/> bring, from 0 to 1.</summary>
    /// <param name="until">The last day that is over; before <paramref name="from"/>: none is.</param>
    /// <param name="history">What single days brought, of a year before the period and of the weeks before it; days without anything may be left out, and
    /// those that brought less than nothing count as nothing.</param>
    /// <param name="known">The first day on which anything was counted at all; null: none.</param>
    /// <param name="before">The first day whose history is not known yet: the period's first, or today if that is earlier.</param>
    public static (double Share, PaceShape Shape) Of(
        DateOnly from, DateOnly to, DateOnly until, IReadOnlyDictionary<DateOnly, double> history, DateOnly? known, DateOnly before)
    {
        double At(DateOnly day) => Math.Max(0, history.GetValueOrDefault(day));
        double LastYear(DateOnly day) => At(day.AddDays(-Year));
        if (known <= from.AddDays(-Year) && Share(from, to, until, LastYear) is { } seasonal)
            return (seasonal, PaceShape.LastYear);
        var first = known > before.AddDays(-7 * Weeks) ? known.Value : before.AddDays(-7 * Weeks);
        if (known is not null && before.DayNumber - first.DayNumber >= FewestDays)
        {
            var byWeekday = Each(first, before.AddDays(-1)).GroupBy(day => day.DayOfWeek).ToDictionary(days => days.Key, days => days.Average(At));
            if (Share(from, to, until, day => byWeekday[day.DayOfWeek]) is { } weekly)
                return (weekly, PaceShape.Weekdays);
        }

        return (Share(from, to, until, _ => 1)!.Value, PaceShape.Even);
    }

    /// <returns>Null when the whole is nothing.</returns>
    private static double? Share(DateOnly from, DateOnly to, DateOnly until, Func<DateOnly, double> of)
    {
        var (whole, gone) = (0.0, 0.0);
        foreach (var day in Each(from, to))
        {
            var value = of(day);
            whole += value;
            gone += day <= until ? value : 0;
        }

        return whole > 0 ? gone / whole : null;
    }

    private static IEnumerable<DateOnly> Each(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            yield return day;
    }
}
