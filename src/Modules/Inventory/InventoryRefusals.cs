using Olympus.Contracts.Catalog;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

public static class InventoryRefusals
{
    /// <param name="missing">What was asked for and is not there.</param>
    public static Refusal InsufficientStock(IReadOnlyList<MissingStockView> missing) =>
        new Refusal(409, "inventory.insufficient_stock", "There is not enough in stock; see missing.").With("missing", missing);
}

/// <summary>A variant of which more was asked for than there is.</summary>
/// <param name="Asked">Units, added up over the whole request.</param>
/// <param name="Available">Units that could have been taken.</param>
public sealed record MissingStockView(Id<Variant> VariantId, long Asked, long Available);
