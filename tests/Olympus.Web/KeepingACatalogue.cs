using System.Text.RegularExpressions;

namespace Olympus.Web;

[Installs]
public sealed class KeepingACatalogue(App app)
{
    /// <summary>From the menu behind the selection.</summary>
    private static async Task Choose(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = name }).ClickAsync();
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    /// <summary>Products in bulk, a hundred at a time.</summary>
    private static async Task Fill(Business business, int count)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(100))
            await business.Post("/api/v1/products/bulk", new
            {
                items = batch.Select(i => new { sku = $"SKU-{i:D5}", name = $"Thing {i:D5}", price = new { amount = 100 + i, currency = "EUR" } }),
            });
    }

    [Fact]
    public async Task Begins_empty_and_takes_the_first_item()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to sell yet" })).ToBeVisibleAsync();
        await visit.MustLookRight("catalogue-empty", page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to sell yet" }));

        await page.Keyboard.PressAsync("n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add item" }).ClickAsync();
        await Expect(page.GetByText("Give it a name.").First).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Flat white");
        await page.GetByLabel("Price", new() { Exact = true }).FillAsync("3.20");
        await page.GetByLabel("SKU", new() { Exact = true }).FillAsync("FW");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Flat white");
        await Expect(page.GetByText("€3.20").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Catalogue" }).Last.ClickAsync();
        await Expect(Row(page, "Flat white")).ToContainTextAsync("€3.20");
    }

    [Fact]
    public async Task Changes_prices_and_states_in_the_row()
    {
        var business = await Business.Open(app);
        await business.Sell("Apple", 100);
        await business.Sell("Bread", 250);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "€1.00, change the price of Apple" }).ClickAsync();
        await page.GetByLabel("Price of Apple").FillAsync("1.20");
        await page.GetByLabel("Price of Apple").HoverAsync();
        await page.Mouse.WheelAsync(0, 120);
        await Expect(page.GetByLabel("Price of Apple")).ToHaveValueAsync("1.20");
        await page.GetByLabel("Price of Apple").PressAsync("Enter");
        await Expect(page.GetByLabel("Price of Bread")).ToBeFocusedAsync();
        await page.GetByLabel("Price of Bread").FillAsync("2.75");
        await page.GetByLabel("Price of Bread").PressAsync("Enter");
        await Expect(Row(page, "Bread")).ToContainTextAsync("€2.75");
        await page.GetByLabel("Bread on sale").UncheckAsync();
        await Expect(Row(page, "Bread")).ToContainTextAsync("Off sale");

        await page.ReloadAsync();
        await Expect(Row(page, "Apple")).ToContainTextAsync("€1.20");
        await Expect(Row(page, "Bread")).ToContainTextAsync("€2.75");
        await Expect(Row(page, "Bread")).ToContainTextAsync("Off sale");
    }

    /// <summary>Somebody else changes the row while a price is typed: what is typed stays, and is then refused, as it is of the row as it was.</summary>
    [Fact]
    public async Task Takes_back_what_was_refused_and_says_so()
    {
        var business = await Business.Open(app);
        await business.Sell("Apple", 100);
        await business.Sell("Bread", 250);
        var products = (await business.Get("/api/v1/products?sort=name"))["data"]!.AsArray().Select(product => product!["id"]!.GetValue<Guid>()).ToArray();
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "€1.00, change the price of Apple" }).ClickAsync();
        await page.GetByLabel("Price of Apple").FillAsync("1.20");

        await business.Post("/api/v1/products/bulk", new
        {
            items = products.Zip([150, 300]).Select(of => new { id = of.First, price = new { amount = of.Second, currency = "EUR" } }),
        });
        await Expect(Row(page, "Bread")).ToContainTextAsync("€3.00");
        await Expect(page.GetByLabel("Price of Apple")).ToHaveValueAsync("1.20");
        await page.GetByLabel("Price of Apple").PressAsync("Enter");

        await Expect(page.GetByText("Apple was changed by somebody else.")).ToBeVisibleAsync();
        await Expect(Row(page, "Apple")).ToContainTextAsync("€1.50");
    }

    [Fact]
    public async Task Follows_what_others_change_without_moving_a_row()
    {
        var business = await Business.Open(app);
        await business.Sell("Apple", 100);
        await business.Sell("Bread", 250);
        var id = (await business.Get("/api/v1/products?sort=name"))["data"]![0]!["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await Expect(Row(page, "Apple")).ToBeVisibleAsync();

        await business.Post("/api/v1/products/bulk", new { items = new[] { new { id, name = "Zebra", price = new { amount = 175, currency = "EUR" } } } });
        await Expect(Row(page, "Zebra")).ToContainTextAsync("€1.75");
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Zebra");

        await business.Sell("Aardvark", 5);
        await page.GetByRole(AriaRole.Button, new() { Name = "1 change elsewhere. Show" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Aardvark");
    }

    [Fact]
    public async Task Arranges_categories()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Drinks");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Drinks" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Add one below" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Hot");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add category" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Hot", Exact = true })).ToBeVisibleAsync();

        var hot = (await business.Get("/api/v1/categories"))["data"]!.AsArray().Single(category => category!["name"]!.GetValue<string>() == "Hot")!;
        await business.Sell("Tea", 300, category: hot["id"]!.GetValue<Guid>());
        await page.GetByRole(AriaRole.Button, new() { Name = "Drinks", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("category="));
        await Expect(Row(page, "Tea")).ToContainTextAsync("Drinks > Hot");

        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Hot" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Move its items to" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Drinks" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move items and remove" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Hot", Exact = true })).ToBeHiddenAsync();
        await Expect(Row(page, "Tea")).ToContainTextAsync("Drinks");
    }

    [Fact]
    public async Task Changes_many_and_says_which_it_could_not()
    {
        var business = await Business.Open(app, industry: "retail");
        await business.Sell("Apple", 100);
        await business.Sell("Bread", 200);
        await business.Post("/api/v1/products", new
        {
            name = "Shirt",
            options = new[] { "Size" },
            variants = new[] { new { option_values = new[] { "M" }, price = new { amount = 2500, currency = "EUR" } }, new { option_values = new[] { "L" }, price = new { amount = 2600, currency = "EUR" } } },
        });
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByLabel("Select all shown").CheckAsync();
        await Expect(page.GetByText("3 items selected").First).ToBeVisibleAsync();
        await Choose(page, "Change prices");
        await page.GetByLabel("By percent").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 3 items" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("2 changed, 1 not.");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1: It has several variants");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(Row(page, "Bread")).ToContainTextAsync("€2.20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Row(page, "Bread")).ToContainTextAsync("€2.00");

        await Choose(page, "Archive");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to sell yet" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Row(page, "Shirt")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Changes_all_that_match_and_shows_what_there_is()
    {
        var business = await Business.Open(app, industry: "retail");
        var shelf = (await business.Post("/api/v1/categories", new { name = "Shelf" }))["id"]!.GetValue<Guid>();
        var apple = await business.Sell("Apple", 100, category: shelf);
        await business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = business.LocationId,
            reason = "received",
            items = new[] { new { variant_id = apple, quantity = 7 } },
        });
        await Fill(business, 210);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await Expect(Row(page, "Apple").GetByRole(AriaRole.Cell, new() { Name = "7", Exact = true })).ToBeVisibleAsync();
        await Expect(Row(page, "Thing 00000")).ToContainTextAsync("0 out");
        await page.GetByLabel("Select all shown").CheckAsync();
        await Expect(page.GetByText("200 items selected").First).ToBeVisibleAsync();
        await visit.MustLookRight("catalogue-stock", page.GetByText("200 items selected").First);
        foreach (var (width, height) in Visit.Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            (await page.GetByRole(AriaRole.Group, new() { Name = "200 items selected" }).EvaluateAsync<int>("bar => bar.scrollWidth - bar.clientWidth"))
                .ShouldBe(0, $"what can be done with the selection has no room at {width} px");
        }

        await page.SetViewportSizeAsync(Visit.Sizes[0].Width, Visit.Sizes[0].Height);
        await page.GetByRole(AriaRole.Button, new() { Name = "Select all that match" }).ClickAsync();
        await Expect(page.GetByText("211 items selected").First).ToBeVisibleAsync();
        await Choose(page, "Set category");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Category" })).ToBeFocusedAsync();
        // The first closes the list of categories, the second the dialog.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true })).ToBeFocusedAsync();
        await Choose(page, "Set category");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Category" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "No category" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 211 items" }).ClickAsync();
        await Expect(page.GetByText("211 changed.").First).ToBeVisibleAsync();
        await Expect(Row(page, "Apple")).Not.ToContainTextAsync("Shelf");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Row(page, "Apple")).ToContainTextAsync("Shelf");
    }

    [Fact]
    public async Task Scrolls_through_five_thousand_items_with_few_rows()
    {
        var business = await Business.Open(app, industry: "retail");
        await Fill(business, 5000);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Catalogue" });
        await Expect(Row(page, "Thing 00000")).ToBeVisibleAsync();
        var most = 0;
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (await page.GetByRole(AriaRole.Link, new() { Name = "Thing 04999", Exact = true }).CountAsync() == 0)
        {
            DateTime.UtcNow.ShouldBeLessThan(deadline, "the end of the list never came");
            await table.EvaluateAsync("element => element.scrollTo(0, element.scrollHeight)");
            most = Math.Max(most, await page.Locator("tbody tr").CountAsync());
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        most.ShouldBeLessThan(80);
        await Expect(page.GetByText("5000 items").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keeps_filters_in_the_address_and_rows_under_the_keyboard()
    {
        var business = await Business.Open(app);
        await business.Sell("Apple", 300);
        await business.Sell("Bread", 200);
        await business.Sell("Butter", 100);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByLabel("Search name, SKU or barcode").FillAsync("b");
        await Expect(page).ToHaveURLAsync(new Regex("q=b"));
        await Expect(Row(page, "Apple")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Sort" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Price, lowest first" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("sort=price"));
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Search name, SKU or barcode")).ToHaveValueAsync("b");
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Butter");

        await page.Locator("main").FocusAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync(" ");
        await Expect(page.GetByLabel("Select Bread")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Bread");
        await page.GoBackAsync();
        await page.GetByLabel("Search name, SKU or barcode").FillAsync("nothing like it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(Row(page, "Apple")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shows_staff_what_there_is_and_nothing_to_change_it()
    {
        var business = await Business.Open(app);
        await business.Sell("Tea", 300);
        var id = (await business.Get("/api/v1/products"))["data"]![0]!["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn(await business.Invite("staff"), Business.Password, "/catalogue");
        var page = visit.Page;
        await Expect(Row(page, "Tea")).ToContainTextAsync("€3.00");
        await Expect(page.GetByText("Changing the catalogue needs a manager of the whole business.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add item" })).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);
        foreach (var path in new[] { "/catalogue/new", "/catalogue/import", $"/catalogue/{id}" })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByText("Changing the catalogue needs a manager of the whole business.").First).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save changes" })).ToBeHiddenAsync();
        }

        await page.GotoAsync($"/catalogue/{Guid.NewGuid()}");
        await Expect(page.GetByText("Not here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Is_read_only_without_a_network()
    {
        var business = await Business.Open(app);
        await business.Sell("Tea", 300);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await Expect(Row(page, "Tea")).ToBeVisibleAsync();
        await visit.Context.SetOfflineAsync(true);
        await Expect(page.GetByText("Offline: the catalogue can be read, not changed.")).ToBeVisibleAsync();
        await Expect(Row(page, "Tea")).ToContainTextAsync("€3.00");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add item" })).ToBeHiddenAsync();
        await visit.Context.SetOfflineAsync(false);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add item" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var drinks = (await business.Post("/api/v1/categories", new { name = "Drinks" }))["id"]!.GetValue<Guid>();
        await business.Post("/api/v1/categories", new { name = "Hot", parent_id = drinks });
        for (var i = 0; i < 30; i++)
            await business.Sell($"Something with a name that is not short at all, number {i:D2}", 99 + (i * 1234), category: i % 2 == 0 ? drinks : null);
        await using var visit = await business.SignedIn("/catalogue");
        await visit.MustLookRight("catalogue", visit.Page.GetByRole(AriaRole.Row).Nth(2));
        await visit.Page.GetByLabel("Select all shown").CheckAsync();
        await visit.MustLookRight("catalogue-selected", visit.Page.GetByText("30 items selected").First);
        await visit.Page.GotoAsync("/catalogue/new");
        await visit.MustLookRight("catalogue-new", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "New item" }));
    }
}
