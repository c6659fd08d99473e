using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class RevokeInvitation
{
    private const string FindSql = """
        select role, location_id, accepted_at is null and revoked_at is null as is_open
        from platform.invitations
        where id = $1
        for update
        """;

    private const string RevokeSql = "update platform.invitations set revoked_at = $2 where id = $1";

    private sealed record Found(string Role, Id<Location>? LocationId, bool IsOpen);

    /// <summary>Takes an open invitation back. Refuses <c>platform.invitation_closed</c> and <c>platform.above_you</c>.</summary>
    public static async Task<NoContent> Handle(Id<Invitation> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                var found = await tx.First<Found>(new(FindSql, id));
                if (found is null || !MayRevokeAt(principal, found.LocationId))
                    throw AccessRefusals.NotFound.AsException();
                principal.DemandCovers([new(found.Role, found.LocationId)]);
                if (!found.IsOpen)
                    throw PlatformRefusals.InvitationClosed.AsException();
                tx.Enqueue(new(RevokeSql, id, tx.Now));
                tx.Append(new InvitationRevoked(id));
            },
            ct);
        return TypedResults.NoContent();
    }

    private static bool MayRevokeAt(Principal principal, Id<Location>? location) =>
        location is { } at ? principal.Can("users:invite", at) : principal.CanEverywhere("users:invite");
}
