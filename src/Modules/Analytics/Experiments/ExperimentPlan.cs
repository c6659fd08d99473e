using System.Text.Json.Serialization;
using FluentValidation;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>Who decides which variant a unit meets.</summary>
[JsonConverter(typeof(WireEnum<Assignment>))]
public enum Assignment
{
    /// <summary>A hash of experiment and unit: the same answer everywhere and for ever.</summary>
    Hash,

    /// <summary>Whoever records the exposures, and says which it was.</summary>
    Caller,
}

/// <summary>When the result may be believed.</summary>
[JsonConverter(typeof(WireEnum<Method>))]
public enum Method
{
    /// <summary>Once, when as many units took part as were planned.</summary>
    Fixed,

    /// <summary>Whenever one looks; it takes more units for the same difference.</summary>
    Sequential,
}

[JsonConverter(typeof(WireEnum<MetricKind>))]
public enum MetricKind
{
    /// <summary>Whether a unit did it, once or often.</summary>
    Conversion,

    /// <summary>The sum of a unit's values; 0 for one that did nothing.</summary>
    Mean,
}

[JsonConverter(typeof(WireEnum<Direction>))]
public enum Direction
{
    Increase,
    Decrease,
}

/// <summary>One of the ways that are compared.</summary>
/// <param name="Key">Such as <c>control</c>: small letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Weight">Its part of the units beside the other weights, 1 to 1000.</param>
public sealed record ExperimentVariant(string Key, int Weight);

/// <summary>What decides the experiment.</summary>
/// <param name="Key">The name under which it is recorded.</param>
/// <param name="Good">The direction one hopes for.</param>
/// <param name="MinimumEffect">The smallest difference worth finding: of shares (0.01 is one percentage point), or in the metric's unit.</param>
/// <param name="Baseline">Of a conversion: the share that converts today.</param>
/// <param name="Deviation">Of a mean: the standard deviation of one unit's values.</param>
public sealed record PrimaryMetric(string Key, MetricKind Kind, Direction Good, double MinimumEffect, double? Baseline = null, double? Deviation = null);

/// <summary>What must not get worse.</summary>
/// <param name="Good">The other direction is the one that is guarded against.</param>
/// <param name="Margin">By how much it may get worse: of shares, or in the metric's unit.</param>
public sealed record Guardrail(string Key, MetricKind Kind, Direction Good, double Margin);

/// <summary>What an experiment is.</summary>
/// <param name="Hypothesis">What one expects and why, for people.</param>
/// <param name="Variants">2 to 10; the first is the control, with which the others are compared.</param>
/// <param name="Primary">The one metric that decides.</param>
/// <param name="Guardrails">At most 10.</param>
/// <param name="Traffic">The share of all units that take part; "1" unless told.</param>
/// <param name="Confidence">Of intervals and decisions; "0.95" unless told. With several comparisons each is held to a stricter one (Bonferroni).</param>
/// <param name="Power">How surely a difference of the minimum effect is to be found; "0.8" unless told.</param>
public sealed record ExperimentPlan(
    IReadOnlyList<ExperimentVariant> Variants, PrimaryMetric Primary, string? Hypothesis = null, IReadOnlyList<Guardrail>? Guardrails = null,
    Assignment Assignment = Assignment.Hash, Method Method = Method.Fixed, Rate? Traffic = null, Rate? Confidence = null, Rate? Power = null)
{
    [JsonIgnore]
    public double Level => (double)(Confidence ?? Rate.Percent(95)).Millionths / Rate.One;

    /// <summary>Of one comparison, so that all of them together keep <see cref="Level"/>.</summary>
    [JsonIgnore]
    public double LevelOfOne => 1 - (1 - Level) / Math.Max(1, Variants.Count - 1);

    [JsonIgnore]
    public double Strength => (double)(Power ?? Rate.Percent(80)).Millionths / Rate.One;

    [JsonIgnore]
    public Rate Share => Traffic ?? new Rate(Rate.One);

    /// <summary>How many units each variant needs before a fixed experiment may be judged.</summary>
    [JsonIgnore]
    public long UnitsPerVariant => Primary.Kind == MetricKind.Conversion
        ? (long)Math.Ceiling(Statistics.Power.NeededForProportions(
            Primary.Baseline!.Value, Primary.Baseline.Value + (Primary.Good == Direction.Increase ? 1 : -1) * Primary.MinimumEffect, 1 - LevelOfOne, Strength))
        : Statistics.Power.NeededForMeans(Primary.MinimumEffect, Primary.Deviation!.Value, 1 - LevelOfOne, Strength);
}

