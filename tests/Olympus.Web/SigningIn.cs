using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class SigningIn(App app)
{
    [Fact]
    public async Task Leads_to_where_one_wanted_to_be()
    {
        var business = await Business.Open(app);
        await using var visit = await app.Visit();

        await visit.Page.GotoAsync("/nowhere?a=b");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/signin\\?to="));
        await business.SignIn(visit.Page, business.Email, Business.Password);

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/nowhere\\?a=b$"));
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing here");
        (await visit.Page.TitleAsync()).ShouldBe("Nothing here · Café Luna · Olympus");
    }

    [Fact]
    public async Task With_a_wrong_password_says_one_sentence_and_keeps_the_entries()
    {
        var business = await Business.Open(app);
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/signin");

        await business.SignIn(visit.Page, business.Email, "wrong horse battery staple");

        await Expect(visit.Page.GetByText("Business, email and password don’t match")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel("Email")).ToHaveValueAsync(business.Email);
        await Expect(visit.Page.GetByLabel("Password", new() { Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Without_entries_leads_to_the_first_that_is_missing()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/signin");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Expect(visit.Page.GetByText("Enter the short name of the business.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel("Business")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Holds_over_a_reload_and_in_every_tab_and_ends_in_all_of_them()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await visit.Page.ReloadAsync();
        var other = await visit.Context.NewPageAsync();
        // Both renew their token at the same time: with one cookie between them that must never look like a theft.
        await Task.WhenAll(visit.Page.ReloadAsync(), other.GotoAsync("/nowhere"));
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/signin"));
        await Expect(other).ToHaveURLAsync(new Regex("/signin"));
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Fact]
    public async Task Keeps_nothing_that_a_script_could_take_away()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn();

        (await visit.Page.EvaluateAsync<string>("() => document.cookie")).ShouldBe("");
        var kept = await visit.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage, ...sessionStorage })");
        kept.ShouldNotContain("eyJ");
        kept.ShouldNotContain("olr_");
    }

    [Fact]
    public async Task Never_leads_to_a_page_of_elsewhere()
    {
        var business = await Business.Open(app);
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/signin?to=//elsewhere.example/x");

        await business.SignIn(visit.Page, business.Email, Business.Password);

        await Expect(visit.Page).Not.ToHaveURLAsync(new Regex("/signin"));
        new Uri(visit.Page.Url).Host.ShouldBe("localhost");
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        await using var visit = await app.Visit();
        await visit.Page.GotoAsync("/signin");

        await visit.MustLookRight("signin", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }));
    }
}
