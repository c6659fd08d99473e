using Olympus.Contracts.Platform;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>A person of the tenant.</summary>
/// <param name="Email">Lower case; what they sign in with.</param>
/// <param name="Status"><c>active</c> or <c>disabled</c>.</param>
/// <param name="Roles">In the whole tenant (no location) or at one location.</param>
public sealed record UserView(
    Id<User> Id, string Name, string Email, string Status, IReadOnlyList<RoleAssignment> Roles, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Version) : IVersioned;
