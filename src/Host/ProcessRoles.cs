using System.Collections.Frozen;
using Olympus.Kernel.Data;

namespace Olympus.Host;

/// <summary>What one process of the installation does. Every image can do all of it.</summary>
[Flags]
public enum ProcessRoles
{
    None = 0,

    /// <summary>The door to the network: what it lacks itself it forwards. Also reads the event log, for whoever follows it.</summary>
    Gateway = 1,
    Auth = 2,
    Platform = 4,
    Commerce = 8,
    Analytics = 16,

    /// <summary>Moves projections and effects. Serves no request.</summary>
    Worker = 32,

    /// <summary>The files of the browser's applications.</summary>
    Web = 64,
    All = Gateway | Auth | Platform | Commerce | Analytics | Worker | Web,
}

/// <summary>Which role serves which part of the API, and how roles are written down.</summary>
public static class Topology
{
    private static readonly FrozenDictionary<string, ProcessRoles> ByName =
        Each.ToFrozenDictionary(Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Path prefixes; each takes all below it. What stands nowhere belongs to the gateway.</summary>
    public static readonly FrozenDictionary<ProcessRoles, PathString[]> Prefixes = new Dictionary<ProcessRoles, PathString[]>
    {
        [ProcessRoles.Gateway] = ["/api/v1/effects", "/api/v1/events", "/api/v1/openapi.json", "/api/v1/openapi.yaml"],
        [ProcessRoles.Auth] = ["/.well-known/jwks.json", "/api/v1/auth"],
        [ProcessRoles.Platform] =
            ["/api/v1/colleagues", "/api/v1/invitations", "/api/v1/locations", "/api/v1/roles", "/api/v1/tenant", "/api/v1/users", "/api/v1/webhooks"],
        [ProcessRoles.Commerce] =
        [
            "/api/v1/catalog-imports", "/api/v1/categories", "/api/v1/customers", "/api/v1/imports", "/api/v1/inventory", "/api/v1/offers", "/api/v1/orders",
            "/api/v1/payments", "/api/v1/pricing", "/api/v1/products", "/api/v1/sales", "/api/v1/tax-rates", "/api/v1/variants",
        ],
        [ProcessRoles.Analytics] = ["/api/v1/analytics"],
    }.ToFrozenDictionary();

    private static IEnumerable<ProcessRoles> Each => Enum.GetValues<ProcessRoles>().Where(role => int.IsPow2((int)role));

    public static string Name(ProcessRoles role) => role.ToString().ToLowerInvariant();

    /// <summary>As <see cref="Parse"/> reads them.</summary>
    public static string Names(ProcessRoles roles) => string.Join(',', Each.Where(role => roles.HasFlag(role)).Select(Name));

    /// <summary>Reads <c>gateway,commerce</c>. Nothing at all, as opposed to an empty list, means every role.</summary>
    /// <exception cref="StartupException">The list is empty or names no role; says which there are.</exception>
    public static ProcessRoles Parse(string? text)
    {
        if (text is null)
            return ProcessRoles.All;
        var roles = ProcessRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            roles |= ByName.TryGetValue(name, out var role) ? role : throw new StartupException($"There is no role '{name}'; {Choice}");
        return roles != ProcessRoles.None ? roles : throw new StartupException($"The list of roles is empty; {Choice}");
    }

    /// <summary>The one role that serves a path.</summary>
    public static ProcessRoles Of(PathString path)
    {
        foreach (var (role, prefixes) in Prefixes)
            foreach (var prefix in prefixes)
                if (path.StartsWithSegments(prefix))
                    return role;
        return ProcessRoles.Gateway;
    }

    /// <summary>The roles with paths that a process lacks: a gateway forwards these.</summary>
    public static IEnumerable<ProcessRoles> Lacking(ProcessRoles roles) => Each.Where(role => Prefixes.ContainsKey(role) && !roles.HasFlag(role));

    /// <summary>Keeps a process that is no gateway to the paths of its roles; everybody answers for his own health.</summary>
    public static void ServeOnly(this IApplicationBuilder app, ProcessRoles roles) => app.Use((http, next) =>
    {
        if (!roles.HasFlag(Of(http.Request.Path)) && !http.Request.Path.StartsWithSegments("/health"))
            throw Kernel.Tenancy.AccessRefusals.NotFound.AsException();
        return next(http);
    });

    private static string Choice => $"choose from {string.Join(", ", Each.Select(Name))}, separated by commas.";
}
