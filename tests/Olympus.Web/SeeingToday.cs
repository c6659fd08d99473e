using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class SeeingToday(App app)
{
    private static ILocator Tile(IPage page, string name) => page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name }).First;

    [Fact]
    public async Task Begins_empty_and_changes_as_orders_come_in()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 1190);
        await using var visit = await business.SignedIn("/l/{loc}/today");
        await Expect(visit.Page.GetByText("No sales yet today.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

        await business.Place(tea, 2);

        await Expect(Tile(visit.Page, "Net sales")).ToContainTextAsync("€20.00");
        await Expect(Tile(visit.Page, "Average order")).ToContainTextAsync("€20.00");
        await Expect(Tile(visit.Page, "Open now")).ToContainTextAsync("1");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("Tea 2") })).ToBeVisibleAsync();

        await business.Place(tea);
        await Expect(Tile(visit.Page, "Net sales")).ToContainTextAsync("€30.00");
    }

    [Fact]
    public async Task Reads_on_while_something_is_not_counted_yet()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 1190);
        var before = await business.Get($"/api/v1/analytics/today?location_id={business.LocationId}");
        before["is_current"] = false;
        await business.Place(tea);
        await using var visit = await business.SignedIn("/l/{loc}/today");
        await Expect(Tile(visit.Page, "Net sales")).ToContainTextAsync("€10.00");
        var asked = 0;
        await visit.Page.RouteAsync("**/api/v1/analytics/today?*", route => Interlocked.Increment(ref asked) == 1
            ? route.FulfillAsync(new() { ContentType = "application/json", Body = before.ToJsonString() })
            : route.ContinueAsync());

        await visit.Page.ReloadAsync();

        // Well before the regular reading, which comes after a minute.
        await Expect(Tile(visit.Page, "Net sales")).ToContainTextAsync("€10.00");
        asked.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Leads_from_a_number_to_its_rows_and_shows_the_chart_as_a_table()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 1190);
        await business.Place(tea);
        var (dropped, _) = await business.Place(tea);
        await business.Post($"/api/v1/orders/{dropped}/cancellation", new { reason = "changed their mind" });
        await using var visit = await business.SignedIn("/l/{loc}/today");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = "€10.00" }).First).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Orders: 1") }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/orders\\?.*view=table"));
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order 1", Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order 2", Exact = true })).ToHaveCountAsync(0);

        await visit.Page.GoBackAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Refunded: ") }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex($"/analytics\\?.*metric=refunded.*only=location.*{business.LocationId}"));
    }

    [Fact]
    public async Task Tells_what_needs_somebody_and_what_one_might_do()
    {
        var business = await Business.Open(app);
        var tea = await business.Sell("Earl Grey, large pot", 690);
        await business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = business.LocationId,
            reason = "received",
            items = new[] { new { variant_id = tea, quantity = 6 } },
        });
        await business.Send(HttpMethod.Put, $"/api/v1/inventory/stock/{business.LocationId}/{tea}/threshold", new { low_stock_at = 5, back_order_limit = 0 });
        await using var visit = await business.SignedIn("/l/{loc}/today");
        var page = visit.Page;
        await Expect(page.GetByText("All clear. Nothing waits for you.")).ToBeVisibleAsync();

        await business.Place(tea, 5);
        await Expect(Tile(page, "Open now")).ToContainTextAsync("1");
        await page.ReloadAsync();
        var suggestion = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Order Earl Grey") });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "1 item is low" })).ToBeVisibleAsync();
        await Expect(suggestion).ToContainTextAsync("it lasts 6 days if it goes as it went (5 in 30 days)");
        await visit.MustLookRight("today-needs", page.GetByRole(AriaRole.Link, new() { Name = "1 item is low" }));

        await page.Keyboard.PressAsync("x");
        await Expect(suggestion).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(suggestion).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Dismiss the suggestion about Earl Grey") }).ClickAsync();
        // On another device too.
        await using (var phone = await business.SignedIn("/l/{loc}/today"))
            await Expect(phone.Page.GetByText("None right now.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "1 item is low" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/stock\\?low=true"));
        await Expect(page.GetByText("Earl Grey, large pot")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shows_all_locations_each_in_its_own_currency()
    {
        var business = await Business.Open(app);
        var second = await business.Post("/api/v1/locations", new { name = "York", time_zone = "America/New_York", currency = "USD", tax_region = "US-NY" });
        await business.Place(await business.SellFreely("Tea", 1190));
        await using var visit = await business.SignedIn("/today");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "In EUR" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "In USD" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "York" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex($"/l/{second["id"]}/today"));
        await Expect(visit.Page.GetByText("No sales yet today.")).ToBeVisibleAsync();
        await visit.Page.GotoAsync("/today");
        await visit.MustLookRight("today-all", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "By location" }));
    }

    [Fact]
    public async Task Is_not_for_those_who_serve()
    {
        var business = await Business.Open(app);
        var email = await business.Invite("staff");
        await using var visit = await business.SignedIn(email, Business.Password, "/l/{loc}/today");

        await Expect(visit.Page.GetByText("Not for your role")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Today" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var (tea, cake) = (await business.SellFreely("Earl Grey, large pot", 690), await business.SellFreely("Lemon tart", 490));
        for (var i = 1; i <= 3; i++)
            await business.Place(i == 2 ? cake : tea, i);
        var (paid, _) = await business.Place(cake, 2);
        await business.Pay(paid);
        await using var visit = await business.SignedIn("/l/{loc}/today");
        await Expect(visit.Page.GetByText("€39.67")).ToBeVisibleAsync();

        await visit.MustLookRight("today", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Net sales by the hour" }));
    }
}
