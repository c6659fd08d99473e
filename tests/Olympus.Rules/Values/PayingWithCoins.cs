using FsCheck;
using FsCheck.Fluent;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class PayingWithCoins
{
    [Theory]
    [InlineData(928, 5, 2)]
    [InlineData(927, 5, -2)]
    [InlineData(930, 5, 0)]
    [InlineData(1, 5, -1)]
    [InlineData(1949, 100, -49)]
    [InlineData(1950, 100, 50)]
    [InlineData(125, 50, 25)]
    [InlineData(928, 1, 0)]
    [InlineData(0, 5, 0)]
    public void Rounds_to_the_nearest(long amount, long coin, long rounding) => SmallestCoin.Rounding(amount, coin).ShouldBe(rounding);

    [Fact]
    public void Never_by_more_than_half_a_coin() => Prop.ForAll<NonNegativeInt, PositiveInt>((amount, pick) =>
    {
        var coin = new[] { 1L, 5L, 10L, 50L, 100L, 500L }[pick.Get % 6];
        var rounding = SmallestCoin.Rounding(amount.Get, coin);
        return (amount.Get + rounding) % coin == 0 && Math.Abs(rounding) * 2 <= coin && amount.Get + rounding >= 0;
    }).Holds();

    [Theory]
    [InlineData("CHF", "CH", 5)]
    [InlineData("CHF", "LI", 5)]
    [InlineData("SEK", "SE", 100)]
    [InlineData("HUF", "HU", 500)]
    [InlineData("EUR", "FI", 5)]
    [InlineData("EUR", "DE", 1)]
    [InlineData("CAD", "CA-ON", 5)]
    [InlineData("USD", "US-NY", 1)]
    [InlineData("JPY", "JP", 1)]
    public void Depends_on_the_currency_and_for_the_euro_on_the_country(string currency, string region, long coin) =>
        SmallestCoin.Of(new(currency), region).ShouldBe(coin);

    [Fact]
    public void Knows_the_coarsest_coin_of_a_currency() =>
        (SmallestCoin.Coarsest(new("EUR")), SmallestCoin.Coarsest(new("USD")), SmallestCoin.Coarsest(new("NOK"))).ShouldBe((5, 1, 100));

    /// <summary>928 was paid with 930: all of it back is 930, and so are its parts together.</summary>
    [Theory]
    [InlineData(928, 928, 930, 5, 2)]
    [InlineData(300, 928, 930, 5, 0)]
    [InlineData(309, 928, 930, 5, 1)]
    [InlineData(310, 310, 310, 5, 0)]
    [InlineData(309, 309, 310, 5, 1)]
    [InlineData(3, 6, 5, 5, 2)]
    [InlineData(3, 3, 0, 5, -3)]
    [InlineData(3, 8, -2, 5, -3)]
    [InlineData(928, 928, 928, 1, 0)]
    public void Comes_back_in_coins(long amount, long refundable, long held, long coin, long rounding) =>
        SmallestCoin.RefundRounding(amount, refundable, held, coin).ShouldBe(rounding);

    [Fact]
    public void Gives_back_in_parts_what_was_paid_at_once() => Prop.ForAll<PositiveInt, NonEmptyArray<PositiveInt>, PositiveInt>((total, parts, pick) =>
    {
        var coin = new[] { 1L, 5L, 10L, 50L, 100L, 500L }[pick.Get % 6];
        var (refundable, held) = ((long)total.Get, total.Get + SmallestCoin.Rounding(total.Get, coin));
        foreach (var part in parts.Get.Select(part => Math.Min(part.Get, refundable)).Append(refundable))
        {
            if (refundable == 0)
                break;
            var amount = part > 0 && part < refundable ? part : refundable;
            var given = amount + SmallestCoin.RefundRounding(amount, refundable, held, coin);
            if (given < 0 || given > held || given % coin != 0)
                return false;
            (refundable, held) = (refundable - amount, held - given);
        }

        return held == 0;
    }).Holds();

    /// <summary>What the app offers before it asks (web/src/lib/coins.ts) is what the server then gives; <c>OLYMPUS_WRITE_VECTORS=1</c> writes them anew.</summary>
    [Fact]
    public void Is_told_to_the_app()
    {
        var random = new Random(20261121);
        var vectors = Enumerable.Range(0, 200).Select(_ =>
        {
            var coin = new[] { 1L, 5L, 10L, 50L, 100L }[random.Next(5)];
            var refundable = random.NextInt64(1, 5000);
            var amount = random.Next(3) == 0 ? refundable : random.NextInt64(1, refundable + 1);
            var held = Math.Max(0, refundable + random.NextInt64(-coin, coin + 1));
            return $"[{amount},{refundable},{held},{coin},{SmallestCoin.RefundRounding(amount, refundable, held, coin)}]";
        });
        var text = $"[\n{string.Join(",\n", vectors)}\n]\n";
        if (Environment.GetEnvironmentVariable("OLYMPUS_WRITE_VECTORS") == "1")
            File.WriteAllText(Place(), text);
        File.ReadAllText(Place()).ShouldBe(text);
    }

    private static string Place([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Directory.GetParent(here)!.Parent!.Parent!.Parent!.FullName, "web", "src", "lib", "coins.vectors.json");
}
