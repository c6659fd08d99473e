using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>A place to open.</summary>
/// <param name="TimeZone">IANA, such as <c>Europe/Berlin</c>.</param>
/// <param name="Currency">Of its prices and orders; cannot be changed later.</param>
/// <param name="TaxRegion">ISO 3166-1 alpha-2, or with a subdivision such as <c>US-NY</c>.</param>
/// <param name="TaxRounding"><c>line</c>, <c>sum_by_net</c> or <c>sum_by_net_keep_gross</c>.</param>
/// <param name="RoundingMode"><c>half_up</c> or <c>half_even</c>.</param>
/// <param name="DayCutOff">Local time at which the business day begins; midnight if not given.</param>
public sealed record CreateLocationRequest(
    string Name, string TimeZone, Currency Currency, string TaxRegion, bool PricesIncludeTax = true, string TaxRounding = "line",
    string RoundingMode = "half_up", TimeOnly? DayCutOff = null, OpeningHours? OpeningHours = null, Address? Address = null);

public sealed class CreateLocationRules : AbstractValidator<CreateLocationRequest>
{
    public CreateLocationRules()
    {
        RuleFor(location => location.Name).Line(120);
        RuleFor(location => location.TimeZone).Zone();
        RuleFor(location => location.TaxRegion).Region();
        RuleFor(location => location.TaxRounding).OneOf(LocationRules.TaxRoundings);
        RuleFor(location => location.RoundingMode).OneOf(LocationRules.RoundingModes);
        RuleFor(location => location.DayCutOff).Must(time => time is null || LocationRules.IsWholeMinute(time.Value)).WithErrorCode("minute").WithMessage("A whole minute.");
        RuleFor(location => location.OpeningHours).Hours();
        RuleFor(location => location.Address).SetValidator(new AddressRules()!).When(location => location.Address is not null);
    }
}

public static class CreateLocation
{
    private const string InsertSql = """
        insert into platform.locations
            (id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
        returning id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        """;

    /// <summary>Opens a location. Refuses <c>platform.location_name_taken</c>.</summary>
    public static async Task<Created<LocationView>> Handle(CreateLocationRequest body, Principal principal, TenantDb db, IEnumerable<ITaxRegionSeed> seeds, CancellationToken ct)
    {
        principal.DemandEverywhere("locations:write");
        var opened = await db.Write(
            async tx =>
            {
                var location = (await tx.First<LocationView>(new(
                    InsertSql, Id<Location>.New(tx.Now), body.Name.Trim(), body.TimeZone, body.Currency, body.TaxRegion, body.PricesIncludeTax,
                    body.TaxRounding, body.RoundingMode, body.DayCutOff ?? TimeOnly.MinValue, Json.Of(body.OpeningHours ?? OpeningHours.None),
                    Json.Of(body.Address ?? new Address()), tx.Now)))!;
                tx.Append(new LocationCreated(location.Id, location.Name, location.TimeZone, location.Currency, location.DayCutOff));
                foreach (var seed in seeds)
                    await seed.Seed(tx, location.TaxRegion);
                return location;
            },
            ct);
        return TypedResults.Created($"/api/v1/locations/{opened.Id}", opened);
    }
}
