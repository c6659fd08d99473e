using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Statistics;

namespace Olympus.Rules.Statistics;

public sealed class SayingWhatIsUnusual
{
    private static readonly DateOnly Monday = new(2026, 1, 5);

    /// <summary>A restaurant: twice as much on Saturdays, closed on Sundays, a little noise.</summary>
    private static List<(DateOnly On, double Value)> Weeks(int weeks, int seed = 1)
    {
        var dice = new Random(seed);
        return
        [
            .. Enumerable.Range(0, weeks * 7).Select(day => Monday.AddDays(day)).Select(on => (on, on.DayOfWeek switch
            {
                DayOfWeek.Sunday => 0,
                DayOfWeek.Saturday => 2000 + dice.Next(-150, 150),
                _ => 1000 + (double)dice.Next(-75, 75),
            })),
        ];
    }

    [Fact]
    public void Leaves_an_even_year_alone() =>
        Baseline.Judge(Weeks(52), Monday).ShouldAllBe(day => day.Severity == Severity.None);

    [Fact]
    public void Does_not_take_a_saturday_for_a_feast()
    {
        var days = Baseline.Judge(Weeks(20), Monday.AddDays(70));
        days.Where(day => day.On.DayOfWeek == DayOfWeek.Saturday).ShouldAllBe(day => day.Usual > 1850 && day.Usual < 2150 && day.Severity == Severity.None);
    }

    [Theory]
    [InlineData(1000, Severity.None)]
    [InlineData(0, Severity.High)]
    [InlineData(3000, Severity.High)]
    public void Finds_a_day_that_is_not_like_the_others_of_its_weekday(double value, Severity severity)
    {
        var days = Weeks(20);
        days[135] = (days[135].On, value);
        var judged = Baseline.Judge(days, days[135].On)[0];
        judged.Severity.ShouldBe(severity);
        Math.Sign(judged.Score!.Value).ShouldBe(Math.Sign(value - judged.Usual!.Value));
    }

    [Fact]
    public void Is_not_led_astray_by_unusual_days_before()
    {
        var (calm, stormy) = (Weeks(20), Weeks(20));
        for (var week = 12; week < 15; week++)
            stormy[week * 7 + 2] = (stormy[week * 7 + 2].On, 90_000);
        stormy[135] = (stormy[135].On, 3000);
        calm[135] = (calm[135].On, 3000);
        var (before, after) = (Baseline.Judge(calm, calm[135].On)[0], Baseline.Judge(stormy, stormy[135].On)[0]);
        (before.Severity, after.Severity).ShouldBe((Severity.High, Severity.High));
    }

    [Fact]
    public void Says_nothing_before_it_knows_four_of_a_weekday()
    {
        var judged = Baseline.Judge(Weeks(6), Monday);
        judged.Take(28).ShouldAllBe(day => day.Usual == null && day.Score == null && day.Severity == Severity.None);
        judged.Skip(28).ShouldAllBe(day => day.Usual != null);
    }

    [Fact]
    public void Does_not_depend_on_the_unit() => Prop.ForAll(Gen.Choose(1, 1000).ToArbitrary(), Gen.Choose(1, 50).ToArbitrary(), (seed, factor) =>
    {
        var days = Weeks(12, seed);
        var other = days.ConvertAll(day => (day.On, day.Value * factor));
        return Baseline.Judge(days, Monday).Zip(Baseline.Judge(other, Monday))
            .All(pair => pair.First.Severity == pair.Second.Severity && Math.Abs((pair.First.Score ?? 0) - (pair.Second.Score ?? 0)) < 1e-6);
    }).Holds();

    /// <summary>Severities at their borders; 3.5 is the limit of Iglewicz and Hoaglin.</summary>
    [Theory]
    [InlineData(3.49, Severity.None)]
    [InlineData(-3.5, Severity.Low)]
    [InlineData(5, Severity.Medium)]
    [InlineData(-8, Severity.High)]
    public void Has_severities(double score, Severity severity) => Baseline.SeverityOf(score).ShouldBe(severity);

    /// <summary>The example of Iglewicz and Hoaglin as NIST's handbook tells of it: half of the values lie on each side.</summary>
    [Fact]
    public void Knows_the_middle()
    {
        Baseline.Median([3, 1, 2]).ShouldBe(2);
        Baseline.Median([4, 1, 2, 3]).ShouldBe(2.5);
        Baseline.Median([]).ShouldBe(double.NaN);
    }
}
