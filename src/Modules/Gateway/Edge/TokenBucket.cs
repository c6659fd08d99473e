using System.Globalization;

namespace Olympus.Gateway.Edge;

/// <summary>So many tokens a minute: a bucket holds as many, starts full and fills evenly.</summary>
/// <param name="Name">Stands in <c>RateLimit-Policy</c>, in keys and in refusals: <c>user</c>, <c>tenant</c>, <c>address</c> or a route's own.</param>
public sealed record RateLimit(string Name, int PerMinute)
{
    /// <summary>How long one token takes to come back, in ticks of 100 ns.</summary>
    internal long Interval { get; } = TimeSpan.TicksPerMinute / PerMinute;

    /// <summary>How long an empty bucket takes to fill.</summary>
    internal long Whole => Interval * PerMinute;

    /// <summary>How long it takes for so many tokens to come back. More than the bucket holds counts as all of it, so that a costly route stays reachable.</summary>
    internal long Wanted(int cost) => Interval * Math.Min(cost, PerMinute);

    internal string LimitText { get; } = PerMinute.ToString(CultureInfo.InvariantCulture);

    internal string PolicyText { get; } = $"\"{Name}\";q={PerMinute};w=60";
}

/// <summary>Whether a request may pass, and what its client is told.</summary>
/// <param name="Remaining">Whole tokens left.</param>
/// <param name="ResetSeconds">Until the bucket is full again, rounded up.</param>
/// <param name="RetrySeconds">Until what was refused would pass, rounded up, at least 1; 0 when it passed.</param>
public readonly record struct Decision(bool Passes, int Remaining, int ResetSeconds, int RetrySeconds);

/// <summary>
/// A token bucket whose whole state is one number: the instant at which it will be full again (the generic cell rate algorithm). A bucket
/// that was full in the past is a bucket that nobody ever took from, so forgetting it loses nothing.
/// </summary>
public static class TokenBucket
{
    /// <param name="fullAt">The state; 0 for a new bucket.</param>
    /// <param name="limit">What the bucket holds and how fast it fills.</param>
    /// <param name="cost">Tokens to take, at least 1.</param>
    /// <param name="now">In ticks of 100 ns from any fixed point, as is <paramref name="fullAt"/>.</param>
    /// <param name="next">The state afterwards; unchanged when refused.</param>
    public static Decision Take(long fullAt, RateLimit limit, int cost, long now, out long next)
    {
        var wanted = limit.Wanted(cost);
        var passes = Math.Max(fullAt, now) + wanted - now <= limit.Whole;
        next = passes ? Math.Max(fullAt, now) + wanted : fullAt;
        return Tell(limit, passes, Math.Max(next - now, 0), wanted);
    }

    /// <param name="limit">What the bucket holds.</param>
    /// <param name="passes">Whether the request does.</param>
    /// <param name="missing">How long until the bucket is full.</param>
    /// <param name="wanted">What was asked for, as the time that it takes to come back.</param>
    internal static Decision Tell(RateLimit limit, bool passes, long missing, long wanted) => new(
        passes, (int)(Math.Max(limit.Whole - missing, 0) / limit.Interval), Seconds(missing), passes ? 0 : Math.Max(Seconds(missing + wanted - limit.Whole), 1));

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
