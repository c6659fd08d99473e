using Olympus.Kernel.Http;

namespace Olympus.Commerce.Catalog;

public static class CatalogRefusals
{
    public static readonly Refusal CategoryUnknown = new(409, "catalog.category_unknown", "There is no such category.");

    public static readonly Refusal CategoryInUse =
        new(409, "catalog.category_in_use", "Products or other categories stand in this category; move them first.");

    public static readonly Refusal CategoryCircle = new(409, "catalog.category_circle", "A category cannot stand in itself or below itself.");

    public static readonly Refusal TooManyCategories = new(409, "catalog.too_many_categories", "A tenant has at most 1000 categories.");

    public static readonly Refusal SlugTaken = new(409, "catalog.slug_taken", "Another category has this slug.");

    public static readonly Refusal SkuTaken = new(409, "catalog.sku_taken", "Another variant has this SKU.");

    public static readonly Refusal VariantExists = new(409, "catalog.variant_exists", "The product has a variant with these option values.");

    public static readonly Refusal OptionsDiffer =
        new(409, "catalog.options_differ", "A variant has one value for each option of its product; a product without options has one variant.");

    public static readonly Refusal CurrencyDiffers = new(409, "catalog.currency_differs", "All prices of a product are in one currency.");

    public static readonly Refusal LocationUnknown = new(409, "catalog.location_unknown", "There is no such location.");

    public static readonly Refusal LocationCurrencyDiffers =
        new(409, "catalog.location_currency_differs", "A location's own price is in the location's currency.");

    public static readonly Refusal VariantUnknown = new(409, "catalog.variant_unknown", "The product has no such variant.");

    public static readonly Refusal LastVariant =
        new(409, "catalog.last_variant", "An active product has an active variant; deactivate the product instead.");

    public static readonly Refusal TooManyVariants = new(409, "catalog.too_many_variants", "A product has at most 200 variants.");

    public static readonly Refusal VariantAmbiguous =
        new(409, "catalog.variant_ambiguous", "The product has several variants; name one by its SKU.");

    public static readonly Refusal NothingToLookUp = new(400, "catalog.nothing_to_look_up", "Send sku or barcode, or ids.");

    public static readonly Refusal ImportTooOld = new(409, "catalog.import_too_old", "An import can be taken back for 24 hours.");

    public static readonly Refusal ImportUndone = new(409, "catalog.import_undone", "This import was taken back.");

    public static readonly Refusal OffersLimitInvalid = new(400, "request.limit_invalid", "limit goes from 1 to 500.");

    public static readonly Refusal SortUnknown =
        new(400, "catalog.sort_unknown", "sort is name, created_at, updated_at or price, with a minus in front to go down.");

    public static readonly Refusal SearchInvalid = new(400, "catalog.search_invalid", "q has 1 to 100 characters.");
}
