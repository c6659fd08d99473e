namespace Olympus.Webhooks;

/// <summary>When to try again, when to leave an endpoint alone, and when to give up. Pure.</summary>
public static class Retries
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
        TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(20),
    ];

    /// <summary>Attempts of one series, the first included.</summary>
    public static int MaxTries => Waits.Length + 1;

    /// <summary>A receiver may ask for so much time and no more.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>So many failures in a row, whatever the delivery, and the endpoint is left alone for a while.</summary>
    public const int FailuresToBlock = 10;

    private static readonly TimeSpan FirstBlock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBlock = TimeSpan.FromMinutes(15);

    /// <summary>An endpoint that took nothing for so long, although it was tried so often, is paused.</summary>
    public static readonly TimeSpan FailingToPause = TimeSpan.FromDays(5);

    /// <inheritdoc cref="FailingToPause"/>
    public const int FailuresToPause = 20;

    /// <summary>How long to wait after a failed try, a little less than the table says, so that what failed together does not come back together.
    /// Null: given up.</summary>
    /// <param name="tries">Tries of this series so far, at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan? WaitAfter(int tries, TimeSpan? retryAfter, double chance)
    {
        if (tries >= MaxTries)
            return null;
        var wait = Waits[tries - 1] * (0.8 + (0.2 * chance));
        return Bounded(retryAfter) is { } asked && asked > wait ? asked : wait;
    }

    /// <summary>How long to leave the whole endpoint alone after so many failures in a row; null: not at all.</summary>
    public static TimeSpan? BlockAfter(int failures, TimeSpan? retryAfter, double chance)
    {
        var block = failures < FailuresToBlock
            ? (TimeSpan?)null
            : (failures - FailuresToBlock > 5 ? LongestBlock : Min(FirstBlock * Math.Pow(2, failures - FailuresToBlock), LongestBlock)) * (0.8 + (0.2 * chance));
        return Bounded(retryAfter) is { } asked && !(block > asked) ? asked : block;
    }

    public static bool IsToPause(int failures, DateTimeOffset failingSince, DateTimeOffset now) =>
        failures >= FailuresToPause && now - failingSince >= FailingToPause;

    private static TimeSpan? Bounded(TimeSpan? retryAfter) => retryAfter is { } asked && asked > TimeSpan.Zero ? Min(asked, LongestRetryAfter) : null;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
