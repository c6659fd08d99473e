using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class KnowingCustomers(App app)
{
    private static ILocator Link(IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name });

    [Fact]
    public async Task Takes_somebody_down_who_was_searched_for_and_not_found()
    {
        var business = await Business.Open(app, industry: "retail");
        await using var visit = await business.SignedIn("/customers");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nobody here yet" })).ToBeVisibleAsync();
        await page.GetByLabel("Search name, phone or email").FillAsync("0176 123 456");
        await Link(page, "Create with 0176 123 456").ClickAsync();
        await Expect(page.GetByLabel("Phone", new() { Exact = true })).ToHaveValueAsync("0176 123 456");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Enter a name.")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Chen Li");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("chen@example.test");
        await visit.MustLookRight("customer-new", page.GetByLabel("Name", new() { Exact = true }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Chen Li");
        await Expect(Link(page, "chen@example.test")).ToBeVisibleAsync();
        await Link(page, "Customers").Last.ClickAsync();
        await page.GetByLabel("Search name, phone or email").FillAsync("li");
        await Expect(page).ToHaveURLAsync(new Regex("q=li"));
        await Expect(Link(page, "Chen Li")).ToBeVisibleAsync();
        await visit.MustLookRight("customers", Link(page, "Chen Li"));
    }

    [Fact]
    public async Task Says_who_has_an_address_already()
    {
        var business = await Business.Open(app, industry: "retail");
        await business.Post("/api/v1/customers", new { name = "Ada Lovelace", emails = new[] { new { value = "ada@example.test" } } });
        await using var visit = await business.SignedIn("/customers/new");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("New customer");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("Ada@Example.test");
        await Expect(page.GetByText("Ada Lovelace has this already.")).ToBeVisibleAsync();
        await Link(page, "Open Ada Lovelace").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ada Lovelace");
    }

    [Fact]
    public async Task Makes_one_person_of_two_entries_hands_everything_over_and_forgets()
    {
        var business = await Business.Open(app, industry: "retail");
        var kept = (await business.Post("/api/v1/customers", new { name = "Ada Lovelace", emails = new[] { new { value = "lovelace@example.test" } } }))["id"]!.GetValue<Guid>();
        await business.Post("/api/v1/customers", new { name = "A. Lovelace", phones = new[] { new { value = "+49 30 123456" } } });
        await using var visit = await business.SignedIn("/customers/new");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("lovelace");
        await Expect(Link(page, "A. Lovelace, +49 30 123456")).ToBeVisibleAsync();
        await visit.MustLookRight("customer-same-name", Link(page, "A. Lovelace, +49 30 123456"));
        await Link(page, "Ada Lovelace, lovelace@example.test").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).Or(page.GetByRole(AriaRole.Heading, new() { Name = "Ada Lovelace", Level = 1 })).First.WaitForAsync();
        await page.GotoAsync($"/customers/{kept}");

        async Task Merge()
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Merge with another entry" }).ClickAsync();
            await page.GetByLabel("Name, phone or email of the other entry").FillAsync("A. Love");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^A. Lovelace") }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
            await Expect(page.GetByText("+49 30 123456").First).ToBeVisibleAsync();
        }

        await Merge();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("+49 30 123456")).ToHaveCountAsync(0);
        await Merge();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Separate A. Lovelace" }).ClickAsync();
        await Expect(page.GetByText("A. Lovelace is an entry of its own again.")).ToBeVisibleAsync();
        (await business.Get("/api/v1/customers"))["data"]!.AsArray().Count.ShouldBe(2);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download everything kept about them" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain("lovelace@example.test");

        await page.GetByRole(AriaRole.Button, new() { Name = "Erase", Exact = true }).ClickAsync();
        await page.GetByLabel("Type “Ada Lovelace” to confirm").FillAsync("Ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        await Expect(page.GetByText("This is not the name.")).ToBeVisibleAsync();
        await page.GetByLabel("Type “Ada Lovelace” to confirm").FillAsync("Ada Lovelace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        await Expect(page.GetByText("lovelace@example.test")).ToHaveCountAsync(0);
        (await business.Get("/api/v1/customers"))["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_every_word_about_consent()
    {
        var business = await Business.Open(app, industry: "retail");
        var id = (await business.Post("/api/v1/customers", new { name = "Ada", phones = new[] { new { value = "+49 30 123456" } } }))["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn($"/customers/{id}");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Record: Email" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Email" }).First).ToContainTextAsync("Yes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record: Email" }).ClickAsync();
        await page.GetByLabel("They do not agree").CheckAsync();
        await page.GetByLabel("Where they said so").FillAsync("letter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Email" }).First).ToContainTextAsync("No");
        await page.GetByText("History of consent").ClickAsync();
        await Expect(page.GetByText("Email: Yes")).ToBeVisibleAsync();
        await Expect(page.GetByText("Email: No")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Messages" }).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await visit.MustLookRight("customer", page.GetByText("History of consent"));
    }

    [Fact]
    public async Task Shows_what_they_bought()
    {
        var business = await Business.Open(app, industry: "retail");
        var tea = await business.Sell("Tea", 300);
        await business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = business.LocationId,
            reason = "received",
            items = new[] { new { variant_id = tea, quantity = 10 } },
        });
        var id = (await business.Post("/api/v1/customers", new { name = "Ada" }))["id"]!.GetValue<Guid>();
        var order = await business.Post("/api/v1/orders", new
        {
            location_id = business.LocationId,
            channel = "takeout",
            customer_id = id,
            lines = new[] { new { variant_id = tea, quantity = 2 } },
        });
        await using var visit = await business.SignedIn($"/customers/{id}");
        // The totals are a projection: the page is read again until it has followed.
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (await visit.Page.GetByText($"#{order["number"]}").CountAsync() == 0)
        {
            DateTime.UtcNow.ShouldBeLessThan(deadline, "the order never came");
            await visit.Page.ReloadAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Bought so far" })).ToBeVisibleAsync();
            await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        await Expect(visit.Page.GetByText("€6.00").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shows_both_when_two_change_them_at_once()
    {
        var business = await Business.Open(app, industry: "retail");
        var id = (await business.Post("/api/v1/customers", new { name = "Ada" }))["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn($"/customers/{id}");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada L.");
        await business.Send(HttpMethod.Patch, $"/api/v1/customers/{id}", new { name = "Ada Lovelace" }, ("If-Match", "\"1\""));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.GetByText("Somebody else changed them since you opened this.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Ada L.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep mine: save again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ada L.");
    }

    [Fact]
    public async Task Puts_somebody_away_after_asking()
    {
        var business = await Business.Open(app, industry: "retail");
        var id = (await business.Post("/api/v1/customers", new { name = "Ada" }))["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn($"/customers/{id}");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Expect(page.GetByText("Archived: no longer in lists and searches.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Edit" })).ToBeHiddenAsync();
        (await business.Get("/api/v1/customers"))["data"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_to_the_kitchen_that_it_may_not_see_them()
    {
        var business = await Business.Open(app);
        var id = (await business.Post("/api/v1/customers", new { name = "Ada" }))["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn(await business.Invite("kitchen"), Business.Password, "/customers");
        await Expect(visit.Page.GetByText("Not for your role")).ToBeVisibleAsync();
        await visit.Page.GotoAsync($"/customers/{id}");
        await Expect(visit.Page.GetByText("Not for your role")).ToBeVisibleAsync();
        (await visit.Page.GetByText("Ada", new() { Exact = true }).CountAsync()).ShouldBe(0);
    }
}
