using Olympus.Commerce.Pricing;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;
using static Olympus.Rules.Pricing.Baskets;

namespace Olympus.Rules.Pricing;

public sealed class DiscountingABasket
{
    [Fact]
    public void Ten_off_fifty_gross_is_forty() => Total(Of(Terms(), Line(50_00)), Off(10_00)).ShouldBe(40_00);

    [Fact]
    public void Ten_off_fifty_net_is_forty_net()
    {
        var basket = Of(Terms(PriceMode.Exclusive), Line(50_00, mode: PriceMode.Exclusive)) with { Discounts = [Off(10_00)] };
        PricingPipeline.Price(basket).Totals.Net.Amount.ShouldBe(40_00);
    }

    [Fact]
    public void Several_compound_five_off_then_ten_and_thirty_per_cent_make_59_85() =>
        Total(Of(Terms(), Line(100_00)), Percent(30), Off(5_00), Percent(10)).ShouldBe(59_85);

    [Fact]
    public void A_priority_goes_before_the_kind() =>
        Total(Of(Terms(), Line(100_00)), Off(5_00) with { Priority = 9 }, Percent(10)).ShouldBe(85_00);

    [Fact]
    public void A_line_s_own_discount_goes_before_the_order_s() =>
        Total(Of(Terms(), Line(100_00, discounts: Off(10_00)), Line(10_00)), Percent(50)).ShouldBe(50_00);

    [Fact]
    public void A_line_s_discount_is_on_the_line_not_on_each_unit() =>
        Price(Terms(), Line(10_00, 3, discounts: Off(1_00))).Totals.Gross.Amount.ShouldBe(29_00);

    [Fact]
    public void An_order_s_amount_is_spread_to_the_last_cent()
    {
        var quote = PricingPipeline.Price(Of(Terms(), Times(3, Line(10_00))) with { Discounts = [Off(5_00)] });
        quote.Lines.Select(line => line.OrderDiscount.Amount).ShouldBe([167, 167, 166]);
        quote.Totals.Discount.Amount.ShouldBe(5_00);
    }

    [Fact]
    public void Never_takes_more_than_there_is()
    {
        var quote = PricingPipeline.Price(Of(Terms(), Line(3_00, discounts: Off(5_00)), Line(2_00)) with { Discounts = [Off(10_00)] });
        quote.Totals.Gross.Amount.ShouldBe(0);
        quote.Lines[0].Explanation.Single(note => note.Step == PricingStep.OrderDiscount).Applied.ShouldBeFalse();
        quote.Lines[0].Explanation.Single(note => note.Step == PricingStep.LineDiscount).Why.ShouldContain("capped");
    }

    [Fact]
    public void The_remainder_falls_on_the_same_line_however_lines_are_ordered()
    {
        var tea = Line(10_00) with { VariantId = VariantOf(1) };
        var book = Line(10_00, taxClass: "reduced") with { VariantId = VariantOf(2) };
        var one = PricingPipeline.Price(Of(Terms(), tea, book) with { Discounts = [Off(1)] });
        var other = PricingPipeline.Price(Of(Terms(), book, tea) with { Discounts = [Off(1)] });
        other.Lines.Reverse().Select(line => line.OrderDiscount).ShouldBe(one.Lines.Select(line => line.OrderDiscount));
        other.QuoteHash.ShouldBe(one.QuoteHash);
    }

    public static TheoryData<Discount> Impossible =>
    [
        new Discount("both", new Money(1, Euro), Rate.Percent(1)), new Discount("neither"), new Discount(" ", new Money(1, Euro)),
        new Discount("negative", new Money(-1, Euro)), new Discount("more than all", PercentOff: Rate.Percent(101)),
    ];

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Is_refused_when_it_makes_no_sense(Discount discount)
    {
        Code(() => Total(Of(Terms(), Line(1)), discount)).ShouldBe("pricing.discount_invalid");
        Code(() => Price(Terms(), Line(1, discounts: discount))).ShouldBe("pricing.discount_invalid");
    }

    [Fact]
    public void Is_refused_in_another_currency() =>
        Code(() => Total(Of(Terms(), Line(1)), new Discount("dollars", new Money(1, new("USD"))))).ShouldBe("pricing.currency_mismatch");

    internal static string Code(Action action) => Should.Throw<RefusalException>(action).Refusal.Code;

    private static long Total(Basket basket, params Discount[] discounts) =>
        PricingPipeline.Price(basket with { Discounts = discounts }).Totals.Gross.Amount;
}
