using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

public static class RevokeDevice
{
    private const string RevokeDeviceSql = """
        update auth.devices
        set revoked_at = $2
        where id = $1 and revoked_at is null and ($3::uuid[] is null or location_id = any($3))
        returning location_id
        """;

    /// <summary>Takes a till out of use, such as a stolen one: nobody signs in on it any more, and whoever is signed in there is out within a second.</summary>
    /// <remarks>Appends <c>auth.device.revoked</c>.</remarks>
    public static async Task<NoContent> Handle(Id<Device> id, Principal me, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                if (await tx.Query<Id<Location>>(new(RevokeDeviceSql, id, tx.Now, me.LocationsFor("devices:write"))) is not [var location])
                    throw AccessRefusals.NotFound.AsException();
                Sessions.EndOfDevice(tx, id);
                tx.Append(new DeviceRevoked(id, location));
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }
}
