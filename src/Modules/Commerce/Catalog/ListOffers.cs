using System.Text.Json.Serialization;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product as one location sells it: what a till keeps, to sell without a network.</summary>
/// <param name="Options">What its variants differ in; empty for a simple product.</param>
/// <param name="Variants">Those on sale, also where this location does not have them now.</param>
public sealed record OfferedProductView(
    Id<Product> Id, string Name, Id<Category>? CategoryId, string TaxClass, bool TracksStock, string? ImageUrl, string[] Options,
    JsonRows<OfferedVariantView> Variants, [property: JsonIgnore] string NameKey = "");

/// <param name="Price">Of this location; includes tax where the location's prices do.</param>
/// <param name="IsAvailable">Whether this location sells it now.</param>
public sealed record OfferedVariantView(
    Id<Variant> Id, string? Sku, string? Barcode, IReadOnlyList<string> OptionValues, Money Price, bool IsAvailable);

/// <summary>Lists what a location sells, with its own prices.</summary>
public static class ListOffers
{
    private const int MostRows = 500;

    private const string OffersSql = """
        select product.id, product.name, product.category_id, product.tax_class, product.tracks_stock, product.image_url, product.options, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object(
                    'amount', coalesce(of_variant.price_minor, of_product.price_minor, variant.price_minor),
                    'currency', coalesce(of_variant.currency, of_product.currency, product.currency)),
                'is_available', coalesce(of_variant.is_available, true) and coalesce(of_product.is_available, true))
                order by variant.position, variant.id)::text
             from commerce.variants as variant
             left join commerce.availability as of_variant
                on of_variant.product_id = product.id and of_variant.location_id = $1 and of_variant.variant_id = variant.id
             where variant.product_id = product.id and variant.is_active) as variants
        from commerce.products as product
        left join commerce.availability as of_product
            on of_product.product_id = product.id and of_product.location_id = $1 and of_product.variant_id is null
        where product.is_active and (product.name_key, product.id) > ($2, $3) and ($4::uuid is null or product.id = $4)
        order by product.name_key, product.id
        limit $5
        """;

    private sealed record Position(string Name, Id<Product> Id);

    /// <summary>A page of the products on sale, by name.</summary>
    /// <param name="location_id">Where.</param>
    /// <param name="product_id">Only this product: no row when it is not on sale.</param>
    /// <param name="limit">1 to 500; 500 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<OfferedProductView>> Handle(
        Id<Location> location_id, Id<Product>? product_id, int? limit, string? cursor, Principal principal, TenantDb db, ILocations locations,
        Cursors cursors, CancellationToken ct)
    {
        if (!principal.Can("catalog:read", location_id))
            throw AccessRefusals.NotFound.AsException();
        var size = limit is null or (>= 1 and <= MostRows) ? limit ?? MostRows : throw CatalogRefusals.OffersLimitInvalid.AsException();
        var scope = $"offers {location_id} {product_id}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope) ?? new("", default);
        return await db.Read(
            [locations.Facts(location_id), new(OffersSql, location_id, after.Name, after.Id, product_id, size + 1)],
            async results =>
            {
                if (await results.First<LocationFacts>() is null)
                    throw AccessRefusals.NotFound.AsException();
                return cursors.Page(
                    await results.List<OfferedProductView>(), size, db.Tenant, scope, product => new Position(product.NameKey, product.Id));
            },
            ct);
    }
}
