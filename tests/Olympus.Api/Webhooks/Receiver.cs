using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Olympus.Webhooks;

namespace Olympus.Api.Webhooks;

/// <summary>What a receiver was sent once.</summary>
internal sealed record Received(string Id, long Timestamp, string Signature, byte[] Body, DateTimeOffset At)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Standard Webhooks 1.0 as a receiver writes it down from the specification: one of the signatures must be made with the secret.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] content = [.. Encoding.UTF8.GetBytes(Id), (byte)'.', .. Encoding.UTF8.GetBytes(Timestamp.ToString()), (byte)'.', .. Body];
        using var hmac = new HMACSHA256(key);
        var expected = hmac.ComputeHash(content);
        return Signatures.Any(one => one.StartsWith("v1,", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(one[3..]), expected));
    }

    public string[] Signatures => Signature.Split(' ');
}

/// <summary>A real HTTP server of a test's own that takes webhooks and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>Receivers of tests listen on this machine, which nobody's webhooks may reach otherwise.</summary>
    public static WebhookSettings Settings { get; } = new()
    {
        AllowHttp = true,
        AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")],
        Patience = TimeSpan.FromSeconds(10), // a receiver among other tests may be slow
    };

    public string Url { get; private set; } = "";

    public IReadOnlyList<Received> All => [.. _received];

    /// <param name="answer">Gets what came and how many came before with the same id; null: 204.</param>
    public static async Task<Receiver> Start(Func<HttpContext, Received, int, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var came = new Received(
                http.Request.Headers["webhook-id"].ToString(), long.Parse(http.Request.Headers["webhook-timestamp"].ToString()),
                http.Request.Headers["webhook-signature"].ToString(), body.ToArray(), DateTimeOffset.UtcNow);
            var before = receiver._received.Count(other => other.Id == came.Id);
            receiver._received.Enqueue(came);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            if (answer is not null)
                await answer(http, came, before);
        });
        await app.StartAsync();
        receiver.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return receiver;
    }

    /// <summary>Always this status.</summary>
    public static Task<Receiver> Answering(int status) => Start((http, _, _) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public async Task<IReadOnlyList<Received>> Until(int count)
    {
        await Wait.Until(() => Task.FromResult(_received.Count >= count), $"{count} webhooks, and {_received.Count} came");
        return All;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

internal static class Wait
{
    public static async Task Until(Func<Task<bool>> isSo, string what)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !await isSo(); await Task.Delay(20, TestContext.Current.CancellationToken))
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(60), $"never came: {what}");
    }
}

/// <summary>Names of tests, and the addresses that they lead to each time they are asked for.</summary>
internal static class Names
{
    private static readonly ConcurrentDictionary<string, Func<int, IPAddress[]>> Known = new();
    private static readonly ConcurrentDictionary<string, int> Asked = new();

    /// <param name="answer">How often it was asked before → what it says.</param>
    public static string Make(Func<int, IPAddress[]> answer)
    {
        var name = $"n{Guid.NewGuid():N}.hooks.org";
        Known[name] = answer;
        return name;
    }

    public static Task<IPAddress[]> Resolve(string host, CancellationToken ct) => Task.FromResult(
        Known.TryGetValue(host, out var answer) ? answer(Asked.AddOrUpdate(host, 0, (_, times) => times + 1)) : []);
}
