using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Olympus.Bench;

/// <summary>A tenant with a catalogue and stock, signed up through the API.</summary>
internal sealed record Business(string TenantId, string Token, string LocationId, IReadOnlyList<string> Products, IReadOnlyList<string> Variants)
{
    private const string Email = "ada@example.test";

    private const string Password = "the quick brown benchmark";

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<Business> Open(Uri url, int number, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url };
        var owner = await Post(client, "/api/v1/auth/sign-up", new
        {
            business_name = $"Bench {number}",
            slug = $"bench-{number}",
            industry = "retail",
            tax_region = "DE",
            currency = "EUR",
            time_zone = "Europe/Berlin",
            prices_include_tax = true,
            owner_name = "Ada",
            email = Email,
            password = Password,
        }, ct);
        client.DefaultRequestHeaders.Authorization = new("Bearer", owner["access_token"]!.ToString());
        var location = owner["location_id"]!.ToString();
        var (products, variants) = (new List<string>(), new List<string>());
        for (var batch = 0; batch < 2; batch++)
        {
            var items = Enumerable.Range(batch * 100, 100).Select(n => new { sku = $"SKU-{n}", name = $"Article {n}", price = new { amount = 100 + n, currency = "EUR" } });
            foreach (var result in (await Post(client, "/api/v1/products/bulk", new { items }, ct))["results"]!.AsArray())
            {
                products.Add(result!["id"]!.ToString());
                variants.Add(result["variant_id"]!.ToString());
            }
        }

        foreach (var some in variants.Chunk(100))
            await Post(client, "/api/v1/inventory/adjustments", new
            {
                location_id = location,
                reason = "received",
                items = some.Select(variant => new { variant_id = variant, quantity = 100_000_000 }),
            }, ct);
        return new(owner["tenant_id"]!.ToString(), owner["access_token"]!.ToString(), location, products, variants);
    }

    /// <summary>Signed in anew: a token lasts a quarter of an hour, and years of trade take longer to make.</summary>
    public async Task<Business> Again(Uri url, int number, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url };
        var signedIn = await Post(client, "/api/v1/auth/login", new { tenant_slug = $"bench-{number}", email = Email, password = Password }, ct);
        return this with { Token = signedIn["access_token"]!.ToString() };
    }

    /// <summary>Orders of three lines for ten customers.</summary>
    public async Task Trade(Uri url, int orders, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        var customers = new List<string>();
        for (var n = 0; n < 10; n++)
            customers.Add((await Post(client, "/api/v1/customers", new { name = $"Guest {n}", tags = new[] { "bench" } }, ct))["id"]!.ToString());
        for (var n = 0; n < orders; n++)
            await Post(client, "/api/v1/orders", new { location_id = LocationId, customer_id = customers[n % customers.Count], lines = Lines(n * 3) }, ct);
    }

    /// <summary>The body of an order of three lines, beginning at one of the variants.</summary>
    public string Order(int from) => JsonSerializer.Serialize(
        new { location_id = LocationId, lines = Lines(from) }, Snake);

    private IEnumerable<object> Lines(int from) => Enumerable.Range(from, 3).Select(n => new { variant_id = Variants[n % Variants.Count], quantity = 1 + n % 3 });

    private static async Task<JsonNode> Post(HttpClient client, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body, Snake), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }
}
