using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Inventory;

/// <summary>A shop's stock, in the words of a test.</summary>
internal static class Stockroom
{
    public static async Task<Guid> Variant(this Shop shop, string name = "Tea", bool tracksStock = true) =>
        (await shop.Post("/api/v1/products", new { name, price = new { amount = 500, currency = "EUR" }, tracks_stock = tracksStock }))
            .MustBe(HttpStatusCode.Created)["variants"][0]!["id"]!.GetValue<Guid>();

    public static Task<Answer> Adjust(this Shop shop, string reason, params (Guid Variant, long Quantity)[] items) => shop.Post(
        "/api/v1/inventory/adjustments",
        new { location_id = shop.LocationId.Value, reason, items = items.Select(item => new { variant_id = item.Variant, quantity = item.Quantity }).ToArray() });

    /// <summary>A new variant with so many units.</summary>
    public static async Task<Guid> Stocked(this Shop shop, long quantity)
    {
        var variant = await shop.Variant();
        (await shop.Adjust("received", (variant, quantity))).MustBe(HttpStatusCode.Created);
        return variant;
    }

    public static Task<Answer> Hold(this Shop shop, int seconds, params (Guid Variant, long Quantity)[] items) => shop.Post(
        "/api/v1/inventory/holds",
        new
        {
            location_id = shop.LocationId.Value,
            ttl_seconds = seconds,
            items = items.Select(item => new { variant_id = item.Variant, quantity = item.Quantity }).ToArray(),
        });

    public static async Task<JsonNode> Stock(this Shop shop, Guid variant) =>
        (await shop.Get($"/api/v1/inventory/stock?variant_id={variant}&location_id={shop.LocationId}")).MustBe(HttpStatusCode.OK)["data"][0]!;

    public static async Task<(long OnHand, long Held, long Available)> Units(this Shop shop, Guid variant)
    {
        var stock = await shop.Stock(variant);
        return (stock["on_hand"]!.GetValue<long>(), stock["held"]!.GetValue<long>(), stock["available"]!.GetValue<long>());
    }

    public static Task<List<string>> Happened(this Shop shop, string type) =>
        shop.Db.Query<string>(new("select payload::text from events.log where type = $1 order by xid, seq", type), TestContext.Current.CancellationToken);

    public static Task<Answer> SetThreshold(this Shop shop, Guid variant, long? lowStockAt, long backOrderLimit = 0) => shop.Put(
        $"/api/v1/inventory/stock/{shop.LocationId}/{variant}/threshold", new { low_stock_at = lowStockAt, back_order_limit = backOrderLimit });
}
