using Microsoft.AspNetCore.Mvc;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class ListLocations
{
    private const string LocationsSql = """
        select id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        from platform.locations
        where id > $1 and ($2::uuid[] is null or id = any($2)) and ($3::boolean is null or is_active = $3)
        order by id
        limit $4
        """;

    private const string LocationsByIdsSql = """
        select id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        from platform.locations
        where id = any($1) and ($2::uuid[] is null or id = any($2))
        order by id
        """;

    private sealed record Position(Id<Location> Id);

    /// <summary>The locations that the caller may see, in the order they were opened.</summary>
    /// <param name="active">Only those in use, or only those out of use.</param>
    /// <param name="ids">1 to 100 ids, separated by commas; alone, as one page.</param>
    public static async Task<Page<LocationView>> Handle(
        [FromQuery(Name = "is_active")] bool? active, string? ids, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        var visible = principal.LocationsFor("locations:read");
        if (ids is not null)
            return new(
                await db.Query<LocationView>(new(LocationsByIdsSql, IdList.ReadAlone(ids, (active, cursor) == default, "locations"), visible), ct), false, null);
        var scope = $"locations {active}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        var rows = await db.Query<LocationView>(
            new(LocationsSql, after?.Id.Value ?? Guid.Empty, visible, active, most + 1), ct);
        return cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id));
    }
}
