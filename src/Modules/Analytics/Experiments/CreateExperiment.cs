using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>What is to be tried.</summary>
/// <param name="Name">For people, 1 to 120 characters.</param>
public sealed record ExperimentRequest(string Name, ExperimentPlan Plan);

public sealed class ExperimentRules : AbstractValidator<ExperimentRequest>
{
    public ExperimentRules()
    {
        RuleFor(experiment => experiment.Name).NotEmpty().MaximumLength(120);
        RuleFor(experiment => experiment.Plan).SetValidator(new ExperimentPlanRules());
    }
}

/// <summary>Describes an experiment; nobody takes part before it is started.</summary>
public static class CreateExperiment
{
    private const string InsertSql = """
        insert into analytics.experiments (id, name, plan, created_at, updated_at)
        values ($1, $2, $3, $4, $4)
        """;

    /// <summary>Describes an experiment.</summary>
    /// <remarks>Appends <c>analytics.experiment.created</c>.</remarks>
    public static async Task<Created<ExperimentView>> Handle(ExperimentRequest body, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("experiments:write");
        var made = await db.Write(
            async tx =>
            {
                var id = Id<Experiment>.New(tx.Now);
                tx.Enqueue(new(InsertSql, id, body.Name.Trim(), Json.Of(body.Plan), tx.Now));
                tx.Append(new ExperimentCreated(id, body.Name.Trim()));
                return (await GetExperiment.Read(tx, id)).View;
            },
            ct);
        return TypedResults.Created($"/api/v1/analytics/experiments/{made.Id}", made);
    }
}

/// <summary>Describes a draft anew.</summary>
public static class ChangeExperiment
{
    private const string ChangeSql = """
        update analytics.experiments
        set name = $3, plan = $4, version = version + 1, updated_at = $5
        where id = $1 and version = $2 and status = 'draft'
        """;

    /// <summary>Replaces what an experiment is. Refuses 409 <c>analytics.experiment_not_draft</c> and 412 when somebody else changed it since it was read.</summary>
    /// <remarks>Appends <c>analytics.experiment.changed</c>.</remarks>
    public static Task<ExperimentView> Handle(
        Id<Experiment> id, ExperimentRequest body, IfMatch match, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("experiments:write");
        return db.Write(
            async tx =>
            {
                if (await tx.Execute(new(ChangeSql, id, match.Version, body.Name.Trim(), Json.Of(body.Plan), tx.Now)) == 0)
                    throw WhyNot(await GetExperiment.Read(tx, id)).AsException();
                tx.Append(new ExperimentChanged(id, body.Name.Trim()));
                return (await GetExperiment.Read(tx, id)).View;
            },
            ct);
    }

    private static Refusal WhyNot(ExperimentRow now) => now.Status != "draft" ? ExperimentRefusals.NotDraft : VersionRefusals.Stale(now.Version);
}
