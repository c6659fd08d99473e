using FsCheck;
using FsCheck.Fluent;
using Olympus.Commerce.Pricing;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Pricing;

/// <summary>A small language for baskets: EUR, a German shop, 19 % standard, 7 % reduced.</summary>
internal static class Baskets
{
    public static readonly Currency Euro = new("EUR");
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.FromHours(1));

    public static PricingTerms Terms(
        PriceMode mode = PriceMode.Inclusive, TaxRounding tax = TaxRounding.Line, Rounding rounding = Rounding.HalfUp, decimal percent = 19) =>
        new("DE", mode, new(tax, rounding),
        [
            new("DE", "standard", null, Rate.Percent(percent), DateOnly.MinValue),
            new("DE", "reduced", null, Rate.Percent(7), DateOnly.MinValue),
            new("DE", "zero", null, Rate.Zero, DateOnly.MinValue),
        ]);

    public static BasketLine Line(long price, long quantity = 1, string taxClass = "standard", PriceMode mode = PriceMode.Inclusive, params Discount[] discounts) =>
        new(default, quantity, new(price, Euro), mode, taxClass, discounts);

    public static Basket Of(PricingTerms terms, params BasketLine[] lines) => new(Euro, terms, Fulfilment.InStore, lines, [], Noon);

    public static QuoteView Price(PricingTerms terms, params BasketLine[] lines) => PricingPipeline.Price(Of(terms, lines));

    public static Id<Variant> VariantOf(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static BasketLine[] Times(int count, BasketLine line) => Enumerable.Repeat(line, count).ToArray();

    public static Discount Off(long amount, string reason = "regular guest") => new(reason, AmountOff: new(amount, Euro));

    public static Discount Percent(decimal percent, string reason = "regular guest") => new(reason, PercentOff: Rate.Percent(percent));

    public static Arbitrary<Basket> Any { get; } = BasketGen().ToArbitrary();

    private static Gen<Basket> BasketGen()
    {
        var mode = Gen.Elements(Enum.GetValues<PriceMode>());
        var discount =
            from kind in Gen.Choose(0, 1)
            from value in Gen.Choose(0, 4000)
            from priority in Gen.Choose(0, 2)
            from reason in Gen.Elements("a", "b", "c")
            select kind == 0
                ? new Discount(reason, AmountOff: new(value, Euro), Priority: priority)
                : new Discount(reason, PercentOff: new Rate(value * 250L), Priority: priority);
        var discounts = Gen.Frequency((3, Gen.Constant(Array.Empty<Discount>())), (1, Gen.ArrayOf(discount).Resize(3)));
        var line =
            from variant in Gen.Choose(1, 6)
            from price in Gen.Frequency((8, Gen.Choose(0, 9999)), (1, Gen.Constant(0)), (1, Gen.Choose(1, 5)))
            from quantity in Gen.Choose(1, 7)
            from priceMode in mode
            from off in discounts
            select new BasketLine(
                VariantOf(variant), quantity, new(price, Euro), priceMode, variant switch { < 4 => "standard", < 6 => "reduced", _ => "zero" }, off);
        return
            from priceMode in mode
            from tax in Gen.Elements(Enum.GetValues<TaxRounding>())
            from rounding in Gen.Elements(Rounding.HalfUp, Rounding.HalfEven)
            from percent in Gen.Elements(19m, 20m, 21m, 8.875m, 23m, 2.6m)
            from lines in Gen.ArrayOf(line).Resize(12)
            from off in discounts
            select new Basket(Euro, Terms(priceMode, tax, rounding, percent), Fulfilment.InStore, lines, off, Noon);
    }
}
