using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>What other modules may do with stock, in their own transaction.</summary>
internal sealed class StockAnswers : IStock
{
    public void Take(Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference)
    {
        if (demands.Count == 0)
            return;
        var variants = StockLedger.PoolsOf(location, demands.Select(demand => demand.VariantId));
        var asked = Asked(location, demands);
        Pools.Take(tx, asked, StockLedger.Refuse(variants), changes =>
            tx.Append(new StockTaken(location, reference.Kind, reference.Id, StockLedger.Changes(variants, changes))));
        StockLedger.Record(tx, asked.ConvertAll(demand => demand with { Quantity = -demand.Quantity }), "sold", reference);
    }

    public void TakeGone(
        Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference, DateTimeOffset at,
        Action<IReadOnlyList<Id<Variant>>> oversold)
    {
        if (demands.Count == 0)
            return;
        var variants = StockLedger.PoolsOf(location, demands.Select(demand => demand.VariantId));
        var gone = Asked(location, demands);
        StockLedger.Open(tx, location, variants);
        Pools.TakeGone(tx, gone, (changes, missing) =>
        {
            tx.Append(new StockTaken(location, reference.Kind, reference.Id, StockLedger.Changes(variants, changes)), at);
            if (missing.Count > 0)
                oversold([.. missing.Select(shortage => variants[shortage.PoolId])]);
        });
        StockLedger.Record(tx, gone.ConvertAll(demand => demand with { Quantity = -demand.Quantity }), "sold", reference, occurredAt: at);
    }

    public void PutBack(Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference)
    {
        if (demands.Count == 0)
            return;
        var variants = StockLedger.PoolsOf(location, demands.Select(demand => demand.VariantId));
        var given = Asked(location, demands);
        StockLedger.Open(tx, location, variants);
        Pools.PutBack(tx, given, changes =>
            tx.Append(new StockPutBack(location, reference.Kind, reference.Id, StockLedger.Changes(variants, changes))));
        StockLedger.Record(tx, given, "returned", reference);
    }

    private static List<Demand> Asked(Id<Location> location, IReadOnlyCollection<StockDemand> demands) =>
        StockLedger.Sum(demands.Select(demand => new Demand(StockLedger.PoolOf(location, demand.VariantId), demand.Quantity)));
}
