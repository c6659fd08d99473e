using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class SettingUpABusiness(App app)
{
    [Fact]
    public async Task Leads_from_nothing_to_the_first_sale()
    {
        await using var visit = await app.Visit();
        var (page, slug) = (visit.Page, NewSlug());
        await page.GotoAsync("/signin");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create a business" }).ClickAsync();

        await You(page);
        await Business(page, "Café Luna", slug);
        await Place(page, "Austria");
        await Expect(page.GetByText("Café Luna exists and you are signed in.")).ToBeVisibleAsync();
        await page.GetByLabel("Product 1: Name").FillAsync("Flat white");
        await page.GetByLabel("Product 1: Price").FillAsync("3,20");
        await page.GetByLabel("Product 2: Name").FillAsync("Cake");
        await page.GetByLabel("Product 2: Price").FillAsync("4.10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add 2 products" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who works with you?" })).ToBeVisibleAsync();
        await page.GetByLabel("E-mail").FillAsync("bo@example.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Link for bo@example.test", new() { Exact = true })).ToHaveValueAsync(new Regex("/invitation#.{20,}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Try a practice sale" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/l/[0-9a-f-]{36}/register\\?practice=true$"));
        await Counter.Ready(page);
        await Expect(page.GetByText("Nothing is recorded: no order, no stock, no money.")).ToBeVisibleAsync();
        await visit.MustLookRight("register-practice", Counter.Tile(page, "Cake"));
        await Counter.Sell(page, "Cake");
        await Expect(Counter.Done(page)).ToContainTextAsync("That was practice. Nothing was recorded.");
        await Expect(page.Locator("#receipt")).ToContainTextAsync("TRAINING");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start selling" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/l/[0-9a-f-]{36}/register$"));
        await Expect(page.GetByText("Nothing is recorded")).ToHaveCountAsync(0);
        await Counter.Sell(page, "Flat white", "Cake");
        await Expect(Counter.Done(page)).ToContainTextAsync("On the server.");
        var made = await Web.Business.SignIn(app, slug);
        (await made.Get("/api/v1/products"))["data"]!.AsArray().Select(product => product!["name"]!.GetValue<string>()).Order().ShouldBe(["Cake", "Flat white"]);
        var place = (await made.Get("/api/v1/locations"))["data"]![0]!;
        (place["currency"]!.GetValue<string>(), place["tax_region"]!.GetValue<string>(), place["time_zone"]!.GetValue<string>(), place["day_cut_off"]!.GetValue<string>())
            .ShouldBe(("EUR", "AT", "Europe/Vienna", "04:00:00"));
        var sold = (await made.Get("/api/v1/orders"))["data"]!.AsArray().ShouldHaveSingleItem()!;
        (Counter.Total(sold), sold["payment_status"]!.GetValue<string>()).ShouldBe((730, "paid"));
        (await made.Get("/api/v1/tenant"))["settings"]!["locale"]!.GetValue<string>().ShouldBe("de-AT");
        (await page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage })")).ShouldNotContain("olympus.signup");
    }

    [Fact]
    public async Task Keeps_what_was_entered_through_a_reload_but_never_the_password()
    {
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await You(page);
        await page.GetByLabel("Name of the business").FillAsync("Café Luna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Where is it?" })).ToBeVisibleAsync();

        await page.ReloadAsync();

        await Expect(page.GetByLabel("Your name")).ToHaveValueAsync("Ada Quill");
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
        (await page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage, ...sessionStorage })")).ShouldNotContain("battery");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Web.Business.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByLabel("Name of the business")).ToHaveValueAsync("Café Luna");
    }

    [Fact]
    public async Task Changes_look_and_words_with_the_kind_of_business_at_once()
    {
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await You(page);
        await page.EvaluateAsync("() => { window.stays = true; }");

        foreach (var (kind, word, theme) in new[] { ("Hotel", "Folio", "hospitality"), ("Salon", "Visit", "salon"), ("Shop", "Sale", "retail") })
        {
            await page.GetByRole(AriaRole.Radio, new() { NameRegex = new($"^{kind}") }).CheckAsync();
            await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasTextRegex = new($"^{word}$") })).ToBeVisibleAsync();
            (await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe(theme);
        }

        (await page.EvaluateAsync<bool>("() => window.stays")).ShouldBeTrue("the page was loaded anew");
    }

    [Fact]
    public async Task Offers_another_short_name_when_the_chosen_one_is_taken()
    {
        var other = await Web.Business.Open(app);
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await You(page);
        await Business(page, "Café Luna", other.Slug);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();

        await Expect(page.GetByText("Another business has this short name.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Short name")).ToHaveValueAsync($"{other.Slug}-2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
        await Expect(page.GetByText("Café Luna exists")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Says_at_its_field_that_a_password_is_too_easy()
    {
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await You(page, "password12345678");
        await Business(page, "Café Luna", NewSlug());
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();

        await Expect(page.GetByText("This is one of the first that anybody would try.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Asks_for_the_rate_where_none_is_known_so_that_the_first_sale_has_one()
    {
        await using var visit = await app.Visit();
        var (page, slug) = (visit.Page, NewSlug());
        await page.GotoAsync("/signup");
        await You(page);
        await Business(page, "Padaria Lua", slug);
        await Choose(page, "Country", "Brazil");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
        await Expect(page.GetByText("Enter a share from 0 to 100")).ToBeVisibleAsync();
        await page.GetByLabel("Tax rate").FillAsync("17,5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
        await Expect(page.GetByText("Padaria Lua exists")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip this step" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the register" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/signup"));

        var made = await Web.Business.SignIn(app, slug);
        (await made.Get("/api/v1/tax-rates"))["rates"]!.AsArray().Select(rate => $"{rate!["region"]} {rate["tax_class"]} {rate["rate"]}")
            .ShouldContain("BR standard 0.175");
    }

    [Fact]
    public async Task Takes_products_from_a_file_and_tells_which_rows_it_cannot_read()
    {
        await using var visit = await app.Visit();
        var (page, slug) = (visit.Page, NewSlug());
        await page.GotoAsync("/signup");
        await You(page);
        await Business(page, "Café Luna", slug);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
        await page.GetByText("From a CSV file").ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "menu.csv",
            MimeType = "text/csv",
            Buffer = "Bezeichnung;Preis;Warengruppe\nFlat White;3,20;Kaffee\nKuchen;gratis;\nTee;2,80;Tee\n"u8.ToArray(),
        });

        await Expect(page.GetByText("2 products can be added.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Line 3:")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add 2 products" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try a practice sale" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/signup"));

        var made = await Web.Business.SignIn(app, slug);
        (await made.Get("/api/v1/products"))["data"]!.AsArray().Count.ShouldBe(2);
        (await made.Get("/api/v1/categories"))["data"]!.AsArray().Select(category => category!["name"]!.GetValue<string>()).Order().ShouldBe(["Kaffee", "Tee"]);
    }

    [Fact]
    public async Task Speaks_German()
    {
        await using var visit = await app.Visit(options: new() { Locale = "de-DE" });
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Wer legt an?" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Weiter" }).ClickAsync();
        await Expect(page.GetByText("Namen eingeben.")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe("de");
        await visit.MustLookRight("signup-german", page.GetByLabel("E-Mail"));
    }

    [Fact]
    public async Task Looks_right_at_every_step_and_width()
    {
        await using var visit = await app.Visit();
        var page = visit.Page;
        await page.GotoAsync("/signup");
        await visit.MustLookRight("signup-you", page.GetByLabel("Your name"));
        await You(page);
        await page.GetByLabel("Name of the business").FillAsync("Café Luna");
        await visit.MustLookRight("signup-business", page.GetByLabel("Short name"));
        await page.GetByLabel("Short name").FillAsync(NewSlug());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await visit.MustLookRight("signup-place", page.GetByText("Prices include tax"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
        await visit.MustLookRight("signup-products", page.GetByLabel("Product 1: Name"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip this step" }).ClickAsync();
        await visit.MustLookRight("signup-team", page.GetByRole(AriaRole.Heading, new() { Name = "Who works with you?" }));
    }

    private static string NewSlug() => $"w-{Guid.NewGuid():N}"[..20];

    private static async Task You(IPage page, string password = Web.Business.Password)
    {
        await page.GetByLabel("Your name").FillAsync("Ada Quill");
        await page.GetByLabel("E-mail").FillAsync("ada@example.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What do you do?" })).ToBeVisibleAsync();
    }

    private static async Task Business(IPage page, string name, string slug)
    {
        await page.GetByLabel("Name of the business").FillAsync(name);
        await page.GetByLabel("Short name").FillAsync(slug);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Where is it?" })).ToBeVisibleAsync();
    }

    private static async Task Place(IPage page, string country)
    {
        await Choose(page, "Country", country);
        await Expect(page.GetByText("Europe/Vienna")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create business" }).ClickAsync();
    }

    private static async Task Choose(IPage page, string label, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = label }).FillAsync(option);
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }
}
