using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>What the register does around a sale: the wrong kind of money, somebody new, a ticket that somebody else parked, a clock and a line that are not right.</summary>
public sealed class CorrectingASale(App app)
{
    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{Regex.Escape(name)}") });

    [Fact]
    public async Task Takes_wrong_money_back_and_takes_it_again_the_right_way()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Sell(page, "Cake");
        await counter.OrdersWhen(1);
        await Expect(Button(page, "Wrong tender? Change")).ToBeEnabledAsync();
        await visit.MustLookRight("register-done", Counter.Done(page));
        await Button(page, "Wrong tender? Change").ClickAsync();
        await Expect(page.GetByText("Due €4.10")).ToBeVisibleAsync();

        // It stays due through a reload, until it is paid.
        await page.ReloadAsync();
        await Expect(page.GetByText("Due €4.10")).ToBeVisibleAsync();
        await visit.MustLookRight("register-correction", page.GetByText("Due €4.10"));
        await Button(page, "Card").ClickAsync();
        await page.GetByRole(AriaRole.Textbox).First.FillAsync("test_ok");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Counter.Done(page)).ToBeVisibleAsync();

        var order = (await counter.OrdersWhen(1))[0]!;
        order["payment_status"]!.GetValue<string>().ShouldBe("paid");
        var payments = (await counter.Business.Get($"/api/v1/orders/{order["id"]}/payments"))["data"]!.AsArray();
        payments.Select(one => $"{one!["method"]} {one["status"]}").ShouldBe(["cash reversed", "card captured"]);
    }

    [Fact]
    public async Task Makes_a_customer_of_a_number_and_says_who_parked_what()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await Button(page, "Customer").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name, email or phone" }).FillAsync("0176 5550123");
        await Expect(page.GetByText("No match for 0176 5550123.")).ToBeVisibleAsync();
        await Button(page, "Create with this number").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("Chen Li");
        await visit.MustLookRight("register-new-customer", page.GetByText("Phone 0176 5550123"));
        await Button(page, "Create and use").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByText("Chen Li").First).ToBeVisibleAsync();
        var made = (await counter.Business.Get("/api/v1/customers?q=Chen"))["data"]!.AsArray().ShouldHaveSingleItem()!;
        made["phone"]!.GetValue<string>().Replace(" ", "", StringComparison.Ordinal).ShouldEndWith("1765550123");

        await Button(page, "Hold").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("Window seat");
        await Button(page, "Hold ticket").ClickAsync();
        await Button(page, "Recall").ClickAsync();
        var row = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Window seat" });
        await Expect(row).ToContainTextAsync("Ada Quill");
        await Expect(row).ToContainTextAsync("€4.10");
        await visit.MustLookRight("register-held", row);
    }

    [Fact]
    public async Task Says_that_the_clock_is_wrong()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await page.AddInitScriptAsync("{ const now = Date.now; Date.now = () => now() + 12 * 60_000; }");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Status).GetByText("This device’s clock is off by 12 minutes.")).ToBeVisibleAsync();
    }
}
