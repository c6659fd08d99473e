using System.IO.Compression;
using System.Net;

namespace Olympus.Api.Gateway;

public sealed class CompressingAnswers(Server server)
{
    private const string Long = "/api/v1/openapi.json";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0.000, gzip;q=0.5", "gzip")]
    [InlineData("BR;q=1.0", "br")]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("br;q=0", null)]
    [InlineData("zstd, xbr", null)]
    public async Task Follows_what_the_client_takes(string accepts, string? coding)
    {
        using var plain = await Ask(Long, null);
        using var answer = await Ask(Long, accepts);
        string.Join(",", answer.Content.Headers.ContentEncoding).ShouldBe(coding ?? "");
        (await Read(answer, coding)).ShouldBe(await plain.Content.ReadAsStringAsync(Ct));
        if (coding is not null)
            answer.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Fact]
    public async Task Leaves_short_ones_as_they_are_with_their_length()
    {
        var shop = await Shop.Open(server);
        using var client = server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null));
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var answer = await client.GetAsync(new Uri("/api/v1/tenant", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Content.Headers.ContentLength.ShouldBe((await answer.Content.ReadAsByteArrayAsync(Ct)).Length);
        answer.Headers.ETag.ShouldNotBeNull();
        using var missing = await client.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative), Ct);
        (await missing.Content.ReadAsStringAsync(Ct)).ShouldContain("not_found");
        using var unchanged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tenant");
        unchanged.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await client.SendAsync(unchanged, Ct);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    /// <summary>Their length would tell a guesser how much of a guess stands in the secret beside it.</summary>
    [Fact]
    public async Task Never_touches_answers_with_secrets()
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        using var content = new StringContent(Auth.Visitor.SignUp(Auth.Visitor.NewSlug()).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/api/v1/auth/sign-up", UriKind.Relative), content, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await answer.Content.ReadAsStringAsync(Ct)).Length.ShouldBeGreaterThan(1024);
    }

    private async Task<HttpResponseMessage> Ask(string path, string? accepts)
    {
        using var client = server.Anonymous();
        if (accepts is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepts);
        return await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
    }

    private static async Task<string> Read(HttpResponseMessage answer, string? coding)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(Ct);
        await using Stream plain = coding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync(Ct);
    }
}
