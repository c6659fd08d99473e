using Olympus.Kernel.Data;

namespace Olympus.Commerce.Catalog;

/// <summary>The price of a variant is the last one in its history.</summary>
internal sealed class PricesAreHistory : IInvariant
{
    private const string PricesDifferSql = """
        select 'variant ' || variant.id as subject,
            'price ' || variant.price_minor || ' ' || product.currency || ', history ' || coalesce(last.price_minor || ' ' || last.currency, 'none') as detail
        from commerce.variants as variant
        join commerce.products as product on product.id = variant.product_id
        left join lateral (
            select change.price_minor, change.currency
            from commerce.price_changes as change
            where change.product_id = variant.product_id and change.variant_id = variant.id and change.location_id is null
            order by change.changed_at desc, change.id desc
            limit 1) as last on true
        where last.price_minor is distinct from variant.price_minor or last.currency is distinct from product.currency
        order by 1
        """;

    public string Name => "catalog.prices_are_history";

    public Sql Violations => new(PricesDifferSql);
}

/// <summary>A product shows the lowest price of its active variants, and has at least one variant.</summary>
internal sealed class ProductPriceIsLowest : IInvariant
{
    private const string ProductPricesDifferSql = """
        select 'product ' || product.id as subject,
            'price ' || product.price_minor || ', variants ' || coalesce(lowest.price_minor::text, 'none') as detail
        from commerce.products as product
        left join lateral (
            select coalesce(min(variant.price_minor) filter (where variant.is_active), min(variant.price_minor)) as price_minor
            from commerce.variants as variant
            where variant.product_id = product.id) as lowest on true
        where lowest.price_minor is distinct from product.price_minor
        order by 1
        """;

    public string Name => "catalog.product_price_is_lowest";

    public Sql Violations => new(ProductPricesDifferSql);
}
