using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Http;

namespace Olympus.Api.Gateway;

public sealed class UsingWhatWillGo
{
    [Fact]
    public async Task Is_told_in_the_answer_in_the_document_and_in_the_log()
    {
        await using var server = await Server.Serving(app => app.MapGet("/api/v1/old-things", () => TypedResults.Ok("still here")).AllowEverybody()
            .Deprecated(new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1), "https://olympus.example/changes#old-things", "/api/v1/things"));
        using var client = server.Anonymous();
        using var answer = await client.GetAsync(new Uri("/api/v1/old-things", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Deprecation").ShouldBe(["@1767225600"]);
        answer.Headers.GetValues("Sunset").ShouldBe(["Fri, 01 Jan 2027 00:00:00 GMT"]);
        string.Join(", ", answer.Headers.GetValues("Link"))
            .ShouldBe("<https://olympus.example/changes#old-things>; rel=\"deprecation\", </api/v1/things>; rel=\"successor-version\"");
        server.Logs.With("/api/v1/old-things was used").ShouldNotBeEmpty();

        var document = await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var operation = System.Text.Json.Nodes.JsonNode.Parse(document)!["paths"]!["/api/v1/old-things"]!["get"]!;
        operation["deprecated"]!.GetValue<bool>().ShouldBeTrue();
        operation["x-sunset"]!.GetValue<string>().ShouldBe("2027-01-01");
    }
}
