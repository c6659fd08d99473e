using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product with its variants: what is decided about together, under one version.</summary>
/// <param name="Options">What its variants differ in; empty for a simple product.</param>
internal sealed record CatalogProduct(
    Id<Product> Id, Id<Category>? CategoryId, string Name, string? Description, string TaxClass, bool TracksStock, bool IsActive,
    DateTimeOffset? ArchivedAt, string? ImageUrl, string[] Options, Currency Currency, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    CatalogVariant[] Variants)
{
    public const int MostVariants = 200;

    /// <summary>Its lowest price: of the active variants, or of all when none is active.</summary>
    public long PriceMinor => Variants.OrderByDescending(variant => variant.IsActive).ThenBy(variant => variant.PriceMinor).First().PriceMinor;

    public Money Price(CatalogVariant variant) => new(variant.PriceMinor, Currency);

    /// <summary>As it stands on a receipt: "Shirt (M / Red)".</summary>
    public string NameOf(CatalogVariant variant) => variant.OptionValues.Length == 0 ? Name : $"{Name} ({string.Join(" / ", variant.OptionValues)})";

    /// <summary>The product with what must hold of it checked, or a refusal.</summary>
    public CatalogProduct Checked()
    {
        if (Variants.Length > MostVariants)
            throw CatalogRefusals.TooManyVariants.AsException();
        if (Variants.Length == 0 || Variants.Any(variant => variant.OptionValues.Length != Options.Length))
            throw CatalogRefusals.OptionsDiffer.AsException();
        if (Variants.DistinctBy(variant => string.Join('\u001f', variant.OptionValues)).Count() < Variants.Length)
            throw (Options.Length == 0 ? CatalogRefusals.OptionsDiffer : CatalogRefusals.VariantExists).AsException();
        if (Variants.Where(variant => variant.Sku is not null).DistinctBy(variant => variant.Sku).Count() < Variants.Count(variant => variant.Sku is not null))
            throw CatalogRefusals.SkuTaken.AsException();
        if (IsActive && !Variants.Any(variant => variant.IsActive))
            throw CatalogRefusals.LastVariant.AsException();
        return this;
    }
}

internal sealed record CatalogVariant(
    Id<Variant> Id, string? Sku, string? Barcode, string[] OptionValues, long PriceMinor, long? CostMinor, int Position, bool IsActive);
