using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>The price of a basket: a pure function, the only one. The till, the web shop and the order call it with the same result.</summary>
/// <remarks>
/// The pipeline, each step starting from the result of the one before:
/// 1 catalogue price × quantity, in the document's price mode · 2 line discounts · 3 order discounts, spread over the lines by largest
/// remainder · 4 tax, taken out or put on, rounded by the declared policy. Promotions belong to steps 2 and 3 and run before what was
/// granted by hand; loyalty points, shipping and service charges belong between 3 and 4, in this order. Several discounts of one step
/// compound: 5 off, 10 % and 30 % make 59.85 of 100.00. Nothing falls below zero.
/// </remarks>
public static class PricingPipeline
{
    /// <exception cref="RefusalException">One of <see cref="PricingRefusals"/>.</exception>
    public static QuoteView Price(Basket basket)
    {
        Check(basket);
        var on = DateOnly.FromDateTime(basket.Now.DateTime);
        var lines = basket.Lines
            .Select(line => new PricingLine(line, TaxRuleChoice.Pick(basket.Terms, line.TaxClass, basket.Fulfilment, on)))
            .ToArray();

        var granted = new List<QuoteDiscountView>();
        ListPrices(lines, basket.Terms);
        DiscountLines(lines, basket, granted);
        DiscountOrder(lines, basket, granted);
        TaxStep.Run(lines, basket.Terms.Mode, basket.Terms.Rounding);
        return QuoteOf(basket, lines, granted);
    }

    private static void ListPrices(PricingLine[] lines, PricingTerms terms)
    {
        Int128 sum = 0;
        foreach (var pricing in lines)
        {
            var (line, rounding) = (pricing.Line, terms.Rounding.Mode);
            var listed = (Int128)line.UnitPrice.Amount * line.Quantity;
            if ((sum += listed) > Money.Largest)
                throw PricingRefusals.TooMuch.AsException();
            var amount = (long)listed;
            pricing.List = (line.UnitPriceMode, terms.Mode) switch
            {
                (PriceMode.Exclusive, PriceMode.Inclusive) => amount + TaxStep.TaxOn(amount, pricing.Rate, rounding),
                (PriceMode.Inclusive, PriceMode.Exclusive) => TaxStep.NetOf(amount, pricing.Rate, rounding),
                _ => amount,
            };
            var converted = line.UnitPriceMode == terms.Mode ? "" : $", {WireName.Of(line.UnitPriceMode)} of tax, as {WireName.Of(terms.Mode)}";
            pricing.Note(PricingStep.CataloguePrice, true, pricing.List, $"{line.Quantity} × {line.UnitPrice.ToText()}{converted}.");
        }
    }

    private static void DiscountLines(PricingLine[] lines, Basket basket, List<QuoteDiscountView> granted)
    {
        foreach (var (i, pricing) in lines.Index())
            foreach (var discount in InOrder(pricing.Line.Discounts))
            {
                var off = Off(discount, pricing.Left, basket.Terms.Rounding.Mode);
                pricing.LineDiscount += off;
                granted.Add(new(i, discount, new(off, basket.Currency)));
                pricing.Note(PricingStep.LineDiscount, off != 0, -off, Reason(discount, off));
            }
    }

    private static void DiscountOrder(PricingLine[] lines, Basket basket, List<QuoteDiscountView> granted)
    {
        if (basket.Discounts.Count == 0)
            return;

        // The unit that is left over must not depend on the order in which a client happened to send the lines.
        var sorted = lines.OrderBy(line => line.Line.VariantId).ThenByDescending(line => line.Left).ThenAlike().ToArray();
        foreach (var discount in InOrder(basket.Discounts))
        {
            var weights = Array.ConvertAll(sorted, line => line.Left);
            var off = Off(discount, weights.Sum(), basket.Terms.Rounding.Mode);
            var shares = Allocation.Split(off, weights);
            granted.Add(new(null, discount, new(off, basket.Currency)));
            for (var i = 0; i < sorted.Length; i++)
            {
                sorted[i].OrderDiscount += shares[i];
                sorted[i].Note(PricingStep.OrderDiscount, shares[i] != 0, -shares[i], $"Share of {Reason(discount, off)}");
            }
        }
    }

