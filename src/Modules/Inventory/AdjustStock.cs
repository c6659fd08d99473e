using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>A change of stock for a reason that is no sale.</summary>
/// <param name="Reason"><c>received</c> and <c>found</c> add; <c>damaged</c>, <c>lost</c>, <c>waste</c> and <c>returned_to_supplier</c> take away;
/// <c>opening_balance</c> and <c>correction</c> do either.</param>
/// <param name="OccurredAt">When it happened, if not now; not in the future.</param>
public sealed record AdjustStockRequest(
    Id<Location> LocationId, string Reason, IReadOnlyList<AdjustmentItemRequest> Items, string? Note = null, DateTimeOffset? OccurredAt = null);

/// <param name="Quantity">Signed units, not zero. Several items for one variant are added up.</param>
public sealed record AdjustmentItemRequest(Id<Variant> VariantId, long Quantity);

/// <summary>What was changed.</summary>
/// <param name="Id">The movements name it as their reference.</param>
public sealed record AdjustStockResponse(Guid Id, Id<Location> LocationId, string Reason, IReadOnlyList<AdjustedStockView> Items);

/// <param name="Quantity">Signed change.</param>
/// <param name="OnHand">Units there are, afterwards.</param>
/// <param name="Held">Units promised to somebody, afterwards.</param>
/// <param name="Available">On hand less held.</param>
public sealed record AdjustedStockView(Id<Variant> VariantId, long Quantity, long OnHand, long Held, long Available);

public sealed class AdjustStockRules : AbstractValidator<AdjustStockRequest>
{
    /// <summary>Reason → the sign it must have; 0: either.</summary>
    private static readonly Dictionary<string, int> Reasons = new()
    {
        ["received"] = 1,
        ["found"] = 1,
        ["damaged"] = -1,
        ["lost"] = -1,
        ["waste"] = -1,
        ["returned_to_supplier"] = -1,
        ["opening_balance"] = 0,
        ["correction"] = 0,
    };

    public AdjustStockRules()
    {
        RuleFor(adjustment => adjustment.Reason).Must(Reasons.ContainsKey)
            .WithErrorCode("one_of").WithMessage($"One of {string.Join(", ", Reasons.Keys)}.");
        RuleFor(adjustment => adjustment.Items).AreItems();
        RuleForEach(adjustment => adjustment.Items).ChildRules(item => item.RuleFor(one => one.Quantity)
            .Must(quantity => quantity is not 0 and >= -StockRules.LargestQuantity and <= StockRules.LargestQuantity)
            .WithErrorCode("quantity").WithMessage($"Units, not zero, at most {StockRules.LargestQuantity} either way."));
        RuleForEach(adjustment => adjustment.Items).Must((adjustment, item) =>
                !Reasons.TryGetValue(adjustment.Reason, out var sign) || sign == 0 || Math.Sign(item.Quantity) is var given && (given == 0 || given == sign))
            .WithErrorCode("sign").WithMessage("received and found add units; damaged, lost, waste and returned_to_supplier take them away.");
        RuleFor(adjustment => adjustment.Note).IsNote();
    }
}

/// <summary>Changes stock for a reason that is no sale, all items together or none.</summary>
public static class AdjustStock
{
    /// <summary>Adds and takes away units. Refuses 409 <c>inventory.insufficient_stock</c> with what is missing, 409
    /// <c>inventory.not_tracked</c>, 404 <c>inventory.variants_unknown</c>.</summary>
    /// <remarks>Appends <c>inventory.stock.adjusted</c>, and <c>inventory.stock.low</c> or <c>inventory.stock.out</c> for what fell.</remarks>
    public static async Task<Created<AdjustStockResponse>> Handle(
        AdjustStockRequest body, Principal principal, TenantDb db, ILocations locations, IOffers offers, CancellationToken ct)
    {
        principal.Demand("inventory:adjust", body.LocationId);
        var response = await db.Write(tx => Adjust(tx, body, locations, offers), ct);
        return TypedResults.Created($"/api/v1/inventory/movements?location_id={body.LocationId}", response);
    }

    private static async Task<AdjustStockResponse> Adjust(Tx tx, AdjustStockRequest body, ILocations locations, IOffers offers)
    {
        var at = StockTime.Of(body.OccurredAt, tx.Now);
        var id = Guid.CreateVersion7(tx.Now);
        var variants = StockLedger.PoolsOf(body.LocationId, body.Items.Select(item => item.VariantId));
        var changes = StockLedger.Sum(body.Items.Select(item => new Demand(StockLedger.PoolOf(body.LocationId, item.VariantId), item.Quantity)));

        StockRules.Demand(tx, locations, offers, body.LocationId, variants.Values);
        StockLedger.Open(tx, body.LocationId, variants);
        List<PoolChange> changed = [];
        Pools.Adjust(tx, changes, StockLedger.Refuse(variants), changed.AddRange);
        StockLedger.Record(tx, changes, body.Reason, new StockReference("adjustment", id), body.Note, at);
        await tx.Flush();

        if (changed.Count > 0)
            tx.Append(new StockAdjusted(body.LocationId, id, body.Reason, StockLedger.Changes(variants, changed)), at);
        return new AdjustStockResponse(id, body.LocationId, body.Reason, changed.ConvertAll(change => new AdjustedStockView(
            variants[change.PoolId], change.Quantity, change.OnHand, change.Held, change.OnHand - change.Held)));
    }
}
