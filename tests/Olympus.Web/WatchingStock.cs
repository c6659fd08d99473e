using System.Text.RegularExpressions;

namespace Olympus.Web;

[Installs]
public sealed class WatchingStock(App app)
{
    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = name }) });

    private static Task<System.Text.Json.Nodes.JsonNode> Adjust(Business business, Guid variant, long quantity, string reason = "received") => business.Post(
        "/api/v1/inventory/adjustments", new { location_id = business.LocationId, reason, items = new[] { new { variant_id = variant, quantity } } });

    private static async Task<Guid> Stocked(Business business, string name, long quantity, long? lowAt = null)
    {
        var variant = await business.Sell(name, 100);
        await Adjust(business, variant, quantity);
        await business.Send(HttpMethod.Put, $"/api/v1/inventory/stock/{business.LocationId}/{variant}/threshold", new { low_stock_at = lowAt, back_order_limit = 0 });
        return variant;
    }

    [Fact]
    public async Task Begins_empty_and_records_what_arrives()
    {
        var business = await Business.Open(app);
        await business.Sell("Flour", 100);
        await using var visit = await business.SignedIn("/l/{loc}/stock");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No stock yet" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        await page.GetByLabel("Search or scan an item").FillAsync("flo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Flour" }).ClickAsync();
        await page.GetByLabel("Units of Flour").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(Row(page, "Flour")).ToContainTextAsync("12");
        await Expect(Row(page, "Flour")).ToContainTextAsync("Enough");
    }

    [Fact]
    public async Task Shows_what_is_out_and_low_first_and_follows_sales()
    {
        var business = await Business.Open(app);
        await Stocked(business, "Plenty", 50);
        await Stocked(business, "Few", 3, lowAt: 5);
        var gone = await Stocked(business, "Gone", 1);
        await Adjust(business, gone, -1, "lost");
        await using var visit = await business.SignedIn("/l/{loc}/stock");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Gone");
        await Expect(page.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("Few");
        await Expect(page.GetByRole(AriaRole.Row).Nth(3)).ToContainTextAsync("Plenty");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

        await Adjust(business, gone, 20);
        await Expect(Row(page, "Gone")).ToContainTextAsync("Enough");
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Gone");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 item changed its level. Sort again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Few");
        await visit.MustLookRight("stock", page.GetByRole(AriaRole.Row).Nth(1));
    }

    [Fact]
    public async Task Refuses_to_take_more_than_there_is_and_shows_how_it_came_to_be()
    {
        var business = await Business.Open(app);
        await Stocked(business, "Tea", 5);
        await using var visit = await business.SignedIn("/l/{loc}/stock");
        var page = visit.Page;
        await Row(page, "Tea").GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Reason" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Thrown away" }).ClickAsync();
        await page.GetByLabel("Units of Tea").FillAsync("6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Tea: only 5 available.")).ToBeVisibleAsync();
        await page.GetByLabel("Units of Tea").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Thrown away" })).ToBeVisibleAsync();
        await page.GetByLabel("Counts as low at").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Low");
        await visit.MustLookRight("stock-item", page.GetByRole(AriaRole.Heading, new() { Name = "When it is low" }));
        await page.Keyboard.PressAsync("Escape");
        await page.GetByText("Movements", new() { Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("tab=movements"));
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("−2");
        await visit.MustLookRight("stock-movements", page.GetByRole(AriaRole.Row).Nth(1));
    }

    [Fact]
    public async Task Counts_while_the_shop_goes_on_selling()
    {
        var business = await Business.Open(app);
        var tea = await Stocked(business, "Tea", 10);
        await Stocked(business, "Milk", 4);
        await using var visit = await business.SignedIn("/l/{loc}/stock/count");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start count" }).ClickAsync();
        await page.GetByLabel("Counted Milk").FillAsync("4");
        await page.GetByLabel("Counted Milk").PressAsync("Enter");
        await Expect(page.GetByLabel("Counted Tea")).ToBeFocusedAsync();
        await page.GetByLabel("Counted Tea").FillAsync("9");
        await page.GetByLabel("Counted Tea").PressAsync("Enter");
        await Expect(page.GetByText("2 of 2 counted")).ToBeVisibleAsync();
        await Adjust(business, tea, -2, "waste");
        await Expect(page.GetByText("2 sold since you counted: included")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Counted Tea")).ToHaveValueAsync("7");
        await visit.MustLookRight("count-sheet", page.GetByLabel("Counted Tea"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Show differences" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("−1");
        await visit.MustLookRight("count-differences", page.GetByRole(AriaRole.Row).Nth(1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Post 2 items" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Post 2 items" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The count is posted." })).ToBeVisibleAsync();
        var stock = (await business.Get($"/api/v1/inventory/stock?location_id={business.LocationId}&variant_id={tea}"))["data"]![0]!;
        stock["on_hand"]!.GetValue<long>().ShouldBe(7);
    }

    [Fact]
    public async Task Goes_on_counting_without_a_network_and_includes_what_was_sold_meanwhile()
    {
        var business = await Business.Open(app);
        var tea = await Stocked(business, "Tea", 10);
        await using var visit = await business.SignedIn("/l/{loc}/stock/count");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Start count" }).ClickAsync();
        await Expect(page.GetByLabel("Counted Tea")).ToBeVisibleAsync();
        await visit.Context.SetOfflineAsync(true);
        await Expect(page.GetByText("Offline: go on counting.")).ToBeVisibleAsync();
        await page.GetByLabel("Counted Tea").FillAsync("9");
        await page.GetByLabel("Counted Tea").PressAsync("Enter");
        await Expect(page.GetByText("1 of 1 counted")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show differences" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Post 1 item" })).ToBeDisabledAsync();
        await Adjust(business, tea, -3, "waste");
        await visit.Context.SetOfflineAsync(false);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Post 1 item" })).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Post 1 item" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Post 1 item" }).ClickAsync();
        // Told by the replay of the socket or by the refusal of the post, whichever came first: either way the three are included.
        var done = page.GetByRole(AriaRole.Heading, new() { Name = "The count is posted." });
        var stale = page.GetByText("moved while you counted.");
        await Expect(done.Or(stale).First).ToBeVisibleAsync();
        if (await stale.IsVisibleAsync())
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Post 1 item" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Post 1 item" }).ClickAsync();
            await Expect(done).ToBeVisibleAsync();
        }

        var stock = (await business.Get($"/api/v1/inventory/stock?location_id={business.LocationId}&variant_id={tea}"))["data"]![0]!;
        stock["on_hand"]!.GetValue<long>().ShouldBe(6);
    }

    [Fact]
    public async Task Lets_staff_count_and_not_change()
    {
        var business = await Business.Open(app);
        await Stocked(business, "Tea", 5);
        await using var visit = await business.SignedIn(await business.Invite("staff"), Business.Password, "/l/{loc}/stock");
        var page = visit.Page;
        await Expect(Row(page, "Tea")).ToContainTextAsync("5");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Record change" })).ToBeHiddenAsync();
        await Row(page, "Tea").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tea" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Units of Tea")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Link, new() { Name = "Count" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start count" })).ToBeVisibleAsync();
    }
}
