using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class SellingAtTheRegister(App app)
{
    [Fact]
    public async Task By_tiles_three_items_take_five_taps_and_the_next_sale_none_more()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit(1024, 768);
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Flat white").ClickAsync();
        await Counter.Tile(page, "Cake").ClickAsync();
        await Counter.Tile(page, "Soup").ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "€10.00", Exact = true }).ClickAsync();

        await Expect(Counter.Done(page)).ToContainTextAsync("€0.70");
        var order = (await counter.OrdersWhen(1))[0]!;
        Counter.Total(order).ShouldBe(930);
        order["payment_status"]!.GetValue<string>().ShouldBe("paid");
        order["status"]!.GetValue<string>().ShouldBe("completed");
        order["differs"]!.GetValue<bool>().ShouldBeFalse();
        await Expect(Counter.Done(page)).ToContainTextAsync("On the server.");

        await Counter.Tile(page, "Cake").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task By_keys_three_items_take_sixteen()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Expect(Counter.Search(page)).ToBeFocusedAsync();
        string[] keys = ["f", "l", "a", "Enter", "c", "a", "k", "Enter", "s", "o", "u", "Enter", "F9", "2", "0", "Enter"];
        foreach (var key in keys)
            await page.Keyboard.PressAsync(key, new() { Delay = 40 });

        keys.Length.ShouldBeLessThanOrEqualTo(16);
        await Expect(Counter.Done(page)).ToContainTextAsync("€10.70");
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(930);
        await page.Keyboard.TypeAsync("cak", new() { Delay = 60 });
        await Expect(Counter.Search(page)).ToHaveValueAsync("cak");
    }

    [Fact]
    public async Task By_scanner_takes_the_code_whole_and_two_keys()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Scan(page, "4006381333931");
        await Counter.Tile(page, "Cake").FocusAsync();
        await Counter.Scan(page, "4006381333955");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket, 2 lines" })).ToContainTextAsync("€5.20");
        await Counter.Scan(page, "4000000000000");
        await Expect(page.GetByText("No item has code 4000000000000").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("F9");
        await Counter.Scan(page, "4006381333948");
        await Expect(page.GetByText("Cake was scanned.")).ToBeVisibleAsync();
        await Expect(Counter.Done(page)).Not.ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(520);
    }

    [Fact]
    public async Task With_a_card_that_is_declined_and_one_that_is_not()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await page.GetByLabel("Number on the terminal’s slip").FillAsync("test_declined_insufficient_funds");
        await page.GetByRole(AriaRole.Button, new() { Name = "Charge €4.10" }).ClickAsync();
        await Expect(page.GetByText("The bank declined. Nothing was charged.").First).ToBeVisibleAsync();
        await page.GetByLabel("Number on the terminal’s slip").FillAsync("test_ok");
        await page.GetByRole(AriaRole.Button, new() { Name = "Charge €4.10" }).ClickAsync();

        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        var order = (await counter.OrdersWhen(1))[0]!;
        order["payment_status"]!.GetValue<string>().ShouldBe("paid");
        order["status"]!.GetValue<string>().ShouldBe("completed");
    }

    [Fact]
    public async Task With_a_card_that_nobody_knows_of_waits_and_never_charges_twice()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await page.GetByLabel("Number on the terminal’s slip").FillAsync("test_timeout_approved");
        var charge = page.GetByRole(AriaRole.Button, new() { Name = "Charge €4.10" });
        await charge.ClickAsync();
        await Expect(page.GetByText("Not sure yet if the card was charged.").First).ToBeVisibleAsync();
        await Expect(charge).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Back to ticket") })).ToBeDisabledAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Not sure yet if the card was charged.").First).ToBeVisibleAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var order = (await counter.OrdersWhen(1))[0]!;
        (await counter.Business.Get($"/api/v1/orders/{order["id"]}/payments"))["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Splits_what_is_due_over_cash_and_card()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        foreach (var item in new[] { "Flat white", "Cake", "Soup" })
            await Counter.Tile(page, item).ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Split" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "1 of 3" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact €3.10" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Due €6.20" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Split" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Card" }).ClickAsync();
        await page.GetByLabel("Number on the terminal’s slip").FillAsync("test_ok");
        await page.GetByRole(AriaRole.Button, new() { Name = "Charge €6.20" }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        var order = (await counter.OrdersWhen(1))[0]!;
        (await counter.Business.Get($"/api/v1/orders/{order["id"]}/payments"))["data"]!.AsArray().Select(payment => payment!["amount"]!["amount"]!.GetValue<long>())
            .ShouldBe([310, 620]);
    }

    [Fact]
    public async Task Holds_a_ticket_that_another_till_takes_up()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await page.Keyboard.PressAsync("F4");
        await page.GetByLabel("Name to find it by").FillAsync("Blue jacket");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold ticket" }).ClickAsync();
        await Expect(page.GetByText("Tap an item, scan it, or type its name.")).ToBeVisibleAsync();

        await using var other = await counter.Visit();
        await Counter.Ready(other.Page);
        await other.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Recall") }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Recall Blue jacket" }).ClickAsync();
        await Counter.Tile(other.Page, "Soup").ClickAsync();
        await Counter.Pay(other.Page).ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Exact €6.10" }).ClickAsync();
        await Expect(Counter.Done(other.Page)).ToBeVisibleAsync();
        var order = (await counter.OrdersWhen(1))[0]!;
        (Counter.Total(order), order["status"]!.GetValue<string>(), order["payment_status"]!.GetValue<string>()).ShouldBe((610, "completed", "paid"));
    }

    [Fact]
    public async Task Gives_a_discount_with_a_reason_and_says_why()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Soup").ClickAsync();
        await page.Keyboard.PressAsync("F8");
        await page.GetByLabel("Percent off").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("Say why: it stands on the receipt.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apology" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Why?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Share of the discount on the whole ticket");
        await page.Keyboard.PressAsync("Escape");
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact €1.80" }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        var order = await counter.Business.Get($"/api/v1/orders/{(await counter.OrdersWhen(1))[0]!["id"]}");
        order["discounts"]![0]!["reason"]!.GetValue<string>().ShouldBe("Apology");
    }

    [Fact]
    public async Task Shows_a_cashier_that_discounts_are_for_managers()
    {
        var counter = await Counter.Open(app);
        var cashier = await counter.Business.Invite("staff");
        await using var visit = await counter.Business.SignedIn(cashier, Business.Password, "/l/{loc}/register");
        await Counter.Ready(visit.Page);
        await Counter.Tile(visit.Page, "Cake").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Discount.*manager") })).ToHaveAttributeAsync("aria-disabled", "true");
        await Counter.Sell(visit.Page, "Soup");
        await counter.OrdersWhen(1);
    }

    [Fact]
    public async Task Prints_one_page_of_eighty_millimetres()
    {
        var counter = await Counter.Open(app);
        await counter.Business.Sell("A very long name of an item that has sixty characters in all", 1299);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await page.EvaluateAsync("() => { window.print = () => { window.printed = document.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join(' '); }; }");
        await Counter.Sell(page, "A very long name of an item that has sixty characters in all", "Cake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Print receipt" }).ClickAsync();
        await page.WaitForFunctionAsync("() => window.printed");
        var size = Regex.Match(await page.EvaluateAsync<string>("() => window.printed"), @"size: 80mm (\d+)mm");
        size.Success.ShouldBeTrue();
        var pdf = await page.PdfAsync(new() { Path = Path.Combine(App.Screens, "receipt.pdf"), Width = "80mm", Height = $"{size.Groups[1].Value}mm", PrintBackground = true });
        Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)").ShouldBe(1);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.EvaluateAsync<bool>("() => { const paper = document.getElementById('receipt'); return [...paper.querySelectorAll('td')].every(cell => cell.scrollWidth <= cell.clientWidth + 1); }"))
            .ShouldBeTrue("nothing on the receipt is cut off");
        await page.Locator("#receipt").ScreenshotAsync(new() { Path = Path.Combine(App.Screens, "receipt.png") });
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var counter = await Counter.Open(app);
        var category = await counter.Business.Post("/api/v1/categories", new { name = "Drinks" });
        for (var i = 1; i <= 20; i++)
            await counter.Business.Sell($"Drink number {i}", 150 + (i * 10), category: category["id"]!.GetValue<Guid>());
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await Counter.Tile(page, "Drink number 1").ClickAsync();
        await visit.MustLookRight("register", Counter.Tile(page, "Cake"));
        await page.Keyboard.PressAsync("F9");
        await visit.MustLookRight("register-pay", page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Due") }));
        await page.GetByRole(AriaRole.Button, new() { Name = "€10.00", Exact = true }).ClickAsync();
        await Expect(Counter.Done(page)).ToContainTextAsync("On the server.");
        await visit.MustLookRight("register-done", Counter.Done(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sales of this device" }).ClickAsync();
        await visit.MustLookRight("register-sales", page.GetByRole(AriaRole.Dialog));
    }

    [Fact]
    public async Task Keeps_only_the_tiles_in_sight_of_five_thousand()
    {
        var counter = await Counter.Open(app);
        foreach (var batch in Enumerable.Range(0, 5000).Chunk(100))
            await counter.Business.Post("/api/v1/products/bulk", new
            {
                items = batch.Select(i => new { name = $"Item {i:0000}", sku = $"I-{i:0000}", price = new { amount = 100 + i, currency = "EUR" } }),
            });
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Expect(Counter.Tile(page, "Item 0001")).ToBeVisibleAsync();
        (await page.Locator("[data-at]").CountAsync()).ShouldBeLessThan(200);
        await Counter.Search(page).FillAsync("I-4321");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToContainTextAsync("Item 4321");
    }
}
