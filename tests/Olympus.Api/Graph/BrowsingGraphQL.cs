using System.Net;
using System.Text.RegularExpressions;

namespace Olympus.Api.Graph;

/// <summary>GraphiQL: only where somebody asked for it, and only from our own files.</summary>
public sealed partial class BrowsingGraphQL(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_no_page_unless_asked_for()
    {
        using var page = await Get(server, "/graphql", "text/html");
        page.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var file = await Get(server, "/graphql/ide/page.js", "*/*");
        file.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Shows_a_page_that_loads_nothing_of_elsewhere()
    {
        var folder = Folder();
        await using var own = await Server.Set(("Olympus:GraphQL:GraphiQL", folder));
        using var page = await Get(own, "/graphql", "text/html,application/xhtml+xml");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var html = await page.Content.ReadAsStringAsync(Ct);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(html).Groups[1].Value;
        policy.ShouldContain($"script-src 'self' 'nonce-{nonce}'");
        policy.ShouldNotContain("unsafe");
        html.ShouldNotContain("http:");
        html.ShouldNotContain("https:");
        Sources().Matches(html).Select(source => source.Groups[1].Value).ShouldAllBe(source => source.StartsWith("/graphql/ide/"));
        foreach (Match source in Sources().Matches(html))
        {
            using var file = await Get(own, source.Groups[1].Value, "*/*");
            file.StatusCode.ShouldBe(HttpStatusCode.OK, source.Value);
            file.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        }

        using var again = await Get(own, "/graphql", "text/html");
        Nonce().Match(await again.Content.ReadAsStringAsync(Ct)).Groups[1].Value.ShouldNotBe(nonce);
        using var other = await Get(own, "/graphql/ide/../package.json", "*/*");
        other.StatusCode.ShouldNotBe(HttpStatusCode.OK);
        // Programs are answered as ever.
        (await GraphFields.Ask(await Shop.Open(own), "{ tenant { name } }"))["data"]!["tenant"]!["name"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Does_not_start_without_its_files()
    {
        var problem = await Should.ThrowAsync<InvalidOperationException>(() => Server.Set(("Olympus:GraphQL:GraphiQL", Path.GetTempPath())));
        problem.Message.ShouldContain("npm ci");
    }

    /// <summary>Our own files as they are; what npm would install is stood in for.</summary>
    private static string Folder()
    {
        var own = Path.Combine(Root(), "tools", "graphiql");
        var folder = Directory.CreateTempSubdirectory("graphiql-").FullName;
        foreach (var file in new[] { "index.html", "page.js", "page.css", "nonce.js" })
            File.Copy(Path.Combine(own, file), Path.Combine(folder, file));
        foreach (var file in new[] { "react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js", "graphiql/graphiql.min.js", "graphiql/graphiql.min.css" })
        {
            var path = Path.Combine(folder, "node_modules", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        return folder;
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Olympus.slnx")))
                return at.FullName;
        throw new InvalidOperationException("The tree was not found.");
    }

    private static async Task<HttpResponseMessage> Get(Server of, string path, string accept)
    {
        using var client = of.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request, Ct);
    }

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Sources();
}
