using System.Text.Json.Nodes;

namespace Olympus.Web;

/// <summary>What a shop does in a test, through the API: placing, paying, moving on.</summary>
internal static class Trade
{
    public static async Task<(Guid Id, long Number)> Place(this Business business, Guid variant, long quantity = 1, string status = "confirmed", string? note = null)
    {
        var order = await business.Post("/api/v1/orders", new
        {
            location_id = business.LocationId,
            status,
            note,
            lines = new[] { new { variant_id = variant, quantity } },
        });
        return (order["id"]!.GetValue<Guid>(), order["number"]!.GetValue<long>());
    }

    public static Task<JsonNode> Move(this Business business, Guid order, string status) => business.Post($"/api/v1/orders/{order}/status", new { status });

    public static Task<JsonNode> Pay(this Business business, Guid order, string method = "cash", long? minor = null) => business.Post(
        $"/api/v1/orders/{order}/payments",
        new
        {
            method,
            card_token = method == "card" ? "test_ok" : null,
            amount = minor is { } amount ? new { amount, currency = "EUR" } : null,
        });

    /// <summary>A product that is never short.</summary>
    public static async Task<Guid> SellFreely(this Business business, string name, long minor)
    {
        var product = await business.Post("/api/v1/products", new { name, price = new { amount = minor, currency = "EUR" }, tracks_stock = false });
        return product["variants"]![0]!["id"]!.GetValue<Guid>();
    }

    /// <summary>Figures follow the log a moment later: reads the page again until they have caught up.</summary>
    public static async Task UntilCounted(this IPage page, Func<Task> condition)
    {
        for (var tries = 0; ; tries++)
            try
            {
                await condition();
                return;
            }
            catch (PlaywrightException) when (tries < 10)
            {
                await page.ReloadAsync();
            }
    }
}
