using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>Somebody's device makes a passkey, signs them in with it, and does so no more once it is removed.</summary>
public sealed class SigningInByPasskey(App app)
{
    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task SignOut(IPage page)
    {
        await Button(page, "Ada Quill").ClickAsync();
        await Button(page, "Sign out").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/signin"));
    }

    [Fact]
    public async Task Takes_one_touch_until_it_is_removed()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/security");
        var page = visit.Page;
        // The browser's own authenticator, always there, always sure of who it is.
        var devtools = await visit.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true },
        });

        var passkeys = page.GetByRole(AriaRole.Region, new() { Name = "Passkeys" });
        await passkeys.GetByLabel("Name, such as My phone").FillAsync("My phone");
        await passkeys.GetByLabel("Current password").FillAsync("not the one that it is");
        await Button(page, "Add a passkey").ClickAsync();
        await Expect(passkeys.GetByText("The current password is not right.")).ToBeVisibleAsync();
        visit.Forgive("403");
        await passkeys.GetByLabel("Current password").FillAsync(Business.Password);
        await Button(page, "Add a passkey").ClickAsync();
        await Expect(passkeys.GetByRole(AriaRole.Listitem)).ToContainTextAsync("not used yet");
        await passkeys.GetByLabel("Current password").FillAsync(Business.Password);
        await Button(page, "Add a passkey").ClickAsync();
        await Expect(passkeys.GetByText("This device has a passkey of yours already.")).ToBeVisibleAsync();
        await visit.MustLookRight("settings-passkeys", passkeys.GetByText("not used yet"));
        await Button(page, "Rename My phone").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name, such as My phone").FillAsync("Old phone");
        await Button(page, "Save name").ClickAsync();
        await Expect(passkeys.GetByRole(AriaRole.Listitem)).ToContainTextAsync("Old phone");

        await SignOut(page);
        await Button(page, "Use a passkey").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/signin"));
        await page.GotoAsync("/settings/security");
        await Expect(passkeys.GetByRole(AriaRole.Listitem)).ToContainTextAsync("last used");

        // Its being there is not enough: the server has to know it.
        await Button(page, "Remove Old phone").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(passkeys.GetByText("No passkey yet.")).ToBeVisibleAsync();
        await SignOut(page);
        await Button(page, "Use a passkey").ClickAsync();
        await Expect(page.GetByText("This passkey doesn’t sign anybody in here.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Business")).ToHaveValueAsync(business.Slug);
        visit.Forgive("401");
    }
}
