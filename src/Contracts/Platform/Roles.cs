using System.Collections.Frozen;

namespace Olympus.Contracts.Platform;

/// <summary>The roles every tenant has and what each may do. A permission is <c>resource:action</c>; a role is held in the whole tenant or at
/// one location.</summary>
public static class Roles
{
    private static readonly string[] View =
    [
        "catalog:read", "pricing:read", "orders:read", "payments:read", "inventory:read", "customers:read", "locations:read", "tenant:read",
    ];

    private static readonly string[] Kitchen = ["catalog:read", "orders:read", "orders:update", "inventory:read", "locations:read", "tenant:read"];

    private static readonly string[] Staff =
    [
        .. View, "orders:create", "orders:update", "payments:take", "inventory:count", "inventory:hold", "customers:write", "experiments:record",
    ];

    /// <summary>Who looks but does not touch also sees how the business does; who serves does not.</summary>
    private static readonly string[] Viewer = [.. View, "analytics:read"];

    private static readonly string[] Manager =
    [
        .. Staff, "analytics:read", "orders:cancel", "orders:discount", "payments:refund", "inventory:adjust", "catalog:write", "pricing:write", "events:read",
        "users:read", "users:invite", "experiments:write", "goals:write", "devices:write",
    ];

    private static readonly string[] Admin =
    [
        .. Manager, "locations:write", "tenant:write", "users:write", "import:write", "events:repair", "webhooks:read", "webhooks:write",
    ];

    private static readonly string[] Owner = [.. Admin, "tenant:close", "users:write_owner"];

    /// <summary>What somebody who holds it may let another person do once, standing beside them: what a manager does at the counter and staff does not.
    /// None of them lets anybody read, or change what others may do.</summary>
    public static readonly FrozenSet<string> Approvable = new[] { "orders:cancel", "orders:discount", "payments:refund" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Role → permissions, strongest first.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> Permissions = new Dictionary<string, string[]>
    {
        ["owner"] = Owner,
        ["admin"] = Admin,
        ["manager"] = Manager,
        ["staff"] = Staff,
        ["kitchen"] = Kitchen,
        ["viewer"] = Viewer,
    }.ToFrozenDictionary(role => role.Key, role => role.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
