using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>Somebody was asked to join.</summary>
/// <param name="State"><c>open</c>, <c>accepted</c>, <c>revoked</c> or <c>expired</c>.</param>
public sealed record InvitationView(
    Id<Invitation> Id, string Email, string Name, string Role, Id<Location>? LocationId, Id<User> InvitedBy, string State,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, DateTimeOffset? RevokedAt);

public static class ListInvitations
{
    private const string InvitationsSql = """
        select id, email, name, role, location_id, invited_by, created_at, expires_at, accepted_at, revoked_at, state
        from (
            select id, email, name, role, location_id, invited_by, created_at, expires_at, accepted_at, revoked_at,
                case
                    when accepted_at is not null then 'accepted'
                    when expires_at <= $4 then 'expired'
                    when revoked_at is not null then 'revoked'
                    else 'open'
                end as state
            from platform.invitations
            where id < $1 and ($2::uuid[] is null or location_id = any($2))
        ) as invitation
        where $3::text is null or state = $3
        order by id desc
        limit $5
        """;

    private sealed record Position(Id<Invitation> Id);

    /// <summary>Invitations that the caller may see, newest first.</summary>
    /// <param name="state"><c>open</c>, <c>accepted</c>, <c>revoked</c> or <c>expired</c>.</param>
    public static async Task<Page<InvitationView>> Handle(
        string? state, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, TimeProvider clock, CancellationToken ct)
    {
        Filters.OneOf("state", state, ["open", "accepted", "revoked", "expired"]);
        var scope = $"invitations {state}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        var rows = await db.Query<InvitationView>(
            new(InvitationsSql, after?.Id.Value ?? Guid.AllBitsSet, principal.LocationsFor("users:read"), state, clock.GetUtcNow(), most + 1), ct);
        return cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id));
    }
}
