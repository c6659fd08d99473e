using FsCheck;
using FsCheck.Fluent;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class RoundingAnAmount
{
    [Theory]
    [InlineData("58.5", 59, 58, 58, 59)]
    [InlineData("59.5", 60, 60, 59, 60)]
    [InlineData("-58.5", -59, -58, -58, -59)]
    [InlineData("70.5", 71, 70, 70, 71)]
    [InlineData("354.85", 355, 355, 354, 355)]
    [InlineData("0.4999", 0, 0, 0, 1)]
    [InlineData("7", 7, 7, 7, 7)]
    public void Follows_the_named_mode(string value, long halfUp, long halfEven, long down, long up)
    {
        var amount = decimal.Parse(value);
        Rounding.HalfUp.Round(amount).ShouldBe(halfUp);
        Rounding.HalfEven.Round(amount).ShouldBe(halfEven);
        Rounding.Down.Round(amount).ShouldBe(down);
        Rounding.Up.Round(amount).ShouldBe(up);
    }

    [Fact]
    public void Six_at_9_75_per_cent_is_59_half_up_and_58_half_even()
    {
        Eur(600).Times(Rate.Percent(9.75m), Rounding.HalfUp).ShouldBe(Eur(59));
        Eur(600).Times(Rate.Percent(9.75m), Rounding.HalfEven).ShouldBe(Eur(58));
    }

    [Fact]
    public void Six_at_11_75_per_cent_is_71_half_up_and_70_half_even()
    {
        Eur(600).Times(Rate.Percent(11.75m), Rounding.HalfUp).ShouldBe(Eur(71));
        Eur(600).Times(Rate.Percent(11.75m), Rounding.HalfEven).ShouldBe(Eur(70));
    }

    [Fact]
    public void Thirty_twenty_at_11_75_per_cent_is_355_both_ways()
    {
        Eur(3020).Times(Rate.Percent(11.75m), Rounding.HalfUp).ShouldBe(Eur(355));
        Eur(3020).Times(Rate.Percent(11.75m), Rounding.HalfEven).ShouldBe(Eur(355));
    }

    [Fact]
    public void One_hundred_sixty_four_at_2_6_per_cent_is_426() =>
        Eur(16402).Times(Rate.Percent(2.6m), Rounding.HalfUp).ShouldBe(Eur(426));

    [Fact]
    public void A_third_is_never_taken_for_a_tie()
    {
        Rounding.HalfUp.Divide(1, 3).ShouldBe(0);
        Rounding.HalfUp.Divide(Int128.Parse("49999999999999999999999999999999"), Int128.Parse("100000000000000000000000000000000")).ShouldBe(0);
        Rounding.HalfUp.Divide(Int128.Parse("50000000000000000000000000000000"), Int128.Parse("100000000000000000000000000000000")).ShouldBe(1);
    }

    [Fact]
    public void Needs_a_positive_denominator() => Should.Throw<ArgumentOutOfRangeException>(() => Rounding.HalfUp.Divide(1, 0));

    [Fact]
    public void Refuses_what_does_not_fit() => Should.Throw<OverflowException>(() => Rounding.HalfUp.Divide(Int128.MaxValue, 1));

    [Fact]
    public void A_fraction_and_its_decimal_round_alike() => Prop.ForAll<int, PositiveInt>((numerator, exponent) =>
    {
        var denominator = (long)Math.Pow(10, exponent.Get % 7);
        return Enum.GetValues<Rounding>().All(mode => mode.Divide(numerator, denominator) == mode.Round((decimal)numerator / denominator));
    }).Holds();

    [Fact]
    public void Is_at_most_half_a_unit_away_or_a_whole_one_by_name() => Prop.ForAll<int, PositiveInt>((numerator, denominator) =>
    {
        var exact = (decimal)numerator / denominator.Get;
        return Math.Abs(Rounding.HalfUp.Divide(numerator, denominator.Get) - exact) <= 0.5m
            && Math.Abs(Rounding.HalfEven.Divide(numerator, denominator.Get) - exact) <= 0.5m
            && Math.Abs(Rounding.Down.Divide(numerator, denominator.Get)) <= Math.Abs(exact)
            && Math.Abs(Rounding.Up.Divide(numerator, denominator.Get)) >= Math.Abs(exact);
    }).Holds();

    [Fact]
    public void A_refund_rounds_like_its_sale() => Prop.ForAll<int, PositiveInt>((numerator, denominator) =>
            Enum.GetValues<Rounding>().All(mode => mode.Divide(-(long)numerator, denominator.Get) == -mode.Divide(numerator, denominator.Get)))
        .Holds();

    private static Money Eur(long amount) => new(amount, new("EUR"));
}
