using FsCheck;
using FsCheck.Fluent;
using Olympus.Commerce.Pricing;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Pricing;

/// <summary>What holds for every basket, both price modes, all three tax roundings.</summary>
public sealed class PricingAnyBasket
{
    private static readonly Config Many = Properties.Quiet.WithMaxTest(2000);

    private static void ForAny(Func<Basket, QuoteView, bool> holds) =>
        Prop.ForAll(Baskets.Any, basket => holds(basket, PricingPipeline.Price(basket))).Check(Many);

    [Fact]
    public void Net_and_tax_are_gross_on_every_line_every_rate_and_in_total() => ForAny((_, quote) =>
        quote.Lines.All(line => line.Net + line.Tax == line.Gross)
        && quote.Taxes.All(tax => tax.Net + tax.Tax == tax.Gross)
        && quote.Totals.Net + quote.Totals.Tax == quote.Totals.Gross);

    [Fact]
    public void Lines_less_discounts_plus_tax_are_the_total() => ForAny((_, quote) =>
    {
        var left = quote.Lines.Sum(line => line.List.Amount - line.LineDiscount.Amount - line.OrderDiscount.Amount + line.Rounding.Amount);
        var totals = quote.Totals;
        return totals.List.Amount - totals.Discount.Amount + totals.Rounding.Amount == left
            && totals.Gross.Amount == left + (quote.PriceMode == PriceMode.Inclusive ? 0 : totals.Tax.Amount);
    });

    [Fact]
    public void Lines_and_rates_add_up_to_the_totals() => ForAny((_, quote) =>
        quote.Lines.Sum(line => line.Gross.Amount) == quote.Totals.Gross.Amount
        && quote.Lines.Sum(line => line.Tax.Amount) == quote.Totals.Tax.Amount
        && quote.Taxes.Sum(tax => tax.Gross.Amount) == quote.Totals.Gross.Amount
        && quote.Taxes.Sum(tax => tax.Tax.Amount) == quote.Totals.Tax.Amount);

    [Fact]
    public void Nothing_is_ever_negative() => ForAny((_, quote) => quote.Lines.All(line =>
        line.Net.Amount >= 0 && line.Tax.Amount >= 0 && line.LineDiscount.Amount >= 0 && line.OrderDiscount.Amount >= 0
        && line.List.Amount >= line.LineDiscount.Amount + line.OrderDiscount.Amount));

    [Fact]
    public void Inclusive_gross_is_what_was_listed_unless_net_was_declared_the_authority() => ForAny((_, quote) =>
        quote.PriceMode == PriceMode.Exclusive || quote.Rounding.Tax == TaxRounding.SumByNet || quote.Lines.All(line => line.Rounding.Amount == 0));

    [Fact]
    public void Exclusive_net_is_what_was_listed_unless_gross_was_declared_the_authority() => ForAny((_, quote) =>
        quote.PriceMode == PriceMode.Inclusive || quote.Rounding.Tax == TaxRounding.SumByNetKeepGross || quote.Lines.All(line => line.Rounding.Amount == 0));

    [Fact]
    public void Tax_is_rounded_once_where_the_policy_says() => ForAny((_, quote) => quote.Rounding.Tax switch
    {
        TaxRounding.Line => quote.Lines.All(line => Near(line.Net, line.Tax, line.TaxRate, quote.PriceMode == PriceMode.Inclusive)),
        TaxRounding.SumByNet => quote.Taxes.All(tax => Near(tax.Net, tax.Tax, tax.Rate, false)),
        _ => quote.Taxes.All(tax => Near(tax.Net, tax.Tax, tax.Rate, true)),
    });

    [Fact]
    public void The_order_of_lines_and_discounts_changes_nothing() => ForAny((basket, quote) =>
    {
        var turned = PricingPipeline.Price(basket with
        {
            Lines = basket.Lines.Reverse().Select(line => line with { Discounts = line.Discounts.Reverse().ToArray() }).ToArray(),
            Discounts = basket.Discounts.Reverse().ToArray(),
        });
        return turned.Totals == quote.Totals && turned.QuoteHash == quote.QuoteHash && turned.Taxes.SequenceEqual(quote.Taxes);
    });

    /// <summary>Twice 3.00 and once 6.00 of one thing: the cent of a discount that cannot be halved goes to the same one in any order.</summary>
    [Fact]
    public void The_order_of_lines_that_come_to_the_same_changes_nothing()
    {
        var basket = Baskets.Of(Baskets.Terms(), Baskets.Line(300, 2), Baskets.Line(600)) with { Discounts = [Baskets.Off(1)] };
        PricingPipeline.Price(basket with { Lines = basket.Lines.Reverse().ToArray() }).QuoteHash.ShouldBe(PricingPipeline.Price(basket).QuoteHash);
    }

    [Fact]
    public void Notes_of_a_line_lead_from_its_list_price_to_its_price() => ForAny((_, quote) => quote.Lines.All(line =>
    {
        var walked = line.Explanation.Where(note => note.Step != PricingStep.Tax).Sum(note => note.Amount.Amount);
        var tax = line.Explanation.Single(note => note.Step == PricingStep.Tax).Amount;
        return walked == (quote.PriceMode == PriceMode.Inclusive ? line.Gross : line.Net).Amount && tax == line.Tax;
    }));

    private static bool Near(Money net, Money tax, Rate rate, bool outOfGross)
    {
        var exact = outOfGross
            ? (net + tax).Amount * rate.Fraction / (1 + rate.Fraction)
            : net.Amount * rate.Fraction;
        return Math.Abs(tax.Amount - exact) <= 0.5m + 0.000001m;
    }
}
