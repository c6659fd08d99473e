using Olympus.Kernel.Data;

namespace Olympus.Kernel.Capacity;

/// <summary>What is held of a pool is what its running holds promise.</summary>
internal sealed class HeldIsSumOfHolds : IInvariant
{
    private const string HeldDiffersSql = """
        select 'pool ' || pool.id as subject, 'held ' || pool.held || ', holds ' || coalesce(promised.quantity, 0) as detail
        from capacity.pools as pool
        left join (
            select pool_id, sum(quantity)::bigint as quantity from capacity.holds where state = 'held' group by pool_id
        ) as promised on promised.pool_id = pool.id
        where pool.held <> coalesce(promised.quantity, 0)
        order by pool.id
        """;

    public string Name => "capacity.held_is_sum_of_holds";

    public Sql Violations => new(HeldDiffersSql);
}

/// <summary>No pool gave or promised more than it may, but for what was gone before anybody could refuse. A constraint guards it; this asks again.</summary>
internal sealed class NeverBelowFloor : IInvariant
{
    private const string BelowFloorSql = """
        select 'pool ' || id as subject, 'on hand ' || on_hand || ', held ' || held || ', floor ' || floor || ', oversold ' || oversold as detail
        from capacity.pools
        where on_hand - held < floor - oversold or held < 0
        order by id
        """;

    public string Name => "capacity.never_below_floor";

    public Sql Violations => new(BelowFloorSql);
}
