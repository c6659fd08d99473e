namespace Olympus.Platform;

/// <summary>When a place is open: a week that repeats, and single days that differ from it.</summary>
/// <param name="Weekly">Any number of intervals a day; a day without one is closed.</param>
/// <param name="Exceptions">Dates that replace their weekday.</param>
public sealed record OpeningHours(IReadOnlyList<WeeklyHours> Weekly, IReadOnlyList<DayHours> Exceptions)
{
    public static readonly OpeningHours None = new([], []);

    private const int Day = 24 * 60;
    private const int Week = 7 * Day;

    /// <summary>The first two intervals that overlap, in words; null when there are none. An interval past midnight may run into the next
    /// weekday, on Sunday into Monday. An exception stands for its date alone and is compared with itself only.</summary>
    public string? Conflict()
    {
        var week = Weekly.Select(hours => (From: (int)hours.Day * Day + Minute(hours.Opens), Length: Length(hours.Opens, hours.Closes), Name: $"{hours.Day} {hours.Opens:HH\\:mm}"))
            .OrderBy(interval => interval.From).ToList();
        for (var i = 0; i < week.Count; i++)
        {
            var (next, gap) = i + 1 < week.Count ? (week[i + 1], week[i + 1].From - week[i].From) : (week[0], week[0].From + Week - week[i].From);
            if (week[i].Length > gap)
                return $"{week[i].Name} runs into {next.Name}.";
        }

        foreach (var exception in Exceptions)
        {
            var day = exception.Intervals.Select(hours => (From: Minute(hours.Opens), Length: Length(hours.Opens, hours.Closes))).OrderBy(interval => interval.From).ToList();
            for (var i = 0; i + 1 < day.Count; i++)
                if (day[i].Length > day[i + 1].From - day[i].From)
                    return $"The intervals of {exception.On:yyyy-MM-dd} overlap.";
        }

        return Exceptions.GroupBy(exception => exception.On).FirstOrDefault(day => day.Count() > 1) is { } twice
            ? $"{twice.Key:yyyy-MM-dd} stands there twice."
            : null;
    }

    /// <summary>The intervals that begin on this date.</summary>
    public IReadOnlyList<OpenInterval> On(DateOnly date) =>
        Exceptions.FirstOrDefault(exception => exception.On == date)?.Intervals
        ?? [.. Weekly.Where(hours => hours.Day == Of(date)).OrderBy(hours => hours.Opens).Select(hours => new OpenInterval(hours.Opens, hours.Closes))];

    /// <summary>Whether the place is open at a local time, also by an interval that began the day before.</summary>
    public bool IsOpenAt(DateOnly date, TimeOnly time)
    {
        var minute = Minute(time);
        return On(date).Any(hours => minute >= Minute(hours.Opens) && minute < Minute(hours.Opens) + Length(hours.Opens, hours.Closes))
            || On(date.AddDays(-1)).Any(hours => minute + Day < Minute(hours.Opens) + Length(hours.Opens, hours.Closes));
    }

    private static Weekday Of(DateOnly date) => (Weekday)(((int)date.DayOfWeek + 6) % 7);

    private static int Minute(TimeOnly time) => time.Hour * 60 + time.Minute;

    private static int Length(TimeOnly opens, TimeOnly closes) => Minute(closes) - Minute(opens) + (closes <= opens ? Day : 0);
}

/// <summary>One opening of every week.</summary>
/// <param name="Day">The day on which it begins.</param>
/// <param name="Opens">Local time.</param>
/// <param name="Closes">Local time; at or before <paramref name="Opens"/> means on the next day.</param>
public sealed record WeeklyHours(Weekday Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>The openings of one date, instead of those of its weekday; none: closed.</summary>
/// <param name="Reason">For people, such as a holiday's name.</param>
public sealed record DayHours(DateOnly On, IReadOnlyList<OpenInterval> Intervals, string? Reason = null);

/// <summary>From when to when; closing at or before opening means on the next day.</summary>
public sealed record OpenInterval(TimeOnly Opens, TimeOnly Closes);
