using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Catalog;

/// <summary>A product with one variant, as another system knew it.</summary>
/// <param name="At">When it was first known.</param>
/// <param name="IsActive">False for what is not sold any more.</param>
public sealed record HistoricalProduct(
    Id<Product> ProductId, Id<Variant> VariantId, string Sku, string Name, Money Price, string TaxClass, bool TracksStock, DateTimeOffset At,
    bool IsActive = true);

/// <summary>A variant that the tenant has.</summary>
public sealed record KnownVariant(string Sku, Id<Variant> VariantId, Id<Product> ProductId);

/// <summary>Answered by Catalog: bulk writing for imports and demo data, with the events of it at their historical times.</summary>
public interface ICatalogHistory
{
    /// <summary>Writes what is not there yet (by id); existing rows stay as they are.</summary>
    Task Write(Tx tx, IReadOnlyCollection<HistoricalProduct> products);

    /// <summary>Rows of <see cref="KnownVariant"/>: those of these SKUs that the tenant has, so that an import links to them instead of adding a second one.</summary>
    Sql WithSkus(IReadOnlyCollection<string> skus);
}
