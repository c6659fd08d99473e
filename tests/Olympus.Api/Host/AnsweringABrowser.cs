using System.Net;
using System.Text.RegularExpressions;

namespace Olympus.Api.Host;

public sealed class AnsweringABrowser(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/api/v1/openapi.json", HttpStatusCode.OK)]
    [InlineData("/api/v1/products", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/auth/login", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/docs/index.html", HttpStatusCode.OK)]
    public async Task Forbids_guessing_framing_and_leaking_on_every_answer(string path, HttpStatusCode status)
    {
        using var client = server.Anonymous();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(status);
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "X-Frame-Options").ShouldBe("DENY");
        Header(answer, "Referrer-Policy").ShouldBe("no-referrer");
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header(answer, "Content-Security-Policy").ShouldContain("default-src 'none'");
        Header(answer, "Server").ShouldBeEmpty();
        Header(answer, "X-Powered-By").ShouldBeEmpty();
        if (path.StartsWith("/api", StringComparison.Ordinal))
            Header(answer, "Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task Names_the_request_on_a_refusal_too()
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.Add("X-Request-Id", "till-7");
        using var answer = await client.GetAsync(new Uri("/api/v1/products", UriKind.Relative), Ct);
        Header(answer, "X-Request-Id").ShouldBe("till-7");
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("\"request_id\":\"till-7\"");
    }

    [Fact]
    public async Task Serves_a_page_of_the_api_that_loads_nothing_from_elsewhere()
    {
        using var client = server.Anonymous();
        var page = await client.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative), Ct);
        page.ShouldNotContain("//", Case.Sensitive, "an address elsewhere");
        Regex.IsMatch(page, "<script(?![^>]* src=)").ShouldBeFalse("its policy forbids scripts in the page");
        (await client.GetStringAsync(new Uri("/docs/index.js", UriKind.Relative), Ct)).ShouldNotContain("validator.swagger.io");
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
