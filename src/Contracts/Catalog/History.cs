using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Catalog;

/// <summary>A product with one variant or several, as another system knew it.</summary>
/// <param name="At">When it was first known.</param>
/// <param name="IsActive">False for what is not sold any more.</param>
public sealed record HistoricalProduct(
    Id<Product> ProductId, Id<Variant> VariantId, string Sku, string Name, Money Price, string TaxClass, bool TracksStock, DateTimeOffset At,
    bool IsActive = true)
{
    /// <summary>What a unit costs to buy; null: nobody knows.</summary>
    public Money? Cost { get; init; }

    /// <summary>Where it stands in the tree; null: nowhere.</summary>
    public Id<Category>? CategoryId { get; init; }

    /// <summary>What its variants differ in; null: there is one, the one above.</summary>
    public string? Option { get; init; }

    /// <summary>All variants of a product that has several; the first of them is the one above.</summary>
    public IReadOnlyList<HistoricalChoice> Choices { get; init; } = [];
}

/// <summary>One of several variants of a product.</summary>
/// <param name="Value">Of the product's option, such as <c>Large</c>.</param>
/// <param name="Cost">What a unit costs to buy; null: nobody knows.</param>
public sealed record HistoricalChoice(Id<Variant> VariantId, string Sku, string Value, Money Price, Money? Cost = null);

/// <summary>A category, as another system knew it.</summary>
/// <param name="ParentId">Null: at the top. A parent stands before its children.</param>
public sealed record HistoricalCategory(Id<Category> CategoryId, Id<Category>? ParentId, string Name, DateTimeOffset At);

/// <summary>A variant that the tenant has.</summary>
public sealed record KnownVariant(string Sku, Id<Variant> VariantId, Id<Product> ProductId);

/// <summary>Answered by Catalog: bulk writing for imports and demo data, with the events of it at their historical times.</summary>
public interface ICatalogHistory
{
    /// <summary>Writes new categories, behind those that are there.</summary>
    Task WriteCategories(Tx tx, IReadOnlyCollection<HistoricalCategory> categories);

    /// <summary>Writes what is not there yet (by id); existing rows stay as they are.</summary>
    Task Write(Tx tx, IReadOnlyCollection<HistoricalProduct> products);

    /// <summary>Rows of <see cref="KnownVariant"/>: those of these SKUs that the tenant has, so that an import links to them instead of adding a second one.</summary>
    Sql WithSkus(IReadOnlyCollection<string> skus);
}
