using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class DeactivateLocation
{
    private const string SetActiveSql = """
        update platform.locations
        set is_active = $3, version = version + 1, updated_at = $4
        where id = $1 and version = $2 and is_active <> $3
        returning id, name, time_zone, currency, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, opening_hours, address,
            is_active, created_at, updated_at, version
        """;

    private const string CountActiveSql = "select count(*) from platform.locations where is_active";

    /// <summary>Takes a location out of use. Refuses <c>platform.last_location</c>.</summary>
    public static Task<LocationView> Handle(Id<Location> id, IfMatch match, Principal principal, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            principal.DemandVisible(id);
            // Two people must not each take one of the last two: the tenant's row is the queue they stand in.
            await tx.Query<Id<Tenant>>(new(Standing.QueueSql));
            var location = await SetActive(tx, id, match, false);
            if (await tx.First<long>(new(CountActiveSql)) == 0)
                throw PlatformRefusals.LastLocation.AsException();
            return location;
        },
        ct);

    /// <summary>Takes a location into use again.</summary>
    public static Task<LocationView> Undo(Id<Location> id, IfMatch match, Principal principal, TenantDb db, CancellationToken ct) => db.Write(
        tx =>
        {
            principal.DemandVisible(id);
            return SetActive(tx, id, match, true);
        },
        ct);

    private static async Task<LocationView> SetActive(Tx tx, Id<Location> id, IfMatch match, bool active)
    {
        if (await tx.First<LocationView>(new(SetActiveSql, id, match.Version, active, tx.Now)) is { } changed)
        {
            if (active)
                tx.Append(new LocationReactivated(id));
            else
                tx.Append(new LocationDeactivated(id));
            return changed;
        }

        // Asking for what is so already is no change: it answers with the location as it is.
        return await tx.First<LocationView>(new(GetLocation.LocationSql, id)) is { } current && current.Version == match.Version
            ? current
            : throw await tx.StaleLocation(id);
    }
}
