using System.Text.Json;
using Olympus.Contracts.Analytics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>Looks at a goal every quarter of an hour until it is over, and tells once of each way in which it stands.</summary>
internal sealed class FollowGoal(ILocations locations, TimeProvider clock) : IEffect
{
    public const string EffectKind = "analytics.goal.follow";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>Where days begin first.</summary>
    private static readonly TimeSpan EarliestClock = TimeSpan.FromHours(14);

    private static readonly GoalStatus[] Telling = [GoalStatus.AtRisk, GoalStatus.Behind, GoalStatus.Reached, GoalStatus.Missed];

    /// <summary>Of the goal that was looked at: one that was changed since is looked at again.</summary>
    private const string StandSql = "update analytics.goals set status = $3 where id = $1 and version = $2 and archived_at is null";

    private const string TellSql = "update analytics.goals set told = array_append(told, $3) where id = $1 and version = $2 and not $3 = any(told)";

    internal sealed record Asked(Id<Goal> GoalId);

    public string Kind => EffectKind;

    /// <summary>Before its first day begins anywhere there is nothing to look at. It is one effect, however often it is asked for.</summary>
    public static void From(Tx tx, Id<Goal> goal, DateOnly first, DateTimeOffset at)
    {
        var begins = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), EarliestClock);
        tx.AskFor(goal.Value, EffectKind, new Asked(goal), at < begins ? begins : at);
    }

    public async Task Run(Guid id, string payload, TenantDb db, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<Asked>(payload, WireJson.Options)!;
        if (await db.First<GoalRow>(new(GetGoal.GoalSql, asked.GoalId), ct) is not { ArchivedAt: null } goal)
            return;
        var progress = await GoalProgress.Of(goal, null, db, locations, clock, ct);
        await db.Write(
            async tx =>
            {
                var status = WireName.Of(progress.Status);
                if (await tx.Execute(new(StandSql, goal.Id, goal.Version, status)) == 0)
                    return;
                if (Telling.Contains(progress.Status) && await tx.Execute(new(TellSql, goal.Id, goal.Version, status)) > 0)
                    tx.Append(new GoalAlerted(
                        goal.Id, goal.Name, goal.Measure, status, Text(progress.Actual), Text(progress.Expected), CreateGoal.Text(goal.Target), goal.Currency,
                        goal.OwnerId));
                if (progress.DaysLeft > 0)
                    From(tx, goal.Id, goal.FromOn, tx.Now + Pause);
            },
            ct);
    }

    private static string? Text(decimal? number) => number is { } known ? CreateGoal.Text(known) : null;
}
