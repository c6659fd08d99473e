using FluentValidation;
using Microsoft.AspNetCore.Http;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>What happened since one told last; at most 5000 entries in all.</summary>
/// <param name="Exposures">Who met their variant. A unit counts once, however often it is told.</param>
/// <param name="Observations">What units did. Taken after the exposures of the same request.</param>
public sealed record RecordObservationsRequest(IReadOnlyList<ExposureRequest>? Exposures = null, IReadOnlyList<ObservationRequest>? Observations = null);

/// <param name="Variant">Only where the caller assigns.</param>
public sealed record ExposureRequest(string Unit, string? Variant = null);

/// <param name="Metric">The primary metric or a guardrail.</param>
/// <param name="Value">Whole, in the metric's smallest unit (cents, seconds); of a conversion it is left out.</param>
public sealed record ObservationRequest(string Unit, string Metric, long? Value = null);

public sealed class RecordObservationsRules : AbstractValidator<RecordObservationsRequest>
{
    public RecordObservationsRules()
    {
        RuleFor(request => request).Must(all => (all.Exposures?.Count ?? 0) + (all.Observations?.Count ?? 0) is >= 1 and <= 5000)
            .WithErrorCode("count").WithMessage("1 to 5000 exposures and observations.");
        RuleForEach(request => request.Exposures).NotNull().ChildRules(exposure => exposure.RuleFor(e => e.Unit).Length(1, 100));
        RuleForEach(request => request.Observations).NotNull().ChildRules(observation =>
        {
            observation.RuleFor(o => o.Unit).Length(1, 100);
            observation.RuleFor(o => o.Value).InclusiveBetween(-1_000_000_000_000, 1_000_000_000_000);
        });
    }
}

/// <summary>What was counted.</summary>
/// <param name="Exposed">Units that met their variant for the first time.</param>
/// <param name="Repeated">Exposures of units that were counted already.</param>
/// <param name="Contradicted">Units of which it was said for the first time that they met another variant too: the first stands.</param>
/// <param name="Observed">Observations that count.</param>
/// <param name="Ignored">Exposures of units that do not take part, and observations of units that met no variant before.</param>
public sealed record RecordObservationsResponse(long Exposed, long Repeated, long Contradicted, long Observed, long Ignored);

/// <summary>Counts who met which variant and what they did then.</summary>
public static class RecordObservations
{
    /// <summary>Locked against stopping, not against each other.</summary>
    private const string LockSql = """
        select id, name, status, plan, started_at, stopped_at, stop_reason, created_at, updated_at, version
        from analytics.experiments
        where id = $1
        for share
        """;

    private const string ExposeSql = """
        insert into analytics.experiment_units (experiment_id, unit, variant, exposed_at)
        select $1, unit, variant, $4 from unnest($2::text[], $3::text[]) as met (unit, variant)
        order by unit
        on conflict on constraint experiment_units_pkey do nothing
        returning variant
        """;

    private const string ContradictSql = """
        update analytics.experiment_units as known
        set is_contradicted = true
        from unnest($2::text[], $3::text[]) as met (unit, variant)
        where known.experiment_id = $1 and known.unit = met.unit and known.variant <> met.variant and not known.is_contradicted
        """;

    private const string ObserveSql = """
        insert into analytics.experiment_values as known (experiment_id, metric, unit, occurrences, total)
        select $1, told.metric, told.unit, told.occurrences, told.total
        from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as told (metric, unit, occurrences, total)
        join analytics.experiment_units as met on met.experiment_id = $1 and met.unit = told.unit
        order by told.metric, told.unit
        on conflict on constraint experiment_values_pkey do update
        set occurrences = known.occurrences + excluded.occurrences, total = known.total + excluded.total
        returning metric, unit
        """;

    private sealed record Counted(string Metric, string Unit);

    private sealed record Told(string Metric, string Unit, long Occurrences, long Total);

