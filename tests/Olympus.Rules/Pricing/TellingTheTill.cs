using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Olympus.Commerce.Pricing;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Pricing;

/// <summary>A till without a network prices by itself (web/src/features/register/pricing.ts). These baskets and the results of this pipeline are what
/// its tests compare with; <c>OLYMPUS_WRITE_VECTORS=1</c> writes them anew.</summary>
public sealed class TellingTheTill
{
    private const int Count = 150;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static string Place([CallerFilePath] string here = "") =>
        Path.Combine(Directory.GetParent(here)!.Parent!.Parent!.Parent!.FullName, "web", "src", "features", "register", "pricing.vectors.json");

    [Fact]
    public void Is_what_this_pipeline_says()
    {
        var vectors = Vectors();
        if (Environment.GetEnvironmentVariable("OLYMPUS_WRITE_VECTORS") == "1")
            File.WriteAllText(Place(), $"[\n{string.Join(",\n", vectors)}\n]\n");
        File.ReadAllText(Place()).ShouldBe($"[\n{string.Join(",\n", vectors)}\n]\n");
    }

    private static string[] Vectors()
    {
        var random = new Random(20260314);
        return [.. Enumerable.Range(0, Count).Select(_ => Vector(Any(random)))];
    }

    private static string Vector(Basket basket)
    {
        var quote = PricingPipeline.Price(basket);
        return JsonSerializer.Serialize(
            new
            {
                Basket = new
                {
                    Currency = "EUR",
                    Fulfilment = "in_store",
                    On = "2026-03-14",
                    Terms = new
                    {
                        basket.Terms.Region,
                        Mode = WireName.Of(basket.Terms.Mode),
                        Tax = WireName.Of(basket.Terms.Rounding.Tax),
                        Rounding = WireName.Of(basket.Terms.Rounding.Mode),
                        Rules = basket.Terms.Rules.Select(rule => new Dictionary<string, string>
                        {
                            ["region"] = rule.Region,
                            ["tax_class"] = rule.TaxClass,
                            ["rate"] = rule.Rate.ToString(),
                            ["valid_from"] = "0001-01-01",
                        }),
                    },
                    Lines = basket.Lines.Select(line => new
                    {
                        Variant = line.VariantId.ToString(),
                        line.Quantity,
                        UnitPrice = line.UnitPrice.Amount,
                        UnitMode = WireName.Of(line.UnitPriceMode),
                        line.TaxClass,
                        Discounts = line.Discounts.Select(Granted),
                    }),
                    Discounts = basket.Discounts.Select(Granted),
                },
                Lines = quote.Lines.Select(line => new[]
                {
                    line.List.Amount, line.LineDiscount.Amount, line.OrderDiscount.Amount, line.Rounding.Amount, line.Net.Amount, line.Tax.Amount,
                }),
                Discounts = quote.Discounts.Select(granted => new[] { granted.Line ?? -1, granted.Off.Amount }),
                Taxes = quote.Taxes.Select(tax => new[] { tax.Net.Amount, tax.Tax.Amount }),
            },
            Options);
    }

    private static Dictionary<string, object> Granted(Discount discount)
    {
        var told = new Dictionary<string, object> { ["reason"] = discount.Reason, ["priority"] = discount.Priority };
        if (discount.AmountOff is { } amount)
            told["amount_off"] = new { amount = amount.Amount, currency = "EUR" };
        if (discount.PercentOff is { } share)
            told["percent_off"] = share.ToString();
        return told;
    }

    private static Basket Any(Random random)
    {
        var mode = Of(random, PriceMode.Inclusive, PriceMode.Exclusive);
        var terms = Baskets.Terms(
            mode, Of(random, TaxRounding.Line, TaxRounding.SumByNet, TaxRounding.SumByNetKeepGross), Of(random, Rounding.HalfUp, Rounding.HalfEven),
            Of(random, 19m, 20m, 21m, 8.875m, 23m, 2.6m, 9.75m));
        var lines = Enumerable.Range(0, random.Next(1, 9)).Select(_ =>
        {
            var variant = random.Next(1, 7);
            var price = random.Next(10) switch { 0 => 0, 1 => random.Next(1, 6), 2 => random.Next(1_000_000, 900_000_000), _ => random.Next(1, 10_000) };
            return new BasketLine(
                Baskets.VariantOf(variant), random.Next(1, 8), new(price, Baskets.Euro), random.Next(8) == 0 ? Of(random, PriceMode.Inclusive, PriceMode.Exclusive) : mode,
                variant switch { < 4 => "standard", < 6 => "reduced", _ => "zero" }, Discounts(random));
        });
        return new(Baskets.Euro, terms, Fulfilment.InStore, [.. lines], Discounts(random), Baskets.Noon);
    }

    private static Discount[] Discounts(Random random) => random.Next(3) > 0
        ? []
        : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2) == 0
            ? new Discount(Of(random, "a", "b", "c"), AmountOff: new(random.Next(4000), Baskets.Euro), Priority: random.Next(3))
            : new Discount(Of(random, "a", "b", "c"), PercentOff: new(random.Next(4001) * 250L), Priority: random.Next(3)))];

    private static T Of<T>(Random random, params T[] some) => some[random.Next(some.Length)];
}
