using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product as an import left it.</summary>
/// <param name="Before">As it was; null: the import made it.</param>
/// <param name="Version">When the import was done with it.</param>
internal sealed record ImportedProduct(Id<Product> ProductId, CatalogProduct? Before, long Version);

/// <summary>What became of it: a change to write, or why it stays as it is.</summary>
internal sealed record UndoOutcome(Id<Product> ProductId, string Outcome, ProductChange? Change = null);

/// <summary>What may be taken back is decided here, from what there is now. Pure.</summary>
/// <param name="SkuOwners">Whose each SKU is.</param>
/// <param name="Categories">Those that there are.</param>
/// <param name="Uses">Ids of products and variants that others keep something about → what.</param>
internal sealed record ImportUndo(
    IReadOnlyDictionary<string, Id<Product>> SkuOwners, IReadOnlySet<Id<Category>> Categories, IReadOnlyDictionary<Guid, string> Uses, DateTimeOffset At)
{
    /// <summary>A product that the import made goes out of the catalogue and out of its category, and gives its SKUs and barcodes free, so that the file can be
    /// imported again; one that it changed is again as it was.</summary>
    public UndoOutcome Of(ImportedProduct imported, CatalogProduct now)
    {
        if (now.Version != imported.Version)
            return new(now.Id, "changed");
        return imported.Before is { } before ? Restore(before, now) : Remove(now);
    }

    private UndoOutcome Remove(CatalogProduct now)
    {
        foreach (var id in now.Variants.Select(variant => variant.Id.Value).Prepend(now.Id.Value))
            if (Uses.TryGetValue(id, out var use))
                return new(now.Id, use);
        return Undone(now, now with
        {
            CategoryId = null,
            IsActive = false,
            ArchivedAt = now.ArchivedAt ?? At,
            Variants = Array.ConvertAll(now.Variants, variant => variant with { Sku = null, Barcode = null }),
        });
    }

    private UndoOutcome Restore(CatalogProduct before, CatalogProduct now)
    {
        if (before.CategoryId is { } category && !Categories.Contains(category))
            return new(now.Id, "category_gone");
        if (before.Variants.Any(variant => variant.Sku is { } sku && SkuOwners.TryGetValue(sku, out var owner) && owner != now.Id))
            return new(now.Id, "sku_taken");
        return Undone(now, before);
    }

    private UndoOutcome Undone(CatalogProduct now, CatalogProduct after) =>
        new(now.Id, "undone", new(now, after with { Version = now.Version + 1, UpdatedAt = At }));
}
