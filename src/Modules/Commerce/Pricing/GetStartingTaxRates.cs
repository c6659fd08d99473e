using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>What a business that signs up in a region starts with.</summary>
/// <param name="Rates">Without <c>standard</c> none is known there: then the business has to enter its own before it sells.</param>
public sealed record StartingTaxRatesView(string Region, IReadOnlyList<StartingTaxRateView> Rates);

/// <summary>One of them.</summary>
/// <param name="Rate">A fraction as a decimal string: <c>"0.19"</c>.</param>
public sealed record StartingTaxRateView(string TaxClass, Rate Rate);

public static class GetStartingTaxRates
{
    /// <summary>The rates a region starts with; asked before anybody is signed in.</summary>
    /// <param name="region">ISO 3166-1 alpha-2, or with a subdivision such as <c>US-NY</c>.</param>
    public static StartingTaxRatesView Handle(string? region) => region is not null && Iso3166.IsRegion(region)
        ? new(region, [.. StartingTaxRates.For(region, default).Select(rate => new StartingTaxRateView(rate.TaxClass, rate.Rate))])
        : throw ValidBodyExtensions.Invalid(new FieldError("/region", "tax_region", "A country such as DE, or a part of one such as US-NY.")).AsException();
}
