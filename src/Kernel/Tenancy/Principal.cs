using System.Collections.Frozen;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Tenancy;

/// <summary>Names tenant ids: one business that signed up.</summary>
public sealed class Tenant
{
    private Tenant() { }
}

/// <summary>Names user ids: one person within one tenant.</summary>
public sealed class User
{
    private User() { }
}

/// <summary>Names session ids: one sign-in on one device.</summary>
public sealed class Session
{
    private Session() { }
}

/// <summary>Names location ids: one place of business of a tenant.</summary>
public sealed class Location
{
    private Location() { }
}

/// <summary>A set of permissions (<c>resource:action</c>) held everywhere in the tenant, or at one location.</summary>
/// <param name="Role">The role's name, for people.</param>
/// <param name="Permissions">Such as <c>orders:read</c>.</param>
/// <param name="LocationId">Null: the whole tenant.</param>
public sealed record Grant(string Role, FrozenSet<string> Permissions, Id<Location>? LocationId);

/// <summary>Who is asking, as the verified token said. The tenant of a request comes from here and from nowhere else.</summary>
public sealed record Principal(Id<Tenant> TenantId, Id<User> UserId, Id<Session> SessionId, IReadOnlyList<Grant> Grants)
{
    /// <summary>Whether the permission is held at some location or everywhere: enough to enter, not enough to touch a location's rows.</summary>
    public bool CanSomewhere(string permission)
    {
        foreach (var grant in Grants)
            if (grant.Permissions.Contains(permission))
                return true;
        return false;
    }

    public bool Can(string permission, Id<Location> location)
    {
        foreach (var grant in Grants)
            if ((grant.LocationId is null || grant.LocationId == location) && grant.Permissions.Contains(permission))
                return true;
        return false;
    }

    public bool CanEverywhere(string permission)
    {
        foreach (var grant in Grants)
            if (grant.LocationId is null && grant.Permissions.Contains(permission))
                return true;
        return false;
    }

    /// <summary>The locations at which the permission is held; null means all. Goes into SQL as
    /// <c>($n::uuid[] is null or location_id = any($n))</c>.</summary>
    public Guid[]? LocationsFor(string permission) => CanEverywhere(permission)
        ? null
        : [.. Grants
            .Where(grant => grant.LocationId is not null && grant.Permissions.Contains(permission))
            .Select(grant => grant.LocationId!.Value.Value)
            .Distinct()];

    /// <summary>Refuses (403) unless the permission is held at this location.</summary>
    public void Demand(string permission, Id<Location> location)
    {
        if (!Can(permission, location))
            throw AccessRefusals.Forbidden(permission).AsException();
    }

    /// <summary>Refuses (403) unless the permission is held in the whole tenant.</summary>
    public void DemandEverywhere(string permission)
    {
        if (!CanEverywhere(permission))
            throw AccessRefusals.Forbidden(permission).AsException();
    }
}

public static class AccessRefusals
{
    public static readonly Refusal Unauthenticated =
        new(401, "auth.unauthenticated", "Sign in and send the access token as a bearer token.");

    public static readonly Refusal NotFound = new(404, "not_found", "There is no such thing.");

    internal const string ForbiddenCode = "auth.forbidden";

    public static Refusal Forbidden(string permission) =>
        new Refusal(403, ForbiddenCode, "Your role does not allow this.").With("permission", permission);
}
