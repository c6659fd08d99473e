using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>A line on its way through the pipeline: amounts in minor units, and the notes taken on the way.</summary>
internal sealed class PricingLine(BasketLine line, TaxRule rule)
{
    public BasketLine Line => line;
    public Rate Rate => rule.Rate;
    public TaxRule Rule => rule;

    public long List { get; set; }
    public long LineDiscount { get; set; }
    public long OrderDiscount { get; set; }

    /// <summary>What is left after the steps so far, in the document's price mode; never negative.</summary>
    public long Left => List - LineDiscount - OrderDiscount;

    public long Net { get; set; }
    public long Tax { get; set; }
    public long Gross => Net + Tax;

    public List<ExplanationView> Notes { get; } = [];

    public void Note(PricingStep step, bool applied, long amount, string why) =>
        Notes.Add(new(step, applied, new(amount, line.UnitPrice.Currency), why));
}

internal static class PricingLines
{
    /// <summary>Which of two lines that come to the same goes first: by everything that tells them apart, never by when they were entered.</summary>
    public static IOrderedEnumerable<PricingLine> ThenAlike(this IOrderedEnumerable<PricingLine> lines) => lines
        .ThenByDescending(line => line.List)
        .ThenByDescending(line => line.LineDiscount)
        .ThenByDescending(line => line.Line.Quantity)
        .ThenByDescending(line => line.Line.UnitPrice.Amount);
}
