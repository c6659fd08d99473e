using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class EndingSessions(App app)
{
    [Fact]
    public async Task On_another_device_signs_that_one_out_and_no_other()
    {
        var business = await Business.Open(app);
        await using var phone = await business.SignedIn("/settings/security", 390, 844);
        await using var desk = await business.SignedIn("/settings/security");
        await Expect(desk.Page.GetByText("This device", new() { Exact = true })).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Sign out (Chrome|.*Headless)") }).First.ClickAsync();

        await Expect(phone.Page).ToHaveURLAsync(new Regex("/signin"));
        await desk.Page.ReloadAsync();
        await Expect(desk.Page.GetByText("This device", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Everywhere_else_asks_first_and_leaves_this_one()
    {
        var business = await Business.Open(app);
        await using var phone = await business.SignedIn("/settings/security", 390, 844);
        await using var desk = await business.SignedIn("/settings/security");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await Expect(desk.Page.GetByText("No other device is signed in.")).ToBeVisibleAsync();
        await Expect(phone.Page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Fact]
    public async Task By_a_new_password_ends_the_others_and_says_when_the_old_one_is_wrong()
    {
        var business = await Business.Open(app);
        await using var phone = await business.SignedIn("/settings/security", 390, 844);
        await using var desk = await business.SignedIn("/settings/security");
        var page = desk.Page;
        var form = page.Locator("form").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Change password" }) });
        await form.GetByLabel("Current password").FillAsync("not the one that it is");
        await form.GetByLabel("New password").FillAsync("seven quiet lighthouses");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("The current password is not right.")).ToBeVisibleAsync();
        await form.GetByLabel("Current password").FillAsync(Business.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("The password is changed.")).ToBeVisibleAsync();
        await Expect(phone.Page).ToHaveURLAsync(new Regex("/signin"));
    }
}
