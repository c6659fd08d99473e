using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Variants that answer to a SKU or a barcode, or that were named.</summary>
public sealed record FoundVariantsResponse(IReadOnlyList<FoundVariantView> Data);

/// <summary>A variant as a till needs it after a scan.</summary>
/// <param name="Name">Product and variant name as it stands on a receipt.</param>
/// <param name="Price">Of the catalogue; a location may have its own.</param>
/// <param name="TracksStock">Whether selling it takes stock.</param>
/// <param name="IsActive">Whether product and variant are sold at all.</param>
public sealed record FoundVariantView(
    Id<Variant> VariantId, Id<Product> ProductId, string Name, string? Sku, string? Barcode, Money Price, string TaxClass, bool TracksStock, bool IsActive);

/// <summary>Looks variants up by what is printed on them, or by their ids where only those are known.</summary>
public static class FindVariants
{
    private const string BySkuSql = """
        select variant.id as variant_id, product.id as product_id,
            product.name || case when variant.option_values = '{}' then '' else ' (' || array_to_string(variant.option_values, ' / ') || ')' end as name,
            variant.sku, variant.barcode, variant.price_minor, product.currency, product.tax_class, product.tracks_stock,
            product.is_active and variant.is_active as is_active
        from commerce.variants as variant
        join commerce.products as product on product.id = variant.product_id
        where variant.sku = $1 and ($2::text is null or variant.barcode = $2)
        """;

    private const string ByBarcodeSql = """
        select variant.id as variant_id, product.id as product_id,
            product.name || case when variant.option_values = '{}' then '' else ' (' || array_to_string(variant.option_values, ' / ') || ')' end as name,
            variant.sku, variant.barcode, variant.price_minor, product.currency, product.tax_class, product.tracks_stock,
            product.is_active and variant.is_active as is_active
        from commerce.variants as variant
        join commerce.products as product on product.id = variant.product_id
        where variant.barcode = $1
        order by is_active desc, variant.id
        limit 20
        """;

    private const string ByIdsSql = """
        select variant.id as variant_id, product.id as product_id,
            product.name || case when variant.option_values = '{}' then '' else ' (' || array_to_string(variant.option_values, ' / ') || ')' end as name,
            variant.sku, variant.barcode, variant.price_minor, product.currency, product.tax_class, product.tracks_stock,
            product.is_active and variant.is_active as is_active
        from unnest($1::uuid[]) with ordinality as asked (id, place)
        join commerce.variants as variant on variant.id = asked.id
        join commerce.products as product on product.id = variant.product_id
        order by asked.place
        """;

    /// <summary>The variant of a SKU (exact, with regard to case), or the at most 20 of a barcode, those on sale first, or those of the ids given, in
    /// their order and without those that there are not.</summary>
    /// <param name="sku">Exactly this SKU.</param>
    /// <param name="barcode">Exactly this barcode.</param>
    /// <param name="ids">1 to 100 ids of variants, separated by commas; not together with the others.</param>
    public static async Task<FoundVariantsResponse> Handle(
        [FromQuery(Name = "sku")] string? sku, [FromQuery(Name = "barcode")] string? barcode, [FromQuery(Name = "ids")] string? ids, TenantDb db,
        CancellationToken ct) =>
        (sku, barcode, ids) switch
        {
            (null, null, null) => throw CatalogRefusals.NothingToLookUp.AsException(),
            (null, null, _) => new(await db.Query<FoundVariantView>(new(ByIdsSql, [IdList.Read(ids, "ids", "variants")]), ct)),
            (_, _, not null) => throw CatalogRefusals.NothingToLookUp.AsException(),
            (null, _, _) => new(await db.Query<FoundVariantView>(new(ByBarcodeSql, barcode), ct)),
            _ => new(await db.Query<FoundVariantView>(new(BySkuSql, sku, barcode), ct)),
        };
}
