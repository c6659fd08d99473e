using System.Text.Json.Serialization;
using FluentValidation;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>How often a report is made by itself.</summary>
[JsonConverter(typeof(WireEnum<ReportCadence>))]
public enum ReportCadence
{
    Daily,
    Weekly,
    Monthly,
}

/// <summary>When a report is made by itself. A time that the clocks skip is the first moment after the gap; one that comes twice is the first.</summary>
/// <param name="At">By the clock of the zone.</param>
/// <param name="TimeZone">IANA.</param>
/// <param name="Weekday">Of a weekly one: 1 is Monday, 7 Sunday.</param>
/// <param name="DayOfMonth">Of a monthly one, 1 to 31; the last day where a month is shorter.</param>
public sealed record ReportSchedule(ReportCadence Cadence, TimeOnly At, string TimeZone, int? Weekday = null, int? DayOfMonth = null)
{
    /// <summary>The first moment after another at which it is due. Pure.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        for (var day = BusinessDay.Of(after, TimeZone, TimeOnly.MinValue); ; day = day.AddDays(1))
            if (Falls(day) && BusinessDay.Interval(day, TimeZone, At).Start is var due && due > after)
                return due;
    }

    private bool Falls(DateOnly on) => Cadence switch
    {
        ReportCadence.Weekly => (on.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)on.DayOfWeek) == Weekday,
        ReportCadence.Monthly => on.Day == Math.Min(DayOfMonth!.Value, DateTime.DaysInMonth(on.Year, on.Month)),
        _ => true,
    };
}

public sealed class ReportScheduleRules : AbstractValidator<ReportSchedule>
{
    public ReportScheduleRules()
    {
        RuleFor(schedule => schedule.TimeZone).Must(zone => BusinessDay.IsZone(zone)).WithErrorCode("zone").WithMessage("An IANA zone such as Europe/Berlin.");
        RuleFor(schedule => schedule.Weekday).InclusiveBetween(1, 7);
        RuleFor(schedule => schedule.Weekday).Must((schedule, day) => day is null == (schedule.Cadence != ReportCadence.Weekly))
            .WithErrorCode("weekly").WithMessage("A weekly report, and no other, has a weekday.");
        RuleFor(schedule => schedule.DayOfMonth).InclusiveBetween(1, 31);
        RuleFor(schedule => schedule.DayOfMonth).Must((schedule, day) => day is null == (schedule.Cadence != ReportCadence.Monthly))
            .WithErrorCode("monthly").WithMessage("A monthly report, and no other, has a day of the month.");
    }
}
