using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>A shop whose register is open in one browser.</summary>
internal sealed class Counter
{
    private Counter(Business business) => Business = business;

    public Business Business { get; }

    /// <summary>Tea, cake and soup: 3.20, 4.10 and 2.00, with 100 of each.</summary>
    public static async Task<Counter> Open(App app, string industry = "retail", string region = "DE")
    {
        var business = await Business.Open(app, industry, region: region);
        foreach (var (name, price, barcode) in new[] { ("Flat white", 320, "4006381333931"), ("Cake", 410, "4006381333948"), ("Soup", 200, "4006381333955") })
        {
            var product = await business.Post("/api/v1/products", new { name, price = new { amount = price, currency = "EUR" }, barcode });
            await business.Post("/api/v1/inventory/adjustments", new
            {
                location_id = business.LocationId,
                reason = "received",
                items = new[] { new { variant_id = product["variants"]![0]!["id"]!.GetValue<Guid>(), quantity = 100 } },
            });
        }

        return new(business);
    }

    public Task<Visit> Visit(int width = 1440, int height = 900) => Business.SignedIn("/l/{loc}/register", width, height);

    public static ILocator Tile(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{name} €") });

    public static ILocator Pay(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pay") });

    public static ILocator Search(IPage page) => page.GetByRole(AriaRole.Searchbox, new() { Name = "Search or scan items" });

    public static ILocator Done(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Sale complete" });

    public static async Task Ready(IPage page) => await Expect(Tile(page, "Cake")).ToBeVisibleAsync();

    /// <summary>A sale by touch: tiles, pay, the exact amount.</summary>
    public static async Task Sell(IPage page, params string[] items)
    {
        foreach (var item in items)
            await Tile(page, item).ClickAsync();
        await Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Done(page)).ToBeVisibleAsync();
    }

    /// <summary>Keys as a scanner sends them: all at once, with Enter behind them.</summary>
    public static async Task Scan(IPage page, string code) => await page.EvaluateAsync(
        """
        code => {
            for (const key of [...code, 'Enter'])
                (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        }
        """,
        code);

    public async Task<JsonArray> Orders(string more = "") => (await Business.Get($"/api/v1/orders?limit=100{more}"))["data"]!.AsArray();

    /// <summary>Until the server has that many orders; it must never have more.</summary>
    public async Task<JsonArray> OrdersWhen(int count)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(200))
        {
            var orders = await Orders();
            if (orders.Count >= count || DateTime.UtcNow > deadline)
            {
                orders.Count.ShouldBe(count);
                return orders;
            }
        }
    }

    public static long Total(JsonNode? order) => order!["total"]!["amount"]!.GetValue<long>();

    public static Regex Chip(int unsent) => new(unsent == 1 ? "1 sale not sent" : $"{unsent} sales not sent");
}
