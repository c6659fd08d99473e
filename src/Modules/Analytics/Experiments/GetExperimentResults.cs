using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>How an experiment stands.</summary>
/// <param name="AsOf">Everything that was recorded before is counted.</param>
/// <param name="Units">That met a variant.</param>
/// <param name="UnitsPerVariant">How many each variant needs before a fixed experiment is judged.</param>
/// <param name="Contradicted">Units of which it was said that they met more than one variant.</param>
/// <param name="SampleRatio">Null while there are too few units for the check.</param>
/// <param name="Confidence">Of each single comparison.</param>
/// <param name="Verdicts">Of every variant but the control.</param>
public sealed record ExperimentResultsView(
    Id<Experiment> ExperimentId, string Status, DateTimeOffset AsOf, long Units, long UnitsPerVariant, long Contradicted, SampleRatioView? SampleRatio,
    double Confidence, IReadOnlyList<VariantVerdictView> Verdicts, IReadOnlyList<MetricResultView> Metrics);

/// <summary>The results, with tests, intervals and the check of the groups.</summary>
public static class GetExperimentResults
{
    private const string UnitsSql = """
        select variant, count(*) as units, count(*) filter (where is_contradicted) as contradicted
        from analytics.experiment_units
        where experiment_id = $1
        group by variant
        """;

    /// <summary>A unit's variant is looked up and not joined: a join that was planned while an experiment was young never ends when it is large.</summary>
    private const string ValuesSql = """
        select metric, variant, count(*) as converted, sum(total)::double precision as total, sum(total::numeric * total)::double precision as sum_of_squares
        from (
            select told.metric, told.total, (
                select met.variant from analytics.experiment_units as met where met.experiment_id = told.experiment_id and met.unit = told.unit) as variant
            from analytics.experiment_values as told
            where told.experiment_id = $1) as observed
        group by metric, variant
        """;

    private sealed record Exposed(string Variant, long Units, long Contradicted);

    private sealed record Observed(string Metric, string Variant, long Converted, double Total, double SumOfSquares);

    /// <summary>Reads the results as they stand now.</summary>
    public static async Task<ExperimentResultsView> Handle(Id<Experiment> id, Principal principal, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        principal.DemandEverywhere("analytics:read");
        var asOf = clock.GetUtcNow();
        return await db.Read(
            [new(GetExperiment.ExperimentSql, id), new(UnitsSql, id), new(ValuesSql, id)],
            async results => View(
                await results.First<ExperimentRow>() ?? throw AccessRefusals.NotFound.AsException(), asOf, await results.List<Exposed>(),
                await results.List<Observed>()),
            ct);
    }

    private static ExperimentResultsView View(ExperimentRow of, DateTimeOffset asOf, List<Exposed> exposed, List<Observed> observed)
    {
        var plan = of.Plan;
        var units = exposed.ToDictionary(one => one.Variant, one => one.Units, StringComparer.Ordinal);
        var fewest = plan.Variants.Min(variant => units.GetValueOrDefault(variant.Key));
        var ratio = ExperimentResults.Ratio(plan, units);
        var metrics = (plan.Guardrails ?? []).Select(guard => guard.Key).Prepend(plan.Primary.Key).Select(metric =>
        {
            var counts = plan.Variants.ToDictionary(variant => variant.Key, variant => Count(metric, variant.Key), StringComparer.Ordinal);
            return ExperimentResults.Metric(plan, metric, counts);
        }).ToList();
        return new(
            of.Id, of.Status, asOf, exposed.Sum(one => one.Units), plan.UnitsPerVariant, exposed.Sum(one => one.Contradicted),
            ratio is null ? null : new(ratio.ChiSquare, ratio.PValue, ratio.IsSuspicious), plan.LevelOfOne,
            [.. plan.Variants.Skip(1).Select((variant, place) => new VariantVerdictView(variant.Key, ExperimentResults.VerdictOf(
                plan, ratio is { IsSuspicious: true }, of.Status == "stopped", fewest, metrics[0].Variants[place + 1],
                metrics.Skip(1).Select(metric => metric.Variants[place + 1]))))],
            metrics);

        MetricCount Count(string metric, string variant) => observed.Find(one => one.Metric == metric && one.Variant == variant) is { } found
            ? new(metric, variant, units.GetValueOrDefault(variant), found.Converted, found.Total, found.SumOfSquares)
            : new(metric, variant, units.GetValueOrDefault(variant), 0, 0, 0);
    }
}
