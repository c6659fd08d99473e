using Olympus.Contracts.Platform;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>Who stands above whom: a role can be given, taken or touched only by somebody who holds every right of it, in the same place.</summary>
internal static class Standing
{
    /// <summary>Changes that must leave somebody behind (the last owner, the last location) stand in one queue per tenant: the row of the
    /// tenant. Each then counts what the one before it left.</summary>
    public const string QueueSql = "select id from platform.tenants for no key update";

    public const string ActiveOwnersSql = """
        select count(*)
        from platform.role_assignments as assignment
        join platform.users as person on person.id = assignment.user_id
        where assignment.role = 'owner' and person.status = 'active'
        """;

    public static bool Covers(this Principal principal, RoleAssignment assignment) =>
        Roles.Permissions[assignment.Role].All(permission => assignment.LocationId is { } location
            ? principal.Can(permission, location)
            : principal.CanEverywhere(permission));

    public static void DemandCovers(this Principal principal, IEnumerable<RoleAssignment> assignments)
    {
        if (!assignments.All(principal.Covers))
            throw PlatformRefusals.AboveYou.AsException();
    }

    /// <summary>What a change of roles gives and takes; what stays needs no standing.</summary>
    public static IEnumerable<RoleAssignment> Difference(IReadOnlyCollection<RoleAssignment> before, IReadOnlyCollection<RoleAssignment> after) =>
        before.Except(after).Concat(after.Except(before));
}
