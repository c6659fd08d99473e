using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>What other modules may ask about prices. A location's price for the variant goes before its price for the product, and that
/// before the catalogue's.</summary>
internal sealed class OfferAnswers : IOffers
{
    private const string OffersSql = """
        select variant.id as variant_id, product.id as product_id,
            product.name || case when variant.option_values = '{}' then '' else ' (' || array_to_string(variant.option_values, ' / ') || ')' end as name,
            variant.sku,
            coalesce(of_variant.price_minor, of_product.price_minor, variant.price_minor) as price_minor,
            coalesce(of_variant.currency, of_product.currency, product.currency) as price_currency,
            product.tax_class, product.is_active and variant.is_active as is_active,
            coalesce(of_variant.is_available, true) and coalesce(of_product.is_available, true) as is_available,
            product.tracks_stock, variant.cost_minor, product.currency as cost_currency
        from commerce.variants as variant
        join commerce.products as product on product.id = variant.product_id
        left join commerce.availability as of_product
            on of_product.product_id = product.id and of_product.location_id = $1 and of_product.variant_id is null
        left join commerce.availability as of_variant
            on of_variant.product_id = product.id and of_variant.location_id = $1 and of_variant.variant_id = variant.id
        where variant.id = any($2)
        """;

    public Sql For(Id<Location> location, IReadOnlyCollection<Id<Variant>> variants) => new(OffersSql, location, variants.ToArray());
}
