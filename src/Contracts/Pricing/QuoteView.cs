using System.Text.Json.Serialization;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Pricing;

/// <summary>A basket's price and why. For every line and for the totals: net + tax = gross, and
/// list − discounts + rounding = gross (inclusive) or net (exclusive).</summary>
/// <param name="PriceMode">Whether list, discounts and rounding are gross or net.</param>
/// <param name="Rounding">How tax was rounded; kept with the document.</param>
/// <param name="Lines">In the basket's order.</param>
/// <param name="Taxes">Per rate, highest first; they add up to the totals.</param>
/// <param name="Discounts">What was granted by hand, in the order in which it was taken off.</param>
/// <param name="QuoteHash">Names this outcome: another quote has the same only if every amount and rate is the same.</param>
public sealed record QuoteView(
    Currency Currency, PriceMode PriceMode, RoundingPolicy Rounding, IReadOnlyList<QuoteLineView> Lines, QuoteTotalsView Totals,
    IReadOnlyList<TaxTotalView> Taxes, IReadOnlyList<QuoteDiscountView> Discounts, string QuoteHash);

/// <summary>A discount and what it took off.</summary>
/// <param name="Line">The line it stands on, counted from 0; null: the whole order.</param>
/// <param name="Off">Less than was granted where less was left.</param>
public sealed record QuoteDiscountView(int? Line, Discount Discount, Money Off);

/// <param name="List">Quantity × unit price, in the document's price mode.</param>
/// <param name="LineDiscount">Taken off by the line's own discounts; not negative.</param>
/// <param name="OrderDiscount">This line's share of the order's discounts; not negative.</param>
/// <param name="Rounding">The minor units by which the declared tax rounding moved the line's price; mostly zero.</param>
/// <param name="Explanation">What was considered and what was applied, in the order of the pipeline.</param>
public sealed record QuoteLineView(
    Id<Variant> VariantId, long Quantity, Money UnitPrice, PriceMode UnitPriceMode, Money List, Money LineDiscount, Money OrderDiscount, Money Rounding,
    string TaxClass, Rate TaxRate, Money Net, Money Tax, Money Gross, IReadOnlyList<ExplanationView> Explanation);

/// <param name="Discount">All discounts together; not negative.</param>
/// <param name="Gross">What the customer pays.</param>
public sealed record QuoteTotalsView(Money List, Money Discount, Money Rounding, Money Net, Money Tax, Money Gross);

/// <summary>All the lines taxed at one rate.</summary>
public sealed record TaxTotalView(Rate Rate, Money Net, Money Tax, Money Gross);

/// <summary>One thing that was considered for a line.</summary>
/// <param name="Step">Where in the pipeline.</param>
/// <param name="Applied">False: it was considered and changed nothing.</param>
/// <param name="Amount">What it added to the line, negative if it took something off; for tax the tax.</param>
/// <param name="Why">One sentence for people.</param>
public sealed record ExplanationView(PricingStep Step, bool Applied, Money Amount, string Why);

/// <summary>The steps that change a price, in the order in which they are taken. Each starts from the result of the one before it.</summary>
[JsonConverter(typeof(WireEnum<PricingStep>))]
public enum PricingStep
{
    CataloguePrice,
    LineDiscount,
    OrderDiscount,
    Tax,
    Rounding,
}
