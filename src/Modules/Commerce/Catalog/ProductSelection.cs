using Olympus.Kernel.Data;

namespace Olympus.Commerce.Catalog;

/// <summary>The products that a filter picks out. The narrowest filter finds candidates along its own index; the others and the order apply to
/// these alone, so the cost grows with what was found and not with the catalogue.</summary>
internal static class ProductSelection
{
    /// <summary>Those of these ids, also what was taken out of the catalogue: whoever knows an id has seen it somewhere.</summary>
    public static Sql Of(Guid[] ids) => new(ProductsByIdsSql, [ids]);

    private const string ProductsByIdsSql = """
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
        where product.id = any($1)
        order by product.name_key, product.id
        """;

    private const string SelectedProductsSql = """
        with recursive branch (id) as (
            select category.id from commerce.categories as category where category.id = $2
            union all
            select child.id from commerce.categories as child join branch on child.parent_id = branch.id
        ),
        candidates (id) as (
            select variant.product_id from commerce.variants as variant where $1 = 'sku' and variant.sku = $3
            union
            select variant.product_id from commerce.variants as variant where $1 = 'barcode' and variant.barcode = $4
            union
            select found.product_id from commerce.search_products($5) as found where $1 = 'q'
            union
            select product.id from commerce.products as product where $1 = 'category' and product.category_id in (select branch.id from branch)
            union
            select product.id from commerce.products as product where $1 = 'updated_since' and product.updated_at >= $6
            union
            select product.id from commerce.products as product where $1 = 'inactive' and not product.is_active
        )
        select product.id, product.name, product.description, product.category_id, product.tax_class, product.tracks_stock, product.is_active,
            product.image_url, product.price_minor, product.currency, product.options, product.version, product.created_at, product.updated_at,
            product.archived_at, product.name_key,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price', json_build_object('amount', variant.price_minor, 'currency', product.currency), 'cost', null,
                'is_active', variant.is_active) order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from candidates
        join commerce.products as product on product.id = candidates.id
        where ($2::uuid is null or product.category_id in (select branch.id from branch))
            and ($3::text is null or exists (
                select from commerce.variants as variant where variant.product_id = product.id and variant.sku = $3))
            and ($4::text is null or exists (
                select from commerce.variants as variant where variant.product_id = product.id and variant.barcode = $4))
            and ($5::text is null or $1 = 'q' or product.id in (select found.product_id from commerce.search_products($5) as found))
            and ($6::timestamptz is null or product.updated_at >= $6)
            and ($7::boolean is null or product.is_active = $7)
            and ($8 or product.archived_at is null)
            and case $9
                when 'name' then (product.name_key, product.id) > ($10, $13)
                when '-name' then (product.name_key, product.id) < ($10, $13)
                when 'created_at' then (product.created_at, product.id) > ($11, $13)
                when '-created_at' then (product.created_at, product.id) < ($11, $13)
                when 'updated_at' then (product.updated_at, product.id) > ($11, $13)
                when '-updated_at' then (product.updated_at, product.id) < ($11, $13)
                when 'price' then (product.price_minor, product.id) > ($12, $13)
                when '-price' then (product.price_minor, product.id) < ($12, $13)
            end
        order by case $9 when 'name' then product.name_key end, case $9 when '-name' then product.name_key end desc,
            case $9 when 'created_at' then product.created_at when 'updated_at' then product.updated_at end,
            case $9 when '-created_at' then product.created_at when '-updated_at' then product.updated_at end desc,
            case $9 when 'price' then product.price_minor end, case $9 when '-price' then product.price_minor end desc,
            case when left($9, 1) = '-' then product.id end desc, product.id
        limit $14
        """;

    /// <summary>The name of the narrowest filter given, or null when the catalogue is walked along the index of its order.</summary>
    public static string? Driver(ProductFilter filter) => filter switch
    {
        { Sku: not null } => "sku",
        { Barcode: not null } => "barcode",
        { Q: not null } => "q",
        { Category: not null } => "category",
        { UpdatedSince: not null, Sort: not "updated_at" } => "updated_since",
        { IsActive: false } => "inactive",
        _ => null,
    };

    public static Sql Page(string driver, ProductFilter filter, ProductSort sort, ProductPosition after, int rows) => new(
        SelectedProductsSql, driver, filter.Category, filter.Sku, filter.Barcode, filter.Q, filter.UpdatedSince, filter.IsActive,
        filter.IncludeArchived ?? false, sort.Name, after.Text, after.At, after.Number, after.Id, rows);
}
