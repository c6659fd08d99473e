using Olympus.Analytics.Goals;
using Olympus.Analytics.Statistics;

namespace Olympus.Rules.Statistics;

public sealed class KnowingWhatIsDueByNow
{
    private static readonly DateOnly Monday = new(2026, 6, 1);

    private static (double Share, PaceShape Shape) Week(int over, Func<DateOnly, double> history, DateOnly? known) => Pace.Of(
        Monday, Monday.AddDays(6), Monday.AddDays(over - 1),
        Enumerable.Range(-371, 371).Select(day => Monday.AddDays(day)).Where(day => day >= known).ToDictionary(day => day, history), known, Monday);

    [Fact]
    public void Counts_days_where_nothing_is_known()
    {
        Week(0, _ => 1, null).ShouldBe((0, PaceShape.Even));
        Week(7, _ => 1, null).ShouldBe((1, PaceShape.Even));
        Week(2, _ => 1, Monday.AddDays(-27)).ShouldBe((2.0 / 7, PaceShape.Even));
    }

    [Fact]
    public void Knows_saturdays_after_four_weeks() =>
        Week(5, day => day.DayOfWeek is DayOfWeek.Saturday ? 5 : day.DayOfWeek is DayOfWeek.Sunday ? 0 : 1, Monday.AddDays(-28)).ShouldBe((0.5, PaceShape.Weekdays));

    [Fact]
    public void Knows_the_season_after_a_year()
    {
        // The same week a year ago: all of it on its first day. The weeks since: the other way round.
        var (share, shape) = Week(1, day => day < Monday.AddDays(-357) ? day == Monday.AddDays(-364) ? 9 : 0 : day.DayOfWeek is DayOfWeek.Sunday ? 1 : 0, Monday.AddDays(-371));
        (share, shape).ShouldBe((1, PaceShape.LastYear));
    }

    [Fact]
    public void Takes_the_weekdays_where_the_year_before_brought_nothing() =>
        Week(1, day => day < Monday.AddDays(-357) ? 0 : day.DayOfWeek is DayOfWeek.Monday ? 3 : 1, Monday.AddDays(-371)).ShouldBe((3.0 / 9, PaceShape.Weekdays));

    [Theory]
    [InlineData(100, 0, 0, "on_track")]
    [InlineData(100, 95, 100, "reached", true)]
    [InlineData(100, 47, 50, "at_risk")]
    [InlineData(100, 48, 50, "on_track")]
    [InlineData(100, 39, 50, "behind")]
    [InlineData(100, 99, 100, "missed", true)]
    public void Says_how_it_stands_with_what_is_to_grow(int target, int actual, int expected, string status, bool isOver = false)
    {
        var counted = status == "reached" ? target : actual;
        Olympus.Kernel.Values.WireName.Of(GoalStanding.Of(GoalDirection.AtLeast, target, counted, expected, true, isOver)).ShouldBe(status);
    }

    [Theory]
    [InlineData(100, 52, 50, "on_track")]
    [InlineData(100, 60, 50, "at_risk")]
    [InlineData(100, 63, 50, "behind")]
    [InlineData(100, 1, 0, "at_risk")]
    [InlineData(100, 101, 50, "missed")]
    [InlineData(100, 100, 100, "reached", true)]
    public void Says_how_it_stands_with_what_is_to_stay_small(int target, int actual, int expected, string status, bool isOver = false) =>
        Olympus.Kernel.Values.WireName.Of(GoalStanding.Of(GoalDirection.AtMost, target, actual, expected, true, isOver)).ShouldBe(status);

    [Fact]
    public void Judges_a_share_as_it_is_and_for_good_at_the_end()
    {
        GoalStatus Of(decimal? actual, bool isOver = false) => GoalStanding.Of(GoalDirection.AtLeast, 0.5m, actual, null, true, isOver);
        (Of(null), Of(0.5m), Of(0.45m), Of(0.3m), Of(0.5m, true), Of(0.49m, true), Of(null, true))
            .ShouldBe((GoalStatus.OnTrack, GoalStatus.OnTrack, GoalStatus.AtRisk, GoalStatus.Behind, GoalStatus.Reached, GoalStatus.Missed, GoalStatus.Missed));
        GoalStanding.Of(GoalDirection.AtLeast, 0.5m, 1, null, hasBegun: false, isOver: false).ShouldBe(GoalStatus.Waiting);
    }
}
