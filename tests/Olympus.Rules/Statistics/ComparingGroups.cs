using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Statistics;
using Interval = Olympus.Analytics.Statistics.Interval;

namespace Olympus.Rules.Statistics;

/// <summary>Every number here was published by somebody else; the source stands beside it.</summary>
public sealed class ComparingGroups
{
    private static void Is(Interval interval, double low, double high, double within = 0.00005)
    {
        interval.Low.ShouldBe(low, within);
        interval.High.ShouldBe(high, within);
    }

    /// <summary>Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Gives_the_published_intervals_of_a_share(long successes, long trials, double low, double high) =>
        Is(Proportions.Wilson(new(successes, trials), 0.95), low, high);

    /// <summary>Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10: the first minus the second.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Gives_the_published_intervals_of_a_difference(long of, long all, long ofOther, long allOther, double low, double high) =>
        Is(Proportions.Newcombe(new(ofOther, allOther), new(of, all), 0.95), low, high);

    /// <summary>Student's sleep data, as R's <c>t.test(extra ~ group, data = sleep)</c> prints it: t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to
    /// 0.2054832 for the first minus the second.</summary>
    [Fact]
    public void Gives_the_published_result_of_two_means()
    {
        var first = Sample.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        var second = Sample.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        var outcome = Means.Welch(first, second)!;
        (outcome.Difference, outcome.Statistic, outcome.PValue).ShouldSatisfyAllConditions(
            of => of.Difference.ShouldBe(1.58, 1e-9), of => of.Statistic.ShouldBe(1.8608, 0.00005), of => of.PValue.ShouldBe(0.07939, 0.000005));
        Means.Degrees(first, second).ShouldBe(17.776, 0.0005);
        Is(Means.Difference(first, second, 0.95)!, -0.2054832, 3.3654832, 1e-6);
    }

    /// <summary>Tables of the chi-square distribution: 3.841 and 6.635 for one degree, 5.991 for two, 18.307 for ten.</summary>
    [Theory]
    [InlineData(3.841459, 1, 0.05)]
    [InlineData(6.634897, 1, 0.01)]
    [InlineData(5.991465, 2, 0.05)]
    [InlineData(18.30704, 10, 0.05)]
    public void Gives_the_tabled_tails_of_chi_square(double chi, int degrees, double p) => SampleRatio.Upper(chi, degrees).ShouldBe(p, 1e-6);

    [Fact]
    public void Keeps_its_digits_far_out()
    {
        // Normal tail at 10 deviations, Abramowitz and Stegun table 26.2: 7.61985e-24 on one side.
        Proportions.TwoSided(10).ShouldBe(2 * 7.61985e-24, 1e-28);
        Proportions.TwoSidedZ(0.95).ShouldBe(1.959964, 1e-6);
    }

    [Fact]
    public void Says_nothing_where_there_is_nothing_to_say()
    {
        Proportions.Test(new(0, 0), new(1, 2)).ShouldBeNull();
        Proportions.Test(new(0, 5), new(0, 9)).ShouldBeNull();
        Proportions.Wilson(new(0, 0), 0.95).ShouldBe(new Interval(0, 1));
        Means.Welch(Sample.Of([1]), Sample.Of([1, 2])).ShouldBeNull();
        Means.Welch(Sample.Of([3, 3]), Sample.Of([3, 3])).ShouldBeNull();
        SampleRatio.Check([4, 4], [1, 1]).ShouldBeNull();
    }

