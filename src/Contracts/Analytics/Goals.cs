using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Analytics;

/// <summary>Names goal ids.</summary>
public sealed class Goal
{
    private Goal() { }
}

/// <summary>Somebody set a goal.</summary>
/// <param name="Measure">As <c>GET /analytics/model</c> names it.</param>
/// <param name="Target">A number as text: whole for counts and minor units, a decimal for shares.</param>
/// <param name="Currency">Of a target that is money; null: it is none.</param>
/// <param name="Direction"><c>at_least</c> or <c>at_most</c>.</param>
/// <param name="OwnerId">Whose goal it is.</param>
public sealed record GoalCreated(
    Id<Goal> GoalId, string Name, string Measure, string Target, string? Currency, string Direction, DateOnly From, DateOnly To, Id<User> OwnerId) : IEvent
{
    public static string EventType => "analytics.goal.created";
    public static string AggregateType => "goal";
    Guid IEvent.AggregateId => GoalId.Value;
}

/// <summary>A goal was set anew: this is what it is now.</summary>
/// <inheritdoc cref="GoalCreated"/>
public sealed record GoalChanged(
    Id<Goal> GoalId, string Name, string Measure, string Target, string? Currency, string Direction, DateOnly From, DateOnly To, Id<User> OwnerId) : IEvent
{
    public static string EventType => "analytics.goal.changed";
    public static string AggregateType => "goal";
    Guid IEvent.AggregateId => GoalId.Value;
}

/// <summary>Nobody follows a goal any more.</summary>
public sealed record GoalArchived(Id<Goal> GoalId) : IEvent
{
    public static string EventType => "analytics.goal.archived";
    public static string AggregateType => "goal";
    Guid IEvent.AggregateId => GoalId.Value;
}

/// <summary>It stands with a goal as it did not before; told once for each of these.</summary>
/// <param name="Status"><c>at_risk</c>, <c>behind</c>, <c>reached</c> or <c>missed</c>.</param>
/// <param name="Actual">What was counted, as <paramref name="Target"/>.</param>
/// <param name="Expected">What should have been by the end of the last finished day; null where numbers do not add up over days.</param>
public sealed record GoalAlerted(
    Id<Goal> GoalId, string Name, string Measure, string Status, string? Actual, string? Expected, string Target, string? Currency, Id<User> OwnerId) : IEvent
{
    public static string EventType => "analytics.goal.alerted";
    public static string AggregateType => "goal";
    Guid IEvent.AggregateId => GoalId.Value;
}
