using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class GetLocation
{
    internal const string LocationSql = """
        select id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        from platform.locations
        where id = $1
        """;

    /// <summary>One location, with its ETag.</summary>
    public static async Task<LocationView> Handle(Id<Location> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        var found = await db.First<LocationView>(new(LocationSql, id), ct);
        return found is not null && principal.Can("locations:read", id) ? found : throw AccessRefusals.NotFound.AsException();
    }
}