    /// <summary>Cookie Cats: the famous test whose groups differ in size by more than chance.</summary>
    [Fact]
    public void Finds_in_the_cookie_cats_test_what_was_found_and_that_its_groups_are_suspicious()
    {
        var (thirty, forty, day1, day7) = CookieCats();
        var outcome = Proportions.Test(new(day1.Forty, forty), new(day1.Thirty, thirty))!;
        outcome.Difference.ShouldBe(0.0059052, 5e-8);
        outcome.Statistic.ShouldBe(1.78409, 5e-6);
        outcome.PValue.ShouldBe(0.0744097, 5e-8);
        outcome = Proportions.Test(new(day7.Forty, forty), new(day7.Thirty, thirty))!;
        outcome.Difference.ShouldBe(0.0082013, 5e-8);
        outcome.Statistic.ShouldBe(3.16436, 5e-6);
        outcome.PValue.ShouldBe(0.0015542, 5e-8);

        var ratio = SampleRatio.Check([thirty, forty], [1, 1])!;
        ratio.ChiSquare.ShouldBe(6.902, 0.0005);
        ratio.PValue.ShouldBe(0.0086, 0.00005);
        ratio.IsSuspicious.ShouldBeTrue();
    }

    private static (long Thirty, long Forty, (long Thirty, long Forty) Day1, (long Thirty, long Forty) Day7) CookieCats()
    {
        var file = Path.Combine(TestFiles.Data, "cookie_cats", "aggregate.json");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there; OLYMPUS_TEST_DATA names the folder that holds cookie_cats/.");
        using var read = JsonDocument.Parse(File.ReadAllText(file));
        (JsonElement Thirty, JsonElement Forty) gates = (read.RootElement.GetProperty("gate_30"), read.RootElement.GetProperty("gate_40"));
        (long, long) Of(string what) => (gates.Thirty.GetProperty(what).GetInt64(), gates.Forty.GetProperty(what).GetInt64());
        var (thirty, forty) = Of("n");
        return (thirty, forty, Of("retention_1"), Of("retention_7"));
    }

    /// <summary>The examples of R's <c>power.prop.test</c> and <c>power.t.test</c>.</summary>
    [Fact]
    public void Needs_as_many_as_published()
    {
        Power.NeededForProportions(0.5, 0.75, 0.05, 0.9).ShouldBe(76.7, 0.05);
        Power.OfProportions(50, 0.5, 0.75, 0.05).ShouldBe(0.7401659, 1e-6);
        Power.OfMeans(20, 1, 1, 0.05).ShouldBe(0.8689528, 1e-6);
        Power.NeededForMeans(1, 1, 0.05, 0.9).ShouldBe(23);
        Power.OfMeans(22.02110, 1, 1, 0.05).ShouldBe(0.9, 1e-6);
    }

    [Fact]
    public void Needs_just_enough() => Prop.ForAll(
        Gen.Choose(1, 60).Select(percent => percent / 100.0).ToArbitrary(), Gen.Choose(1, 30).Select(percent => percent / 100.0).ToArbitrary(), (share, lift) =>
        {
            var needed = Power.NeededForProportions(share, share + lift, 0.05, 0.8);
            return Math.Abs(Power.OfProportions(needed, share, share + lift, 0.05) - 0.8) < 1e-9;
        }).Holds();

    private static Arbitrary<(Proportion First, Proportion Second)> Pairs { get; } = (
        from one in Gen.Choose(2, 5000)
        from other in Gen.Choose(2, 5000)
        from of in Gen.Choose(0, one)
        from ofOther in Gen.Choose(0, other)
        select (new Proportion(of, one), new Proportion(ofOther, other))).ToArbitrary();

    [Fact]
    public void Turns_round_when_the_groups_change_places() => Prop.ForAll(Pairs, pair =>
    {
        var (there, back) = (Proportions.Newcombe(pair.First, pair.Second, 0.95), Proportions.Newcombe(pair.Second, pair.First, 0.95));
        var (test, turned) = (Proportions.Test(pair.First, pair.Second), Proportions.Test(pair.Second, pair.First));
        return Math.Abs(there.Low + back.High) < 1e-12 && Math.Abs(there.High + back.Low) < 1e-12
            && there.Contains(pair.Second.Rate - pair.First.Rate) && there.Low >= -1 - 1e-12 && there.High <= 1 + 1e-12
            && (test is null ? turned is null : Math.Abs(test.Statistic + turned!.Statistic) < 1e-9 && test.PValue is >= 0 and <= 1);
    }).Holds();
}
