using Olympus.Platform;

namespace Olympus.Rules.Platform;

public sealed class OpeningAPlace
{
    private static TimeOnly At(int hour, int minute = 0) => new(hour, minute);

    private static OpeningHours Week(params WeeklyHours[] weekly) => new(weekly, []);

    [Fact]
    public void May_have_a_break_in_the_middle_of_the_day() =>
        Week(new(Weekday.Monday, At(17), At(22)), new(Weekday.Monday, At(11), At(14))).Conflict().ShouldBeNull();

    [Fact]
    public void May_last_past_midnight()
    {
        var bar = Week(new WeeklyHours(Weekday.Saturday, At(20), At(3)));
        bar.Conflict().ShouldBeNull();
        var saturday = new DateOnly(2026, 11, 21);
        bar.IsOpenAt(saturday, At(19, 59)).ShouldBeFalse();
        bar.IsOpenAt(saturday, At(20)).ShouldBeTrue();
        bar.IsOpenAt(saturday.AddDays(1), At(2, 59)).ShouldBeTrue();
        bar.IsOpenAt(saturday.AddDays(1), At(3)).ShouldBeFalse();
        bar.IsOpenAt(saturday, At(2)).ShouldBeFalse();
    }

    [Fact]
    public void May_last_around_the_clock() =>
        Week([.. Enum.GetValues<Weekday>().Select(day => new WeeklyHours(day, At(0), At(0)))]).Conflict().ShouldBeNull();

    [Fact]
    public void May_not_overlap_within_a_day() =>
        Week(new(Weekday.Monday, At(9), At(13)), new(Weekday.Monday, At(12), At(18))).Conflict().ShouldBe("Monday 09:00 runs into Monday 12:00.");

    [Fact]
    public void May_not_run_from_the_night_into_the_next_morning() =>
        Week(new(Weekday.Monday, At(20), At(6)), new(Weekday.Tuesday, At(5), At(12))).Conflict().ShouldNotBeNull();

    [Fact]
    public void May_not_run_from_Sunday_night_into_Monday() =>
        Week(new(Weekday.Monday, At(5), At(12)), new(Weekday.Sunday, At(20), At(6))).Conflict().ShouldNotBeNull();

    [Fact]
    public void Differs_on_single_dates()
    {
        var eve = new DateOnly(2026, 12, 24);
        var hours = new OpeningHours(
            [new(Weekday.Thursday, At(9), At(18)), new(Weekday.Friday, At(9), At(18))],
            [new(eve, [new(At(9), At(12))], "Christmas Eve"), new(eve.AddDays(1), [])]);
        hours.Conflict().ShouldBeNull();
        hours.IsOpenAt(eve, At(11)).ShouldBeTrue();
        hours.IsOpenAt(eve, At(15)).ShouldBeFalse();
        hours.IsOpenAt(eve.AddDays(1), At(11)).ShouldBeFalse();
        hours.IsOpenAt(eve.AddDays(7), At(15)).ShouldBeTrue();
    }

    [Fact]
    public void Names_a_date_once() =>
        new OpeningHours([], [new(new(2026, 12, 24), []), new(new(2026, 12, 24), [])]).Conflict().ShouldNotBeNull();

    [Fact]
    public void May_not_overlap_on_a_single_date() =>
        new OpeningHours([], [new(new(2026, 12, 24), [new(At(9), At(12)), new(At(11), At(13))])]).Conflict().ShouldNotBeNull();
}
