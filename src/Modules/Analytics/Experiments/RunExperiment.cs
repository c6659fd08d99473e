using FluentValidation;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>Lets units take part.</summary>
public static class StartExperiment
{
    private const string StartSql = """
        update analytics.experiments
        set status = 'running', started_at = $2, version = version + 1, updated_at = $2
        where id = $1 and status = 'draft'
        """;

    /// <summary>Starts a draft; what it is stays as it is from then on. Refuses 409 <c>analytics.experiment_not_draft</c>.</summary>
    /// <remarks>Appends <c>analytics.experiment.started</c>.</remarks>
    public static Task<ExperimentView> Handle(Id<Experiment> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("experiments:write");
        return db.Write(
            async tx =>
            {
                var changed = await tx.Execute(new(StartSql, id, tx.Now));
                var now = await GetExperiment.Read(tx, id);
                if (changed == 0)
                    throw ExperimentRefusals.NotDraft.AsException();
                tx.Append(new ExperimentStarted(id, [.. now.Plan.Variants.Select(variant => variant.Key)]));
                return now.View;
            },
            ct);
    }
}

/// <param name="Reason">Why, 1 to 500 characters.</param>
public sealed record StopExperimentRequest(string Reason);

public sealed class StopExperimentRules : AbstractValidator<StopExperimentRequest>
{
    public StopExperimentRules() => RuleFor(stop => stop.Reason).NotEmpty().MaximumLength(500);
}

/// <summary>Ends the counting.</summary>
public static class StopExperiment
{
    private const string StopSql = """
        update analytics.experiments
        set status = 'stopped', stopped_at = $2, stop_reason = $3, version = version + 1, updated_at = $2
        where id = $1 and status = 'running'
        """;

    /// <summary>Stops a running experiment for good; its results stay. Refuses 409 <c>analytics.experiment_not_running</c>.</summary>
    /// <remarks>Appends <c>analytics.experiment.stopped</c>.</remarks>
    public static Task<ExperimentView> Handle(Id<Experiment> id, StopExperimentRequest body, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("experiments:write");
        return db.Write(
            async tx =>
            {
                var changed = await tx.Execute(new(StopSql, id, tx.Now, body.Reason.Trim()));
                var now = await GetExperiment.Read(tx, id);
                if (changed == 0)
                    throw ExperimentRefusals.NotRunning.AsException();
                tx.Append(new ExperimentStopped(id, body.Reason.Trim()));
                return now.View;
            },
            ct);
    }
}
