using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>What to change; members that are left out stay. Opening hours and address are replaced as a whole. There is no currency: prices and
/// orders stand in it.</summary>
public sealed record ChangeLocationRequest(
    string? Name = null, string? TimeZone = null, string? TaxRegion = null, bool? PricesIncludeTax = null, string? TaxRounding = null,
    string? RoundingMode = null, TimeOnly? DayCutOff = null, OpeningHours? OpeningHours = null, Address? Address = null);

public sealed class ChangeLocationRules : AbstractValidator<ChangeLocationRequest>
{
    public ChangeLocationRules()
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

public static class ChangeLocation
{
    private const string ChangeSql = """
        update platform.locations
        set name = coalesce($3, name), time_zone = coalesce($4, time_zone), tax_region = coalesce($5, tax_region),
            prices_include_tax = coalesce($6, prices_include_tax), tax_rounding = coalesce($7, tax_rounding),
            rounding_mode = coalesce($8, rounding_mode), day_cut_off = coalesce($9, day_cut_off), opening_hours = coalesce($10, opening_hours),
            address = coalesce($11, address), version = version + 1, updated_at = $12
        where id = $1 and version = $2
        returning id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        """;

    /// <summary>Changes a location. Refuses 412 when somebody else changed it since it was read, and <c>platform.location_name_taken</c>.</summary>
    public static Task<LocationView> Handle(
        Id<Location> id, ChangeLocationRequest body, IfMatch match, Principal principal, TenantDb db, IEnumerable<ITaxRegionSeed> seeds,
        CancellationToken ct) => db.Write(
        async tx =>
        {
            principal.DemandVisible(id);
            var changed = await tx.First<LocationView>(new(
                ChangeSql, id, match.Version, body.Name?.Trim(), body.TimeZone, body.TaxRegion, body.PricesIncludeTax, body.TaxRounding, body.RoundingMode,
                body.DayCutOff, body.OpeningHours is { } hours ? Json.Of(hours) : null, body.Address is { } address ? Json.Of(address) : null, tx.Now));
            if (changed is null)
                throw await tx.StaleLocation(id);
            tx.Append(new LocationUpdated(
                changed.Id, changed.Name, changed.TimeZone, changed.TaxRegion, changed.PricesIncludeTax, changed.TaxRounding, changed.RoundingMode,
                changed.DayCutOff));
            if (body.TaxRegion is not null)
                foreach (var seed in seeds)
                    await seed.Seed(tx, changed.TaxRegion);
            return changed;
        },
        ct);

    /// <summary>A location at which the caller holds nothing is, for them, not there; one that they only may read is forbidden to write.</summary>
    internal static void DemandVisible(this Principal principal, Id<Location> id)
    {
        if (!principal.Can("locations:read", id))
            throw AccessRefusals.NotFound.AsException();
        principal.Demand("locations:write", id);
    }

    internal static async Task<RefusalException> StaleLocation(this Tx tx, Id<Location> id) =>
        await tx.First<LocationView>(new(GetLocation.LocationSql, id)) is { } current
            ? VersionRefusals.Stale(current.Version).AsException()
            : AccessRefusals.NotFound.AsException();
}
