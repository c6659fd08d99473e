using System.IO.Compression;
using System.Net;
using System.Text;

namespace Olympus.Api.Gateway;

public sealed class ServingTheApplication : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olympus-app-");

    public ServingTheApplication()
    {
        Write("index.html", "<!doctype html><title>Olympus</title>");
        Write("assets/app-1a2b.js", "export const a = 'plain'");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "assets/app-1a2b.js.gz"), Gzip("export const a = 'plain'"));
        Write("sw.js", "self");
        Write(".vite/manifest.json", "{}");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/l/0190/orders?status=open")]
    public async Task Gives_the_page_at_every_address_of_the_application(string path)
    {
        await using var app = await Open();

        using var answer = await app.Get(path, ("Accept", "text/html,*/*"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        answer.Headers.Contains("RateLimit-Limit").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/ws")]
    [InlineData("/health/nothing")]
    [InlineData("/.well-known/nothing")]
    [InlineData("/assets/app-gone.js")]
    [InlineData("/.vite/manifest.json")]
    public async Task Never_stands_in_for_what_is_not_there(string path)
    {
        await using var app = await Open();

        using var answer = await app.Get(path, ("Accept", path.StartsWith("/.v", StringComparison.Ordinal) ? "*/*" : "text/html,*/*"));

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Sends_what_the_build_compressed_and_lets_it_be_kept_for_ever()
    {
        await using var app = await Open();

        using var small = await app.Get("/assets/app-1a2b.js", ("Accept-Encoding", "gzip"));
        using var plain = await app.Get("/assets/app-1a2b.js");

        small.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        small.Headers.CacheControl!.ToString().ShouldContain("immutable");
        small.Headers.Vary.ShouldContain("Accept-Encoding");
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("export const a = 'plain'");
        small.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
    }

    [Fact]
    public async Task Says_when_nothing_changed()
    {
        await using var app = await Open();
        using var first = await app.Get("/", ("Accept", "text/html"));

        using var second = await app.Get("/", ("Accept", "text/html"), ("If-None-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Fact]
    public async Task Lets_the_page_load_its_own_files_only_and_write_no_script_or_style()
    {
        await using var app = await Open();

        using var answer = await app.Get("/", ("Accept", "text/html"));

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("style-src 'self';");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        var features = answer.Headers.GetValues("Permissions-Policy").Single().Split(", ");
        features.Where(one => !one.EndsWith("=()", StringComparison.Ordinal)).ShouldBe(["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]);
    }

    [Fact]
    public async Task Is_never_counted_by_limits()
    {
        await using var app = await Open(("Olympus:RateLimits:Anonymous", "3"));

        for (var i = 0; i < 10; i++)
            using (var answer = await app.Get("/", ("Accept", "text/html")))
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_left_out_where_nothing_is_built()
    {
        File.Delete(Path.Combine(_folder.FullName, "index.html"));
        await using var app = await Open();

        using var answer = await app.Get("/", ("Accept", "text/html"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Application> Open(params (string Name, string Value)[] options) =>
        new(await Server.Set([("Olympus:Web:Folder", _folder.FullName), .. options]));

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private sealed class Application(Server server) : IAsyncDisposable
    {
        private readonly HttpClient _client = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Url };

        public async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            return await _client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return server.DisposeAsync();
        }
    }
}
