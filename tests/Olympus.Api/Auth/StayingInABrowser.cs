using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Olympus.Api.Auth;

public sealed class StayingInABrowser(Server server)
{
    [Fact]
    public async Task Keeps_the_secrets_out_of_the_answer_and_away_from_scripts()
    {
        using var browser = new Browser(server);

        var signedIn = (await browser.SignUp()).MustBe(HttpStatusCode.Created);

        signedIn.Body!["refresh_token"].ShouldBeNull();
        signedIn.Body!["device_token"].ShouldBeNull();
        signedIn["access_token"].GetValue<string>().ShouldNotBeEmpty();
        var cookies = signedIn.Headers.GetValues("Set-Cookie").ToList();
        cookies.Count.ShouldBe(2);
        cookies.ShouldAllBe(cookie => cookie.Contains("httponly") && cookie.Contains("samesite=strict") && cookie.Contains("path=/api/v1/auth"));
    }

    [Fact]
    public async Task Behind_tls_marks_them_for_tls_alone()
    {
        await using var behind = await Server.Set(("Olympus:TrustedProxies", "127.0.0.1"));
        using var browser = new Browser(behind);

        var signedIn = (await browser.SignUp(headers: ("X-Forwarded-Proto", "https"))).MustBe(HttpStatusCode.Created);

        signedIn.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.StartsWith("__Secure-olympus-") && cookie.Contains("; secure"));
    }

    [Fact]
    public async Task Refreshes_by_the_cookie_alone_which_changes_each_time()
    {
        using var browser = new Browser(server);
        await browser.SignUp();
        var first = browser.Cookie("olympus-session");

        var refreshed = (await browser.Refresh()).MustBe(HttpStatusCode.OK);

        refreshed.Body!["refresh_token"].ShouldBeNull();
        browser.Cookie("olympus-session").ShouldNotBe(first);
        (await browser.Refresh()).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task Ignores_a_cookie_that_comes_from_a_page_of_elsewhere(string site)
    {
        using var browser = new Browser(server);
        await browser.SignUp();

        (await browser.Refresh(("Sec-Fetch-Site", site))).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");

        (await browser.Refresh(("Sec-Fetch-Site", "same-origin"))).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Takes_a_cookie_only_with_json_for_which_a_browser_asks_first()
    {
        using var browser = new Browser(server);
        await browser.SignUp();

        (await browser.Send("/api/v1/auth/refresh", new StringContent("{}", Encoding.UTF8, "text/plain"))).MustBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Ends_with_signing_out_and_leaves_the_device_known()
    {
        using var browser = new Browser(server);
        var signedIn = await browser.SignUp();
        var token = signedIn["access_token"].GetValue<string>();

        (await browser.Post("/api/v1/auth/logout", new JsonObject(), ("Authorization", $"Bearer {token}"))).MustBe(HttpStatusCode.NoContent);

        browser.Cookie("olympus-session").ShouldBeNull();
        browser.Cookie($"olympus-device-{signedIn["tenant_id"].GetValue<Guid>():N}").ShouldNotBeNull();
        (await browser.Refresh()).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
    }

    [Fact]
    public async Task Shows_the_device_when_signing_in_again()
    {
        using var browser = new Browser(server);
        var first = await browser.SignUp();
        var device = browser.Cookie($"olympus-device-{first["tenant_id"].GetValue<Guid>():N}");

        (await browser.Login()).MustBe(HttpStatusCode.OK);

        browser.Cookie($"olympus-device-{first["tenant_id"].GetValue<Guid>():N}").ShouldBe(device);
    }

    [Fact]
    public async Task Is_for_those_who_ask_for_it()
    {
        using var browser = new Browser(server);

        var signedIn = (await browser.SignUp(cookie: false)).MustBe(HttpStatusCode.Created);

        signedIn["refresh_token"].GetValue<string>().ShouldNotBeEmpty();
        signedIn.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var refreshed = (await browser.Post("/api/v1/auth/refresh", new JsonObject { ["refresh_token"] = signedIn["refresh_token"].GetValue<string>() })).MustBe(HttpStatusCode.OK);
        refreshed.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private sealed class Browser : IDisposable
    {
        private readonly CookieContainer _cookies = new();
        private readonly HttpClient _client;
        private readonly string _slug = Visitor.NewSlug();

        public Browser(Server server) => _client = new(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = server.Url };

        public string? Cookie(string name) => _cookies.GetCookies(new Uri(_client.BaseAddress!, "/api/v1/auth/refresh"))[name]?.Value;

        public Task<Answer> SignUp(bool cookie = true, params (string Name, string Value)[] headers)
        {
            var body = Visitor.SignUp(_slug);
            if (cookie)
                body["cookie"] = true;
            return Post("/api/v1/auth/sign-up", body, headers);
        }

        public Task<Answer> Login() => Post(
            "/api/v1/auth/login", new JsonObject { ["tenant_slug"] = _slug, ["email"] = "ada@example.test", ["password"] = Visitor.Password, ["cookie"] = true });

        public Task<Answer> Refresh(params (string Name, string Value)[] headers) => Post("/api/v1/auth/refresh", new JsonObject(), headers);

        public Task<Answer> Post(string path, JsonNode body, params (string Name, string Value)[] headers) =>
            Send(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), headers);

        public async Task<Answer> Send(string path, HttpContent content, params (string Name, string Value)[] headers)
        {
            var ct = TestContext.Current.CancellationToken;
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            foreach (var (name, value) in headers)
                request.Headers.Add(name, value);
            using var response = await _client.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            return new(response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, response.Headers, text);
        }

        public void Dispose() => _client.Dispose();
    }
}
