using Olympus.Analytics.Experiments;
using Olympus.Analytics.Statistics;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Experiments;

public sealed class AssigningUnits
{
    private const string Id = "01900000-0000-7000-8000-000000000001";

    private static ExperimentPlan Plan(Rate? traffic, params int[] weights) => new(
        [.. weights.Select((weight, place) => new ExperimentVariant($"v{place}", weight))],
        new("bought", MetricKind.Conversion, Direction.Increase, 0.1, 0.3), Traffic: traffic);

    /// <summary>Computed elsewhere: <c>int.from_bytes(sha256(b"id\nvariant\nunit").digest()[:8], "big") >> 11</c> over 2^53.</summary>
    [Theory]
    [InlineData("variant", "customer 1", 0.19618831740357112)]
    [InlineData("variant", "Kundin Ä", 0.509748743670392)]
    [InlineData("traffic", "customer 1", 0.5571768234105523)]
    public void Gives_the_point_that_others_compute(string purpose, string unit, double point) => Assigning.Point(Id, purpose, unit).ShouldBe(point);

    [Fact]
    public void Parts_units_by_the_weights()
    {
        var plan = Plan(null, 1, 2, 5);
        var counts = Enumerable.Range(0, 40_000).CountBy(unit => Assigning.VariantOf(plan, Id, $"u{unit}")!).ToDictionary(of => of.Key, of => (long)of.Value);
        SampleRatio.Check([counts["v0"], counts["v1"], counts["v2"]], [1, 2, 5])!.IsSuspicious.ShouldBeFalse();
    }

    [Fact]
    public void Parts_units_anew_in_every_experiment()
    {
        var plan = Plan(null, 1, 1);
        var both = Enumerable.Range(0, 10_000).Count(unit =>
            Assigning.VariantOf(plan, Id, $"u{unit}") == Assigning.VariantOf(plan, "01900000-0000-7000-8000-000000000002", $"u{unit}"));
        SampleRatio.Check([both, 10_000 - both], [1, 1])!.IsSuspicious.ShouldBeFalse();
    }

    [Fact]
    public void Moves_nobody_when_more_take_part()
    {
        var (few, more) = (Plan(Rate.Percent(10), 1, 1), Plan(Rate.Percent(60), 1, 1));
        var moved = Enumerable.Range(0, 5000).Select(unit => (Few: Assigning.VariantOf(few, Id, $"u{unit}"), More: Assigning.VariantOf(more, Id, $"u{unit}")))
            .Where(of => of.Few is not null).ToList();
        moved.Count.ShouldBeInRange(400, 600);
        moved.ShouldAllBe(of => of.Few == of.More);
    }

    [Fact]
    public void Holds_each_of_several_comparisons_to_a_stricter_level()
    {
        Plan(null, 1, 1).LevelOfOne.ShouldBe(0.95, 1e-12);
        Plan(null, 1, 1, 1).LevelOfOne.ShouldBe(0.975, 1e-12);
        Plan(null, 1, 1).UnitsPerVariant.ShouldBe(356);
        Plan(null, 1, 1, 1).UnitsPerVariant.ShouldBeGreaterThan(356);
    }
}
