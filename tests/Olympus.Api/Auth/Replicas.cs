using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Auth;
using Olympus.Host;

namespace Olympus.Api.Auth;

/// <summary>Several servers with one database and one secret, as behind a balancer. The shared server of the tests has migrated it.</summary>
public sealed class Replicas(Server migrated) : IAsyncLifetime
{
    private static readonly Uri Me = new("/api/v1/auth/me", UriKind.Relative);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly List<WebApplication> _servers = [];

    [Fact]
    public async Task Take_each_others_tokens_and_hear_of_each_others_revocations()
    {
        migrated.Url.ShouldNotBeNull();
        var ct = TestContext.Current.CancellationToken;
        using var first = await Start(ct);
        using var second = await Start(ct);
        using var signUp = await first.PostAsJsonAsync("/api/v1/auth/sign-up", Visitor.SignUp(Visitor.NewSlug()), ct);
        signUp.StatusCode.ShouldBe(HttpStatusCode.Created, await signUp.Content.ReadAsStringAsync(ct));
        var signedIn = JsonNode.Parse(await signUp.Content.ReadAsStringAsync(ct))!;
        foreach (var replica in new[] { first, second })
            replica.DefaultRequestHeaders.Authorization = new("Bearer", signedIn["access_token"]!.GetValue<string>());

        (await Ask(second, ct)).ShouldBe(HttpStatusCode.OK);
        using var refresh = await second.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = signedIn["refresh_token"]!.GetValue<string>() }, ct);
        refresh.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var logout = await first.PostAsJsonAsync("/api/v1/auth/logout", new { all = false }, ct);
        logout.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Ask(first, ct)).ShouldBe(HttpStatusCode.Unauthorized);
        var since = TimeProvider.System.GetTimestamp();
        while (await Ask(second, ct) == HttpStatusCode.OK)
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await Ask(second, ct)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Are_woken_by_a_revocation_without_their_poll()
    {
        migrated.Url.ShouldNotBeNull();
        var ct = TestContext.Current.CancellationToken;
        using var first = await Start(ct);
        using var second = await Start(ct, new PatientClock());
        using var signUp = await first.PostAsJsonAsync("/api/v1/auth/sign-up", Visitor.SignUp(Visitor.NewSlug()), ct);
        var signedIn = JsonNode.Parse(await signUp.Content.ReadAsStringAsync(ct))!;
        foreach (var replica in new[] { first, second })
            replica.DefaultRequestHeaders.Authorization = new("Bearer", signedIn["access_token"]!.GetValue<string>());
        using var logout = await first.PostAsJsonAsync("/api/v1/auth/logout", new { all = false }, ct);
        logout.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // Without news for five seconds it would answer 503, never 401.
        var since = TimeProvider.System.GetTimestamp();
        while (await Ask(second, ct) is var answer && answer != HttpStatusCode.Unauthorized)
        {
            answer.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<HttpStatusCode> Ask(HttpClient replica, CancellationToken ct)
    {
        using var answer = await replica.GetAsync(Me, ct);
        return answer.StatusCode;
    }

    private async Task<HttpClient> Start(CancellationToken ct, TimeProvider? clock = null)
    {
        var app = OlympusServer.Build(
            // No worker: with another secret than the common server's it would find webhooks whose keys it cannot read.
            new(Server.AppUrl, Server.WorkerUrl, _secret, "http://127.0.0.1:0", ProcessRoles.All & ~ProcessRoles.Worker),
            services => services.AddSingleton(new AuthSettings { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000 })
                .AddSingleton(clock ?? TimeProvider.System));
        _servers.Add(app);
        await app.StartAsync(ct);
        return new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
    }
}
