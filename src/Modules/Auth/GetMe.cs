using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Who is signed in, and what they may do.</summary>
/// <param name="Roles">By virtue of which roles.</param>
/// <param name="Permissions">Everything the roles permit at some location, sorted.</param>
public sealed record MeView(
    Id<Tenant> TenantId, Id<User> UserId, Id<Session> SessionId, string Name, string Email, IReadOnlyList<MyRoleView> Roles, IReadOnlyList<string> Permissions);

/// <summary>A role in the whole tenant, or at one location.</summary>
/// <param name="LocationId">Null: the whole tenant.</param>
/// <param name="Permissions">What it permits there, sorted.</param>
public sealed record MyRoleView(string Role, Id<Location>? LocationId, IReadOnlyList<string> Permissions);

public static class GetMe
{
    /// <summary>The signed-in user.</summary>
    public static async Task<MeView> Handle(Principal me, TenantDb db, IUsers users, CancellationToken ct)
    {
        var user = await db.First<UserIdentity>(users.ById(me.UserId), ct) ?? throw AccessRefusals.NotFound.AsException();
        return new(
            me.TenantId, me.UserId, me.SessionId, user.Name, user.Email,
            [.. me.Grants.Select(grant => new MyRoleView(grant.Role, grant.LocationId, [.. grant.Permissions.Order(StringComparer.Ordinal)]))],
            [.. me.Grants.SelectMany(grant => grant.Permissions).Distinct().Order(StringComparer.Ordinal)]);
    }
}
