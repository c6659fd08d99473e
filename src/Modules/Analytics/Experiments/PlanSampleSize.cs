using FluentValidation;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>What one wants to find. Give either the power, and be told how many are needed, or the units, and be told the power.</summary>
/// <param name="MinimumEffect">The smallest difference worth finding.</param>
/// <param name="Baseline">Of a conversion: the share that converts today.</param>
/// <param name="Deviation">Of a mean: the standard deviation of one unit's values.</param>
/// <param name="Variants">With the control, 2 to 10; 2 unless told.</param>
/// <param name="Confidence">"0.95" unless told; each of several comparisons is held to a stricter one.</param>
/// <param name="Power">"0.8" unless told.</param>
/// <param name="UnitsPerVariant">2 or more.</param>
public sealed record SampleSizeRequest(
    MetricKind Kind, double MinimumEffect, double? Baseline = null, double? Deviation = null, int Variants = 2, Direction Good = Direction.Increase,
    Rate? Confidence = null, Rate? Power = null, long? UnitsPerVariant = null);

/// <param name="UnitsPerVariant">Needed, or as asked.</param>
/// <param name="Power">How surely so many find a difference of the minimum effect.</param>
public sealed record SampleSizeResponse(long UnitsPerVariant, long Units, double Power, double ConfidenceOfEachComparison);

public sealed class SampleSizeRules : AbstractValidator<SampleSizeRequest>
{
    public SampleSizeRules()
    {
        RuleFor(request => request.Variants).InclusiveBetween(2, 10);
        RuleFor(request => request.UnitsPerVariant).InclusiveBetween(2, 1_000_000_000_000);
        RuleFor(request => request.Power).Null().When(request => request.UnitsPerVariant is not null)
            .WithErrorCode("either").WithMessage("Either the power or the units.");
    }
}

/// <summary>The power calculator. It knows no tenant and stores nothing.</summary>
public static class PlanSampleSize
{
    private static readonly ExperimentPlanRules Rules = new();

    /// <summary>Computes how many units an experiment needs, or what so many can find.</summary>
    public static SampleSizeResponse Handle(SampleSizeRequest body)
    {
        var plan = new ExperimentPlan(
            [.. Enumerable.Range(0, body.Variants).Select(place => new ExperimentVariant($"v{place}", 1))],
            new("primary", body.Kind, body.Good, body.MinimumEffect, body.Baseline, body.Deviation), Confidence: body.Confidence, Power: body.Power);
        var errors = ValidBodyExtensions.Errors(Rules.Validate(plan));
        if (errors.Length > 0)
            throw ValidBodyExtensions.Invalid([.. errors.Select(error => error with
            {
                Pointer = error.Pointer.Replace("/primary/", "/", StringComparison.Ordinal),
            })]).AsException();

        var units = body.UnitsPerVariant ?? Math.Max(2, plan.UnitsPerVariant);
        var alpha = 1 - plan.LevelOfOne;
        var power = body.Kind == MetricKind.Conversion
            ? Statistics.Power.OfProportions(
                units, body.Baseline!.Value, body.Baseline.Value + (body.Good == Direction.Increase ? 1 : -1) * body.MinimumEffect, alpha)
            : Statistics.Power.OfMeans(units, body.MinimumEffect, body.Deviation!.Value, alpha);
        return new(units, units * body.Variants, power, plan.LevelOfOne);
    }
}
