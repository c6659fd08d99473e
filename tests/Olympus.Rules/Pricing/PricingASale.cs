using Olympus.Commerce.Pricing;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;
using static Olympus.Rules.Pricing.Baskets;

namespace Olympus.Rules.Pricing;

public sealed class PricingASale
{
    private static readonly PricingAnswers Pricing = new();
    private static readonly Id<Variant> Tea = VariantOf(1);

    private static LocationFacts Shop(string zone = "Europe/Berlin", bool inclusive = true, string currency = "EUR") =>
        new(default, "Main", new(currency), zone, "DE", inclusive, "sum_by_net_keep_gross", "half_even", default, true);

    private static Offer Of(Id<Variant> variant, bool isActive = true, bool isAvailable = true, string taxClass = "standard") =>
        new(variant, default, "Tea", null, new(11_90, Euro), taxClass, isActive, isAvailable, true);

    private static Sale Sale(LocationFacts location, DateTimeOffset now, params Offer[] offers) =>
        new(location, Rates, offers, [new(Tea, 1, [])], [], Fulfilment.DineIn, now);

    private static readonly TaxRate[] Rates =
    [
        new("DE", "standard", null, 0.160000m, new(2020, 7, 1), new(2021, 1, 1)),
        new("DE", "standard", null, 0.190000m, new(2021, 1, 1), null),
        new("DE", "food", null, 0.07m, new(2020, 1, 1), null),
        new("DE", "food", "dine_in", 0.19m, new(2020, 1, 1), null),
    ];

    [Fact]
    public void Takes_mode_and_rounding_from_the_location()
    {
        var quote = Pricing.Price(Sale(Shop(), Noon, Of(Tea)));
        quote.Rounding.ShouldBe(new RoundingPolicy(TaxRounding.SumByNetKeepGross, Rounding.HalfEven));
        quote.PriceMode.ShouldBe(PriceMode.Inclusive);
        quote.Totals.Net.Amount.ShouldBe(10_00);
        Pricing.Price(Sale(Shop(inclusive: false), Noon, Of(Tea))).Totals.Net.Amount.ShouldBe(11_90);
    }

    [Fact]
    public void Takes_the_local_day_of_the_location()
    {
        var newYear = new DateTimeOffset(2020, 12, 31, 23, 30, 0, TimeSpan.Zero);
        Pricing.Price(Sale(Shop("Europe/Berlin"), newYear, Of(Tea))).Lines[0].TaxRate.ShouldBe(Rate.Percent(19));
        Pricing.Price(Sale(Shop("Europe/London"), newYear, Of(Tea))).Lines[0].TaxRate.ShouldBe(Rate.Percent(16));
    }

    [Fact]
    public void Takes_the_rate_of_the_way_it_is_handed_over() =>
        Pricing.Price(Sale(Shop(), Noon, Of(Tea, taxClass: "food"))).Lines[0].TaxRate.ShouldBe(Rate.Percent(19));

    [Fact]
    public void Refuses_unknown_inactive_and_unavailable_alike()
    {
        foreach (var offers in new Offer[][] { [], [Of(Tea, isActive: false)], [Of(Tea, isAvailable: false)], [Of(VariantOf(2))] })
        {
            var refusal = Should.Throw<RefusalException>(() => Pricing.Price(Sale(Shop(), Noon, offers))).Refusal;
            refusal.Code.ShouldBe("pricing.not_for_sale");
            refusal.Facts!["variant_ids"].ShouldBe(new[] { Tea });
        }
    }

    [Fact]
    public void Refuses_a_price_in_another_currency_than_the_location_s() =>
        DiscountingABasket.Code(() => Pricing.Price(Sale(Shop(currency: "USD"), Noon, Of(Tea)))).ShouldBe("pricing.currency_mismatch");

    [Fact]
    public void Is_confirmed_by_the_quote_that_was_seen_or_by_none()
    {
        var quote = Pricing.Price(Sale(Shop(), Noon, Of(Tea)));
        Pricing.Confirm(quote, quote.QuoteHash);
        Pricing.Confirm(quote, null);
        var refusal = Should.Throw<RefusalException>(() => Pricing.Confirm(quote, "another")).Refusal;
        (refusal.Status, refusal.Code).ShouldBe((409, "pricing.price_changed"));
        refusal.Facts!["quote"].ShouldBe(quote);
    }
}
