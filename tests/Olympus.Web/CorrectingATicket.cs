namespace Olympus.Web;

[Installs]
public sealed class CorrectingATicket(App app)
{
    [Fact]
    public async Task Takes_a_removed_line_back_to_where_it_was()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        foreach (var item in new[] { "Flat white", "Cake", "Cake", "Soup" })
            await Counter.Tile(page, item).ClickAsync();
        await Line(page, "Cake").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove line" }).ClickAsync();
        await Expect(Ticket(page, 2)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(Ticket(page, 3)).ToBeVisibleAsync();
        (await page.Locator("[data-line]").AllInnerTextsAsync()).Select(text => text.Split('\n')[1].Trim()).ShouldBe(["Flat white", "Cake", "Soup"]);
        await Expect(Line(page, "Cake")).ToContainTextAsync("€8.20");
        await page.ReloadAsync();
        await Expect(Ticket(page, 3)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Takes_a_cleared_ticket_back_but_never_into_the_next_sale()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear ticket" }).ClickAsync();
        await Expect(Ticket(page, 0)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Ticket(page, 1)).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear ticket" }).ClickAsync();
        await Counter.Tile(page, "Soup").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Ticket(page, 1)).ToContainTextAsync("Soup");
        await Expect(Line(page, "Cake")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Goes_by_keys_alone()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Type(page, "3", "Enter", "c", "a", "k", "Enter");
        await Expect(Line(page, "Cake")).ToContainTextAsync("€12.30");
        await Type(page, "2", "*", "s", "o", "u", "Enter", "+");
        await Expect(Line(page, "Soup")).ToContainTextAsync("€6.00");
        await Type(page, "ArrowUp");
        await Expect(Line(page, "Soup")).ToBeFocusedAsync();
        await Type(page, "ArrowUp", "-");
        await Expect(Line(page, "Cake")).ToContainTextAsync("€8.20");
        await Type(page, "Delete");
        await Expect(Ticket(page, 1)).ToBeVisibleAsync();
        await Expect(Line(page, "Soup")).ToBeFocusedAsync();
        await Type(page, "Control+Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Due €6.00" })).ToBeVisibleAsync();
        await Type(page, "Enter");
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(600);
    }

    [Fact]
    public async Task Shows_what_is_left_on_the_tile_and_warns_at_the_line()
    {
        var counter = await Counter.Open(app);
        var cake = (await counter.Business.Get("/api/v1/products?q=cake"))["data"]![0]!["variants"]![0]!["id"]!.GetValue<Guid>();
        await counter.Business.Send(
            HttpMethod.Put, $"/api/v1/inventory/stock/{counter.Business.LocationId}/{cake}/threshold", new { low_stock_at = 5, back_order_limit = 0 });
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Expect(Counter.Tile(page, "Cake")).Not.ToContainTextAsync("left");
        await counter.Business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = counter.Business.LocationId,
            reason = "damaged",
            items = new[] { new { variant_id = cake, quantity = -98 } },
        });
        await Expect(Counter.Tile(page, "Cake")).ToContainTextAsync("2 left");
        for (var i = 0; i < 3; i++)
            await Counter.Tile(page, "Cake").ClickAsync();
        await Expect(Line(page, "Cake")).ToContainTextAsync("Only 2 left.");

        // What is in the customer's hand is there, whatever the books say: cash is taken, and without a network the tile counts on by itself.
        await visit.Context.SetOfflineAsync(true);
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Counter.Tile(page, "Cake")).ToContainTextAsync("none left");
        await visit.Context.SetOfflineAsync(false);
        (await counter.OrdersWhen(1))[0]!["differs"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static ILocator Ticket(IPage page, int lines) =>
        page.GetByRole(AriaRole.Region, new() { Name = lines == 1 ? "Ticket, 1 line" : $"Ticket, {lines} lines" });

    private static ILocator Line(IPage page, string name) => page.Locator("[data-line]").Filter(new() { HasText = name });

    /// <summary>One key after another, as slowly as a person: a burst would be a scanner's.</summary>
    private static async Task Type(IPage page, params string[] keys)
    {
        foreach (var key in keys)
            await page.Keyboard.PressAsync(key, new() { Delay = 40 });
    }
}
