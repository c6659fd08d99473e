using System.Net;

namespace Olympus.Api.Gateway;

public sealed class OpenToTwoOrigins : IAsyncLifetime
{
    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.Set(("Olympus:Cors:Origins", "https://shop.example, https://till.example:8443"));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class CallingFromAnotherOrigin(OpenToTwoOrigins open, Server closed) : IClassFixture<OpenToTwoOrigins>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("https://till.example:8443")]
    public async Task Is_allowed_to_those_of_the_list(string origin)
    {
        using var asked = await Ask(open.Server, HttpMethod.Options, origin);
        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(asked, "Access-Control-Allow-Origin").ShouldBe(origin);
        Header(asked, "Access-Control-Allow-Headers").ShouldContain("Idempotency-Key");
        Header(asked, "Access-Control-Max-Age").ShouldBe("7200");
        Header(asked, "Access-Control-Allow-Credentials").ShouldBeEmpty();

        using var refused = await Ask(open.Server, HttpMethod.Get, origin);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the page may read why");
        Header(refused, "Access-Control-Allow-Origin").ShouldBe(origin);
        foreach (var header in new[] { "ETag", "RateLimit-Remaining", "X-Request-Id", "Retry-After" })
            Header(refused, "Access-Control-Expose-Headers").ShouldContain(header);
        Header(refused, "Vary").ShouldBe("Origin");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example:443")]
    [InlineData("https://shop.example:8443")]
    [InlineData("https://till.example")]
    [InlineData("https://shop.example.")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/page")]
    [InlineData("https://shop.example?")]
    [InlineData("https://shop.example#")]
    [InlineData("https://shop.example evil.test")]
    [InlineData("https://shop.example, https://evil.test")]
    [InlineData("https://evil.test, https://shop.example")]
    [InlineData("https://SHOP.example")]
    [InlineData("HTTPS://shop.example")]
    [InlineData("https://shop.example.evil.test")]
    [InlineData("https://evilshop.example")]
    [InlineData("https://evil.shop.example")]
    [InlineData("https://shop.exampl")]
    [InlineData("https://shop-example")]
    [InlineData("https://shopXexample")]
    [InlineData("https://shop.example@evil.test")]
    [InlineData("https://evil.test@shop.example")]
    [InlineData("https://xn--shp-rna.example")]
    [InlineData("https://shop.example%00.evil.test")]
    [InlineData("https://shop.example%60.evil.test")]
    [InlineData("file://shop.example")]
    [InlineData("//shop.example")]
    [InlineData("shop.example")]
    public async Task Is_allowed_to_nobody_else(string origin)
    {
        foreach (var method in new[] { HttpMethod.Options, HttpMethod.Get })
        {
            using var answer = await Ask(open.Server, method, origin);
            ((int)answer.StatusCode).ShouldBeLessThan(500);
            answer.Headers.Where(header => header.Key.StartsWith("Access-Control-Allow", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
            Header(answer, "Vary").ShouldBe("Origin");
        }
    }

    [Fact]
    public async Task Is_allowed_to_nobody_unless_somebody_said_so()
    {
        using var answer = await Ask(closed, HttpMethod.Options, "https://shop.example");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        Header(answer, "Access-Control-Allow-Origin").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://shop.example/")]
    [InlineData("shop.example")]
    public async Task Cannot_be_opened_to_what_is_no_origin(string origin) =>
        await Should.ThrowAsync<InvalidOperationException>(() => Server.Set(("Olympus:Cors:Origins", origin)));

    private static async Task<HttpResponseMessage> Ask(Server server, HttpMethod method, string origin)
    {
        using var client = server.Anonymous();
        using var request = new HttpRequestMessage(method, "/api/v1/products");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        if (method == HttpMethod.Options)
            request.Headers.Add("Access-Control-Request-Method", "POST");
        return await client.SendAsync(request, Ct);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
