using Olympus.Kernel.Data;

namespace Olympus.Commerce.Catalog;

/// <summary>The catalogue in each of its orders, one page along an index of its own. Written out because a parameter cannot choose an order:
/// every statement goes down its index from the position given and stops when the page is full.</summary>
internal static class ProductWalks
{
    /// <param name="sort">One that <see cref="ProductSort"/> knows.</param>
    public static Sql Page(ProductSort sort, ProductPosition after, bool? isActive, bool archivedToo, int rows) => sort.Name switch
    {
        "name" => new(ByNameSql, after.Text, after.Id, isActive, archivedToo, rows),
        "-name" => new(ByNameDownSql, after.Text, after.Id, isActive, archivedToo, rows),
        "created_at" => new(ByCreationSql, after.At, after.Id, isActive, archivedToo, rows),
        "-created_at" => new(ByCreationDownSql, after.At, after.Id, isActive, archivedToo, rows),
        "updated_at" => new(ByChangeSql, after.At, after.Id, isActive, archivedToo, rows),
        "-updated_at" => new(ByChangeDownSql, after.At, after.Id, isActive, archivedToo, rows),
        "price" => new(ByPriceSql, after.Number, after.Id, isActive, archivedToo, rows),
        "-price" => new(ByPriceDownSql, after.Number, after.Id, isActive, archivedToo, rows),
        _ => throw CatalogRefusals.SortUnknown.AsException(),
    };

    private const string ByNameSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.name_key, product.id) > ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.name_key, product.id
        limit $5
        """;

    private const string ByNameDownSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.name_key, product.id) < ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.name_key desc, product.id desc
        limit $5
        """;

    private const string ByCreationSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.created_at, product.id) > ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.created_at, product.id
        limit $5
        """;

    private const string ByCreationDownSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.created_at, product.id) < ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.created_at desc, product.id desc
        limit $5
        """;

    private const string ByChangeSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.updated_at, product.id) > ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.updated_at, product.id
        limit $5
        """;

    private const string ByChangeDownSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.updated_at, product.id) < ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.updated_at desc, product.id desc
        limit $5
        """;

    private const string ByPriceSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.price_minor, product.id) > ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.price_minor, product.id
        limit $5
        """;

    private const string ByPriceDownSql = """
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where (product.price_minor, product.id) < ($1, $2)
            and ($3::boolean is null or product.is_active = $3)
            and ($4 or product.archived_at is null)
        order by product.price_minor desc, product.id desc
        limit $5
        """;
}
