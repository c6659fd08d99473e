using Olympus.Contracts.Platform;

namespace Olympus.Platform;

/// <summary>A role that can be given.</summary>
/// <param name="Permissions">Each <c>resource:action</c>.</param>
public sealed record RoleView(string Name, string Description, IReadOnlyList<string> Permissions);

/// <summary>The roles, strongest first.</summary>
public sealed record ListRolesResponse(IReadOnlyList<RoleView> Data);

public static class ListRoles
{
    private static readonly ListRolesResponse All = new(
    [
        View("owner", "Everything, also closing the business and making other owners. Held in the whole business."),
        View("admin", "Everything but owners: settings, locations, people, imports."),
        View("manager", "Runs the day: catalogue, prices, refunds, stock, and inviting people up to their own rights."),
        View("staff", "Sells: orders, payments, customers, counting stock."),
        View("kitchen", "Sees orders and moves them along."),
        View("viewer", "Sees everything of the daily business and changes nothing."),
    ]);

    /// <summary>The same for every tenant.</summary>
    public static ListRolesResponse Handle() => All;

    private static RoleView View(string name, string description) =>
        new(name, description, [.. Roles.Permissions[name].Order(StringComparer.Ordinal)]);
}
