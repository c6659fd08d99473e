using System.Globalization;
using Olympus.Analytics.Asking;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Analytics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>A goal as it is kept.</summary>
/// <param name="Told">For which statuses somebody was alerted.</param>
internal sealed record GoalRow(
    Id<Goal> Id, string Name, string Measure, decimal Target, string Direction, DateOnly FromOn, DateOnly ToOn, IReadOnlyList<FigureFilterRequest> Filters,
    string? Currency, Id<User> OwnerId, string Status, string[] Told, DateTimeOffset? ArchivedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version);

/// <summary>How far a goal is.</summary>
/// <param name="AsOf">Everything that was written down before this moment is counted.</param>
/// <param name="Actual">What was counted so far; null: there is no such number yet, such as a share of nothing.</param>
/// <param name="Share">Of the target; null where either is nothing.</param>
/// <param name="Expected">What should be there by the end of the last finished day; null for numbers that do not add up over days, such as shares.</param>
/// <param name="Shape">What that was taken from: <c>last_year</c>, the <c>weekdays</c> of the eight weeks before, or <c>even</c> days.</param>
/// <param name="DaysLeft">Days of the period that are not over.</param>
public sealed record GoalProgressView(
    DateTimeOffset AsOf, GoalStatus Status, decimal? Actual, decimal? Share, decimal? Expected, PaceShape? Shape, int DaysLeft);

/// <summary>Counts how far a goal is, as it is asked for and as the worker looks after it.</summary>
internal static class GoalProgress
{
    /// <param name="among">Whose figures: null, all locations.</param>
    public static async Task<GoalProgressView> Of(GoalRow goal, Guid[]? among, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        var measure = Measures.ByName[goal.Measure];
        FigureQueryRequest Question(DateOnly from, DateOnly to, params string[] dimensions) =>
            new([goal.Measure], new(null, from, to), dimensions, goal.Filters, Limit: Plan.MostRows);
        var (lastYear, weeks) = (goal.FromOn.AddDays(-Pace.Year - 7), goal.FromOn.AddDays(-7 * Pace.Weeks));
        var answers = await Questions.Ask(
            [
                Question(goal.FromOn, goal.ToOn),
                .. measure.Grows
                    ? (ReadOnlySpan<FigureQueryRequest>)[Question(lastYear, goal.ToOn.AddDays(-Pace.Year), "day"), Question(weeks, goal.FromOn.AddDays(-1), "day")]
                    : [],
            ],
            new Sight(among, Costs: false), db, locations, clock, ct);
        var places = await db.Query<LocationFacts>(locations.Active(among), ct);
        var now = clock.GetUtcNow();
        // Where clocks differ, a day is over when it is over everywhere.
        var today = places.Count > 0 ? places.Min(place => place.BusinessDay(now)) : DateOnly.FromDateTime(now.UtcDateTime);

        var actual = answers[0].Totals.Where(total => total.Currency == goal.Currency || goal.Currency is null).Select(total => total.Values[0]).FirstOrDefault();
        var (expected, shape) = ((decimal?)null, (PaceShape?)null);
        if (measure.Grows)
        {
            var history = answers.Skip(1).SelectMany(answer => answer.Rows).Where(row => row.Currency == goal.Currency || goal.Currency is null)
                .GroupBy(row => DateOnly.ParseExact(row.Keys[0].Value!, "yyyy-MM-dd", CultureInfo.InvariantCulture))
                .ToDictionary(days => days.Key, days => (double)(days.First().Values[0] ?? 0));
            var known = history.Where(day => day.Value != 0).Select(day => (DateOnly?)day.Key).Min();
            var until = today.AddDays(-1) < goal.ToOn ? today.AddDays(-1) : goal.ToOn;
            var (share, from) = Pace.Of(goal.FromOn, goal.ToOn, until, history, known, goal.FromOn < today ? goal.FromOn : today);
            (expected, shape) = (Math.Round(goal.Target * (decimal)share, 0, MidpointRounding.AwayFromZero), from);
        }

        return new(
            answers[0].AsOf,
            GoalStanding.Of(WireName.Parse<GoalDirection>(goal.Direction), goal.Target, actual, expected, goal.FromOn <= today, goal.ToOn < today),
            actual, goal.Target == 0 || actual is null ? null : Math.Round(actual.Value / goal.Target, 4, MidpointRounding.AwayFromZero), expected, shape,
            Math.Max(0, goal.ToOn.DayNumber - (today < goal.FromOn ? goal.FromOn : today).DayNumber + 1));
    }
}
