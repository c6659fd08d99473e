using Olympus.Contracts.Catalog;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>Everything a price depends on. The same basket gives the same quote, wherever and whenever it is asked.</summary>
/// <param name="Currency">Of every amount in it.</param>
/// <param name="Terms">How this region taxes and rounds.</param>
/// <param name="Fulfilment">How the customer gets the goods; may change the tax rate (eating in or taking away).</param>
/// <param name="Lines">What is bought. The order of the lines does not matter to any amount.</param>
/// <param name="Discounts">On the whole order, spread over the lines.</param>
/// <param name="Now">The moment of pricing, with the location's offset: its local date decides which tax rates are in force.</param>
public sealed record Basket(
    Currency Currency, PricingTerms Terms, Fulfilment Fulfilment, IReadOnlyList<BasketLine> Lines, IReadOnlyList<Discount> Discounts, DateTimeOffset Now);

/// <param name="VariantId">What is bought.</param>
/// <param name="Quantity">Whole units, at least 1.</param>
/// <param name="UnitPrice">The catalogue's price of one unit, never a client's; not negative.</param>
/// <param name="UnitPriceMode">Whether that price includes tax.</param>
/// <param name="TaxClass">The catalogue's tax class, such as <c>standard</c>.</param>
/// <param name="Discounts">On this line as a whole, not on each unit.</param>
public sealed record BasketLine(
    Id<Variant> VariantId, long Quantity, Money UnitPrice, PriceMode UnitPriceMode, string TaxClass, IReadOnlyList<Discount> Discounts);

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
