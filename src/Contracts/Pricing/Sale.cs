using System.Text.Json.Serialization;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Pricing;

/// <summary>What somebody wants to buy, with what the modules know about it.</summary>
/// <param name="Location">Where it is sold: currency, zone, tax region, price mode and rounding come from here.</param>
/// <param name="TaxRates">As <see cref="IPricing.TaxRates"/> found them.</param>
/// <param name="Offers">As <see cref="IOffers.For"/> found them.</param>
/// <param name="Lines">One variant may stand on several lines.</param>
/// <param name="Discounts">On the whole order.</param>
public sealed record Sale(
    LocationFacts Location, IReadOnlyList<TaxRate> TaxRates, IReadOnlyList<Offer> Offers, IReadOnlyList<SaleLine> Lines,
    IReadOnlyList<Discount> Discounts, Fulfilment Fulfilment, DateTimeOffset Now);

/// <param name="Quantity">Whole units, at least 1. Goods sold by weight or time are priced per piece of their smallest unit in this version.</param>
/// <param name="Discounts">On this line as a whole, not on each unit.</param>
/// <param name="UnitPrice">A price that was promised before and still holds, instead of the offer's; then it need not be for sale any more.</param>
public sealed record SaleLine(Id<Variant> VariantId, long Quantity, IReadOnlyList<Discount> Discounts, Money? UnitPrice = null);

/// <summary>One tax rate as the tenant's tax table has it.</summary>
/// <param name="Fulfilment">Snake_case name of a <see cref="Pricing.Fulfilment"/>, or null for all.</param>
/// <param name="Rate">A fraction: 0.19 is 19 %.</param>
/// <param name="ValidFrom">First local day.</param>
/// <param name="ValidUntil">First local day it no longer holds.</param>
public sealed record TaxRate(string Region, string TaxClass, string? Fulfilment, decimal Rate, DateOnly ValidFrom, DateOnly? ValidUntil);

/// <summary>A reduction granted by hand: an amount or a share, one of them. Who may grant it is for the caller to check.</summary>
/// <param name="Reason">Why, for the receipt and the books.</param>
/// <param name="AmountOff">In the document's price mode: on tax-inclusive prices it is gross, so 50.00 − 10.00 is 40.00.</param>
/// <param name="PercentOff">A share of what is left after the discounts before it; "0.10" is 10 %, "1" is everything.</param>
/// <param name="Priority">Lower goes first. Equals go amounts before shares, larger before smaller, then by reason.</param>
public sealed record Discount(string Reason, Money? AmountOff = null, Rate? PercentOff = null, int Priority = 0);

/// <summary>How amounts become whole minor units. Jurisdictions differ, so no document is without it.</summary>
/// <param name="Tax">Where tax is rounded.</param>
/// <param name="Mode">How a tie is broken.</param>
public sealed record RoundingPolicy(TaxRounding Tax, Rounding Mode);

/// <summary>Whether prices include tax.</summary>
[JsonConverter(typeof(WireEnum<PriceMode>))]
public enum PriceMode
{
    /// <summary>The price is what the customer pays: gross is the authority, net and tax are taken out of it.</summary>
    Inclusive,

    /// <summary>The price is net; tax comes on top.</summary>
    Exclusive,
}

/// <summary>Where tax is rounded. Source: pretix, "Rounding of taxes" (docs.pretix.eu, algorithms/pricing), the same three names.</summary>
[JsonConverter(typeof(WireEnum<TaxRounding>))]
public enum TaxRounding
{
    /// <summary>Once on each line; the totals are the sums.</summary>
    Line,

    /// <summary>Once per rate, on the sum of the net amounts (EN 16931 BR-CO-17). Net stays; gross of some lines moves by a minor unit.</summary>
    SumByNet,

    /// <summary>Once per rate, taken out of the sum of the gross amounts. Gross stays, always, even where no net amount would
    /// lead to it (99.99 at 19 %); net of some lines moves by a minor unit.</summary>
    SumByNetKeepGross,
}

/// <summary>How the customer gets what was bought.</summary>
[JsonConverter(typeof(WireEnum<Fulfilment>))]
public enum Fulfilment
{
    /// <summary>Handed over in the shop.</summary>
    InStore,

    /// <summary>Eaten on the premises.</summary>
    DineIn,

    /// <summary>Prepared food taken along.</summary>
    Takeaway,

    /// <summary>Ordered before, fetched by the customer.</summary>
    Pickup,

    /// <summary>Brought by us.</summary>
    Delivery,

    /// <summary>Sent by a carrier.</summary>
    Shipping,
}
