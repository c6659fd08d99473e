using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Host;

namespace Olympus.Architecture;

/// <summary>Which role serves what: a route that belongs to none would be served by every gateway, one that belongs to two by chance.</summary>
public sealed class EveryRoute
{
    private const string Nowhere = "postgresql://nobody@127.0.0.1:1/none";

    [Fact]
    public async Task Of_the_api_belongs_to_exactly_one_role()
    {
        var routes = await Routes(ProcessRoles.All);
        routes.Count(IsApi).ShouldBeGreaterThan(50);
        foreach (var route in routes.Where(IsApi))
            Topology.Prefixes.Where(role => role.Value.Any(prefix => new Microsoft.AspNetCore.Http.PathString(route).StartsWithSegments(prefix)))
                .Select(role => role.Key).ShouldHaveSingleItem($"roles that serve {route}");
        foreach (var route in routes.Where(route => !IsApi(route)))
            Topology.Of(route).ShouldBe(ProcessRoles.Gateway, route);
    }

    [Fact]
    public void Prefix_is_written_as_routes_are() => Topology.Prefixes.Values.SelectMany(prefixes => prefixes)
        .Where(prefix => prefix.Value!.EndsWith('/') || prefix.Value.Any(char.IsUpper)).ShouldBeEmpty();

    /// <summary>The live hub and the API document need them all, wherever they run.</summary>
    [Fact]
    public async Task Is_there_in_every_process_whatever_its_roles() => (await Routes(ProcessRoles.Worker)).ShouldBe(await Routes(ProcessRoles.All));

    private static bool IsApi(string route) =>
        route.StartsWith("/api", StringComparison.Ordinal) || route.StartsWith("/.well-known", StringComparison.Ordinal);

    private static async Task<List<string>> Routes(ProcessRoles roles)
    {
        await using var app = OlympusServer.Build(new(Nowhere, Nowhere, new byte[32], "http://127.0.0.1:0", roles));
        return [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))];
    }
}
