using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Gateway.Forwarding;
using Olympus.Host;

namespace Olympus.Faults.Forwarding;

/// <summary>One database for the gateways of a class; what is tested is between gateway and service, where no database is.</summary>
public sealed class Gateways : IAsyncLifetime
{
    private Installation _installation = null!;

    public async ValueTask InitializeAsync() => _installation = await Installation.Start(durable: false);

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    /// <summary>A gateway that forwards analytics to these addresses and does all else itself.</summary>
    /// <param name="addresses">Of the service.</param>
    /// <param name="overall">Seconds; as <paramref name="activity"/> of forwarding.</param>
    /// <param name="activity">Seconds.</param>
    /// <param name="request">Seconds that a request may take which is not forwarded.</param>
    public async Task<GatewayBefore> Before(IEnumerable<string> addresses, double overall = 60, double activity = 35, double request = 30)
    {
        // The program wants to be told; each gateway of the tests is told otherwise.
        Environment.SetEnvironmentVariable("Olympus__Services__analytics", "http://127.0.0.1:1");
        var app = OlympusServer.Build(
            new(_installation["OLYMPUS_APP_URL"], _installation["OLYMPUS_WORKER_URL"], new byte[32], "http://127.0.0.1:0", ProcessRoles.All & ~ProcessRoles.Analytics),
            services => services
                .AddSingleton<IReadOnlyList<Elsewhere>>([new("analytics", ["/api/v1/analytics"], [.. addresses.Select(address => new Uri(address))])])
                .PostConfigure<RequestTimeoutOptions>(limits => limits.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(request) })
                .AddSingleton(new ForwardingSettings(
                    TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(activity), TimeSpan.FromSeconds(overall), TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(1))));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public Task<GatewayBefore> Before(params Fake[] fakes) => Before(fakes.Select(fake => fake.Address));
}

/// <summary>A gateway, as whoever calls it sees it.</summary>
public sealed class GatewayBefore(WebApplication app) : IAsyncDisposable
{
    public const string Path = "/api/v1/analytics/anything";

    public HttpClient Client { get; } = new() { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };

    public Uri Url => Client.BaseAddress!;

    public async Task<(HttpStatusCode Status, string? Code, string Text)> Ask(HttpMethod? method = null, string path = Path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = body };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length > 0 && answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonNode.Parse(text)!["code"]!.ToString() : null, text);
    }

    /// <summary>Asks until it is answered with success.</summary>
    public async Task UntilItAnswers()
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); (await Ask()).Status != HttpStatusCode.OK; await Task.Delay(50))
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), "it did not recover");
    }

    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
