using System.Globalization;

namespace Olympus.Gateway.Edge;

/// <summary>So many tokens a minute: a bucket holds as many, starts full and fills evenly.</summary>
/// <param name="Name">Stands in <c>RateLimit-Policy</c>, in keys and in refusals: <c>user</c>, <c>tenant</c>, <c>address</c> or a route's own.</param>
public sealed record RateLimit(string Name, int PerMinute)
{
    /// <summary>How long one token takes to come back, in ticks of 100 ns.</summary>
    internal long Interval { get; } = TimeSpan.TicksPerMinute / PerMinute;

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
    /// <param name="cost">Tokens to take, at least 1; more than the bucket holds counts as all of it, so that a costly route stays reachable.</param>
    /// <param name="now">In ticks of 100 ns from any fixed point, as is <paramref name="fullAt"/>.</param>
    /// <param name="next">The state afterwards; unchanged when refused.</param>
    public static Decision Take(long fullAt, RateLimit limit, int cost, long now, out long next)
    {
        var whole = limit.Interval * limit.PerMinute;
        var from = Math.Max(fullAt, now);
        var wanted = from + limit.Interval * Math.Min(cost, limit.PerMinute);
        var passes = wanted - now <= whole;
        next = passes ? wanted : fullAt;
        var missing = Math.Max(next - now, 0);
        return new(
            passes, (int)(Math.Max(whole - missing, 0) / limit.Interval), Seconds(missing), passes ? 0 : Math.Max(Seconds(wanted - now - whole), 1));
    }

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
