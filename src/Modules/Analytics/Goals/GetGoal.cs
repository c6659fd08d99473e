using Olympus.Analytics.Asking;
using Olympus.Contracts.Analytics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>Something that is to be reached by a day.</summary>
/// <param name="Measure">As the model names it.</param>
/// <param name="Unit">Of the target and of what is counted.</param>
/// <param name="Currency">Of numbers that are money; null: they are none.</param>
/// <param name="From">The first business day.</param>
/// <param name="To">The last one.</param>
/// <param name="OwnerId">Whose goal it is.</param>
/// <param name="Status">When it was looked at last: a quarter of an hour ago at most while it runs.</param>
/// <param name="Progress">As of now; null in lists.</param>
/// <param name="Version">Grows with every change; the ETag.</param>
public sealed record GoalView(
    Id<Goal> Id, string Name, string Measure, FigureUnit Unit, decimal Target, GoalDirection Direction, DateOnly From, DateOnly To,
    IReadOnlyList<FigureFilterRequest> Filters, string? Currency, Id<User> OwnerId, GoalStatus Status, GoalProgressView? Progress, DateTimeOffset? ArchivedAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    internal static GoalView Of(GoalRow row, GoalProgressView? progress = null) => new(
        row.Id, row.Name, row.Measure, Measures.ByName[row.Measure].Unit, row.Target, WireName.Parse<GoalDirection>(row.Direction), row.FromOn, row.ToOn, row.Filters,
        row.Currency, row.OwnerId, progress?.Status ?? WireName.Parse<GoalStatus>(row.Status), progress, row.ArchivedAt, row.CreatedAt, row.UpdatedAt, row.Version);
}

public static class GetGoal
{
    internal const string GoalSql = """
        select id, name, measure, target, direction, from_on, to_on, filters, currency, owner_id, status, told, archived_at, created_at, updated_at, version
        from analytics.goals
        where id = $1
        """;

    /// <summary>Reads a goal with how far it is now.</summary>
    public static async Task<GoalView> Handle(
        Id<Goal> id, Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere(Questions.Permission);
        var row = await db.First<GoalRow>(new(GoalSql, id), ct) ?? throw AccessRefusals.NotFound.AsException();
        return GoalView.Of(row, await GoalProgress.Of(row, null, db, locations, clock, ct));
    }

    /// <summary>Within a transaction; 404 if there is none.</summary>
    internal static async Task<GoalRow> Read(Tx tx, Id<Goal> id) =>
        await tx.First<GoalRow>(new(GoalSql, id)) ?? throw AccessRefusals.NotFound.AsException();
}

public static class ListGoals
{
    private const string GoalsSql = """
        select id, name, measure, target, direction, from_on, to_on, filters, currency, owner_id, status, told, archived_at, created_at, updated_at, version
        from analytics.goals
        where id < $1 and ($2 or archived_at is null)
        order by id desc
        limit $3
        """;

    private sealed record Position(Guid Id);

    /// <summary>Lists the goals, the newest first, as they stood when they were looked at last.</summary>
    /// <param name="archived">Those that nobody follows any more as well.</param>
    public static async Task<Page<GoalView>> Handle(
        bool? archived, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere(Questions.Permission);
        var scope = $"goals {archived == true}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        var page = cursors.Page(
            await db.Query<GoalRow>(new(GoalsSql, after?.Id ?? Guid.AllBitsSet, archived == true, most + 1), ct), most, db.Tenant, scope,
            row => new Position(row.Id.Value));
        return new([.. page.Data.Select(row => GoalView.Of(row))], page.HasMore, page.NextCursor);
    }
}
