using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Pricing;

/// <summary>Which tax rule holds.</summary>
public static class TaxRuleChoice
{
    /// <summary>The most specific rule in force: the subdivision's before the country's, this fulfilment's before any, the later before the earlier.</summary>
    /// <exception cref="RefusalException"><c>pricing.no_tax_rate</c>: an unknown rate is never taken for zero.</exception>
    public static TaxRule Pick(PricingTerms terms, string taxClass, Fulfilment fulfilment, DateOnly on)
    {
        TaxRule? best = null;
        foreach (var rule in terms.Rules)
            if (Holds(rule) && (best is null || Rank(rule).CompareTo(Rank(best)) > 0))
                best = rule;
        return best ?? throw PricingRefusals.NoTaxRate(terms.Region, taxClass, on).AsException();

        bool Holds(TaxRule rule) =>
            rule.TaxClass == taxClass
            && (rule.Region == terms.Region || IsInside(terms.Region, rule.Region))
            && (rule.Fulfilment is null || rule.Fulfilment == fulfilment)
            && rule.ValidFrom <= on && (rule.ValidUntil is null || on < rule.ValidUntil);
    }

    private static (int, bool, DateOnly) Rank(TaxRule rule) => (rule.Region.Length, rule.Fulfilment is not null, rule.ValidFrom);

    private static bool IsInside(string region, string country) =>
        region.Length > country.Length && region[country.Length] == '-' && region.StartsWith(country, StringComparison.Ordinal);
}
