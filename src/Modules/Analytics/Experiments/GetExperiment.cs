using Microsoft.AspNetCore.Http;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>Something that is tried on a part before it is done to all.</summary>
/// <param name="Status"><c>draft</c>, <c>running</c> or <c>stopped</c>.</param>
/// <param name="UnitsPerVariant">How many each variant needs before a fixed experiment may be judged.</param>
/// <param name="StopReason">Why it was stopped.</param>
/// <param name="Version">Grows with every change; the ETag.</param>
public sealed record ExperimentView(
    Id<Experiment> Id, string Name, string Status, ExperimentPlan Plan, long UnitsPerVariant, DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt,
    string? StopReason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned;

/// <summary>As it is kept.</summary>
internal sealed record ExperimentRow(
    Id<Experiment> Id, string Name, string Status, ExperimentPlan Plan, DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt, string? StopReason,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    public ExperimentView View => new(
        Id, Name, Status, Plan, Plan.UnitsPerVariant, StartedAt, StoppedAt, StopReason, CreatedAt, UpdatedAt, Version);
}

public static class GetExperiment
{
    internal const string ExperimentSql = """
        select id, name, status, plan, started_at, stopped_at, stop_reason, created_at, updated_at, version
        from analytics.experiments
        where id = $1
        """;

    /// <summary>Reads an experiment.</summary>
    public static async Task<ExperimentView> Handle(Id<Experiment> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("analytics:read");
        return (await db.First<ExperimentRow>(new(ExperimentSql, id), ct) ?? throw AccessRefusals.NotFound.AsException()).View;
    }

    /// <summary>Within a transaction; 404 if there is none.</summary>
    internal static async Task<ExperimentRow> Read(Tx tx, Id<Experiment> id) =>
        await tx.First<ExperimentRow>(new(ExperimentSql, id)) ?? throw AccessRefusals.NotFound.AsException();
}

public static class ListExperiments
{
    private const string ExperimentsSql = """
        select id, name, status, plan, started_at, stopped_at, stop_reason, created_at, updated_at, version
        from analytics.experiments
        where id < $1 and ($2::text is null or status = $2)
        order by id desc
        limit $3
        """;

    private static readonly string[] Statuses = ["draft", "running", "stopped"];

    private sealed record Position(Guid Id);

    /// <summary>Lists the experiments, the newest first.</summary>
    /// <param name="status"><c>draft</c>, <c>running</c> or <c>stopped</c>.</param>
    public static async Task<Page<ExperimentView>> Handle(
        string? status, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("analytics:read");
        if (status is not null && !Statuses.Contains(status))
            throw ValidBodyExtensions.Invalid(new FieldError("/status", "one_of", "One of draft, running, stopped.")).AsException();
        var scope = $"experiments {status}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        var page = cursors.Page(
            await db.Query<ExperimentRow>(new(ExperimentsSql, after?.Id ?? Guid.AllBitsSet, status, most + 1), ct), most, db.Tenant, scope,
            row => new Position(row.Id.Value));
        return new([.. page.Data.Select(row => row.View)], page.HasMore, page.NextCursor);
    }
}
