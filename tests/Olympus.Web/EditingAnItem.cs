namespace Olympus.Web;

public sealed class EditingAnItem(App app)
{
    [Fact]
    public async Task Makes_variants_out_of_options()
    {
        var business = await Business.Open(app, industry: "retail");
        await business.Sell("Shirt", 2500);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Shirt" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add an option" }).ClickAsync();
        await page.GetByLabel("Option", new() { Exact = true }).FillAsync("Size");
        foreach (var size in new[] { "M", "L" })
        {
            await page.GetByRole(AriaRole.Combobox, new() { Name = "Values" }).FillAsync(size);
            await page.GetByRole(AriaRole.Combobox, new() { Name = "Values" }).PressAsync("Enter");
        }

        var large = page.GetByRole(AriaRole.Group, new() { Name = "L new" });
        await large.GetByLabel("Price").FillAsync("27");
        await large.GetByLabel("SKU").FillAsync("S-L");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.GetByText("Shirt saved.").First).ToBeVisibleAsync();
        await visit.MustLookRight("catalogue-item", page.GetByRole(AriaRole.Heading, new() { Name = "Options and variants" }));

        var product = (await business.Get("/api/v1/products"))["data"]![0]!;
        product["options"]!.AsArray().Select(option => option!.GetValue<string>()).ShouldBe(["Size"]);
        product["variants"]!.AsArray().Select(variant => (variant!["option_values"]![0]!.GetValue<string>(), variant["price"]!["amount"]!.GetValue<long>()))
            .ShouldBe([("M", 2500L), ("L", 2700L)]);
    }

    [Fact]
    public async Task Sells_it_for_another_price_at_one_location()
    {
        var business = await Business.Open(app);
        var variant = await business.Sell("Tea", 300);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Tea" }).ClickAsync();
        await page.GetByLabel("Own price at Main").FillAsync("3.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save locations" }).ClickAsync();
        await Expect(page.GetByText("Locations saved.").First).ToBeVisibleAsync();
        await Expect(page.GetByText("€3.50").First).ToBeVisibleAsync();

        var quote = await business.Post("/api/v1/pricing/quote", new { location_id = business.LocationId, lines = new[] { new { variant_id = variant, quantity = 1 } } });
        quote["totals"]!["gross"]!["amount"]!.GetValue<long>().ShouldBe(350);
    }

    [Fact]
    public async Task Keeps_a_draft_and_shows_what_somebody_else_changed()
    {
        var business = await Business.Open(app);
        await business.Sell("Tea", 300);
        var id = (await business.Get("/api/v1/products"))["data"]![0]!["id"]!.GetValue<Guid>();
        await using var visit = await business.SignedIn($"/catalogue/{id}");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green tea");
        await page.WaitForFunctionAsync($"() => localStorage.getItem('olympus.draft.product.{id}')?.includes('Green tea')");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Green tea");
        await Expect(page.GetByText("not saved yet.")).ToBeVisibleAsync();

        await business.Post("/api/v1/products/bulk", new { items = new[] { new { id, name = "Black tea" } } });
        await Expect(page.GetByText("Somebody else changed this item since you opened it.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Green tea");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep mine and compare" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Green tea");
    }

    [Fact]
    public async Task Archives_with_a_way_back()
    {
        var business = await Business.Open(app);
        await business.Sell("Tea", 300);
        await using var visit = await business.SignedIn("/catalogue");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Tea" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Expect(page.GetByText("This item is archived")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("This item is archived")).ToBeHiddenAsync();
        (await business.Get("/api/v1/products?is_active=true"))["data"]!.AsArray().Count.ShouldBe(1);
    }
}
