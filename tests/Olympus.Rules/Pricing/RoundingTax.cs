using Olympus.Commerce.Pricing;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;
using static Olympus.Rules.Pricing.Baskets;

namespace Olympus.Rules.Pricing;

public sealed class RoundingTax
{
    private static readonly BasketLine[] FiveTickets = Times(5, Line(100_00));

    [Fact]
    public void By_line_five_tickets_of_100_hold_79_85_tax() =>
        Amounts(Price(Terms(), FiveTickets)).ShouldBe((420_15, 79_85, 500_00));

    [Fact]
    public void By_sum_of_net_five_tickets_cost_499_98()
    {
        var quote = Price(Terms(tax: TaxRounding.SumByNet), FiveTickets);
        Amounts(quote).ShouldBe((420_15, 79_83, 499_98));
        quote.Lines.Select(line => line.Rounding.Amount).ShouldBe([-1, -1, 0, 0, 0]);
        quote.Lines.ShouldAllBe(line => line.Net.Amount == 84_03);
    }

    [Fact]
    public void By_sum_of_net_keeping_gross_five_tickets_cost_500()
    {
        var quote = Price(Terms(tax: TaxRounding.SumByNetKeepGross), FiveTickets);
        Amounts(quote).ShouldBe((420_17, 79_83, 500_00));
        quote.Lines.Select(line => line.Net.Amount).ShouldBe([84_04, 84_04, 84_03, 84_03, 84_03]);
        quote.Lines.ShouldAllBe(line => line.Gross.Amount == 100_00);
    }

    [Theory]
    [InlineData(TaxRounding.Line)]
    [InlineData(TaxRounding.SumByNetKeepGross)]
    public void A_gross_price_that_no_net_leads_to_is_kept(TaxRounding tax) =>
        Amounts(Price(Terms(tax: tax), Line(99_99))).ShouldBe((84_03, 15_96, 99_99));

    [Theory]
    [InlineData(TaxRounding.Line, 2_32)]
    [InlineData(TaxRounding.SumByNet, 2_30)]
    public void Four_net_lines_of_2_50_at_23_per_cent(TaxRounding tax, long expected) =>
        Price(Terms(PriceMode.Exclusive, tax, percent: 23), Times(4, Line(2_50, mode: PriceMode.Exclusive))).Totals.Tax.Amount.ShouldBe(expected);

    [Theory]
    [InlineData(6_00, "9.75", Rounding.HalfUp, 59)]
    [InlineData(6_00, "9.75", Rounding.HalfEven, 58)]
    [InlineData(6_00, "11.75", Rounding.HalfUp, 71)]
    [InlineData(6_00, "11.75", Rounding.HalfEven, 70)]
    [InlineData(30_20, "11.75", Rounding.HalfUp, 3_55)]
    [InlineData(30_20, "11.75", Rounding.HalfEven, 3_55)]
    [InlineData(164_02, "2.6", Rounding.HalfUp, 4_26)]
    [InlineData(164_02, "2.6", Rounding.HalfEven, 4_26)]
    public void The_mode_decides_ties(long net, string percent, Rounding mode, long expected) =>
        Price(Terms(PriceMode.Exclusive, rounding: mode, percent: decimal.Parse(percent)), Line(net, mode: PriceMode.Exclusive))
            .Totals.Tax.Amount.ShouldBe(expected);

    [Fact]
    public void A_line_that_costs_nothing_is_never_corrected()
    {
        var quote = Price(Terms(tax: TaxRounding.SumByNet, percent: 900), Line(0), Line(15));
        quote.Lines.Select(line => (line.Net.Amount, line.Tax.Amount)).ShouldBe([(0, 0), (2, 18)]);
    }

    [Fact]
    public void Each_rate_is_summed_on_its_own_highest_first()
    {
        var quote = Price(Terms(tax: TaxRounding.SumByNet), Line(11_90), Line(10_70, taxClass: "reduced"), Line(5_00, taxClass: "zero"), Line(2_14, taxClass: "reduced"));
        quote.Taxes.Select(tax => (tax.Rate.ToString(), tax.Net.Amount, tax.Tax.Amount))
            .ShouldBe([("0.19", 10_00, 1_90), ("0.07", 12_00, 84), ("0", 5_00, 0)]);
    }

    [Fact]
    public void The_policy_stands_on_the_quote()
    {
        var policy = new RoundingPolicy(TaxRounding.SumByNet, Rounding.HalfEven);
        Price(Terms(tax: policy.Tax, rounding: policy.Mode), Line(1)).Rounding.ShouldBe(policy);
    }

    [Fact]
    public void Yen_have_no_cents()
    {
        var yen = new Currency("JPY");
        var line = new BasketLine(default, 3, new(333, yen), PriceMode.Exclusive, "standard", []);
        var quote = PricingPipeline.Price(
            new(yen, Terms(PriceMode.Exclusive, TaxRounding.SumByNet, Rounding.Down, 10), Fulfilment.InStore, [line], [], Noon));
        quote.Totals.Gross.ShouldBe(new Money(1098, yen));
    }

    private static (long Net, long Tax, long Gross) Amounts(QuoteView quote) =>
        (quote.Totals.Net.Amount, quote.Totals.Tax.Amount, quote.Totals.Gross.Amount);
}
