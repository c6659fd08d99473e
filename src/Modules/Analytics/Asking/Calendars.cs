using Olympus.Contracts.Platform;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Asking;

/// <summary>The days of one location that are counted, and those that they are compared with.</summary>
internal sealed record PlaceDays(LocationFacts Place, Days Days, Days? Before, bool IsRunning);

/// <summary>Which days of which places are which rows. Pure.</summary>
/// <param name="Stretches">The rows, in order: of all places together; one when rows are no stretches of days.</param>
/// <param name="StretchesBefore">The rows that are compared, each with the one at the same place in <paramref name="Stretches"/>.</param>
internal sealed record Calendars(
    DateTimeOffset Now, IReadOnlyList<PlaceDays> Places, IReadOnlyList<Bucket> Stretches, IReadOnlyList<Bucket> StretchesBefore)
{
    /// <summary>Ranges of days that one statement may be asked to sum.</summary>
    private const int MostRanges = 40_000;

    /// <param name="earliest">The first day with figures, for a period without a beginning.</param>
    public static Calendars Of(Plan plan, IReadOnlyList<LocationFacts> places, DateTimeOffset now, DayOfWeek weekStart, DateOnly? earliest)
    {
        PlaceDays[] days = [.. places.Select(place => Of(plan, place, place.BusinessDay(now), weekStart, earliest))];
        var (stretches, before) = (Rows(plan, days, day => day.Days, weekStart), Rows(plan, days, day => day.Before, weekStart));
        if ((long)Math.Max(stretches.Count, before.Count) * days.Length > MostRanges)
            throw AnalyticsRefusals.TooManyRows.AsException();
        return new(now, days, stretches, before);
    }

    public int DayCount => Places.Count == 0 ? 0 : Places.Max(place => place.Days.Count);

    /// <summary>What to sum of one table.</summary>
    /// <param name="before">Of the days compared with.</param>
    /// <param name="total">All of it in one row.</param>
    public Selection Select(Plan plan, bool before, bool total)
    {
        var ranges = new List<(Guid Place, int Bucket, Days Days)>();
        foreach (var place in Places)
        {
            if ((before ? place.Before : place.Days) is not { } days)
                continue;
            if (total || plan.Stretch is null)
                ranges.Add((place.Place.LocationId.Value, 0, days));
            else
                ranges.AddRange((before ? StretchesBefore : Stretches).Index()
                    .Select(row => (place.Place.LocationId.Value, row.Index, Cut(row.Item.Days, days)))
                    .Where(range => range.Item3.From <= range.Item3.To));
        }

        return new(
            [.. ranges.Select(range => range.Place)], [.. ranges.Select(range => range.Bucket)], [.. ranges.Select(range => range.Days.From)],
            [.. ranges.Select(range => range.Days.To)], plan.ByCurrency,
            total ? new HashSet<string>() : plan.Dimensions.Select(dimension => dimension.Name).ToHashSet(StringComparer.Ordinal), plan.Only)
        {
            Latest = Latest,
        };
    }

    /// <summary>The day that the earliest clock on earth shows.</summary>
    public DateOnly Latest => DateOnly.FromDateTime(Now.UtcDateTime.AddHours(14));

    /// <summary>Every hour of the days counted that has begun, by the clocks of the places.</summary>
    public IEnumerable<(DateTimeOffset At, int Shown, int Bucket)> Hours()
    {
        var first = Stretches[0].Days.From.DayNumber;
        return Places.SelectMany(place => Each(place.Days).SelectMany(day => HoursOf(place.Place, day)
                .Select(hour => (At: hour.Start, Shown: hour.Shown.Hour, Bucket: day.DayNumber - first))))
            .Where(hour => hour.At <= Now).DistinctBy(hour => hour.At);
    }

    /// <summary>Hour compared with → the hour of the period at which the clock shows the same on the day that it meets. The second of an hour that comes twice
    /// meets another second one alone.</summary>
    public IReadOnlyDictionary<DateTimeOffset, DateTimeOffset?> MeetingHours()
    {
        var meets = new Dictionary<DateTimeOffset, DateTimeOffset?>();
        foreach (var (place, days, compared, _) in Places)
        {
            if (compared is not { } before)
                continue;
            for (var day = 0; day < Math.Min(days.Count, before.Count); day++)
            {
                var there = Named(place, days.From.AddDays(day));
                foreach (var (name, at) in Named(place, before.From.AddDays(day)))
                    if (there.TryGetValue(name, out var met))
                        meets.TryAdd(at, met);
            }
        }

        return meets;

        static Dictionary<(TimeOnly, int), DateTimeOffset> Named(LocationFacts place, DateOnly day) => HoursOf(place, day)
            .GroupBy(hour => hour.Shown)
            .SelectMany(same => same.Index().Select(hour => (Name: (same.Key, hour.Index), hour.Item.Start)))
            .ToDictionary(hour => hour.Name, hour => hour.Start);
    }

    private static IEnumerable<DateOnly> Each(Days days) => Enumerable.Range(0, days.Count).Select(day => days.From.AddDays(day));

    private static IEnumerable<(DateTimeOffset Start, TimeOnly Shown)> HoursOf(LocationFacts place, DateOnly day) =>
        BusinessDay.Hours(day, place.TimeZone, place.DayCutOff);

    public IReadOnlyList<FigurePeriodView> View() =>
    [
        .. Places.GroupBy(place => (place.Days, place.Before, place.IsRunning)).OrderBy(of => of.Key.Days.From)
            .Select(of => new FigurePeriodView(of.Key.Days.From, of.Key.Days.To, of.Key.IsRunning, of.Key.Before?.From, of.Key.Before?.To, of.Count())),
    ];

    private static PlaceDays Of(Plan plan, LocationFacts place, DateOnly today, DayOfWeek weekStart, DateOnly? earliest)
    {
        var days = plan.Preset == Periods.Custom ? new(plan.Period.From!.Value, plan.Period.To!.Value) : Periods.Of(plan.Preset, today, weekStart, earliest);
        return new(
            place, days, plan.CompareTo is { } comparison ? Periods.Before(days, comparison, plan.Preset, weekStart) : null,
            days.From <= today && today <= days.To);
    }

    private static IReadOnlyList<Bucket> Rows(Plan plan, PlaceDays[] places, Func<PlaceDays, Days?> of, DayOfWeek weekStart)
    {
        Days[] all = [.. places.Select(of).OfType<Days>()];
        if (all.Length == 0)
            return [];
        var whole = new Days(all.Min(days => days.From), all.Max(days => days.To));
        return plan.Stretch is { } unit ? Periods.Buckets(unit, whole, weekStart) : [new("", whole)];
    }

    private static Days Cut(Days row, Days period) =>
        new(row.From < period.From ? period.From : row.From, row.To > period.To ? period.To : row.To);
}
