using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class FindingOnesWay(App app)
{
    [Fact]
    public async Task By_the_palette_needs_no_mouse()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing here" })).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Control+k");
        var field = visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search and commands" });
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("dark");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await Expect(field).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("Control+k");
        await field.FillAsync("qqq");
        await Expect(visit.Page.GetByText("Nothing found for “qqq”.")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(field).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task By_keys_is_explained_and_can_be_switched_off()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing here" })).ToBeVisibleAsync();
        var list = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(list).ToBeVisibleAsync();
        await list.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(list).ToBeHiddenAsync();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await Expect(visit.Page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task In_German_is_the_same_way()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" }).ClickAsync();
        await visit.Page.GetByLabel("Deutsch").CheckAsync();

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Hier ist nichts");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Hier ist nichts");
        (await visit.Page.TitleAsync()).ShouldBe("Hier ist nichts · Café Luna · Olympus");
    }

    [Fact]
    public async Task Begins_with_a_link_that_skips_the_shell()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("restaurant", "#cd282a")]
    [InlineData("retail", "#6200ea")]
    [InlineData("hospitality", "#1a237e")]
    [InlineData("events", "#086dc9")]
    [InlineData("salon", "#d30657")]
    public async Task Looks_like_the_kind_of_business(string industry, string colour)
    {
        var business = await Business.Open(app, industry);
        await using var visit = await business.SignedIn("/nowhere");

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", industry);
        (await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).getPropertyValue('--brand')")).ShouldBe(colour);
        await visit.MustBeAccessible();
    }

    [Fact]
    public async Task Through_a_second_location_keeps_the_screen()
    {
        var business = await Business.Open(app);
        await business.Post("/api/v1/locations", new { name = "Harbour", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" });
        await using var visit = await business.SignedIn("/nowhere");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Location: Main. Switch" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Harbour" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Location: Harbour. Switch" })).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Location: Harbour. Switch" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");

        await visit.MustLookRight("not-found", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing here" }));
    }

    [Fact]
    public async Task To_something_of_somebody_else_ends_like_one_to_nothing()
    {
        var (mine, theirs) = (await Business.Open(app), await Business.Open(app));
        await using var visit = await mine.SignedIn($"/l/{theirs.LocationId}/orders");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing here");
        await Expect(visit.Page).ToHaveURLAsync(new Regex(theirs.LocationId.ToString()));
    }
}
