using Olympus.Contracts.Platform;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>How a location counts time.</summary>
/// <param name="Zone">IANA.</param>
/// <param name="CutOff">Local time at which its business day begins.</param>
internal sealed record Clock(string Zone, TimeOnly CutOff)
{
    public DateTimeOffset HourOf(DateTimeOffset at) => BusinessDay.HourOf(at, Zone);

    /// <summary>What it shows: 0 to 23.</summary>
    public int HourOfDay(DateTimeOffset at) => BusinessDay.ShownAt(at, Zone).Hour;

    public DateOnly DayOf(DateTimeOffset at) => BusinessDay.Of(at, Zone, CutOff);
}

/// <summary>The clocks of locations as the log told of them up to each event: what was counted by an old clock is taken back by the same one, and a replay
/// counts as it was counted the first time. A location that was not told of yet has the world's.</summary>
internal sealed class Clocks(IEnumerable<LoggedEvent> told)
{
    private static readonly Clock Universal = new("Etc/UTC", TimeOnly.MinValue);

    public static readonly string[] Reads = [LocationCreated.EventType, LocationUpdated.EventType];

    private readonly Dictionary<Guid, (EventPosition Since, Clock Clock)[]> _byLocation = told
        .GroupBy(happened => happened.AggregateId)
        .ToDictionary(location => location.Key, location => location.Select(Read).OrderByDescending(clock => clock.Since).ToArray());

    /// <summary>The one that the location had when the event was written down.</summary>
    public Clock At(Id<Location> location, LoggedEvent happened)
    {
        var now = new EventPosition(happened.Xid, happened.Seq);
        foreach (var (since, clock) in _byLocation.GetValueOrDefault(location.Value, []))
            if (since < now)
                return clock;
        return Universal;
    }

    private static (EventPosition Since, Clock Clock) Read(LoggedEvent happened) => (
        new(happened.Xid, happened.Seq),
        happened.Type == LocationUpdated.EventType && happened.As<LocationUpdated>() is var updated ? new(updated.TimeZone, updated.DayCutOff)
            : happened.As<LocationCreated>() is var created ? new(created.TimeZone, created.DayCutOff ?? TimeOnly.MinValue)
            : Universal);
}
