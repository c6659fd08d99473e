namespace Olympus.Analytics.Statistics;

/// <summary>How far from what is usual.</summary>
public enum Severity
{
    /// <summary>As on other such days.</summary>
    None,
    Low,
    Medium,
    High,
}

/// <summary>One day beside what is usual for its weekday.</summary>
/// <param name="Usual">The median of the same weekdays before it; null while there were too few.</param>
/// <param name="Score">By how many robust deviations it is away, with its sign; null where <paramref name="Usual"/> is.</param>
public sealed record JudgedDay(DateOnly On, double Value, double? Usual, double? Score, Severity Severity);

/// <summary>A seasonal baseline that the unusual days in it do not move: the median of the same weekdays, and the median absolute deviation of all days of the
/// window from theirs. Scores are the modified z-scores of Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993), with their limit of 3.5; their
/// mean absolute deviation stands in where more than half of the deviations are zero. Pure.</summary>
public static class Baseline
{
    /// <summary>How many weeks before a day say what is usual.</summary>
    public const int Weeks = 8;

    /// <summary>Fewer same weekdays say nothing.</summary>
    public const int FewestSame = 4;

    /// <summary>Days that differ by less than a few percent are alike, however even the others were.</summary>
    private const double LeastDeviation = 0.05;

    /// <summary>Beyond it, how far no longer matters.</summary>
    private const double Farthest = 999;

    public static Severity SeverityOf(double score) => Math.Abs(score) switch
    {
        >= 8 => Severity.High,
        >= 5 => Severity.Medium,
        >= 3.5 => Severity.Low,
        _ => Severity.None,
    };

    /// <summary>Every day from <paramref name="from"/> on, judged by the days before it alone.</summary>
    /// <param name="values">Consecutive days, ascending; a day without anything is a zero.</param>
    public static List<JudgedDay> Judge(IReadOnlyList<(DateOnly On, double Value)> values, DateOnly from)
    {
        var judged = new List<JudgedDay>();
        for (var day = 0; day < values.Count; day++)
        {
            if (values[day].On < from)
                continue;
            var window = values.Skip(Math.Max(0, day - Weeks * 7)).Take(Math.Min(day, Weeks * 7)).ToList();
            judged.Add(Judge(values[day], window));
        }

        return judged;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static JudgedDay Judge((DateOnly On, double Value) day, List<(DateOnly On, double Value)> window)
    {
        var usual = window.GroupBy(of => of.On.DayOfWeek).ToDictionary(same => same.Key, same => Median(same.Select(of => of.Value)));
        if (window.Count(of => of.On.DayOfWeek == day.On.DayOfWeek) < FewestSame)
            return new(day.On, day.Value, null, null, Severity.None);
        double[] deviations = [.. window.Select(of => Math.Abs(of.Value - usual[of.On.DayOfWeek]))];
        var here = usual[day.On.DayOfWeek];
        var spread = Median(deviations) is > 0 and var median ? median / 0.6745 : deviations.Average() * 1.253314;
        var deviation = Math.Max(spread, LeastDeviation * Math.Abs(here));
        var score = day.Value == here ? 0 : deviation > 0 ? Math.Clamp((day.Value - here) / deviation, -Farthest, Farthest) : Math.Sign(day.Value - here) * Farthest;
        return new(day.On, day.Value, here, score, SeverityOf(score));
    }
}
