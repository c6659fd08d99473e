using Olympus.Contracts.Catalog;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>Every "no" of pricing.</summary>
public static class PricingRefusals
{
    public static Refusal NoTaxRate(string region, string taxClass, DateOnly on) =>
        new Refusal(409, "pricing.no_tax_rate", $"There is no tax rate for '{taxClass}' in {region} on {on:yyyy-MM-dd}.")
            .With("region", region).With("tax_class", taxClass);

    public static Refusal CurrencyMismatch(Currency basket, Currency other) =>
        new(409, "pricing.currency_mismatch", $"The basket is in {basket}, but an amount in it is in {other}.");

    /// <summary>Unknown, another tenant's, inactive or not sold here: all the same to who asks.</summary>
    public static Refusal NotForSale(IReadOnlyList<Id<Variant>> variants) =>
        new Refusal(409, "pricing.not_for_sale", "Something in the basket is not for sale here.").With("variant_ids", variants);

    public static readonly Refusal LocationUnknown = new(409, "pricing.location_unknown", "There is no such open location.");

    public static readonly Refusal DiscountInvalid =
        new(400, "pricing.discount_invalid", "A discount is either an amount that is not negative or a share between 0 and 1, with a reason.");

    public static readonly Refusal TooMuch =
        new(400, "pricing.amount_too_large", "The basket is worth more than can be counted exactly.");

    public static Refusal PriceChanged(QuoteView quote) =>
        new Refusal(409, "pricing.price_changed", "The price changed since it was quoted; this is the new quote.").With("quote", quote);
}
