using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>What somebody counted.</summary>
public sealed record CountStockRequest(Id<Location> LocationId, IReadOnlyList<CountItemRequest> Items, string? Note = null);

/// <param name="Counted">Units that are really there.</param>
/// <param name="Expected">Units on hand as they were read before counting: if the number moved since, the count is refused. Null, said
/// explicitly, sets it whatever it is.</param>
public sealed record CountItemRequest(Id<Variant> VariantId, long Counted, long? Expected);

/// <summary>What became of each item, in the order sent.</summary>
/// <param name="Id">The movements name it as their reference.</param>
public sealed record CountStockResponse(Guid Id, Id<Location> LocationId, IReadOnlyList<CountedStockView> Results);

/// <param name="Status"><c>counted</c> or <c>refused</c>.</param>
/// <param name="Code">Why refused: <c>inventory.count_stale</c> (the number moved since it was read) or <c>inventory.held_exceeds_count</c>
/// (more is promised than was counted).</param>
/// <param name="OnHand">Units on hand now.</param>
/// <param name="Difference">By how much the count changed it.</param>
public sealed record CountedStockView(Id<Variant> VariantId, string Status, string? Code, long OnHand, long Held, long Difference);

public sealed class CountStockRules : AbstractValidator<CountStockRequest>
{
    public CountStockRules()
    {
        RuleFor(count => count.Items).AreItems();
        RuleFor(count => count.Items).Must(items => items.DistinctBy(item => item.VariantId).Count() == items.Count)
            .WithErrorCode("distinct").WithMessage("Each variant once.");
        RuleForEach(count => count.Items).ChildRules(item => item.RuleFor(one => one.Counted).InclusiveBetween(0, StockRules.LargestQuantity));
        RuleFor(count => count.Note).IsNote();
    }
}

/// <summary>Says how many units there really are.</summary>
public static class CountStock
{
    /// <summary>Sets units on hand to what was counted, each item by itself: one that moved since it was read is refused, the others are
    /// taken. Refuses 404 <c>inventory.variants_unknown</c> and 409 <c>inventory.not_tracked</c> as a whole.</summary>
    /// <remarks>Appends <c>inventory.stock.counted</c> for what was taken.</remarks>
    public static Task<CountStockResponse> Handle(
        CountStockRequest body, Principal principal, TenantDb db, ILocations locations, IOffers offers, CancellationToken ct)
    {
        principal.Demand("inventory:count", body.LocationId);
        return db.Write(tx => Count(tx, body, locations, offers), ct);
    }

    private static async Task<CountStockResponse> Count(Tx tx, CountStockRequest body, ILocations locations, IOffers offers)
    {
        var id = Guid.CreateVersion7(tx.Now);
        var variants = StockLedger.PoolsOf(body.LocationId, body.Items.Select(item => item.VariantId));
        StockRules.Demand(tx, locations, offers, body.LocationId, variants.Values);
        StockLedger.Open(tx, body.LocationId, variants);
        var outcomes = new Dictionary<Id<Pool>, SetOutcome>();
        Pools.Set(
            tx, [.. body.Items.Select(item => new Wanted(StockLedger.PoolOf(body.LocationId, item.VariantId), item.Counted, item.Expected))],
            rows =>
            {
                foreach (var row in rows)
                    outcomes[row.PoolId] = row;
            });
        await tx.Flush();

        var taken = outcomes.Values.Where(outcome => outcome.IsSet).ToList();
        StockLedger.Record(
            tx, [.. taken.Where(outcome => outcome.OnHand != outcome.Was).Select(outcome => new Demand(outcome.PoolId, outcome.OnHand - outcome.Was))],
            "counted", new StockReference("count", id), body.Note);
        if (taken.Count > 0)
            tx.Append(new StockCounted(
                body.LocationId, id, taken.ConvertAll(outcome => new StockChange(variants[outcome.PoolId], outcome.OnHand - outcome.Was, outcome.OnHand))));
        return new CountStockResponse(
            id, body.LocationId, [.. body.Items.Select(item => View(item, outcomes[StockLedger.PoolOf(body.LocationId, item.VariantId)]))]);
    }

    private static CountedStockView View(CountItemRequest item, SetOutcome outcome) => outcome switch
    {
        { IsExpected: false } => new(item.VariantId, "refused", "inventory.count_stale", outcome.OnHand, outcome.Held, 0),
        { IsEnough: false } => new(item.VariantId, "refused", "inventory.held_exceeds_count", outcome.OnHand, outcome.Held, 0),
        _ => new(item.VariantId, "counted", null, outcome.OnHand, outcome.Held, outcome.OnHand - outcome.Was),
    };
}
