using System.Text.Json.Nodes;
using Olympus.Contracts.Platform;

namespace Olympus.Api.Isolation;

/// <summary>An operation as the API document tells it.</summary>
public sealed record Operation(string Id, HttpMethod Method, string Path, string? Permission, bool NeedsSignIn, bool NeedsIfMatch)
{
    private static readonly SemaphoreSlim Reading = new(1);
    private static List<Operation>? _all;

    public static async Task<List<Operation>> All(Server server)
    {
        await Reading.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _all ??= await Read(server);
        }
        finally
        {
            Reading.Release();
        }
    }

    private static async Task<List<Operation>> Read(Server server)
    {
        using var client = server.Anonymous();
        var document = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json", TestContext.Current.CancellationToken))!;
        return
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new Operation(
                operation.Value!["operationId"]?.GetValue<string>() ?? throw new InvalidOperationException($"{operation.Key} {path.Key} has no operationId"),
                new HttpMethod(operation.Key.ToUpperInvariant()),
                path.Key,
                operation.Value["x-permission"]?.GetValue<string>(),
                operation.Value["security"] is JsonArray { Count: > 0 },
                operation.Value["parameters"]?.AsArray().Any(parameter => parameter!["name"]!.GetValue<string>() == "If-Match") == true))),
        ];
    }

    /// <summary>The strongest role that may not do it; null when every role may.</summary>
    public string? RoleWithoutIt => Permission is null
        ? null
        : new[] { "admin", "manager", "staff", "kitchen", "viewer" }.FirstOrDefault(role => !Roles.Permissions[role].Contains(Permission));

    public string Url(Row row, World mine, World target) => Fill(Fill(Path, row.Path, target), row.OwnPath, mine) + row.Query?.Invoke(target);

    private static string Fill(string path, Dictionary<string, Func<World, string>> ids, World world) =>
        ids.Aggregate(path, (url, id) => url.Replace($"{{{id.Key}}}", id.Value(world), StringComparison.Ordinal));
}
