using System.Collections.Frozen;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>What a new tenant starts with, so that its first sale can be priced. A starting point for the owner to check, not tax advice:
/// special rates, local surcharges and exemptions are entered by the tenant.</summary>
/// <remarks>Standard and main reduced rates as commonly published for 2026, not checked one by one against the authorities' tables; for the
/// United States the state's own sales tax without local surcharges.</remarks>
public static class StartingTaxRates
{
    public const string Standard = "standard";
    public const string Reduced = "reduced";
    public const string Zero = "zero";

    /// <summary>Region, standard and main reduced rate in per cent; where there is no reduced rate, the standard one stands twice.</summary>
    private static readonly FrozenDictionary<string, (decimal Standard, decimal Reduced)> Percent = Of(
    [
        ("AT", 20, 10), ("BE", 21, 6), ("BG", 20, 9), ("CY", 19, 9), ("CZ", 21, 12), ("DE", 19, 7), ("DK", 25, 25),
        ("EE", 24, 9), ("ES", 21, 10), ("FI", 25.5m, 13.5m), ("FR", 20, 5.5m), ("GR", 24, 13), ("HR", 25, 13),
        ("HU", 27, 5), ("IE", 23, 13.5m), ("IT", 22, 10), ("LT", 21, 12), ("LU", 17, 8), ("LV", 21, 12), ("MT", 18, 5),
        ("NL", 21, 9), ("PL", 23, 8), ("PT", 23, 6), ("RO", 21, 11), ("SE", 25, 12), ("SI", 22, 9.5m), ("SK", 23, 19),
        ("GB", 20, 5), ("CH", 8.1m, 2.6m), ("NO", 25, 15), ("IS", 24, 11),
        ("AU", 10, 10), ("NZ", 15, 15), ("JP", 10, 8), ("SG", 9, 9), ("ZA", 15, 15), ("AE", 5, 5),
        ("CA", 5, 5), ("CA-ON", 13, 13), ("CA-QC", 14.975m, 14.975m), ("CA-BC", 12, 12), ("CA-AB", 5, 5),
        ("US-AK", 0, 0), ("US-AZ", 5.6m, 5.6m), ("US-CA", 7.25m, 7.25m), ("US-CO", 2.9m, 2.9m), ("US-DE", 0, 0),
        ("US-FL", 6, 6), ("US-GA", 4, 4), ("US-IL", 6.25m, 6.25m), ("US-MA", 6.25m, 6.25m), ("US-MI", 6, 6),
        ("US-MN", 6.875m, 6.875m), ("US-MT", 0, 0), ("US-NC", 4.75m, 4.75m), ("US-NH", 0, 0), ("US-NJ", 6.625m, 6.625m),
        ("US-NV", 6.85m, 6.85m), ("US-NY", 4, 4), ("US-OH", 5.75m, 5.75m), ("US-OR", 0, 0), ("US-PA", 6, 6),
        ("US-TX", 6.25m, 6.25m), ("US-WA", 6.5m, 6.5m),
    ]);

    private static FrozenDictionary<string, (decimal Standard, decimal Reduced)> Of((string Region, decimal Standard, decimal Reduced)[] rates) =>
        rates.ToFrozenDictionary(rate => rate.Region, rate => (rate.Standard, rate.Reduced));

    /// <summary>The region's rates, or its country's. A region we know nothing of starts with the zero rate only: until its owner enters the
    /// others, a sale is refused (<c>pricing.no_tax_rate</c>) rather than taxed wrongly.</summary>
    public static IReadOnlyList<TaxRateView> For(string region, DateOnly from)
    {
        var known = Percent.ContainsKey(region) ? region : region.Split('-')[0];
        return Percent.TryGetValue(known, out var percent)
            ? [Of(known, Standard, percent.Standard), Of(known, Reduced, percent.Reduced), Of(known, Zero, 0)]
            : [Of(region, Zero, 0)];

        TaxRateView Of(string place, string taxClass, decimal rate) => new(place, taxClass, Rate.Percent(rate), from);
    }
}
