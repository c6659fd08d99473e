using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>A screen of the application.</summary>
/// <param name="Name">Of its pictures.</param>
/// <param name="Route">As <c>web/src/app/routes.tsx</c> has it.</param>
/// <param name="Address">Of one of that kind which has something to show.</param>
internal sealed record Screen(string Name, string Route, string Address)
{
    public async Task Open(IPage page)
    {
        await page.GotoAsync(Address);
        await IsThere(page);
    }

    public static async Task IsThere(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
    }
}

/// <summary>Every screen there is, in a business in which each has something to show.</summary>
internal static partial class Screens
{
    /// <summary>Routes that only lead elsewhere.</summary>
    private static readonly string[] Crossings = ["/", "/l/$loc", "/signup", "/settings"];

    /// <summary>Of somebody who is not signed in.</summary>
    public static async Task<Screen[]> Outside(Business business)
    {
        var invitation = await business.Post("/api/v1/invitations", new { email = $"{Guid.NewGuid():N}@example.test", role = "staff" });
        return
        [
            new("signin", "/signin", "/signin"),
            new("signup", "/signup/$step", "/signup/you"),
            new("invitation", "/invitation", $"/invitation#{invitation["token"]!.GetValue<string>()}"),
        ];
    }

    /// <summary>Of the owner.</summary>
    public static async Task<Screen[]> Inside(Business business)
    {
        var category = (await business.Post("/api/v1/categories", new { name = "Hot drinks and what goes with them" }))["id"]!.GetValue<Guid>();
        var tea = await business.Sell("Earl Grey, large pot", 690, category: category);
        var cake = await business.Sell("Lemon tart with a long name that has to break somewhere", 490);
        await business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = business.LocationId,
            reason = "received",
            items = new[] { new { variant_id = tea, quantity = 100 }, new { variant_id = cake, quantity = 12 } },
        });
        await business.Send(HttpMethod.Put, $"/api/v1/inventory/stock/{business.LocationId}/{cake}/threshold", new { low_stock_at = 20, back_order_limit = 0 });
        var product = (await business.Get("/api/v1/products?limit=1"))["data"]![0]!["id"]!;
        var customer = (await business.Post("/api/v1/customers", new
        {
            name = "Chen Li",
            tags = new[] { "regular" },
            emails = new[] { new { value = "chen.li@example.test" } },
            phones = new[] { new { value = "+49 30 1234567" } },
        }))["id"]!;
        var (order, _) = await business.Place(tea, 3, note: "Two cups");
        await business.Pay(order);
        await business.Move(order, "preparing");
        await business.Place(cake, 2);
        var experiment = (await business.Post("/api/v1/analytics/experiments", new
        {
            name = "Larger button on the last page",
            plan = new
            {
                variants = new[] { new { key = "control", weight = 1 }, new { key = "large", weight = 1 } },
                primary = new { key = "bought", kind = "conversion", good = "increase", minimum_effect = 0.02, baseline = 0.2 },
                guardrails = new[] { new { key = "refunds", kind = "conversion", good = "decrease", margin = 0.01 } },
            },
        }))["id"]!;
        var webhook = (await business.Post("/api/v1/webhooks", new { url = "http://127.0.0.1:9/hooks", event_types = new[] { "import.*" } }))["id"]!;
        await business.Post("/api/v1/locations", new { name = "Harbour", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" });
        return
        [
            .. new[] { "business", "places", "taxes", "people", "roles", "webhooks", "appearance", "security", "data" }
                .Select(section => new Screen($"settings-{section}", "/settings/$section", $"/settings/{section}")),
            new("settings-place", "/settings/$section", business.At("/settings/places?open={loc}")),
            new("settings-webhook", "/settings/$section", $"/settings/webhooks?open={webhook}"),
            new("nowhere", "$", "/nowhere"),
            new("today-all", "/today", "/today"),
            new("today", "/l/$loc/today", business.At("/l/{loc}/today")),
            new("activity", "/activity", "/activity"),
            new("analytics", "/analytics", "/analytics"),
            new("analytics-segments", "/analytics", "/analytics?view=customers&part=segments"),
            new("reports", "/analytics/reports", "/analytics/reports"),
            new("experiments", "/analytics/experiments", "/analytics/experiments"),
            new("experiment", "/analytics/experiments/$id", $"/analytics/experiments/{experiment}"),
            new("register", "/l/$loc/register", business.At("/l/{loc}/register")),
            new("receipt", "/l/$loc/receipts/$number", business.At("/l/{loc}/receipts/1")),
            new("orders", "/l/$loc/orders", business.At("/l/{loc}/orders")),
            new("orders-table", "/l/$loc/orders", business.At("/l/{loc}/orders?view=table")),
            new("order", "/l/$loc/orders/$id", business.At($"/l/{{loc}}/orders/{order}")),
            new("catalogue", "/catalogue", "/catalogue"),
            new("new-product", "/catalogue/new", "/catalogue/new"),
            new("import", "/catalogue/import", "/catalogue/import"),
            new("product", "/catalogue/$item", $"/catalogue/{product}"),
            new("customers", "/customers", "/customers"),
            new("new-customer", "/customers/new", "/customers/new"),
            new("customer", "/customers/$id", $"/customers/{customer}"),
            new("stock", "/l/$loc/stock", business.At("/l/{loc}/stock")),
            new("stock-movements", "/l/$loc/stock", business.At("/l/{loc}/stock?tab=movements")),
            new("stock-item", "/l/$loc/stock", business.At($"/l/{{loc}}/stock?item={tea}")),
            new("stock-count", "/l/$loc/stock/count", business.At("/l/{loc}/stock/count")),
        ];
    }

    /// <summary>What <c>routes.tsx</c> has, without what only leads elsewhere.</summary>
    public static string[] Routes()
    {
        var text = File.ReadAllText(Path.Combine(App.Root, "web", "src", "app", "routes.tsx"));
        return
        [
            .. Path_().Matches(text).Select(match => (Parent: match.Groups[1].Value, Path: match.Groups[2].Value))
                .Select(route => route.Parent == "place" ? $"/l/$loc/{route.Path}" : route.Path).Except(Crossings).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(@"getParentRoute: \(\) => (\w+),\s*path: '([^']+)'")]
    private static partial Regex Path_();
}
