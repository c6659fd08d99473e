using System.Text.Json.Serialization;
using Olympus.Analytics.Statistics;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>What may be concluded.</summary>
[JsonConverter(typeof(WireEnum<Verdict>))]
public enum Verdict
{
    /// <summary>Too early: nothing yet.</summary>
    Collecting,

    /// <summary>The variant moves the primary metric in the good direction.</summary>
    Better,
    Worse,

    /// <summary>As many took part as were planned (a sequential one was stopped), and no difference was found.</summary>
    NoDifference,

    /// <summary>A guardrail got worse by more than its margin.</summary>
    GuardrailBroken,

    /// <summary>The groups have sizes that chance does not make: something is wrong with the experiment itself, and no figure of it can be believed.</summary>
    Suspicious,
}

[JsonConverter(typeof(WireEnum<GuardState>))]
public enum GuardState
{
    /// <summary>The interval reaches across the margin.</summary>
    Open,
    Holds,
    Broken,
}

/// <summary>What was counted of one variant and one metric.</summary>
/// <param name="Units">That met the variant.</param>
/// <param name="Converted">Of those, how many were observed at least once.</param>
/// <param name="Total">The sum of their values.</param>
/// <param name="SumOfSquares">Of each unit's sum.</param>
public sealed record MetricCount(string Metric, string Variant, long Units, long Converted, double Total, double SumOfSquares)
{
    public Proportion Share => new(Converted, Units);

    public Sample Values => new(Units, Total, SumOfSquares);
}

/// <summary>Between two numbers.</summary>
public sealed record BoundsView(double Low, double High);

/// <summary>The sample-ratio check: Pearson's chi-square test of the groups' sizes against the weights.</summary>
/// <param name="IsSuspicious">Whether <paramref name="PValue"/> is below 0.01.</param>
public sealed record SampleRatioView(double ChiSquare, double PValue, bool IsSuspicious);

/// <summary>A variant against the control.</summary>
/// <param name="Estimate">The variant's minus the control's.</param>
/// <param name="Relative">The same as a part of the control's; null when that is 0.</param>
/// <param name="Bounds">Where the true difference lies; at every look at once where the method is sequential.</param>
/// <param name="Statistic">z of two proportions, or Welch's t.</param>
/// <param name="PValue">Of one look, two-sided.</param>
/// <param name="AlwaysValidPValue">However often one looks.</param>
public sealed record DifferenceView(
    double Estimate, double? Relative, BoundsView? Bounds, double? Statistic, double? PValue, double? AlwaysValidPValue);

/// <param name="Value">The share that converted, or the mean of a unit; null before anybody met it.</param>
/// <param name="Difference">Null for the control, and while there is nothing to compare.</param>
/// <param name="Guard">Of a guardrail; null for the primary metric and the control.</param>
public sealed record VariantMetricView(
    string Variant, long Units, long Converted, double? Value, BoundsView? Bounds, DifferenceView? Difference, GuardState? Guard);

/// <param name="IsPrimary">Whether it decides; the others are guardrails.</param>
public sealed record MetricResultView(string Metric, MetricKind Kind, bool IsPrimary, IReadOnlyList<VariantMetricView> Variants);

/// <param name="Verdict">Of the variant against the control.</param>
public sealed record VariantVerdictView(string Variant, Verdict Verdict);

/// <summary>Turns counts into what may be said of them. Pure.</summary>
public static class ExperimentResults
{
    /// <summary>The sizes of the groups against their weights.</summary>
    public static SampleRatioOutcome? Ratio(ExperimentPlan plan, IReadOnlyDictionary<string, long> units) => SampleRatio.Check(
        [.. plan.Variants.Select(variant => units.GetValueOrDefault(variant.Key))], [.. plan.Variants.Select(variant => (double)variant.Weight)]);

