using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class ExploringFigures(App app)
{
    private static ILocator Tile(IPage page, string name) => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem).Filter(new() { HasText = name }).First;

    [Fact]
    public async Task Leads_from_a_number_through_its_rows_to_the_orders()
    {
        var business = await Business.Open(app);
        var (tea, cake) = (await business.SellFreely("Tea", 1190), await business.SellFreely("Cake", 2380));
        await business.Place(tea, 2);
        await business.Place(cake);
        await using var visit = await business.SignedIn("/analytics?period=today");

        await visit.Page.UntilCounted(() => Expect(Tile(visit.Page, "Net sales")).ToContainTextAsync("€40.00", new() { Timeout = 2000 }));
        await Expect(Tile(visit.Page, "Orders")).ToContainTextAsync("2");
        await Expect(Tile(visit.Page, "Average order")).ToContainTextAsync("€20.00");

        await visit.Page.GetByText("Products", new() { Exact = true }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("view=products"));
        await Expect(Row(visit.Page, "Total")).ToContainTextAsync("€40.00");
        await Expect(Row(visit.Page, "Cake")).ToContainTextAsync("€20.00");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cake", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove: Product Cake" })).ToBeVisibleAsync();
        await Expect(Row(visit.Page, "Total")).ToContainTextAsync("€20.00");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove: Product Cake" }).ClickAsync();
        await Expect(Row(visit.Page, "Total")).ToContainTextAsync("€40.00");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show the orders" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/orders\\?.*view=table"));
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order 2", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>€20.00 net of which the goods had cost €5.00.</summary>
    [Fact]
    public async Task Shows_what_was_earned_on_what_had_a_cost()
    {
        var business = await Business.Open(app);
        var cake = (await business.Post("/api/v1/products", new
        {
            name = "Cake",
            price = new { amount = 2380, currency = "EUR" },
            cost = new { amount = 500, currency = "EUR" },
            tracks_stock = false,
        }))["variants"]![0]!["id"]!.GetValue<Guid>();
        await business.Place(cake);
        await business.Place(await business.SellFreely("Tea", 1190));
        await using var visit = await business.SignedIn("/analytics?view=products&metric=gross_profit&by=product&period=today");

        await visit.Page.UntilCounted(() => Expect(Row(visit.Page, "Cake")).ToContainTextAsync("€15.00", new() { Timeout = 2000 }));
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Gross profit by product" })).ToBeVisibleAsync();
        await Expect(Row(visit.Page, "Tea")).ToContainTextAsync("–"); // nobody knows what it cost, so it has no margin

        await visit.Page.GotoAsync("/analytics?view=products&metric=gross_margin&by=product&period=today");
        await Expect(Row(visit.Page, "Cake")).ToContainTextAsync("75%");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Gross margin by product" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shows_the_same_to_whoever_follows_the_address_and_saves_what_it_shows()
    {
        var business = await Business.Open(app);
        await business.Place(await business.SellFreely("=Tea", 1190), 3);
        await using var visit = await business.SignedIn("/analytics?view=products&metric=units&by=product&period=this_week&compare=none");
        await visit.Page.UntilCounted(() => Expect(Row(visit.Page, "=Tea")).ToContainTextAsync("3", new() { Timeout = 2000 }));
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Units by product" })).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV table" }).ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(file);
        var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        lines[0].ShouldStartWith("product,currency,units,net");
        lines[1].ShouldStartWith("'=Tea,EUR,3,30.00,");
        download.SuggestedFilename.ShouldStartWith("figures-");
    }

    [Fact]
    public async Task Says_that_there_is_nothing_and_is_not_for_those_who_serve()
    {
        var business = await Business.Open(app);
        var email = await business.Invite("staff");
        await using (var visit = await business.SignedIn("/analytics?view=products&period=yesterday"))
            await Expect(visit.Page.GetByText("Nothing to count for Products.")).ToBeVisibleAsync();

        await using var other = await business.SignedIn(email, Business.Password, "/analytics");
        await Expect(other.Page.GetByText("Not for your role")).ToBeVisibleAsync();
        await Expect(other.Page.GetByRole(AriaRole.Link, new() { Name = "Analytics" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var (tea, cake) = (await business.SellFreely("Earl Grey, large pot", 690), await business.SellFreely("Lemon tart", 490));
        for (var i = 1; i <= 3; i++)
            await business.Place(i == 2 ? cake : tea, i);
        await using var visit = await business.SignedIn("/analytics?period=today");
        await visit.Page.UntilCounted(() => Expect(Tile(visit.Page, "Orders")).ToContainTextAsync("3", new() { Timeout = 2000 }));
        await visit.MustLookRight("analytics", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Net sales by hour" }));

        await visit.Page.GotoAsync(new Uri(new(visit.Page.Url), "/analytics?view=sales&by=day&period=last_7_days").ToString());
        await Expect(Row(visit.Page, "Total")).ToBeVisibleAsync();
        await visit.MustLookRight("analytics-sales", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Net sales by day" }));

        await visit.Page.GotoAsync(new Uri(new(visit.Page.Url), "/analytics?view=products&period=last_7_days").ToString());
        await Expect(Row(visit.Page, "Lemon tart")).ToBeVisibleAsync();
        await visit.MustLookRight("analytics-products", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Net sales by product" }));
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
