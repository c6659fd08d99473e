using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Auth;

/// <summary>Somebody at some address with some device, signed in or not.</summary>
public sealed class Visitor(Server server, string address = "127.0.0.1", string device = "tests/1", params (string Name, string Value)[] forwarded)
{
    public const string Password = "correct horse battery staple";

    private readonly HttpClient _client = From(server, address);

    public string Slug { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>The last answer that signed this visitor in.</summary>
    public Answer SignedIn { get; private set; } = null!;

    public Id<Tenant> TenantId => new(SignedIn["tenant_id"].GetValue<Guid>());

    public Id<User> UserId => new(SignedIn["user_id"].GetValue<Guid>());

    public Guid SessionId => SignedIn["session_id"].GetValue<Guid>();

    public string AccessToken => SignedIn["access_token"].GetValue<string>();

    public string RefreshToken => SignedIn["refresh_token"].GetValue<string>();

    public string DeviceToken => SignedIn["device_token"].GetValue<string>();

    public TenantDb Db => server.Services.GetRequiredService<TenantDbs>().For(TenantId, "test");

    /// <summary>The owner of a new business.</summary>
    public static async Task<Visitor> Owner(Server server, string address = "127.0.0.1", string device = "tests/1")
    {
        var owner = new Visitor(server, address, device) { Slug = NewSlug(), Email = "ada@example.test" };
        owner.SignedIn = (await Patiently(() => owner.Post("/api/v1/auth/sign-up", SignUp(owner.Slug)))).MustBe(HttpStatusCode.Created);
        return owner;
    }

    /// <summary>Many tests sign in at once, and some make a crowd on purpose: comes back when told to.</summary>
    public static async Task<Answer> Patiently(Func<Task<Answer>> ask)
    {
        var answer = await ask();
        for (var tries = 0; answer.Code == "auth.busy" && tries < 10; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(answer["retry_after_seconds"].GetValue<int>()), TestContext.Current.CancellationToken);
            answer = await ask();
        }

        return answer;
    }

    public static string NewSlug() => $"s-{Guid.NewGuid():N}";

    public static JsonObject SignUp(string slug) => new()
    {
        ["business_name"] = "Blue Door",
        ["slug"] = slug,
        ["industry"] = "restaurant",
        ["tax_region"] = "DE",
        ["currency"] = "EUR",
        ["time_zone"] = "Europe/Berlin",
        ["prices_include_tax"] = true,
        ["owner_name"] = "Ada Quill",
        ["email"] = "ada@example.test",
        ["password"] = Password,
    };

    /// <summary>The same person elsewhere, not signed in there.</summary>
    public Visitor Elsewhere(string at = "127.0.0.1", string with = "tests/1") => new(server, at, with) { Slug = Slug, Email = Email };

    public Task<Answer> TryLogin(string password = Password, string? deviceToken = null) => TryLogin(Slug, Email, password, deviceToken);

    public Task<Answer> TryLogin(string slug, string email, string password, string? deviceToken = null) =>
        Post("/api/v1/auth/login", new { tenant_slug = slug, email, password, device_token = deviceToken });

    public async Task<Visitor> Login(string password = Password)
    {
        SignedIn = (await TryLogin(password)).MustBe(HttpStatusCode.OK);
        return this;
    }

    public Task<Answer> TryRefresh(string refreshToken) => Post("/api/v1/auth/refresh", new { refresh_token = refreshToken });

    public async Task<Visitor> Refresh()
    {
        SignedIn = (await TryRefresh(RefreshToken)).MustBe(HttpStatusCode.OK);
        return this;
    }

    public void Become(Answer signedIn) => SignedIn = signedIn;

    public Task<Answer> Me() => Get("/api/v1/auth/me");

    /// <summary>Asks until the access token is refused: that takes a second at most, wherever it was revoked.</summary>
    public async Task MustBeOutSoon()
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while ((await Me()).Status == HttpStatusCode.OK)
        {
            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        (await Me()).MustRefuse(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    /// <summary>An address that nobody came from before: all of 127.0.0.0/8 is this machine.</summary>
    public static string Somewhere() => $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(0, 255)}.{Random.Shared.Next(1, 255)}";

    private static HttpClient From(Server server, string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = server.Url,
    };

    private async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.UserAgent.ParseAdd(device);
        foreach (var (name, value) in forwarded.Concat(headers))
            request.Headers.TryAddWithoutValidation(name, value);
        if (SignedIn is not null)
            request.Headers.Authorization = new("Bearer", AccessToken);
        if (body is not null)
            request.Content = new StringContent((body as JsonNode)?.ToJsonString() ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return new Answer(response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, response.Headers, text);
    }

    public Task<List<string>> Events() => Db.Query<string>(
        new("select type from events.log where type like 'auth.%' order by xid, seq"), TestContext.Current.CancellationToken);
}
