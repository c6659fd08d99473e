using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>Which way is good.</summary>
[JsonConverter(typeof(WireEnum<GoalDirection>))]
public enum GoalDirection
{
    /// <summary>The target or more.</summary>
    AtLeast,

    /// <summary>The target or less.</summary>
    AtMost,
}

/// <summary>How it stands with a goal.</summary>
[JsonConverter(typeof(WireEnum<GoalStatus>))]
public enum GoalStatus
{
    /// <summary>Its first day has not begun.</summary>
    Waiting,
    OnTrack,

    /// <summary>A little away from where it should be.</summary>
    AtRisk,

    /// <summary>Far from where it should be.</summary>
    Behind,
    Reached,
    Missed,
}

/// <summary>Judges a goal. Pure.</summary>
internal static class GoalStanding
{
    /// <summary>Shares of what is expected by now at which a goal is at risk, and behind.</summary>
    private const decimal AtRisk = 0.95m, Behind = 0.80m;

    /// <param name="actual">Null: there is no such number yet, such as a share of nothing.</param>
    /// <param name="expected">What should be there by the end of the last finished day; null for numbers that do not add up over days, such as shares.</param>
    /// <param name="isOver">Whether its last day is over.</param>
    public static GoalStatus Of(GoalDirection direction, decimal target, decimal? actual, decimal? expected, bool hasBegun, bool isOver) =>
        !hasBegun ? GoalStatus.Waiting
        : direction == GoalDirection.AtLeast ? AtLeast(target, actual, expected, isOver)
        : AtMost(target, actual, expected, isOver);

    private static GoalStatus AtLeast(decimal target, decimal? actual, decimal? expected, bool isOver)
    {
        // What adds up stays reached; a share may fall again until the last day is over.
        if (actual >= target && (expected is not null || isOver))
            return GoalStatus.Reached;
        if (isOver)
            return GoalStatus.Missed;
        return (actual, expected ?? target) switch
        {
            (null, _) => GoalStatus.OnTrack,
            var (now, due) when now >= due * (expected is null ? 1 : AtRisk) => GoalStatus.OnTrack,
            var (now, due) when now >= due * Behind => GoalStatus.AtRisk,
            _ => GoalStatus.Behind,
        };
    }

    private static GoalStatus AtMost(decimal target, decimal? actual, decimal? expected, bool isOver)
    {
        if (actual > target && (expected is not null || isOver))
            return GoalStatus.Missed;
        if (isOver)
            return GoalStatus.Reached;
        return (actual, expected ?? target) switch
        {
            (null, _) => GoalStatus.OnTrack,
            var (now, due) when now <= due / (expected is null ? 1 : AtRisk) => GoalStatus.OnTrack,
            // Before the first day is over nothing was due.
            var (now, due) when now <= due / Behind || due == 0 => GoalStatus.AtRisk,
            _ => GoalStatus.Behind,
        };
    }
}
