using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Webhooks;

/// <summary>An endpoint of one shop, as its tests see it.</summary>
internal sealed record Hook(Shop Shop, Guid Id, string Secret)
{
    public string Path => $"/api/v1/webhooks/{Id}";

    public static async Task<Hook> Open(Shop shop, string url, params string[] types)
    {
        var made = (await shop.Post("/api/v1/webhooks", new { url, event_types = types })).MustBe(HttpStatusCode.Created);
        return new(shop, made.Id, made["secret"].GetValue<string>());
    }

    /// <summary>Something happens: <c>customers.customer.created</c>.</summary>
    public static async Task<Guid> Happen(Shop shop) => (await shop.Post("/api/v1/customers", new { name = "Ada" })).MustBe(HttpStatusCode.Created).Id;

    public async Task<List<JsonNode>> Deliveries(string query = "") =>
        [.. (await Shop.Get($"{Path}/deliveries{query}")).MustBe(HttpStatusCode.OK)["data"].AsArray().Select(one => one!)];

    public async Task<Answer> Delivery(JsonNode delivery) => (await Shop.Get($"{Path}/deliveries/{delivery["id"]}")).MustBe(HttpStatusCode.OK);

    /// <summary>Waits until the newest delivery is as expected.</summary>
    public async Task<JsonNode> Until(Func<JsonNode, bool> expected)
    {
        JsonNode? last = null;
        await Wait.Until(async () => (last = (await Deliveries("?limit=1")).FirstOrDefault()) is not null && expected(last), "the delivery");
        return last!;
    }

    public Task<JsonNode> UntilStatus(string status) => Until(delivery => delivery["status"]!.GetValue<string>() == status);

    /// <summary>Waits until so many attempts at the newest delivery are written down.</summary>
    public async Task<JsonNode> UntilAttempts(int attempts)
    {
        JsonNode? last = null;
        await Wait.Until(
            async () =>
            {
                if ((await Deliveries("?limit=1")).FirstOrDefault() is not { } newest)
                    return false;
                var detail = await Delivery(newest);
                last = detail["delivery"];
                return detail["attempts"].AsArray().Count == attempts;
            },
            $"{attempts} attempts");
        return last!;
    }

    public async Task<Answer> Read() => (await Shop.Get(Path)).MustBe(HttpStatusCode.OK);

    public async Task<Answer> Health() => (await Shop.Get($"{Path}/health")).MustBe(HttpStatusCode.OK);

    /// <summary>Makes what waits due now: time is moved by moving the rows.</summary>
    public Task Hurry() => Change(
        "update webhooks.deliveries set next_at = clock_timestamp() where endpoint_id = $1 and state = 'waiting' and leased_until is null");

    public Task Change(string sql) => Shop.Db.Write(tx => tx.Execute(new(sql, Id)), TestContext.Current.CancellationToken);
}
