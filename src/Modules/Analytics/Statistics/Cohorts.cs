namespace Olympus.Analytics.Statistics;

/// <summary>How long a period is.</summary>
public enum CohortPeriod
{
    Day,

    /// <summary>From Monday.</summary>
    Week,
    Month,
}

/// <summary>What the customers of one cohort did in one period; amounts in minor units.</summary>
/// <param name="CohortOn">The first day of the period in which they bought for the first time.</param>
/// <param name="PeriodOn">The first day of the period that is told of.</param>
/// <param name="Active">How many of them bought in it.</param>
public sealed record CohortActivity(DateOnly CohortOn, DateOnly PeriodOn, long Active, long Orders, long Net, long Spent);

/// <param name="Index">0 for the period in which they bought first.</param>
/// <param name="Retention">Share of the cohort that bought in it.</param>
/// <param name="Cumulative">What they spent up to its end.</param>
public sealed record CohortCell(int Index, DateOnly On, long Active, double Retention, long Orders, long Net, long Spent, long Cumulative);

/// <param name="Customers">That bought for the first time in its first period.</param>
public sealed record Cohort(DateOnly On, long Customers, IReadOnlyList<CohortCell> Cells);

/// <summary>Cohorts by first purchase. Pure.</summary>
public static class Cohorts
{
    public static DateOnly Start(DateOnly day, CohortPeriod period) => period switch
    {
        CohortPeriod.Day => day,
        CohortPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        CohortPeriod.Month => new(day.Year, day.Month, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "No such period."),
    };

    public static DateOnly Add(DateOnly start, CohortPeriod period, int periods) => period switch
    {
        CohortPeriod.Day => start.AddDays(periods),
        CohortPeriod.Week => start.AddDays(7 * periods),
        _ => start.AddMonths(periods),
    };

    /// <summary>Whole tables: a period in which nobody of a cohort bought is there, with zeros, up to the one that runs on <paramref name="today"/>.</summary>
    /// <param name="activity">One for each cohort and period in which anybody bought.</param>
    /// <param name="most">How many periods a cohort is followed at most, its first included.</param>
    public static List<Cohort> Table(IEnumerable<CohortActivity> activity, CohortPeriod period, DateOnly today, int most)
    {
        var (cohorts, running) = (new List<Cohort>(), Start(today, period));
        foreach (var of in activity.GroupBy(one => one.CohortOn).OrderBy(of => of.Key))
        {
            var told = of.ToDictionary(one => one.PeriodOn);
            var customers = told.GetValueOrDefault(of.Key)?.Active ?? 0;
            var (cells, cumulative) = (new List<CohortCell>(), 0L);
            for (var index = 0; index < most && Add(of.Key, period, index) is var on && on <= running; index++)
            {
                var did = told.GetValueOrDefault(on) ?? new(of.Key, on, 0, 0, 0, 0);
                cumulative += did.Spent;
                cells.Add(new(index, on, did.Active, customers == 0 ? 0 : (double)did.Active / customers, did.Orders, did.Net, did.Spent, cumulative));
            }

            cohorts.Add(new(of.Key, customers, cells));
        }

        return cohorts;
    }
}
