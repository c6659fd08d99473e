using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>Takes tax out of inclusive prices or puts it on exclusive ones, rounded where and how the policy says.</summary>
internal static class TaxStep
{
    public static void Run(IReadOnlyList<PricingLine> lines, PriceMode mode, RoundingPolicy policy)
    {
        foreach (var line in lines)
        {
            line.Net = mode == PriceMode.Inclusive ? NetOf(line.Left, line.Rate, policy.Mode) : line.Left;
            line.Tax = mode == PriceMode.Inclusive ? line.Left - line.Net : TaxOn(line.Left, line.Rate, policy.Mode);
        }
        if (policy.Tax != TaxRounding.Line)
            foreach (var bucket in lines.GroupBy(line => line.Rate))
                Correct(bucket, policy);
        foreach (var line in lines)
            Explain(line, mode);
    }

    /// <summary>The net amount inside a gross one.</summary>
    public static long NetOf(long gross, Rate rate, Rounding rounding) =>
        rounding.Divide((Int128)gross * Rate.One, Rate.One + (Int128)rate.Millionths);

    /// <summary>The tax on top of a net amount.</summary>
    public static long TaxOn(long net, Rate rate, Rounding rounding) => rounding.Divide((Int128)net * rate.Millionths, Rate.One);

    /// <summary>Makes the lines of one rate add up to the tax of their sum: minor units move on the dearest lines first, as pretix does it,
    /// and never so far that an amount turns negative.</summary>
    private static void Correct(IEnumerable<PricingLine> bucket, RoundingPolicy policy)
    {
        var lines = bucket.OrderByDescending(line => line.Gross).ThenBy(line => line.Line.VariantId).ThenAlike().ToArray();
        var (rate, net, tax) = (lines[0].Rate, lines.Sum(line => line.Net), lines.Sum(line => line.Tax));
        var keepsGross = policy.Tax == TaxRounding.SumByNetKeepGross;
        var missingTax = keepsGross ? net - NetOf(net + tax, rate, policy.Mode) : TaxOn(net, rate, policy.Mode) - tax;

        while (missingTax != 0)
            foreach (var line in lines)
            {
                var unit = Math.Sign(missingTax);
                var possible = unit < 0 ? line.Tax > 0 : line.Net > 0;
                if (!possible)
                    continue;
                line.Tax += unit;
                line.Net -= keepsGross ? unit : 0;
                missingTax -= unit;
            }
    }

    private static void Explain(PricingLine line, PriceMode mode)
    {
        var rule = line.Rule;
        var scope = rule.Fulfilment is { } fulfilment ? $", {WireName.Of(fulfilment)}" : "";
        line.Note(PricingStep.Tax, line.Tax != 0, line.Tax,
            $"{rule.TaxClass} in {rule.Region}{scope}: {rule.Rate.Fraction * 100:0.####} %, {(mode == PriceMode.Inclusive ? "included" : "added")}.");

        var moved = Rounding(line, mode);
        if (moved != 0)
            line.Note(PricingStep.Rounding, true, moved, "So that tax fits the sum of all lines with this rate.");
    }

    /// <summary>By how much the rounding policy moved the amount that is the authority in this mode.</summary>
    public static long Rounding(PricingLine line, PriceMode mode) => (mode == PriceMode.Inclusive ? line.Gross : line.Net) - line.Left;
}
