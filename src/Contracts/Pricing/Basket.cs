using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Pricing;

/// <summary>Everything a price depends on. The same basket gives the same quote, wherever and whenever it is asked.</summary>
/// <param name="Currency">Of every amount in it.</param>
/// <param name="Terms">How this region taxes and rounds.</param>
/// <param name="Fulfilment">How the customer gets the goods; may change the tax rate (eating in or taking away).</param>
/// <param name="Lines">What is bought. The order of the lines does not matter to any amount.</param>
/// <param name="Discounts">On the whole order, spread over the lines.</param>
/// <param name="Now">The moment of pricing, with the location's offset: its local date decides which tax rates are in force.</param>
public sealed record Basket(
    Currency Currency, PricingTerms Terms, Fulfilment Fulfilment, IReadOnlyList<BasketLine> Lines, IReadOnlyList<Discount> Discounts, DateTimeOffset Now);

/// <param name="Variant">What is bought.</param>
/// <param name="Quantity">Whole units, at least 1.</param>
/// <param name="UnitPrice">The catalogue's price of one unit, never a client's; not negative.</param>
/// <param name="UnitPriceMode">Whether that price includes tax.</param>
/// <param name="TaxClass">The catalogue's tax class, such as <c>standard</c>.</param>
/// <param name="Discounts">On this line as a whole, not on each unit.</param>
public sealed record BasketLine(
    Guid Variant, int Quantity, Money UnitPrice, PriceMode UnitPriceMode, string TaxClass, IReadOnlyList<Discount> Discounts);

/// <summary>A reduction granted by hand: an amount or a share, one of them. Who may grant it is for the caller to check.</summary>
/// <param name="Reason">Why, for the receipt and the books.</param>
/// <param name="AmountOff">In the document's price mode: on tax-inclusive prices it is gross, so 50.00 − 10.00 is 40.00.</param>
/// <param name="PercentOff">A share of what is left after the discounts before it; "0.10" is 10 %, "1" is everything.</param>
/// <param name="Priority">Lower goes first. Equals go amounts before shares, larger before smaller, then by reason.</param>
public sealed record Discount(string Reason, Money? AmountOff = null, Rate? PercentOff = null, int Priority = 0);

/// <summary>How one tax region prices: its mode, its declared rounding, its rates.</summary>
/// <param name="Region">ISO 3166: <c>DE</c>, or a subdivision such as <c>US-NY</c>.</param>
/// <param name="Mode">What the document's amounts are before tax is taken out or put on.</param>
/// <param name="Rounding">Recorded on every document priced with it.</param>
/// <param name="Rules">The tax rates known for the region and the country around it.</param>
public sealed record PricingTerms(string Region, PriceMode Mode, RoundingPolicy Rounding, IReadOnlyList<TaxRule> Rules);

/// <summary>One tax rate and when it holds. The most specific one wins: subdivision before country, this fulfilment before any, later before earlier.</summary>
/// <param name="Region">Where: the region itself or the country it lies in.</param>
/// <param name="TaxClass">For which goods.</param>
/// <param name="Fulfilment">Only for goods handed over this way; null for all ways.</param>
/// <param name="Rate">All taxes of the sale together.</param>
/// <param name="ValidFrom">First local day.</param>
/// <param name="ValidUntil">First local day it no longer holds; null while no end is known.</param>
public sealed record TaxRule(string Region, string TaxClass, Fulfilment? Fulfilment, Rate Rate, DateOnly ValidFrom, DateOnly? ValidUntil = null);

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
