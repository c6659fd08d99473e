using Olympus.Kernel.Data;

namespace Olympus.Analytics.Experiments;

/// <summary>Who took part and what they did is what the log says was observed.</summary>
internal sealed class ExperimentsAgreeWithLog : IInvariant
{
    private const string DifferSql = """
        with observed as (
            select aggregate_id as experiment_id, payload from events.log
            where type = 'analytics.experiment.observed' and aggregate_id in (select id from analytics.experiments)
        ), logged as (
            select experiment_id, 'variant ' || (met ->> 'variant') as what, sum((met ->> 'units')::bigint) as amount, 0 as total
            from observed cross join lateral jsonb_array_elements(payload -> 'exposures') as met group by 1, 2
            union all
            select experiment_id, 'metric ' || (told ->> 'metric'), sum((told ->> 'occurrences')::bigint), sum((told ->> 'total')::bigint)
            from observed cross join lateral jsonb_array_elements(payload -> 'observations') as told group by 1, 2
        ), kept as (
            select experiment_id, 'variant ' || variant as what, count(*) as amount, 0 as total from analytics.experiment_units group by 1, 2
            union all
            select experiment_id, 'metric ' || metric, sum(occurrences), sum(total) from analytics.experiment_values group by 1, 2
        )
        select 'experiment ' || coalesce(kept.experiment_id, logged.experiment_id) || ', ' || coalesce(kept.what, logged.what) as subject,
            'kept ' || coalesce(kept.amount, 0) || ' and ' || coalesce(kept.total, 0) || '; log ' || coalesce(logged.amount, 0) || ' and '
            || coalesce(logged.total, 0) as detail
        from kept
        full join logged on logged.experiment_id = kept.experiment_id and logged.what = kept.what
        where (kept.amount, kept.total) is distinct from (logged.amount, logged.total)
        order by 1
        """;

    public string Name => "analytics.experiments_agree_with_log";

    public Sql Violations => new(DifferSql);
}

/// <summary>Nobody met a variant that the experiment does not have.</summary>
internal sealed class ExperimentVariantsAreOfThePlan : IInvariant
{
    private const string StrangersSql = """
        select 'experiment ' || met.experiment_id as subject, count(*) || ' units met ' || met.variant || ', which it does not have' as detail
        from analytics.experiment_units as met
        join analytics.experiments as tried on tried.id = met.experiment_id
        where not exists (select from jsonb_array_elements(tried.plan -> 'variants') as known where known ->> 'key' = met.variant)
        group by met.experiment_id, met.variant
        order by 1
        """;

    public string Name => "analytics.experiment_variants_are_of_the_plan";

    public Sql Violations => new(StrangersSql);
}