    /// <summary>By priority, then by what the discount is: never by when it was entered.</summary>
    private static IEnumerable<Discount> InOrder(IReadOnlyList<Discount> discounts) => discounts.Count < 2
        ? discounts
        : discounts.OrderBy(discount => discount.Priority)
            .ThenByDescending(discount => discount.AmountOff?.Amount ?? -1)
            .ThenByDescending(discount => discount.PercentOff?.Millionths ?? -1)
            .ThenBy(discount => discount.Reason, StringComparer.Ordinal);

    private static long Off(Discount discount, long left, Rounding rounding) =>
        Math.Min(left, discount.AmountOff?.Amount ?? TaxStep.TaxOn(left, discount.PercentOff!.Value, rounding));

    private static string Reason(Discount discount, long off) => discount switch
    {
        { AmountOff: { } amount } when amount.Amount > off => $"{discount.Reason}: {amount.ToText()} off, capped at what was left.",
        { AmountOff: { } amount } => $"{discount.Reason}: {amount.ToText()} off.",
        _ => $"{discount.Reason}: {discount.PercentOff!.Value.Fraction * 100:0.####} % off what was left.",
    };

    private static void Check(Basket basket)
    {
        foreach (var line in basket.Lines)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(line.Quantity, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(line.UnitPrice.Amount);
            Same(line.UnitPrice);
            Discounts(line.Discounts);
        }
        Discounts(basket.Discounts);

        void Discounts(IReadOnlyList<Discount> discounts)
        {
            foreach (var discount in discounts)
            {
                if (string.IsNullOrWhiteSpace(discount.Reason)
                    || discount.AmountOff is null == discount.PercentOff is null
                    || discount.AmountOff?.Amount < 0
                    || discount.PercentOff?.Millionths is < 0 or > Rate.One)
                    throw PricingRefusals.DiscountInvalid.AsException();
                Same(discount.AmountOff ?? Money.Zero(basket.Currency));
            }
        }

        void Same(Money amount)
        {
            if (amount.Currency != basket.Currency)
                throw PricingRefusals.CurrencyMismatch(basket.Currency, amount.Currency).AsException();
        }
    }

    private static QuoteView QuoteOf(Basket basket, PricingLine[] lines, List<QuoteDiscountView> granted)
    {
        var (currency, mode) = (basket.Currency, basket.Terms.Mode);
        var quoted = Array.ConvertAll(lines, line => new QuoteLineView(
            line.Line.VariantId, line.Line.Quantity, line.Line.UnitPrice, line.Line.UnitPriceMode,
            In(line.List), In(line.LineDiscount), In(line.OrderDiscount), In(TaxStep.Rounding(line, mode)),
            line.Line.TaxClass, line.Rate, In(line.Net), In(line.Tax), In(line.Gross), line.Notes));
        var totals = new QuoteTotalsView(
            Sum(line => line.List), Sum(line => line.LineDiscount + line.OrderDiscount), Sum(line => TaxStep.Rounding(line, mode)),
            Sum(line => line.Net), Sum(line => line.Tax), Sum(line => line.Gross));
        if (totals.Gross.Amount > Money.Largest || totals.List.Amount > Money.Largest)
            throw PricingRefusals.TooMuch.AsException();
        var taxes = lines.GroupBy(line => line.Rate).OrderByDescending(bucket => bucket.Key)
            .Select(bucket => new TaxTotalView(
                bucket.Key, In(bucket.Sum(line => line.Net)), In(bucket.Sum(line => line.Tax)), In(bucket.Sum(line => line.Gross))))
            .ToArray();
        var policy = basket.Terms.Rounding;
        return new(currency, mode, policy, quoted, totals, taxes, granted, QuoteHash.Of(currency, mode, policy, quoted));

        Money In(long amount) => new(amount, currency);
        Money Sum(Func<PricingLine, long> amount) => In(lines.Sum(amount));
    }
}
