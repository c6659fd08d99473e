namespace Olympus.Web;

/// <summary>Five people at one till: each sells in their own name, and nothing of the sale before is lost.</summary>
[Installs]
public sealed class SwitchingThePerson(App app)
{
    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task Pin(IPage page, string name, string pin)
    {
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new($"^{name}") }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "PIN" }).FillAsync("");
        await page.Keyboard.TypeAsync(pin);
        await page.Keyboard.PressAsync("Enter");
    }

    [Fact]
    public async Task Keeps_the_ticket_sends_what_waits_and_names_who_sold_it()
    {
        var counter = await Counter.Open(app);
        var business = counter.Business;
        var email = await business.Invite("staff");
        await using var visit = await business.SignedIn("/settings/devices");
        var page = visit.Page;

        // The owner makes this device a till, and gives PINs and a badge.
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name, such as Till 2" }).FillAsync("Till 2");
        await Button(page, "Make it a till").ClickAsync();
        await Expect(page.GetByText("This device is Till 2")).ToBeVisibleAsync();
        var people = (await business.Get("/api/v1/colleagues"))["data"]!.AsArray();
        var bo = people.Single(one => one!["name"]!.GetValue<string>() != "Ada Quill")!;
        var boName = bo["name"]!.GetValue<string>();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Person" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = boName }).ClickAsync();
        await page.GetByLabel("New PIN").FillAsync("1234");
        await Button(page, "Set PIN").ClickAsync();
        await Expect(page.GetByText("This PIN is tried first by whoever guesses.")).ToBeVisibleAsync();
        await page.GetByLabel("New PIN").FillAsync("7301");
        await Button(page, "Set PIN").ClickAsync();
        await Expect(page.GetByText($"{boName} has a new PIN.").First).ToBeVisibleAsync();
        await visit.MustLookRight("settings-devices", page.GetByText("This device is Till 2"));
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Whose badge" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = boName }).ClickAsync();
        await Button(page, "Give a badge").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = $"Badge of {boName}" });
        await Expect(dialog).ToBeVisibleAsync();
        await visit.MustLookRight("badge", dialog.GetByText("they are not shown again"));
        var badge = await dialog.GetByLabel("Digits of the badge", new() { Exact = true }).InputValueAsync();
        await Button(page, "Close").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Badges" }).GetByRole(AriaRole.Listitem)).ToContainTextAsync("not used yet");
        await business.Send(HttpMethod.Put, "/api/v1/auth/pin", new { pin = "9283", current_password = Business.Password });

        // Ada begins a ticket and makes a sale that does not get through; then Bo takes over.
        await page.GotoAsync(business.At("/l/{loc}/register"));
        await Counter.Ready(page);
        await page.RouteAsync("**/api/v1/sales", route => route.AbortAsync());
        await Counter.Sell(page, "Cake");
        await Counter.Tile(page, "Soup").ClickAsync();
        await Expect(page.GetByText("Soup").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Alt+l");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Till 2 · who?" })).ToBeVisibleAsync();
        await visit.MustLookRight("till-who", page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Ada") }));
        await Pin(page, boName, "1357");
        await Expect(page.GetByText("4 attempts left.")).ToBeVisibleAsync();
        visit.Forgive("401");
        await page.UnrouteAsync("**/api/v1/sales");
        await Pin(page, boName, "7301");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToContainTextAsync("Soup");

        var order = (await counter.OrdersWhen(1))[0]!;
        order["taken_by"]!.GetValue<Guid>().ToString().ShouldBe((await business.Get("/api/v1/auth/me"))["user_id"]!.GetValue<string>());
        var history = (await business.Get($"/api/v1/orders/{order["id"]}/history"))["data"]!.AsArray();
        history[0]!["actor"]!.GetValue<string>().ShouldBe($"user:{bo["id"]}");
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        (await counter.OrdersWhen(2)).Select(one => one!["taken_by"]!.GetValue<string>()).ShouldContain(bo["id"]!.GetValue<string>());
        email.ShouldNotBeEmpty();

        // Next time Bo only holds the badge to the scanner; a thing for sale is no badge.
        await page.Keyboard.PressAsync("Alt+l");
        await Expect(page.GetByText("Or scan your badge")).ToBeVisibleAsync();
        await Counter.Scan(page, "4006381333948");
        await Expect(page.GetByText("That is not a badge.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "PIN" })).ToHaveValueAsync("");
        await Counter.Scan(page, badge);
        await Counter.Ready(page);
        await Expect(Button(page, boName)).ToBeVisibleAsync();

        // What Bo may not do alone, Ada lets happen once, and the log says both.
        await page.GotoAsync(business.At($"/l/{{loc}}/orders/{order["id"]}"));
        await Button(page, "Refund, a manager approves").ClickAsync();
        var refund = page.GetByRole(AriaRole.Dialog);
        await refund.GetByText("By amount").ClickAsync();
        await refund.GetByLabel("Amount", new() { Exact = true }).FillAsync("1");
        await refund.GetByRole(AriaRole.Button, new() { Name = "Review refund" }).ClickAsync();
        await Button(page, "Yes, refund €1.00").ClickAsync();
        await Expect(refund.GetByText("A manager approves this")).ToBeVisibleAsync();
        await visit.MustLookRight("approve", refund.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Ada") }));
        await Pin(page, "Ada", "1357");
        await Expect(refund.GetByText("4 attempts left.")).ToBeVisibleAsync();
        visit.Forgive("403");
        await Pin(page, "Ada", "9283");
        await Expect(refund).ToHaveCountAsync(0);
        await Expect(page.GetByText("Partly refunded")).ToBeVisibleAsync();
        await page.GotoAsync(business.At("/l/{loc}/register"));
        await Counter.Ready(page);
        await page.Keyboard.PressAsync("Alt+l");
        await Pin(page, "Ada", "9283");
        await Counter.Ready(page);
        await page.GotoAsync("/activity");
        await Expect(page.GetByText($"{boName} · €1.00 refunded by cash: Returned · approved by Ada Quill")).ToBeVisibleAsync();
    }
}
