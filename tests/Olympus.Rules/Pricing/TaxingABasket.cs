using Olympus.Commerce.Pricing;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;
using static Olympus.Rules.Pricing.Baskets;

namespace Olympus.Rules.Pricing;

public sealed class TaxingABasket
{
    private static readonly DateOnly Always = DateOnly.MinValue;

    [Fact]
    public void Takes_the_rate_of_the_tax_class() =>
        Price(Terms(), Line(10_70, taxClass: "reduced")).Lines[0].Tax.Amount.ShouldBe(70);

    [Fact]
    public void Takes_the_rate_of_the_way_it_is_handed_over()
    {
        var meal = Rules("DE", new("DE", "food", null, Rate.Percent(7), Always), new TaxRule("DE", "food", Fulfilment.DineIn, Rate.Percent(19), Always));
        Rated(meal, "food", Fulfilment.DineIn).ShouldBe("0.19");
        Rated(meal, "food", Fulfilment.Takeaway).ShouldBe("0.07");
    }

    [Fact]
    public void Takes_the_subdivision_s_rate_before_the_country_s()
    {
        var us = new TaxRule("US", "standard", null, Rate.Zero, Always);
        var newYork = new TaxRule("US-NY", "standard", null, Rate.Percent(8.875m), Always);
        Rated(Rules("US-NY", us, newYork), "standard").ShouldBe("0.08875");
        Rated(Rules("US-OR", us, newYork), "standard").ShouldBe("0");
    }

    [Fact]
    public void Does_not_take_a_country_for_another_that_starts_alike() =>
        DiscountingABasket.Code(() => Rated(Rules("DEX", new TaxRule("DE", "standard", null, Rate.Zero, Always)), "standard")).ShouldBe("pricing.no_tax_rate");

    [Theory]
    [InlineData("2020-06-30T23:59:59+02:00", "0.19")]
    [InlineData("2020-07-01T00:00:00+02:00", "0.16")]
    [InlineData("2020-12-31T23:59:59+01:00", "0.16")]
    [InlineData("2021-01-01T00:00:00+01:00", "0.19")]
    public void Changes_the_rate_at_local_midnight(string now, string expected)
    {
        var terms = Rules("DE",
            new("DE", "standard", null, Rate.Percent(19), Always, new(2020, 7, 1)),
            new("DE", "standard", null, Rate.Percent(16), new(2020, 7, 1), new(2021, 1, 1)),
            new("DE", "standard", null, Rate.Percent(19), new(2021, 1, 1)));
        PricingPipeline.Price(Of(terms, Line(1)) with { Now = DateTimeOffset.Parse(now) }).Lines[0].TaxRate.ToString().ShouldBe(expected);
    }

    [Fact]
    public void An_unknown_rate_is_refused_never_taken_for_zero() =>
        DiscountingABasket.Code(() => Price(Terms(), Line(1, taxClass: "alcohol"))).ShouldBe("pricing.no_tax_rate");

    [Fact]
    public void Prices_of_both_modes_stand_side_by_side()
    {
        var lines = new[] { Line(11_90), Line(10_00, mode: PriceMode.Exclusive) };
        Price(Terms(), lines).Lines.ShouldAllBe(line => line.Net.Amount == 10_00 && line.Gross.Amount == 11_90 && line.List.Amount == 11_90);
        Price(Terms(PriceMode.Exclusive), lines).Lines.ShouldAllBe(line => line.Net.Amount == 10_00 && line.Gross.Amount == 11_90 && line.List.Amount == 10_00);
    }

    [Fact]
    public void Another_currency_is_refused() =>
        DiscountingABasket.Code(() => Price(Terms(), Line(1) with { UnitPrice = new(1, new("USD")) })).ShouldBe("pricing.currency_mismatch");

    [Fact]
    public void More_than_can_be_counted_is_refused() =>
        DiscountingABasket.Code(() => Price(Terms(), Line(Money.Largest, 2))).ShouldBe("pricing.amount_too_large");

    [Fact]
    public void Less_than_one_unit_or_a_negative_price_is_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Price(Terms(), Line(1, 0)));
        Should.Throw<ArgumentOutOfRangeException>(() => Price(Terms(), Line(-1)));
    }

    [Fact]
    public void An_empty_basket_costs_nothing() => Price(Terms()).Totals.Gross.ShouldBe(Money.Zero(Euro));

    [Fact]
    public void The_hash_changes_with_any_amount_and_not_with_time()
    {
        var basket = Of(Terms(), Line(11_90));
        var hash = PricingPipeline.Price(basket).QuoteHash;
        PricingPipeline.Price(basket with { Now = Noon.AddDays(9) }).QuoteHash.ShouldBe(hash);
        PricingPipeline.Price(Of(Terms(), Line(11_91))).QuoteHash.ShouldNotBe(hash);
        PricingPipeline.Price(Of(Terms(), Line(11_90, 2))).QuoteHash.ShouldNotBe(hash);
        PricingPipeline.Price(Of(Terms(percent: 20), Line(11_90))).QuoteHash.ShouldNotBe(hash);
        PricingPipeline.Price(Of(Terms(tax: TaxRounding.SumByNet), Line(11_90))).QuoteHash.ShouldNotBe(hash);
    }

    [Fact]
    public void A_line_tells_how_its_price_came_about() =>
        PricingPipeline.Price(Of(Terms(), Line(11_90, 2, discounts: Percent(10, "regular guest"))) with { Discounts = [Off(1_00, "late delivery")] })
            .Lines[0].Explanation.Select(note => (note.Step, note.Amount.Amount, note.Why)).ShouldBe(
            [
                (PricingStep.CataloguePrice, 23_80, "2 × 11.90 EUR."),
                (PricingStep.LineDiscount, -2_38, "regular guest: 10 % off what was left."),
                (PricingStep.OrderDiscount, -1_00, "Share of late delivery: 1.00 EUR off."),
                (PricingStep.Tax, 3_26, "standard in DE: 19 %, included."),
            ]);

    private static PricingTerms Rules(string region, params TaxRule[] rules) => Terms() with { Region = region, Rules = rules };

    private static string Rated(PricingTerms terms, string taxClass, Fulfilment fulfilment = Fulfilment.InStore) =>
        PricingPipeline.Price(Of(terms, Line(10_00, taxClass: taxClass)) with { Fulfilment = fulfilment }).Lines[0].TaxRate.ToString();
}
