using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Statistics;

namespace Olympus.Rules.Statistics;

public sealed class LookingWheneverOneLikes
{
    private static Arbitrary<(double Difference, double Variance, double Expected)> Any { get; } = (
        from difference in Gen.Choose(-2000, 2000)
        from variance in Gen.Choose(1, 10_000)
        from expected in Gen.Choose(1, 500)
        select (difference / 1000.0, variance / 1e6, expected / 1000.0)).ToArbitrary();

    [Fact]
    public void Leaves_out_zero_exactly_when_the_test_decides() => Prop.ForAll(Any, of =>
        AlwaysValid.Around(of.Difference, of.Variance, of.Expected, 0.95).Contains(0)
            == AlwaysValid.PValue(of.Difference, of.Variance, of.Expected) >= 0.05 - 1e-12).Holds();

    [Fact]
    public void Asks_for_more_than_a_test_that_is_looked_at_once() => Prop.ForAll(Any, of =>
        AlwaysValid.PValue(of.Difference, of.Variance, of.Expected) >= Proportions.TwoSided(of.Difference / Math.Sqrt(of.Variance)) - 1e-12).Holds();

    /// <summary>Two groups that do not differ, looked at after every 50 of each, 2,000 times over: the fixed test is wrong ever so often, this one at most as
    /// often as was promised. The dice are always the same.</summary>
    [Fact]
    public void Is_wrong_at_most_as_often_as_promised_where_the_fixed_test_is_not()
    {
        var dice = new Random(20_26);
        var (everWrong, everWrongFixed) = (0, 0);
        for (var run = 0; run < 2000; run++)
        {
            var (one, other, n, wrong, wrongFixed) = (0L, 0L, 0L, false, false);
            for (var look = 0; look < 60; look++)
            {
                for (var i = 0; i < 50; i++)
                {
                    n++;
                    one += dice.NextDouble() < 0.2 ? 1 : 0;
                    other += dice.NextDouble() < 0.2 ? 1 : 0;
                }

                var (first, second) = (new Proportion(one, n), new Proportion(other, n));
                wrong |= Proportions.Variance(first, second) is > 0 and var variance && AlwaysValid.PValue(second.Rate - first.Rate, variance, 0.02) < 0.05;
                wrongFixed |= Proportions.Test(first, second) is { PValue: < 0.05 };
            }

            everWrong += wrong ? 1 : 0;
            everWrongFixed += wrongFixed ? 1 : 0;
        }

        (everWrong / 2000.0).ShouldBeLessThanOrEqualTo(0.05);
        (everWrongFixed / 2000.0).ShouldBeGreaterThan(0.2);
    }

    [Fact]
    public void Finds_a_difference_that_is_there()
    {
        var dice = new Random(7);
        var found = 0;
        for (var run = 0; run < 200; run++)
        {
            var (one, other, decided) = (0L, 0L, false);
            for (var n = 1L; n <= 8000 && !decided; n++)
            {
                one += dice.NextDouble() < 0.20 ? 1 : 0;
                other += dice.NextDouble() < 0.25 ? 1 : 0;
                var (first, second) = (new Proportion(one, n), new Proportion(other, n));
                decided = n % 100 == 0 && AlwaysValid.PValue(second.Rate - first.Rate, Proportions.Variance(first, second)!.Value, 0.05) < 0.05;
            }

            found += decided ? 1 : 0;
        }

        found.ShouldBeGreaterThan(190);
    }
}
