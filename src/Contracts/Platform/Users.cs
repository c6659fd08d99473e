using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Platform;

/// <summary>Names invitation ids: somebody was asked to join.</summary>
public sealed class Invitation
{
    private Invitation() { }
}

/// <summary>A person of the tenant, as sign-in needs to know them.</summary>
/// <param name="Email">Lower case.</param>
/// <param name="IsActive">A disabled user keeps their history and loses every session.</param>
public sealed record UserIdentity(Id<User> UserId, string Name, string Email, bool IsActive);

/// <summary>A person by name.</summary>
public sealed record UserName(Id<User> UserId, string Name);

/// <summary>A role held in the whole tenant (no location) or at one location.</summary>
public sealed record RoleAssignment(string Role, Id<Location>? LocationId);

/// <summary>What an open invitation says.</summary>
/// <param name="Name">As the one who invited wrote it; may be empty.</param>
/// <param name="LocationName">Where the role will be held; null: in the whole business.</param>
public sealed record InvitationTerms(
    string BusinessName, string Slug, string Industry, string Email, string Name, string Role, string? LocationName, DateTimeOffset ExpiresAt);

/// <summary>Answered by Platform; every question is a statement that the caller runs in its own transaction or batch.</summary>
public interface IUsers
{
    /// <summary>Rows of <see cref="UserIdentity"/>: at most one.</summary>
    Sql ByEmail(string email);

    /// <summary>Rows of <see cref="UserIdentity"/>: at most one.</summary>
    Sql ById(Id<User> id);

    /// <summary>Rows of <see cref="UserName"/>: the active people who hold a role at this location or everywhere, in the order they joined.</summary>
    Sql WorkingAt(Id<Location> location);

    /// <summary>Rows of <see cref="RoleAssignment"/>.</summary>
    Sql RolesOf(Id<User> id);

    /// <summary>Rows of <see cref="InvitationTerms"/>: at most one, while it can be taken.</summary>
    Sql OpenInvitation(byte[] tokenHash, DateTimeOffset now);

    /// <summary>Turns an invitation (by the hash of its token) into an active user, in the caller's transaction; null when the token is unknown,
    /// used or expired.</summary>
    Task<UserIdentity?> AcceptInvitation(Tx tx, byte[] tokenHash, string name);
}
