using System.Text.Json.Serialization;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product with its variants.</summary>
/// <param name="Price">Its lowest: of the active variants, or of all when none is active.</param>
/// <param name="Options">What its variants differ in; empty for a simple product.</param>
/// <param name="ArchivedAt">Set: no longer in the catalogue, kept for the orders that name it.</param>
/// <param name="Version">Grows with every change of the product or of a variant; the ETag.</param>
public sealed record ProductView(
    Id<Product> Id, string Name, string? Description, Id<Category>? CategoryId, string TaxClass, bool TracksStock, bool IsActive, string? ImageUrl,
    Money Price, string[] Options, JsonRows<VariantView> Variants, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? ArchivedAt, [property: JsonIgnore] string NameKey = "") : IVersioned;

/// <summary>The thing that is sold, stocked and has a price.</summary>
/// <param name="OptionValues">One for each option of the product, in their order.</param>
/// <param name="Price">Of the catalogue, per unit; a location may have its own.</param>
/// <param name="Cost">What a unit costs to buy; only for those who may change the catalogue.</param>
public sealed record VariantView(
    Id<Variant> Id, string? Sku, string? Barcode, IReadOnlyList<string> OptionValues, Money Price, Money? Cost, bool IsActive);

/// <summary>Reads one product in one round trip and one row.</summary>
public static class GetProduct
{
    private const string ProductSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency),
                'cost', case when $2 and variant.cost_minor is not null
                    then json_build_object('amount', variant.cost_minor, 'currency', product.currency) end,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where product.id = $1
        """;

    /// <summary>Answers with the product, or 304 to an <c>If-None-Match</c> that is still true.</summary>
    public static async Task<ProductView> Handle(Id<Product> id, TenantDb db, Principal principal, CancellationToken ct) =>
        await db.First<ProductView>(new(ProductSql, id, principal.CanEverywhere("catalog:write")), ct) ?? throw AccessRefusals.NotFound.AsException();
}
