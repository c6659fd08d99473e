namespace Olympus.Analytics.Asking;

/// <summary>Ranges of days of places, as a statement takes them.</summary>
internal sealed record Spans(Guid[] Locations, int[] Buckets, DateOnly[] From, DateOnly[] To)
{
    /// <summary>Splits ranges into their whole calendar months, each range of them from the first of one to the first of another, and the days around them.</summary>
    /// <param name="byMonth">False: all of it is days.</param>
    public static (Spans Days, Spans Months) Of(Selection of, bool byMonth = true)
    {
        var (days, months) = (new List<(Guid, int, DateOnly, DateOnly)>(), new List<(Guid, int, DateOnly, DateOnly)>());
        for (var i = 0; i < of.Locations.Length; i++)
        {
            var (place, bucket, from, to) = (of.Locations[i], of.Buckets[i], of.From[i], of.To[i]);
            var first = from.Day == 1 ? from : new DateOnly(from.Year, from.Month, 1).AddMonths(1);
            var after = to.AddDays(1).Day == 1 ? to.AddDays(1) : new DateOnly(to.Year, to.Month, 1);
            if (!byMonth || first >= after)
            {
                days.Add((place, bucket, from, to));
                continue;
            }

            if (from < first)
                days.Add((place, bucket, from, first.AddDays(-1)));
            months.Add((place, bucket, first, after.AddMonths(-1)));
            if (after <= to)
                days.Add((place, bucket, after, to));
        }

        return (Of(days), Of(months));
    }

    private static Spans Of(List<(Guid Place, int Bucket, DateOnly From, DateOnly To)> ranges) => new(
        [.. ranges.Select(range => range.Place)], [.. ranges.Select(range => range.Bucket)], [.. ranges.Select(range => range.From)],
        [.. ranges.Select(range => range.To)]);
}