    /// <summary>Counts. Refuses 409 <c>analytics.experiment_not_running</c>, 422 <c>analytics.experiment_metric_unknown</c>,
    /// <c>analytics.experiment_variant_unknown</c> and <c>analytics.experiment_variant_not_asked</c>; then nothing of the request counts.</summary>
    /// <remarks>Appends <c>analytics.experiment.observed</c> when anything counted.</remarks>
    public static Task<RecordObservationsResponse> Handle(Id<Experiment> id, RecordObservationsRequest body, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            var now = await tx.First<ExperimentRow>(new(LockSql, id)) ?? throw AccessRefusals.NotFound.AsException();
            if (now.Status != "running")
                throw ExperimentRefusals.NotRunning.AsException();
            var met = Met(now.Plan, id, body.Exposures ?? []);
            var told = Gather(now.Plan, body.Observations ?? []);

            var exposed = await Expose(tx, id, met);
            var contradicted = now.Plan.Assignment == Assignment.Caller ? await Contradict(tx, id, body.Exposures ?? []) : 0;
            var counted = await Observe(tx, id, told);
            var occurrences = counted.Sum(one => one.Occurrences);
            if (exposed.Count > 0 || counted.Length > 0)
                tx.Append(new ExperimentObserved(
                    id,
                    [.. exposed.CountBy(variant => variant).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => new VariantExposures(of.Key, of.Value))],
                    [.. counted.GroupBy(one => one.Metric).OrderBy(of => of.Key, StringComparer.Ordinal)
                        .Select(of => new MetricObservations(of.Key, of.Sum(one => one.Occurrences), of.Sum(one => one.Total)))]));
            var outside = (body.Exposures?.Count ?? 0) - Taking(now.Plan, id, body.Exposures ?? []);
            return new RecordObservationsResponse(
                exposed.Count, (body.Exposures?.Count ?? 0) - outside - exposed.Count, (long)contradicted, occurrences,
                outside + told.Sum(one => one.Occurrences) - occurrences);
        },
        ct);

    private static async Task<List<string>> Expose(Tx tx, Id<Experiment> id, (string Unit, string Variant)[] met) => met.Length == 0
        ? []
        : await tx.Query<string>(new(ExposeSql, id, Array.ConvertAll(met, one => one.Unit), Array.ConvertAll(met, one => one.Variant), tx.Now));

    private static Task<ulong> Contradict(Tx tx, Id<Experiment> id, IReadOnlyList<ExposureRequest> exposures) => tx.Execute(new(
        ContradictSql, id, exposures.Select(exposure => exposure.Unit).ToArray(), exposures.Select(exposure => exposure.Variant!).ToArray()));

    private static async Task<Told[]> Observe(Tx tx, Id<Experiment> id, Told[] told)
    {
        if (told.Length == 0)
            return [];
        var counted = await tx.Query<Counted>(new(
            ObserveSql, id, Array.ConvertAll(told, one => one.Metric), Array.ConvertAll(told, one => one.Unit), Array.ConvertAll(told, one => one.Occurrences),
            Array.ConvertAll(told, one => one.Total)));
        var known = counted.Select(one => (one.Metric, one.Unit)).ToHashSet();
        return Array.FindAll(told, one => known.Contains((one.Metric, one.Unit)));
    }

    /// <summary>Each unit once, with the variant that counts; those that do not take part are left out.</summary>
    private static (string Unit, string Variant)[] Met(ExperimentPlan plan, Id<Experiment> id, IReadOnlyList<ExposureRequest> exposures)
    {
        foreach (var exposure in exposures)
            if (plan.Assignment == Assignment.Hash && exposure.Variant is not null)
                throw ExperimentRefusals.VariantNotAsked.AsException();
            else if (plan.Assignment == Assignment.Caller && plan.Variants.All(variant => variant.Key != exposure.Variant))
                throw ExperimentRefusals.VariantUnknown(exposure.Variant).AsException();
        return
        [
            .. exposures.DistinctBy(exposure => exposure.Unit, StringComparer.Ordinal)
                .Select(exposure => (exposure.Unit, Variant: VariantOf(plan, id, exposure)))
                .Where(one => one.Variant is not null).Select(one => (one.Unit, one.Variant!)),
        ];
    }

    private static int Taking(ExperimentPlan plan, Id<Experiment> id, IReadOnlyList<ExposureRequest> exposures) =>
        plan.Assignment == Assignment.Caller || plan.Share.Millionths == Rate.One
            ? exposures.Count
            : exposures.Count(exposure => VariantOf(plan, id, exposure) is not null);

    private static string? VariantOf(ExperimentPlan plan, Id<Experiment> id, ExposureRequest exposure) =>
        plan.Assignment == Assignment.Caller ? exposure.Variant : Assigning.VariantOf(plan, id.ToString(), exposure.Unit);

    private static Told[] Gather(ExperimentPlan plan, IReadOnlyList<ObservationRequest> observations)
    {
        var kinds = (plan.Guardrails ?? []).ToDictionary(guard => guard.Key, guard => guard.Kind, StringComparer.Ordinal);
        kinds[plan.Primary.Key] = plan.Primary.Kind;
        foreach (var observation in observations)
            if (!kinds.TryGetValue(observation.Metric, out var kind) || (kind == MetricKind.Mean) != observation.Value.HasValue)
                throw ExperimentRefusals.MetricUnknown(observation.Metric).AsException();
        return
        [
            .. observations.GroupBy(observation => (observation.Metric, observation.Unit))
                .Select(of => new Told(of.Key.Metric, of.Key.Unit, of.Count(), of.Sum(observation => observation.Value ?? 0))),
        ];
    }
}
