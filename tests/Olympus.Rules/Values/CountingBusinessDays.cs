using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class CountingBusinessDays
{
    private static readonly TimeOnly Four = new(4, 0);

    [Theory]
    [InlineData("2026-07-04T01:59:59Z", "2026-07-03")]
    [InlineData("2026-07-04T02:00:00Z", "2026-07-04")]
    [InlineData("2026-07-04T23:30:00+02:00", "2026-07-04")]
    [InlineData("2026-07-05T03:59:59.9999999+02:00", "2026-07-04")]
    public void The_night_belongs_to_the_evening_before(string at, string day) =>
        BusinessDay.Of(DateTimeOffset.Parse(at), "Europe/Berlin", Four).ShouldBe(DateOnly.Parse(day));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", 23)]
    [InlineData("Europe/Berlin", "2026-10-24", 25)]
    [InlineData("Europe/Berlin", "2026-07-04", 24)]
    [InlineData("America/New_York", "2026-03-07", 23)]
    [InlineData("Asia/Tokyo", "2026-03-28", 24)]
    public void A_day_has_as_many_hours_as_the_clocks_give_it(string zone, string day, int hours)
    {
        var (start, end) = BusinessDay.Interval(DateOnly.Parse(day), zone, Four);
        (end - start).ShouldBe(TimeSpan.FromHours(hours));
    }

    [Fact]
    public void A_cut_off_that_the_clocks_skip_is_the_first_moment_after_the_gap() =>
        BusinessDay.Interval(new(2026, 3, 29), "Europe/Berlin", new(2, 30)).Start.ShouldBe(DateTimeOffset.Parse("2026-03-29T03:00:00+02:00"));

    [Fact]
    public void A_cut_off_that_comes_twice_is_taken_the_first_time() =>
        BusinessDay.Interval(new(2026, 10, 25), "Europe/Berlin", new(2, 30)).Start.ShouldBe(DateTimeOffset.Parse("2026-10-25T02:30:00+02:00"));

    [Fact]
    public void A_day_without_a_midnight_begins_later() =>
        BusinessDay.Interval(new(2026, 3, 8), "America/Havana", TimeOnly.MinValue).Start.ShouldBe(DateTimeOffset.Parse("2026-03-08T01:00:00-04:00"));

    [Fact]
    public void A_day_that_was_left_out_has_no_moment()
    {
        var (start, end) = BusinessDay.Interval(new(2011, 12, 30), "Pacific/Apia", TimeOnly.MinValue);
        (end - start).ShouldBe(TimeSpan.Zero);
        BusinessDay.Of(start, "Pacific/Apia", TimeOnly.MinValue).ShouldBe(new DateOnly(2011, 12, 31));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Apia")]
    public void Every_moment_belongs_to_one_day_and_days_follow_without_gap(string zone)
    {
        foreach (var cutOff in new[] { TimeOnly.MinValue, new(1, 30), new(2, 30), new(4, 0), new(23, 59) })
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                var (start, end) = BusinessDay.Interval(day, zone, cutOff);
                end.ShouldBe(BusinessDay.Interval(day.AddDays(1), zone, cutOff).Start);
                BusinessDay.Of(start, zone, cutOff).ShouldBe(day);
                BusinessDay.Of(end.AddTicks(-1), zone, cutOff).ShouldBe(day);
            }
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("UTC", true)]
    [InlineData("Europe/berlin", false)]
    [InlineData("UTC+03:00", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_names_of_the_IANA_database_are_zones(string? name, bool isZone) => BusinessDay.IsZone(name).ShouldBe(isZone);

    [Theory]
    [InlineData("DE", true)]
    [InlineData("US-NY", true)]
    [InlineData("GB-ENG", true)]
    [InlineData("FR-75", true)]
    [InlineData("XX", false)]
    [InlineData("de", false)]
    [InlineData("US-", false)]
    [InlineData("US-ny", false)]
    [InlineData("US-ABCD", false)]
    [InlineData("D", false)]
    [InlineData(null, false)]
    public void Regions_are_countries_and_their_parts(string? text, bool isRegion) => Iso3166.IsRegion(text).ShouldBe(isRegion);

    [Theory]
    [InlineData("2026-07-04T14:59:59Z", "Europe/Berlin", "2026-07-04T14:00:00Z")]
    [InlineData("2026-07-04T14:14:59Z", "Asia/Kathmandu", "2026-07-04T13:15:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25T01:00:00Z")]
    public void An_hour_begins_when_the_clock_of_the_place_says_so(string at, string zone, string hour) =>
        BusinessDay.HourOf(DateTimeOffset.Parse(at), zone).ShouldBe(DateTimeOffset.Parse(hour));

    [Theory]
    [InlineData("2026-03-29", 23, "00:00 01:00 03:00")]
    [InlineData("2026-10-25", 25, "00:00 01:00 02:00 02:00 03:00")]
    [InlineData("2026-07-04", 24, "00:00 01:00 02:00")]
    public void A_day_shows_the_hours_that_its_clock_shows(string day, int count, string first)
    {
        var hours = BusinessDay.Hours(DateOnly.Parse(day), "Europe/Berlin", TimeOnly.MinValue).ToList();
        hours.Count.ShouldBe(count);
        string.Join(' ', hours.Take(first.Split(' ').Length).Select(hour => hour.Shown.ToString("HH:mm"))).ShouldBe(first);
    }

    [Theory]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/New_York")]
    public void Every_moment_of_a_day_lies_in_one_of_its_hours(string zone)
    {
        foreach (var cutOff in new[] { TimeOnly.MinValue, new(4, 30) })
            for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                var (start, end) = BusinessDay.Interval(day, zone, cutOff);
                var hours = BusinessDay.Hours(day, zone, cutOff).Select(hour => hour.Start).ToList();
                hours.ShouldBe(hours.Distinct().Order());
                for (var at = start; at < end; at = at.AddMinutes(15))
                    hours.ShouldContain(BusinessDay.HourOf(at, zone), $"{at:O} in {zone}");
            }
    }

    [Theory]
    [InlineData("2026-07-11T12:30:00Z", "2026-07-04T12:30:00Z")]
    [InlineData("2026-10-31T12:30:00Z", "2026-10-24T11:30:00Z")]
    [InlineData("2026-04-05T00:30:00Z", "2026-03-29T01:00:00Z")]
    public void The_same_time_a_week_before_is_what_the_clock_showed_then(string at, string before) =>
        BusinessDay.SameTime(DateTimeOffset.Parse(at), "Europe/Berlin", 7).ShouldBe(DateTimeOffset.Parse(before));
}
