using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace Olympus.Kernel.Values;

/// <summary>
/// The day a business counts a moment to: it begins at the location's cut-off, not at midnight, so that a bar's sale at two in the morning
/// belongs to the evening before. A day has 24 hours, or 23 or 25 when the clocks change.
/// </summary>
public static class BusinessDay
{
    /// <summary>A cut-off that the clocks skip begins with the first moment after the gap; one that comes twice begins the first time.</summary>
    private static readonly ZoneLocalMappingResolver Beginning =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Whether the text names a zone of the IANA database, such as <c>Europe/Berlin</c>.</summary>
    public static bool IsZone([NotNullWhen(true)] string? zone) => zone is not null && DateTimeZoneProviders.Tzdb.Ids.Contains(zone);

    /// <summary>The business day of a moment.</summary>
    /// <param name="at">The moment, with any offset.</param>
    /// <param name="zone">IANA.</param>
    /// <param name="cutOff">Local time at which the day begins.</param>
    public static DateOnly Of(DateTimeOffset at, string zone, TimeOnly cutOff)
    {
        var place = DateTimeZoneProviders.Tzdb[zone];
        var instant = Instant.FromDateTimeOffset(at);
        var day = instant.InZone(place).Date;
        while (instant < Start(day, place, cutOff))
            day = day.PlusDays(-1);
        while (instant >= Start(day.PlusDays(1), place, cutOff))
            day = day.PlusDays(1);
        return day.ToDateOnly();
    }

    /// <summary>The moments that belong to a business day: from its start up to, and without, its end. Days follow each other without gap or
    /// overlap; a day that a zone left out of its calendar has no moment at all.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Interval(DateOnly day, string zone, TimeOnly cutOff)
    {
        var place = DateTimeZoneProviders.Tzdb[zone];
        var date = LocalDate.FromDateOnly(day);
        return (Start(date, place, cutOff).ToDateTimeOffset(), Start(date.PlusDays(1), place, cutOff).ToDateTimeOffset());
    }

    /// <summary>When the hour began in which the moment lies, by the clock of the zone.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at, string zone)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var past = instant.InZone(DateTimeZoneProviders.Tzdb[zone]).NanosecondOfDay % NodaConstants.NanosecondsPerHour;
        return instant.Minus(Duration.FromNanoseconds(past)).ToDateTimeOffset();
    }

    /// <summary>The beginnings of all the hours of a business day, each as its clock shows it: 24 of them, or as many as the day has. The first may lie
    /// before the day, when the day begins within an hour.</summary>
    public static IEnumerable<(DateTimeOffset Start, TimeOnly Shown)> Hours(DateOnly day, string zone, TimeOnly cutOff)
    {
        var (start, end) = Interval(day, zone, cutOff);
        var place = DateTimeZoneProviders.Tzdb[zone];
        for (var hour = HourOf(start, zone); hour < end; hour = HourOf(hour.AddHours(1), zone))
            yield return (hour, Instant.FromDateTimeOffset(hour).InZone(place).TimeOfDay.ToTimeOnly());
    }

    /// <summary>What the clock of the zone shows at a moment.</summary>
    public static TimeOnly ShownAt(DateTimeOffset at, string zone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[zone]).TimeOfDay.ToTimeOnly();

    /// <summary>The moment at which the clock of the zone showed the same time so many days before.</summary>
    public static DateTimeOffset SameTime(DateTimeOffset at, string zone, int daysBefore)
    {
        var place = DateTimeZoneProviders.Tzdb[zone];
        var shown = Instant.FromDateTimeOffset(at).InZone(place).LocalDateTime;
        return place.ResolveLocal(shown.PlusDays(-daysBefore), Beginning).ToDateTimeOffset();
    }

    private static Instant Start(LocalDate day, DateTimeZone zone, TimeOnly cutOff) =>
        zone.ResolveLocal(day + LocalTime.FromTimeOnly(cutOff), Beginning).ToInstant();
}
