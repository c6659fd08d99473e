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
}
