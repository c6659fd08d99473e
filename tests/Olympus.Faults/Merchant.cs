using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Olympus.Faults;

/// <summary>A business that sells all the time and remembers what it was told: every order has its key, and is sent again until somebody says yes.</summary>
public sealed class Merchant : IDisposable
{
    /// <summary>Between the orders of one seller: a load, but not one that leaves a starting server no processor.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly HttpClient _client;
    private readonly HttpClient _patient;
    private string _location = "";
    private string _variant = "";

    private Merchant(Uri url)
    {
        _client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(15) };
        _patient = new HttpClient { BaseAddress = url };
    }

    /// <summary>Idempotency-Key → the order that was acknowledged.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>Answers by status; 0 stands for no answer at all.</summary>
    public ConcurrentDictionary<int, int> Answers { get; } = new();

    /// <summary>Answers that were no problem document although they refused.</summary>
    public ConcurrentBag<string> Shapeless { get; } = [];

    /// <summary>Its owner's access token.</summary>
    public string Token => _client.DefaultRequestHeaders.Authorization?.Parameter ?? throw new InvalidOperationException("Nobody is signed in.");

    public string Slug { get; } = $"m-{Guid.NewGuid():N}"[..20];

    public Guid TenantId { get; private set; }

    /// <summary>What signs up a business.</summary>
    public static JsonObject Stall(string slug) => new()
    {
        ["business_name"] = "Market stall",
        ["slug"] = slug,
        ["industry"] = "retail",
        ["tax_region"] = "DE",
        ["currency"] = "EUR",
        ["time_zone"] = "Europe/Berlin",
        ["prices_include_tax"] = true,
        ["owner_name"] = "Ada",
        ["email"] = "ada@example.test",
        ["password"] = "a stall full of cabbages",
    };

    public static async Task<Merchant> Open(Uri url)
    {
        var merchant = new Merchant(url);
        var signedUp = await merchant.Must(await merchant.Post("/api/v1/auth/sign-up", Stall(merchant.Slug)));
        (merchant.TenantId, merchant._location) = (signedUp["tenant_id"]!.GetValue<Guid>(), signedUp["location_id"]!.ToString());
        merchant._client.DefaultRequestHeaders.Authorization = new("Bearer", signedUp["access_token"]!.ToString());
        merchant._patient.DefaultRequestHeaders.Authorization = merchant._client.DefaultRequestHeaders.Authorization;
        var product = await merchant.Must(await merchant.Post("/api/v1/products", new { name = "Cabbage", price = new { amount = 199, currency = "EUR" } }));
        merchant._variant = product["variants"]![0]!["id"]!.ToString();
        await merchant.Must(await merchant.Post("/api/v1/inventory/adjustments", new
        {
            location_id = merchant._location,
            reason = "received",
            items = new[] { new { variant_id = merchant._variant, quantity = 1_000_000 } },
        }));
        return merchant;
    }

    /// <summary>Places orders one after the other until told to stop; what was begun is brought to its end.</summary>
    public async Task Sell(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Place(Guid.NewGuid().ToString());
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    /// <summary>A new order, for whichever server.</summary>
    public HttpRequestMessage AnOrder(Uri server) => new(HttpMethod.Post, new Uri(server, "/api/v1/orders"))
    {
        Headers = { { "Authorization", _client.DefaultRequestHeaders.Authorization!.ToString() }, { "Idempotency-Key", Guid.NewGuid().ToString() } },
        Content = new StringContent(
            JsonSerializer.Serialize(new { location_id = _location, lines = new[] { new { variant_id = _variant, quantity = 1 } } }, Snake), Encoding.UTF8,
            "application/json"),
    };

    /// <summary>Sends one order until it is acknowledged.</summary>
    public async Task Place(string key)
    {
        var body = new { location_id = _location, lines = new[] { new { variant_id = _variant, quantity = 1 } } };
        while (true)
        {
            try
            {
                using var answer = await Post("/api/v1/orders", body, key);
                Answers.AddOrUpdate((int)answer.StatusCode, 1, (_, n) => n + 1);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    Acknowledged[key] = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.ToString();
                    return;
                }

                if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    Shapeless.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or JsonException)
            {
                Answers.AddOrUpdate(0, 1, (_, n) => n + 1);
            }

            await Task.Delay(Random.Shared.Next(20, 80));
        }
    }

    /// <summary>Every order there is, page by page.</summary>
    public async Task<List<string>> Orders()
    {
        var ids = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await Must(await _client.GetAsync($"/api/v1/orders?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"));
            ids.AddRange(page["data"]!.AsArray().Select(order => order!["id"]!.ToString()));
            if (page["next_cursor"]?.ToString() is not { } next)
                return ids;
            cursor = next;
        }
    }

    /// <summary>Posts something else as this business; the answer, which is no refusal.</summary>
    public async Task<JsonNode> Send(string path, object body) => await Must(await Post(path, body));

    /// <summary>Reads something as this business, however long it takes; the status and the body.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Read(string path)
    {
        using var answer = await _patient.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        _client.Dispose();
        _patient.Dispose();
    }

    private async Task<HttpResponseMessage> Post(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body, Snake), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await _client.SendAsync(request);
    }

    private async Task<JsonNode> Must(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            return JsonNode.Parse(text)!;
        }
    }
}
