using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Olympus.Kernel.Data;

namespace Olympus.Faults;

/// <summary>The process is killed after it sent and before it wrote down what came of it.</summary>
public sealed class AWebhookThatNobodyWroteDown
{
    /// <summary>Nobody waits a minute in a test.</summary>
    private const string EndLeasesSql = "update webhooks.deliveries set next_at = clock_timestamp(), leased_until = clock_timestamp() where leased_until is not null";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_sent_again_under_the_same_id()
    {
        await using var installation = await Installation.Start(durable: false);
        (installation["Olympus__Webhooks__AllowHttp"], installation["Olympus__Webhooks__AllowedNetworks"]) = ("true", "127.0.0.0/8");
        var server = await installation.Serve();
        var (came, killed) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        await using var receiver = await Receiver(async http =>
        {
            came.Enqueue(http.Request.Headers["webhook-id"].ToString());
            if (came.Count == 1)
            {
                server.Kill();
                killed.SetResult();
            }

            http.Response.StatusCode = StatusCodes.Status204NoContent;
            await http.Response.CompleteAsync();
        });
        using var client = new HttpClient { BaseAddress = server.Url };
        var signedUp = await Post(client, "/api/v1/auth/sign-up", Merchant.Stall($"w-{Guid.NewGuid():N}"[..20]));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedUp["access_token"]!.ToString());
        var url = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var hook = await Post(client, "/api/v1/webhooks", new JsonObject { ["url"] = url, ["event_types"] = new JsonArray("customers.*") });
        await Post(client, "/api/v1/customers", new JsonObject { ["name"] = "Ada" });

        await killed.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        await server.Restart();
        await EndLeases(installation["OLYMPUS_ADMIN_URL"]);
        var deliveries = $"/api/v1/webhooks/{hook["id"]}/deliveries";
        JsonNode? delivery = null;
        for (var started = TimeProvider.System.GetTimestamp(); delivery?["status"]?.ToString() != "delivered"; await Task.Delay(50, Ct))
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(60), $"it is {delivery}");
            delivery = (await client.GetFromJsonAsync<JsonNode>(deliveries, Ct))!["data"]![0];
        }

        came.ShouldBe([delivery["event_id"]!.ToString(), delivery["event_id"]!.ToString()]);
        delivery["attempts"]!.GetValue<int>().ShouldBe(2);
        await installation.Verb("verify");
    }

    private static async Task<WebApplication> Receiver(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Ct);
        return app;
    }

    private static async Task<JsonNode> Post(HttpClient client, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task EndLeases(string adminUrl)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.KeyValues(adminUrl)) { Database = "olympus", Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(EndLeasesSql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