    /// <summary>One metric, every variant, in the plan's order.</summary>
    /// <param name="counts">By variant.</param>
    public static MetricResultView Metric(ExperimentPlan plan, string metric, IReadOnlyDictionary<string, MetricCount> counts)
    {
        var guard = (plan.Guardrails ?? []).FirstOrDefault(guard => guard.Key == metric);
        var kind = guard?.Kind ?? plan.Primary.Kind;
        var expected = guard?.Margin ?? plan.Primary.MinimumEffect;
        MetricCount Of(string variant) => counts.GetValueOrDefault(variant) ?? new(metric, variant, 0, 0, 0, 0);
        var control = Of(plan.Variants[0].Key);
        return new(metric, kind, guard is null,
        [
            .. plan.Variants.Select((variant, place) =>
            {
                var count = Of(variant.Key);
                var difference = place == 0 ? null : Difference(plan, kind, expected, control, count);
                return new VariantMetricView(
                    variant.Key, count.Units, count.Converted, Value(kind, count), Around(kind, count, plan.Level), difference,
                    guard is null || place == 0 ? null : Guard(guard, difference));
            }),
        ]);
    }

    /// <summary>What may be concluded of one variant.</summary>
    /// <param name="primary">Its primary metric.</param>
    /// <param name="guards">Its guardrails.</param>
    /// <param name="fewest">How many units the smallest of all groups has.</param>
    public static Verdict VerdictOf(
        ExperimentPlan plan, bool isSuspicious, bool isStopped, long fewest, VariantMetricView primary, IEnumerable<VariantMetricView> guards)
    {
        if (isSuspicious)
            return Verdict.Suspicious;
        var isDue = plan.Method == Method.Sequential || fewest >= plan.UnitsPerVariant;
        if (isDue && guards.Any(guard => guard.Guard == GuardState.Broken))
            return Verdict.GuardrailBroken;
        var p = plan.Method == Method.Sequential ? primary.Difference?.AlwaysValidPValue : primary.Difference?.PValue;
        if (isDue && p < 1 - plan.LevelOfOne)
            return primary.Difference!.Estimate > 0 == (plan.Primary.Good == Direction.Increase) ? Verdict.Better : Verdict.Worse;
        return isDue && (isStopped || plan.Method == Method.Fixed) ? Verdict.NoDifference : Verdict.Collecting;
    }

    private static double? Value(MetricKind kind, MetricCount count) => count.Units == 0 ? null : kind == MetricKind.Conversion ? count.Share.Rate : count.Values.Mean;

    private static BoundsView? Around(MetricKind kind, MetricCount count, double level) =>
        View(count.Units == 0 ? null : kind == MetricKind.Conversion ? Proportions.Wilson(count.Share, level) : Means.Around(count.Values, level));

    private static DifferenceView? Difference(ExperimentPlan plan, MetricKind kind, double expected, MetricCount control, MetricCount variant)
    {
        if (Value(kind, control) is not { } before || Value(kind, variant) is not { } after)
            return null;
        var level = plan.LevelOfOne;
        var (test, bounds, variance) = kind == MetricKind.Conversion
            ? (Proportions.Test(control.Share, variant.Share), Proportions.Newcombe(control.Share, variant.Share, level), Proportions.Variance(control.Share, variant.Share))
            : (Means.Welch(control.Values, variant.Values), Means.Difference(control.Values, variant.Values, level), Means.Variance(control.Values, variant.Values));
        var estimate = after - before;
        if (plan.Method == Method.Sequential)
            bounds = variance > 0 ? AlwaysValid.Around(estimate, variance.Value, expected, level) : null;
        return new(
            estimate, before == 0 ? null : estimate / before, View(bounds), test?.Statistic, test?.PValue,
            variance > 0 ? AlwaysValid.PValue(estimate, variance.Value, expected) : null);
    }

    private static GuardState Guard(Guardrail guard, DifferenceView? difference)
    {
        if (difference?.Bounds is not { } bounds)
            return GuardState.Open;
        var (least, most) = guard.Good == Direction.Increase ? (-bounds.High, -bounds.Low) : (bounds.Low, bounds.High);
        return least > guard.Margin ? GuardState.Broken : most < guard.Margin ? GuardState.Holds : GuardState.Open;
    }

    private static BoundsView? View(Interval? interval) => interval is null ? null : new(interval.Low, interval.High);
}
