using Olympus.Kernel.Data;

namespace Olympus.Inventory;

/// <summary>What is on hand is the sum of everything that ever moved.</summary>
internal sealed class OnHandIsSumOfMovements : IInvariant
{
    private const string OnHandDiffersSql = """
        select 'stock item ' || coalesce(pool.id, moved.stock_item_id) as subject,
            'on hand ' || coalesce(pool.on_hand, 0) || ', movements ' || coalesce(moved.quantity, 0) as detail
        from (select id, on_hand from capacity.pools where kind = 'stock') as pool
        full join (
            select stock_item_id, sum(quantity)::bigint as quantity from inventory.movements group by stock_item_id
        ) as moved on moved.stock_item_id = pool.id
        where coalesce(pool.on_hand, 0) <> coalesce(moved.quantity, 0)
        order by 1
        """;

    public string Name => "inventory.on_hand_is_sum_of_movements";

    public Sql Violations => new(OnHandDiffersSql);
}
