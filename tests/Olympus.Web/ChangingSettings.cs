using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class ChangingSettings(App app)
{
    [Fact]
    public async Task Of_the_business_changes_its_name_words_and_colours_at_once()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/business");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Hotel Sol");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Kind of business" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Hotel" }).ClickAsync();
        await page.GetByLabel("Main colour", new() { Exact = true }).FillAsync("#ffb300");
        await Expect(page.GetByText("Made readable: only its lightness was moved.").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page).ToHaveTitleAsync(new Regex("Hotel Sol"));
        await page.ReloadAsync();
        await Expect(page.GetByText("Last change: Ada Quill, ")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe("hospitality");
        var brand = await page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).getPropertyValue('--brand').trim()");
        brand.ToUpperInvariant().ShouldNotBe("#FFB300");
        brand.ToUpperInvariant().ShouldNotBe("#1A237E");
        (await business.Get("/api/v1/tenant"))["branding"]!["primary_colour"]!.GetValue<string>().ShouldBe("#ffb300");
    }

    [Fact]
    public async Task That_somebody_else_changed_keeps_the_entries_and_shows_theirs_on_demand()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/business");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mine");
        await business.Send(HttpMethod.Patch, "/api/v1/tenant", new { name = "Theirs" }, ("If-Match", "\"1\""));

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByText("Somebody else changed this in the meantime.").First).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what is saved now" }).ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Theirs");
    }

    [Fact]
    public async Task Of_a_place_tells_what_moving_the_day_does_before_it_is_saved()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/places");
        var page = visit.Page;
        await page.GetByLabel("Business day begins at").FillAsync("4");
        await page.GetByLabel("City").FillAsync("Berlin");
        await Expect(page.GetByText("Sales from 00:00 to 04:00 count for the day before.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add hours on Monday" }).ClickAsync();
        await page.GetByLabel("Monday closes").FillAsync("2:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Same every day" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();

        var place = await business.Get("/api/v1/locations/{loc}");
        place["day_cut_off"]!.GetValue<string>().ShouldBe("04:00:00");
        place["address"]!["city"]!.GetValue<string>().ShouldBe("Berlin");
        place["opening_hours"]!["weekly"]!.AsArray().Count.ShouldBe(7);
        place["opening_hours"]!["weekly"]![0]!["closes"]!.GetValue<string>().ShouldBe("02:30:00");
    }

    [Fact]
    public async Task Opens_a_place_in_another_country_with_what_that_brings()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/places?open=new");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Zürich");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Country" }).FillAsync("Switzerland");
        await page.GetByRole(AriaRole.Option, new() { Name = "Switzerland" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open a place" }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Zürich" })).ToBeVisibleAsync();

        var opened = (await business.Get("/api/v1/locations"))["data"]![1]!;
        (opened["currency"]!.GetValue<string>(), opened["time_zone"]!.GetValue<string>(), opened["tax_region"]!.GetValue<string>()).ShouldBe(("CHF", "Europe/Zurich", "CH"));
    }

    [Fact]
    public async Task Of_taxes_tells_what_holds_from_when_before_it_is_saved()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/taxes");
        var page = visit.Page;
        await page.GetByLabel("Rate in %, rate 2").FillAsync("16");
        await Expect(page.GetByText("DE · standard: 16% from now on.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.", new() { Exact = true })).ToBeVisibleAsync();
        (await business.Get("/api/v1/tax-rates"))["rates"]!.AsArray().Select(rate => $"{rate!["tax_class"]} {rate["rate"]}").ShouldContain("standard 0.16");
    }

    [Fact]
    public async Task Of_the_look_holds_within_a_tenth_of_a_second_without_a_reload_and_stays()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/appearance");
        var page = visit.Page;
        await page.EvaluateAsync("() => { window.stays = true; }");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Dark" })).ToBeVisibleAsync();
        var light = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await page.EvaluateAsync("""
            () => {
                document.querySelector('input[value="dark"]').addEventListener('click', () => {
                    const began = performance.now();
                    requestAnimationFrame(() => requestAnimationFrame(() => { window.took = performance.now() - began; }));
                });
            }
            """);

        await page.GetByRole(AriaRole.Radio, new() { Name = "Dark" }).CheckAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await Expect(page.Locator("body")).Not.ToHaveCSSAsync("background-color", light);
        (await page.EvaluateAsync<bool>("() => window.stays")).ShouldBeTrue();
        TestContext.Current.SendDiagnosticMessage($"light to dark: {await page.EvaluateAsync<double>("() => window.took")} ms");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Darstellung");
        (await page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe("de");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Dunkel" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Asks_before_entries_are_left_behind()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/business");
        var page = visit.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Not saved");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Roles") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Not saved");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Roles") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Roles");
    }

    [Theory]
    [InlineData("admin", "Business,Places & hours,Taxes,People,Tills & PINs,Roles,Webhooks,Appearance,Sign-in & devices,Data")]
    [InlineData("manager", "Taxes,People,Tills & PINs,Roles,Appearance,Sign-in & devices")]
    [InlineData("staff", "Appearance,Sign-in & devices")]
    [InlineData("kitchen", "Appearance,Sign-in & devices")]
    [InlineData("viewer", "Appearance,Sign-in & devices")]
    public async Task Shows_a_role_its_own_parts_and_no_others(string role, string parts)
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn(await business.Invite(role), Business.Password, "/settings");
        var page = visit.Page;
        var list = page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" });
        await Expect(list.GetByRole(AriaRole.Link)).ToHaveCountAsync(parts.Split(',').Length);
        (await list.Locator("a strong").AllTextContentsAsync()).ShouldBe(parts.Split(','));
        if (role == "admin")
            return;
        await page.GotoAsync("/settings/webhooks");
        await Expect(page.GetByText("Your role does not include this part of the settings.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Of_one_place_is_all_that_its_manager_sees()
    {
        var business = await Business.Open(app);
        var second = (await business.Post("/api/v1/locations", new { name = "Harbour", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" }))["id"]!.GetValue<Guid>();
        var email = await business.Invite("admin", second);
        await using var visit = await business.SignedIn(email, Business.Password, "/settings/places");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Harbour" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("Main", new() { Exact = true })).Not.ToBeVisibleAsync();
        await visit.Page.GotoAsync("/settings/people");
        await Expect(visit.Page.GetByRole(AriaRole.Main).GetByText(email)).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText(business.Email)).Not.ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("business")]
    [InlineData("places")]
    [InlineData("taxes")]
    [InlineData("people")]
    [InlineData("devices")]
    [InlineData("roles")]
    [InlineData("webhooks")]
    [InlineData("appearance")]
    [InlineData("security")]
    [InlineData("data")]
    public async Task Looks_right_at_every_width(string section)
    {
        var business = await Business.Open(app);
        await business.Invite("staff");
        await business.Post("/api/v1/invitations", new { email = "new@example.test", role = "manager" });
        if (section == "places")
            await business.Send(HttpMethod.Patch, "/api/v1/locations/{loc}", new
            {
                opening_hours = new
                {
                    weekly = new[] { new { day = "friday", opens = "18:00:00", closes = "02:00:00" }, new { day = "friday", opens = "10:00:00", closes = "14:00:00" } },
                    exceptions = new[] { new { on = "2026-12-24", intervals = Array.Empty<object>(), reason = "Christmas Eve" } },
                },
            }, ("If-Match", "\"1\""));
        if (section == "business")
            await business.Send(HttpMethod.Patch, "/api/v1/tenant", new { branding = new { primary_colour = "#ff6d00" } }, ("If-Match", "\"1\""));
        await using var visit = await business.SignedIn($"/settings/{section}");
        await visit.MustLookRight($"settings-{section}", visit.Page.Locator("main h2").First);
    }

    [Fact]
    public async Task Looks_right_in_German_and_as_a_list()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings");
        await visit.MustLookRight("settings", visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Roles") }));
        await visit.Page.EvaluateAsync("() => localStorage.setItem('olympus.language', 'de')");
        foreach (var section in new[] { "business", "places", "people", "security" })
        {
            await visit.Page.GotoAsync($"/settings/{section}");
            await visit.MustLookRight($"settings-{section}-german", visit.Page.Locator("main h2").First);
        }
    }
}
