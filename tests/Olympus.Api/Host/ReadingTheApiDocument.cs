using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Olympus.Api.Host;

public sealed class ReadingTheApiDocument(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gets_what_is_checked_in()
    {
        using var client = server.Anonymous();
        (await client.GetStringAsync(new Uri("/api/v1/openapi.yaml", UriKind.Relative), Ct)).TrimEnd()
            .ShouldBe((await File.ReadAllTextAsync(CheckedIn(), Ct)).TrimEnd(), "run ./olympus openapi and commit the result");
    }

    [Fact]
    public async Task Finds_every_operation_named_explained_and_complete()
    {
        var faults = new List<string>();
        var names = new HashSet<string>();
        foreach (var (name, path, operation) in Operations(await Document()))
        {
            if (operation["operationId"]?.GetValue<string>() is not { } id || !names.Add(id))
                faults.Add($"{name} has no operationId of its own");
            if (operation["summary"] is null || operation["tags"] is not JsonArray { Count: 1 })
                faults.Add($"{name} has no summary or not one tag");
            var parameters = operation["parameters"]?.AsArray().Select(parameter => parameter!.AsObject()).ToArray() ?? [];
            foreach (Match variable in Regex.Matches(path, @"\{(\w+)\}"))
                if (!parameters.Any(one => one["in"]!.GetValue<string>() == "path" && one["name"]!.GetValue<string>() == variable.Groups[1].Value))
                    faults.Add($"{name} does not tell {variable.Value}");
            faults.AddRange(parameters.Where(one => one["in"]!.GetValue<string>() == "query" && one["description"] is null)
                .Select(one => $"{name} does not explain {one["name"]}"));
            var answers = operation["responses"]!.AsObject();
            if (!answers.Any(answer => answer.Key[0] == '2') || answers["default"]?["content"]?["application/problem+json"] is null)
                faults.Add($"{name} does not tell its answers");
            faults.AddRange(answers.Where(answer => answer.Key[0] == '2' && answer.Key != "204" && answer.Value!["content"] is null)
                .Select(answer => $"{name} does not tell the body of {answer.Key}"));
            if (operation["security"] is null)
                faults.Add($"{name} does not tell who may call it");
        }

        names.ShouldNotBeEmpty();
        faults.ShouldBeEmpty();
    }

    /// <summary>Every test's answers are held against the document; here is that this would be seen.</summary>
    [Theory]
    [InlineData("/api/v1/locations", 200, """{"data":[],"has_more":false,"next_cursor":null}""", null)]
    [InlineData("/api/v1/locations", 206, """{"data":[],"has_more":false,"next_cursor":null}""", "answers 206")]
    [InlineData("/api/v1/locations", 200, """{"data":[],"has_more":false}""", "/next_cursor is missing")]
    [InlineData("/api/v1/locations", 200, """{"data":[],"has_more":"no","next_cursor":null}""", "/has_more is \"no\"")]
    [InlineData("/api/v1/locations", 200, """{"data":[{"id":null}],"has_more":false,"next_cursor":null}""", "/data/0/id is null")]
    [InlineData("/api/v1/locations", 200, """{"data":[],"has_more":false,"next_cursor":null,"pages":1}""", "/pages is not in the document")]
    [InlineData("/api/v1/places", 200, "{}", "is not in the document")]
    [InlineData("/api/v1/locations", 200, null, "with no body")]
    [InlineData("/api/v1/locations", 200, "id,name", "with text/csv")]
    public void Can_rely_on_it(string address, int status, string? body, string? breach)
    {
        var isJson = body?.StartsWith('{') == true;
        var breaches = Contract.Of(server).Breaches(HttpMethod.Get, address, status, isJson ? "application/json" : body is null ? null : "text/csv", isJson ? JsonNode.Parse(body!) : null);
        if (breach is null)
            breaches.ShouldBeEmpty();
        else
            breaches.ShouldContain(one => one.Contains(breach, StringComparison.Ordinal));
    }

    private async Task<JsonNode> Document()
    {
        using var client = server.Anonymous();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), Ct))!;
    }

    private static IEnumerable<(string Name, string Path, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", path.Key, operation.Value);

    private static string CheckedIn()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Olympus.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "api", "openapi.yaml");
    }
}
