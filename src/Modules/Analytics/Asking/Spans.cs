namespace Olympus.Analytics.Asking;

/// <summary>Ranges of days of places, as a statement takes them.</summary>
/// <param name="Less">Whether a range is taken off again, of a month that was counted whole.</param>
internal sealed record Spans(Guid[] Locations, int[] Buckets, DateOnly[] From, DateOnly[] To, bool[] Less)
{
    /// <summary>The first of the month in which each range begins.</summary>
    public DateOnly[] Months => Array.ConvertAll(From, StartOf);

    private delegate bool Choice(Range asked, params ReadOnlySpan<Range> others);

    private readonly record struct Range(Guid Place, int Bucket, DateOnly From, DateOnly To, bool Less = false);

    /// <summary>Splits ranges into calendar months, each range of them from the first of one to the first of another, and the days around them. A month of which
    /// most days are asked for is counted whole, less the others; those that have not come yet cost nothing.</summary>
    /// <param name="byMonth">False: all of it is days.</param>
    /// <param name="price">How many days may be read for what it costs to take off one.</param>
    public static (Spans Days, Spans Months) Of(Selection of, bool byMonth = true, int price = 1)
    {
        var (days, months) = Split(of, byMonth, price);
        return (Of(days), Of(months));
    }

    /// <summary>The same, and of the months those that make years, each by its first day: a year of which most months are asked for is counted whole, less the others.</summary>
    public static (Spans Days, Spans Months, Spans Years) WithYears(Selection of, bool byMonth)
    {
        var (days, stretches) = Split(of, byMonth, 1);
        var (months, years) = (new List<Range>(), new List<Range>());
        foreach (var stretch in stretches)
            for (var year = stretch.From.Year; year <= stretch.To.Year; year++)
                SplitYear(stretch, year, of.Latest, months, years);
        return (Of(days), Of(months), Of(years));
    }

    private static (List<Range> Days, List<Range> Months) Split(Selection of, bool byMonth, int price)
    {
        bool IsMonthLess(Range asked, params ReadOnlySpan<Range> others)
        {
            var past = 0;
            foreach (var range in others)
                past += Math.Max(0, Math.Min(range.To.DayNumber, of.Latest.DayNumber) - range.From.DayNumber + 1);
            return past * price < Length(asked);
        }

        var (days, months) = (new List<Range>(), new List<Range>());
        for (var i = 0; i < of.Locations.Length; i++)
        {
            var whole = new Range(of.Locations[i], of.Buckets[i], of.From[i], of.To[i]);
            if (byMonth)
                Split(whole, IsMonthLess, days, months);
            else
                days.Add(whole);
        }

        return (days, months);
    }

    /// <param name="stretch">Months, from the first of one to the first of another.</param>
    private static void SplitYear(Range stretch, int year, DateOnly latest, List<Range> months, List<Range> years)
    {
        var (january, december) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 1));
        var asked = stretch with { From = Later(stretch.From, january), To = Earlier(stretch.To, december) };
        Range[] others =
        [
            .. new[] { stretch with { From = january, To = asked.From.AddMonths(-1), Less = true }, stretch with { From = asked.To.AddMonths(1), To = Earlier(december, StartOf(latest)), Less = true } }
                .Where(range => range.From <= range.To),
        ];
        if (others.Sum(Months) >= Months(asked))
        {
            months.Add(asked);
            return;
        }

        months.AddRange(others);
        years.Add(stretch with { From = january, To = january });

        static int Months(Range range) => range.To.Month - range.From.Month + 1;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static void Split(Range whole, Choice isMonthLess, List<Range> days, List<Range> months)
    {
        var (first, last) = (StartOf(whole.From), StartOf(whole.To));
        // Of the first month and the last: the days that are asked for, and those that are not.
        var (before, after) = (whole with { From = first, To = whole.From.AddDays(-1), Less = true }, whole with { From = whole.To.AddDays(1), To = EndOf(whole.To), Less = true });
        if (first == last)
        {
            if (!isMonthLess(whole, before, after))
            {
                days.Add(whole);
                return;
            }

            days.AddRange(new[] { before, after }.Where(range => Length(range) > 0));
            months.Add(whole with { From = first, To = first });
            return;
        }

        var (head, tail) = (whole with { To = EndOf(whole.From) }, whole with { From = last });
        foreach (var (asked, others) in new[] { (head, before), (tail, after) })
            if (Length(others) > 0)
                days.Add(isMonthLess(asked, others) ? others : asked);
        var (begins, ends) = (isMonthLess(head, before) ? first : first.AddMonths(1), isMonthLess(tail, after) ? last : last.AddMonths(-1));
        if (begins <= ends)
            months.Add(whole with { From = begins, To = ends });
    }

    private static int Length(Range range) => range.To.DayNumber - range.From.DayNumber + 1;

    private static DateOnly StartOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly EndOf(DateOnly day) => StartOf(day).AddMonths(1).AddDays(-1);

    private static Spans Of(List<Range> ranges) => new(
        [.. ranges.Select(range => range.Place)], [.. ranges.Select(range => range.Bucket)], [.. ranges.Select(range => range.From)],
        [.. ranges.Select(range => range.To)], [.. ranges.Select(range => range.Less)]);
}