public sealed class ExperimentPlanRules : AbstractValidator<ExperimentPlan>
{
    private static readonly Rate Half = Rate.Percent(50);
    private static readonly Rate Nearly = Rate.Percent(99.99m);

    public ExperimentPlanRules()
    {
        RuleFor(plan => plan.Variants).Must(variants => variants.Count is >= 2 and <= 10).WithErrorCode("count").WithMessage("2 to 10 variants.")
            .Must(variants => variants.Select(variant => variant?.Key).Distinct(StringComparer.Ordinal).Count() == variants.Count)
            .WithErrorCode("duplicate").WithMessage("Every variant has a key of its own.");
        RuleForEach(plan => plan.Variants).NotNull().ChildRules(variant =>
        {
            variant.RuleFor(v => v.Key).Matches("^[a-z0-9_-]{1,40}$");
            variant.RuleFor(v => v.Weight).InclusiveBetween(1, 1000);
        });
        RuleFor(plan => plan.Hypothesis).MaximumLength(1000);
        RuleFor(plan => plan.Primary).ChildRules(primary =>
        {
            primary.RuleFor(p => p.Key).Matches("^[a-z0-9_-]{1,40}$");
            primary.RuleFor(p => p.MinimumEffect).Must(effect => effect is > 0 and < 1e12).WithErrorCode("positive").WithMessage("Above 0.");
            primary.RuleFor(p => p.Baseline).Must((p, share) => share is { } today && InShares(today) && InShares(today + Sign(p) * p.MinimumEffect))
                .When(p => p.Kind == MetricKind.Conversion)
                .WithErrorCode("share").WithMessage("A conversion needs the share of today, between 0 and 1 with the minimum effect and without.");
            primary.RuleFor(p => p.Deviation).Must((p, deviation) => deviation is > 0 and < 1e12 && deviation / p.MinimumEffect < 1e5)
                .When(p => p.Kind == MetricKind.Mean).WithErrorCode("deviation")
                .WithMessage("A mean needs the standard deviation of one unit's values, less than 100,000 times the minimum effect.");
        });
        RuleFor(plan => plan.Guardrails).Must((plan, guards) => guards is null || guards.Count <= 10
                && guards.Where(guard => guard is not null).Select(guard => guard.Key).Append(plan.Primary.Key).Distinct(StringComparer.Ordinal).Count() == guards.Count + 1)
            .WithErrorCode("duplicate").WithMessage("At most 10 guardrails, each with a key of its own.");
        RuleForEach(plan => plan.Guardrails).NotNull().ChildRules(guard =>
        {
            guard.RuleFor(g => g.Key).Matches("^[a-z0-9_-]{1,40}$");
            guard.RuleFor(g => g.Margin).Must(margin => margin is > 0 and < 1e12).WithErrorCode("positive").WithMessage("Above 0.");
        });
        RuleFor(plan => plan.Traffic).Must(share => share is null or { Millionths: > 0 and <= Rate.One })
            .WithErrorCode("share").WithMessage("A share above 0, at most 1.");
        RuleFor(plan => plan.Confidence).Must(level => level is null || (level >= Half && level <= Nearly))
            .WithErrorCode("share").WithMessage("From 0.5 to 0.9999.");
        RuleFor(plan => plan.Power).Must(power => power is null || (power >= Half && power <= Nearly)).WithErrorCode("share").WithMessage("From 0.5 to 0.9999.");
    }

    private static bool InShares(double share) => share is > 0 and < 1;

    private static int Sign(PrimaryMetric primary) => primary.Good == Direction.Increase ? 1 : -1;
}
