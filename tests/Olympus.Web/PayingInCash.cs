using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>Where the smallest coins are gone, and what stands on the receipt.</summary>
[Installs]
public sealed class PayingInCash(App app)
{
    [Fact]
    public async Task Rounds_what_is_paid_and_not_what_is_sold()
    {
        var counter = await Counter.Open(app, region: "FI");
        await counter.Business.SellFreely("Bun", 108);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        foreach (var item in new[] { "Flat white", "Cake", "Soup", "Bun" })
            await Counter.Tile(page, item).ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Due €10.38 · cash €10.40" })).ToBeVisibleAsync();
        await visit.MustLookRight("register-pay-rounded", page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Due") }));
        await page.GetByRole(AriaRole.Button, new() { Name = "€11.00", Exact = true }).ClickAsync();
        await Expect(Counter.Done(page)).ToContainTextAsync("€0.60");
        await Expect(page.Locator("#receipt")).ToContainTextAsync("Rounding for cash");

        var order = (await counter.OrdersWhen(1))[0]!;
        (Counter.Total(order), order["differs"]!.GetValue<bool>(), order["payment_status"]!.GetValue<string>()).ShouldBe((1038, false, "paid"));
        var payment = (await counter.Business.Get($"/api/v1/orders/{order["id"]}/payments"))["data"]![0]!;
        (Of(payment, "amount"), Of(payment, "rounding"), Of(payment, "change")).ShouldBe((1038, 2, 60));
    }

    [Fact]
    public async Task Of_a_part_leaves_the_exact_rest_for_the_card_with_what_is_given_on_top_of_each()
    {
        var counter = await Counter.Open(app, "restaurant", "FI");
        await counter.Business.SellFreely("Bun", 108);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Bun").ClickAsync();
        await Counter.Pay(page).ClickAsync();
        var none = page.GetByRole(AriaRole.Button, new() { Name = "No tip" });
        await Expect(none).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Due €1.08 · cash €1.10" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "10% €0.11" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Due €1.19 · cash €1.20" })).ToBeVisibleAsync();
        await visit.MustLookRight("register-pay-tip", page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Due") }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Split" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 of 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact €0.60" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Due €0.54") })).ToBeVisibleAsync();
        await Expect(none).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await page.GetByLabel("Number on the terminal’s slip").FillAsync("test_ok");
        await page.GetByRole(AriaRole.Button, new() { Name = "Other", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Charge €0.54" })).ToBeDisabledAsync();
        await page.GetByLabel("Tip, by hand").FillAsync("0.46");
        await page.GetByRole(AriaRole.Button, new() { Name = "Charge €1.00" }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        await Expect(page.Locator("#receipt")).ToContainTextAsync("Tip€0.51");
        var order = (await counter.OrdersWhen(1))[0]!["id"]!.GetValue<Guid>();
        var payments = (await counter.Business.Get($"/api/v1/orders/{order}/payments"))["data"]!.AsArray();
        payments.Select(payment => (Of(payment!, "amount"), Of(payment!, "tip"), Of(payment!, "rounding"))).ShouldBe([(54, 5, 1), (54, 46, 0)]);
        await page.GotoAsync(counter.Business.At($"/l/{{loc}}/orders/{order}"));
        await Expect(page.GetByText("€0.46 tip")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ends_with_a_code_that_leads_staff_to_the_order()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Sell(page, "Cake");
        var number = (await counter.OrdersWhen(1))[0]!["device_receipt"]!.GetValue<string>();
        (await ReadCode(page)).ShouldBe($"{app.Url.ToString().TrimEnd('/')}{counter.Business.At("/l/{loc}")}/receipts/{number}");

        // Back at the till: the scanner types what the code says, and the order is there to be refunded.
        await Counter.Tile(page, "Soup").FocusAsync();
        await Counter.Scan(page, $"{app.Url.ToString().TrimEnd('/')}{counter.Business.At("/l/{loc}")}/receipts/{number}");
        await Expect(page).ToHaveURLAsync(new Regex("/orders/[0-9a-f-]{36}"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Order 1" })).ToBeVisibleAsync();
        await page.GotoAsync(counter.Business.At("/l/{loc}/receipts/NONE-000001"));
        await Expect(page.GetByText("No sale has this number")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_network_has_a_receipt_whose_order_comes_later()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await visit.Context.SetOfflineAsync(true);
        await Counter.Sell(page, "Cake");
        await Counter.Scan(page, await ReadCode(page));
        await Expect(page.GetByText("Not sent yet", new() { Exact = true })).ToBeVisibleAsync();
        await visit.Context.SetOfflineAsync(false);
        await counter.OrdersWhen(1);
    }

    /// <summary>Reads the code on the paper as a camera would: from what is painted.</summary>
    private static async Task<string> ReadCode(IPage page)
    {
        await page.EvaluateAsync(Reader.Value);
        return await page.EvaluateAsync<string>("""
            () => {
                const code = document.querySelector('#receipt svg');
                const side = code.viewBox.baseVal.width * 4;
                const canvas = new OffscreenCanvas(side, side).getContext('2d');
                canvas.fillStyle = '#fff';
                canvas.fillRect(0, 0, side, side);
                canvas.scale(4, 4);
                canvas.fillStyle = '#000';
                canvas.fill(new Path2D(code.querySelector('path').getAttribute('d')));
                return window.jsQR(canvas.getImageData(0, 0, side, side).data, side, side)?.data ?? 'unreadable';
            }
            """);
    }

    private static readonly Lazy<string> Reader = new(() => File.ReadAllText(Path.Combine(App.Root, "web", "node_modules", "jsqr", "dist", "jsQR.js")));

    private static long Of(System.Text.Json.Nodes.JsonNode payment, string member) => payment[member]!["amount"]!.GetValue<long>();
}
