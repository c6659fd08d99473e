using FluentValidation;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <param name="Units">1 to 1000 of what the experiment is made on: customers, devices, baskets.</param>
public sealed record AssignUnitsRequest(IReadOnlyList<string> Units);

public sealed class AssignUnitsRules : AbstractValidator<AssignUnitsRequest>
{
    public AssignUnitsRules()
    {
        RuleFor(request => request.Units).Must(units => units.Count is >= 1 and <= 1000).WithErrorCode("count").WithMessage("1 to 1000 units.");
        RuleForEach(request => request.Units).NotNull().Length(1, 100);
    }
}

/// <param name="Variant">Null: it does not take part, and gets what everybody gets.</param>
public sealed record UnitAssignmentView(string Unit, string? Variant);

/// <summary>In the order asked.</summary>
public sealed record AssignUnitsResponse(IReadOnlyList<UnitAssignmentView> Assignments);

/// <summary>Says which variant units meet, without counting that they met it.</summary>
public static class AssignUnits
{
    /// <summary>The same unit gets the same answer for ever. Refuses 409 <c>analytics.experiment_not_running</c> and, for an experiment whose caller assigns,
    /// 422 <c>analytics.experiment_variant_unknown</c>.</summary>
    public static async Task<AssignUnitsResponse> Handle(Id<Experiment> id, AssignUnitsRequest body, TenantDb db, CancellationToken ct)
    {
        var now = await db.First<ExperimentRow>(new(GetExperiment.ExperimentSql, id), ct) ?? throw AccessRefusals.NotFound.AsException();
        if (now.Status != "running")
            throw ExperimentRefusals.NotRunning.AsException();
        if (now.Plan.Assignment != Assignment.Hash)
            throw ExperimentRefusals.VariantUnknown(null).AsException();
        return new([.. body.Units.Select(unit => new UnitAssignmentView(unit, Assigning.VariantOf(now.Plan, id.ToString(), unit)))]);
    }
}
