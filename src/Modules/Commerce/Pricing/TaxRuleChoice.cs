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
            && Covers(rule.Region, terms.Region)
            && (rule.Fulfilment is null || rule.Fulfilment == fulfilment)
            && rule.ValidFrom <= on && (rule.ValidUntil is null || on < rule.ValidUntil);
    }

    private static (int, bool, DateOnly) Rank(TaxRule rule) => (rule.Region.Length, rule.Fulfilment is not null, rule.ValidFrom);

    /// <summary>Whether a rule for <paramref name="ruled"/> holds in <paramref name="region"/>: the region itself, or the country around it.</summary>
    public static bool Covers(string ruled, string region) =>
        ruled == region || (region.Length > ruled.Length && region[ruled.Length] == '-' && region.StartsWith(ruled, StringComparison.Ordinal));
}
