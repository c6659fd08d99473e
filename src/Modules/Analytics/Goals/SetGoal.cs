using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Analytics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>Sets a goal, which is followed from then on.</summary>
public static class CreateGoal
{
    internal const string Permission = "goals:write";

    private const string InsertSql = """
        insert into analytics.goals (id, name, measure, target, direction, from_on, to_on, filters, currency, owner_id, status, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, $11)
        """;

    /// <summary>Sets a goal. Refuses as a question does, 422 <c>analytics.currency_needed</c> and 409 <c>analytics.goal_owner_unknown</c>.</summary>
    /// <remarks>Appends <c>analytics.goal.created</c>; while it runs, <c>analytics.goal.alerted</c> once for each of at risk, behind, reached and missed.</remarks>
    public static async Task<Created<GoalView>> Handle(
        GoalRequest body, Principal principal, TenantDb db, ILocations locations, IUsers users, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere(Permission);
        var terms = await GoalTerms.Of(body, principal, db, locations, users, clock, ct);
        var made = await db.Write(
            async tx =>
            {
                var id = Id<Goal>.New(tx.Now);
                tx.Enqueue(new(
                    InsertSql, id, terms.Name, terms.Measure, terms.Target, WireName.Of(terms.Direction), terms.From, terms.To, Json.Of(terms.Filters),
                    terms.Currency?.Code, terms.OwnerId, tx.Now));
                tx.Append(new GoalCreated(
                    id, terms.Name, terms.Measure, Text(terms.Target), terms.Currency?.Code, WireName.Of(terms.Direction), terms.From, terms.To, terms.OwnerId));
                FollowGoal.From(tx, id, terms.From, tx.Now);
                return GoalView.Of(await GetGoal.Read(tx, id));
            },
            ct);
        return TypedResults.Created($"/api/v1/analytics/goals/{made.Id}", made);
    }

    /// <summary>As events have numbers.</summary>
    internal static string Text(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>Sets a goal anew.</summary>
public static class ChangeGoal
{
    private const string ChangeSql = """
        update analytics.goals
        set name = $3, measure = $4, target = $5, direction = $6, from_on = $7, to_on = $8, filters = $9, currency = $10, owner_id = $11, version = version + 1,
            updated_at = $12, told = case when (measure, target, direction, from_on, to_on, filters) = ($4, $5, $6, $7, $8, $9) then told else '{}' end
        where id = $1 and version = $2 and archived_at is null
        """;

    /// <summary>Replaces what a goal is; where it is another one then, alerts begin anew. Refuses as setting one does, and 412 when somebody else changed it
    /// since it was read.</summary>
    /// <remarks>Appends <c>analytics.goal.changed</c>.</remarks>
    public static async Task<GoalView> Handle(
        Id<Goal> id, GoalRequest body, IfMatch match, Principal principal, TenantDb db, ILocations locations, IUsers users, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere(CreateGoal.Permission);
        var terms = await GoalTerms.Of(body, principal, db, locations, users, clock, ct);
        return await db.Write(
            async tx =>
            {
                var changed = await tx.Execute(new(
                    ChangeSql, id, match.Version, terms.Name, terms.Measure, terms.Target, WireName.Of(terms.Direction), terms.From, terms.To,
                    Json.Of(terms.Filters), terms.Currency?.Code, terms.OwnerId, tx.Now));
                var now = await GetGoal.Read(tx, id);
                if (changed == 0)
                    throw (now.ArchivedAt is null ? VersionRefusals.Stale(now.Version) : AccessRefusals.NotFound).AsException();
                tx.Append(new GoalChanged(
                    id, terms.Name, terms.Measure, CreateGoal.Text(terms.Target), terms.Currency?.Code, WireName.Of(terms.Direction), terms.From, terms.To,
                    terms.OwnerId));
                FollowGoal.From(tx, id, terms.From, tx.Now);
                return GoalView.Of(now);
            },
            ct);
    }
}

/// <summary>Ends the following of a goal.</summary>
public static class ArchiveGoal
{
    private const string ArchiveSql = """
        update analytics.goals set archived_at = $2, updated_at = $2, version = version + 1 where id = $1 and archived_at is null
        """;

    /// <summary>Nobody is alerted any more; it can still be read. One that is archived stays so.</summary>
    /// <remarks>Appends <c>analytics.goal.archived</c>.</remarks>
    public static async Task<NoContent> Handle(Id<Goal> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere(CreateGoal.Permission);
        await db.Write(
            async tx =>
            {
                var changed = await tx.Execute(new(ArchiveSql, id, tx.Now));
                await GetGoal.Read(tx, id);
                if (changed > 0)
                    tx.Append(new GoalArchived(id));
            },
            ct);
        return TypedResults.NoContent();
    }
}
