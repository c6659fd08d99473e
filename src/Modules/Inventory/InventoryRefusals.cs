using Olympus.Contracts.Catalog;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

public static class InventoryRefusals
{
    public static readonly Refusal PromisedAlready =
        new(409, "inventory.promised_already", "More is promised already than this limit allows.");

    public static readonly Refusal SortUnknown = new(400, "inventory.sort_unknown", "sort is level.");

    public static readonly Refusal FiltersDoNotMeet =
        new(400, "inventory.filters_do_not_meet", "sort and variant_ids each go with location_id and no other filter.");

    /// <param name="missing">What was asked for and is not there.</param>
    public static Refusal InsufficientStock(IReadOnlyList<MissingStockView> missing) =>
        new Refusal(409, "inventory.insufficient_stock", "There is not enough in stock; see missing.").With("missing", missing);

    public static Refusal VariantsUnknown(IReadOnlyList<Id<Variant>> variants) =>
        new Refusal(404, "inventory.variants_unknown", "There are no such variants; see variant_ids.").With("variant_ids", variants);

    public static Refusal NotTracked(IReadOnlyList<Id<Variant>> variants) =>
        new Refusal(409, "inventory.not_tracked", "Selling these takes no stock, so there is none to keep; see variant_ids.").With("variant_ids", variants);
}

/// <summary>A variant of which more was asked for than there is.</summary>
/// <param name="Asked">Units, added up over the whole request.</param>
/// <param name="Available">Units that could have been taken.</param>
public sealed record MissingStockView(Id<Variant> VariantId, long Asked, long Available);
