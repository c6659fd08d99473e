using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class BringingPeopleIn(App app)
{
    [Fact]
    public async Task Goes_from_the_invitation_to_a_colleague_who_is_signed_in()
    {
        var business = await Business.Open(app);
        await using var owner = await business.SignedIn("/settings/people");
        var page = owner.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite somebody" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync("bo@example.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the invitation" }).ClickAsync();
        var link = await page.GetByLabel("Link of the invitation", new() { Exact = true }).InputValueAsync();
        link.ShouldContain("/invitation#oli_");
        await owner.MustLookRight("settings-invited", page.GetByLabel("Link of the invitation", new() { Exact = true }));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take back the invitation of bo@example.test" })).ToBeVisibleAsync();

        await using var guest = await app.Visit();
        await guest.Page.GotoAsync(link);
        await Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Join Café Luna" })).ToBeVisibleAsync();
        await Expect(guest.Page.GetByText("You are invited as Staff.")).ToBeVisibleAsync();
        await guest.MustLookRight("invitation", guest.Page.GetByLabel("Your name"));
        await guest.Page.GetByLabel("Your name").FillAsync("Bo Lind");
        await guest.Page.GetByLabel("Choose a password", new() { Exact = true }).FillAsync("short");
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(guest.Page.GetByText("5 of 15 characters.")).ToBeVisibleAsync();
        await guest.Page.GetByLabel("Choose a password", new() { Exact = true }).FillAsync("seven quiet lighthouses");
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(guest.Page).Not.ToHaveURLAsync(new Regex("/invitation"));
        await Expect(guest.Page.GetByRole(AriaRole.Button, new() { Name = "Bo Lind" })).ToBeVisibleAsync();

        await using var late = await app.Visit();
        await late.Page.GotoAsync(link);
        await Expect(late.Page.GetByText("This invitation does not exist, was used or has expired.")).ToBeVisibleAsync();
        await late.MustLookRight("invitation-gone", late.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }));
    }

    [Fact]
    public async Task Ends_with_an_invitation_that_is_taken_back()
    {
        var business = await Business.Open(app);
        var made = await business.Post("/api/v1/invitations", new { email = "bo@example.test", role = "staff" });
        await using var owner = await business.SignedIn("/settings/people");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Take back the invitation of bo@example.test" }).ClickAsync();
        await Expect(owner.Page.GetByText("Nobody is invited right now.")).ToBeVisibleAsync();
        await using var guest = await app.Visit();
        await guest.Page.GotoAsync($"/invitation#{made["token"]}");
        await Expect(guest.Page.GetByText("This invitation does not exist")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Gives_and_takes_roles_and_locks_out()
    {
        var business = await Business.Open(app);
        var email = await business.Invite("staff");
        await using var colleague = await business.SignedIn(email, Business.Password, "/settings/security");
        await using var owner = await business.SignedIn("/settings/people");
        var page = owner.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Change Bo staff" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Manager" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Manager in the whole business")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Lock out" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Lock out" }).ClickAsync();
        await Expect(page.GetByText("Locked out", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(colleague.Page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Fact]
    public async Task Lets_nobody_lose_the_last_owner()
    {
        var business = await Business.Open(app);
        await using var owner = await business.SignedIn("/settings/people");
        var page = owner.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Change Ada Quill" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("A business needs one owner who can sign in.").First).ToBeVisibleAsync();
    }
}
