namespace Olympus.Api;

/// <summary>A clock by which no poll ever comes: timers of a fifth of a second and more do not ring. What happens all the same was woken.</summary>
public sealed class PatientClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < Short ? dueTime : Timeout.InfiniteTimeSpan, period);
}
