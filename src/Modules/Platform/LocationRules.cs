using FluentValidation;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>What opening and changing a location ask of the same members.</summary>
internal static class LocationRules
{
    public static readonly string[] TaxRoundings = ["line", "sum_by_net", "sum_by_net_keep_gross"];
    public static readonly string[] RoundingModes = ["half_up", "half_even"];

    public static IRuleBuilderOptions<T, string?> Zone<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(zone => zone is null || BusinessDay.IsZone(zone)).WithErrorCode("time_zone").WithMessage("A zone of the IANA database, such as Europe/Berlin.");

    public static IRuleBuilderOptions<T, string?> Region<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(region => region is null || Iso3166.IsRegion(region)).WithErrorCode("tax_region").WithMessage("A country such as DE, or a part of one such as US-NY.");

    public static IRuleBuilderOptions<T, OpeningHours?> Hours<T>(this IRuleBuilder<T, OpeningHours?> rule) => rule
        .Must(hours => hours is null || IsBounded(hours)).WithErrorCode("too_many").WithMessage("At most 70 weekly intervals, 400 dates, 10 intervals a date.")
        .Must(hours => hours is null || !IsBounded(hours) || Times(hours).All(IsWholeMinute)).WithErrorCode("minute").WithMessage("Whole minutes.")
        .Must((_, hours, context) =>
        {
            var conflict = hours is not null && IsBounded(hours) ? hours.Conflict() : null;
            context.MessageFormatter.AppendArgument("Conflict", conflict);
            return conflict is null;
        })
        .WithErrorCode("overlap").WithMessage("{Conflict}");

    public static bool IsWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;

    private static bool IsBounded(OpeningHours hours) => hours.Weekly.Count <= 70 && hours.Exceptions.Count <= 400
        && hours.Weekly.All(week => week is not null)
        && hours.Exceptions.All(day => day is { Intervals.Count: <= 10, Reason: null or { Length: <= 100 } } && day.Intervals.All(interval => interval is not null));

    private static IEnumerable<TimeOnly> Times(OpeningHours hours) => hours.Weekly.SelectMany(week => new[] { week.Opens, week.Closes })
        .Concat(hours.Exceptions.SelectMany(day => day.Intervals).SelectMany(interval => new[] { interval.Opens, interval.Closes }));
}

internal sealed class AddressRules : AbstractValidator<Address>
{
    public AddressRules()
    {
        RuleFor(address => address.Street).Line(200);
        RuleFor(address => address.PostalCode).Line(20);
        RuleFor(address => address.City).Line(120);
        RuleFor(address => address.Region).Line(120);
        RuleFor(address => address.Country).Must(country => country is null || Iso3166.Countries.Contains(country))
            .WithErrorCode("country").WithMessage("A country of ISO 3166-1, such as DE.");
    }
}
