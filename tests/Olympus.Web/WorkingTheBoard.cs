using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class WorkingTheBoard(App app)
{
    private const string Orders = "/l/{loc}/orders";

    private static ILocator Column(IPage page, string name) => page.Locator($"[data-column='{name}']");

    private static ILocator Card(IPage page, string column, long number) =>
        Column(page, column).Locator("[data-card]").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Order {number},") }) });

    private static Task IsLive(IPage page) => Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

    [Fact]
    public async Task Shows_in_one_browser_what_happens_in_another()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        await using var counter = await business.SignedIn(Orders);
        await using var kitchen = await business.SignedIn(await business.Invite("kitchen"), Business.Password, Orders);
        await Expect(counter.Page.GetByText("No open orders.")).ToBeVisibleAsync();
        await Task.WhenAll(IsLive(counter.Page), IsLive(kitchen.Page));

        var (_, number) = await business.Place(tea, 2);
        await Expect(Card(counter.Page, "new", number)).ToBeVisibleAsync();
        await Expect(Card(kitchen.Page, "new", number)).ToBeVisibleAsync();

        await kitchen.Page.GetByRole(AriaRole.Button, new() { Name = $"Start: order {number}" }).ClickAsync();
        await Expect(Card(kitchen.Page, "preparing", number)).ToBeVisibleAsync();
        await Expect(Card(counter.Page, "preparing", number)).ToBeVisibleAsync();
        await Expect(Card(counter.Page, "new", number)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Moves_an_order_by_drag_and_by_keys()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        var ((first, one), (_, two)) = (await business.Place(tea), await business.Place(tea));
        await using var visit = await business.SignedIn(Orders);

        await Card(visit.Page, "new", one).DragToAsync(Column(visit.Page, "ready"));
        await Expect(Card(visit.Page, "ready", one)).ToBeVisibleAsync();
        await business.UntilOrderIs(first, "ready"); // the card moves at once, the server takes one step after another

        await Card(visit.Page, "new", two).GetByRole(AriaRole.Link).FocusAsync();
        await visit.Page.Keyboard.PressAsync("a");
        await Expect(Card(visit.Page, "preparing", two)).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("j");
        await Card(visit.Page, "preparing", two).GetByRole(AriaRole.Link).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Card(visit.Page, "ready", one).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"Order {one}");
    }

    /// <summary>While a hand is on a column, new orders wait behind a button and those that others took stay where they are.</summary>
    [Fact]
    public async Task Moves_nothing_under_a_hand()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        var ((gone, one), (_, two)) = (await business.Place(tea), await business.Place(tea));
        await using var visit = await business.SignedIn(Orders);
        await IsLive(visit.Page);
        // Focus by keyboard holds the region for as long as it stays.
        await Card(visit.Page, "new", two).GetByRole(AriaRole.Link).FocusAsync();
        await visit.Page.Keyboard.PressAsync("k");
        await visit.Page.Keyboard.PressAsync("j");
        await Expect(Card(visit.Page, "new", two).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        var before = await Card(visit.Page, "new", two).BoundingBoxAsync();

        var (_, three) = await business.Place(tea);
        await business.Move(gone, "preparing");

        await Expect(Column(visit.Page, "new").GetByRole(AriaRole.Button, new() { Name = "Show 1 new" })).ToBeVisibleAsync();
        await Expect(Card(visit.Page, "new", one)).ToContainTextAsync("Preparing elsewhere");
        await Expect(Card(visit.Page, "new", three)).ToHaveCountAsync(0);
        var after = await Card(visit.Page, "new", two).BoundingBoxAsync();
        after!.X.ShouldBe(before!.X);

        await Column(visit.Page, "new").GetByRole(AriaRole.Button, new() { Name = "Show 1 new" }).ClickAsync();
        await Expect(Card(visit.Page, "new", three)).ToBeVisibleAsync();
        await Expect(Card(visit.Page, "new", one)).ToHaveCountAsync(0);
    }

    private const string SwipeScript = """
        card => {
            const box = card.getBoundingClientRect();
            const at = (type, x) => card.dispatchEvent(new PointerEvent(type, {
                bubbles: true, pointerType: 'touch', isPrimary: true, pointerId: 7, clientX: box.left + x, clientY: box.top + 20 }));
            at('pointerdown', 20);
            for (const x of [40, 70, 100, 130, 160]) at('pointermove', x);
            at('pointerup', 160);
        }
        """;

    /// <summary>A slip is taken back by key, by the message or on the order itself; the address keeps the filters; a finger does what the button does.</summary>
    [Fact]
    public async Task Undoes_a_step_filters_prints_and_swipes()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        var (first, one) = await business.Place(tea);
        await business.Pay(first);
        await using var visit = await business.SignedIn(Orders);
        var page = visit.Page;

        await Card(page, "new", one).GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(Card(page, "preparing", one)).ToBeVisibleAsync();
        await Expect(page.GetByText($"Order {one}: Preparing.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(Card(page, "new", one)).ToBeVisibleAsync();
        await Expect(page.GetByText($"Order {one} is Confirmed again.")).ToBeVisibleAsync();

        await Card(page, "new", one).EvaluateAsync(SwipeScript);
        await Expect(Card(page, "preparing", one)).ToBeVisibleAsync();
        await page.Locator("[data-toast]").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Card(page, "new", one)).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "My orders" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Channel" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Delivery" }).ClickAsync();
        await Expect(page.GetByText("Nothing matches these filters.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Nothing matches these filters.")).ToBeVisibleAsync();
        page.Url.ShouldEndWith("?channel=delivery&mine=true");
        await page.GoBackAsync();
        await Expect(Card(page, "new", one)).ToBeVisibleAsync();
        await visit.MustLookRight("orders-filtered", Card(page, "new", one));

        await page.EvaluateAsync("() => { window.print = () => { window.printed = document.querySelector('#receipt').innerText; }; }");
        await Card(page, "new", one).GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("p");
        await page.WaitForFunctionAsync("() => window.printed");
        var paper = await page.EvaluateAsync<string>("() => window.printed");
        (paper.Contains("COPY", StringComparison.Ordinal), paper.Contains("Tea", StringComparison.Ordinal), paper.Contains("Served by", StringComparison.Ordinal)).ShouldBe((true, true, true), paper);

        await page.Keyboard.PressAsync("a");
        await Expect(Card(page, "preparing", one)).ToBeVisibleAsync();
        await Card(page, "preparing", one).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print receipt" })).ToBeVisibleAsync();
        await visit.MustLookRight("order-undoable", page.GetByRole(AriaRole.Button, new() { Name = "Undo last step" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo last step" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo last step" })).ToHaveCountAsync(0);
        (await business.Get($"/api/v1/orders/{first}"))["status"]!.GetValue<string>().ShouldBe("confirmed");
    }

    [Fact]
    public async Task Takes_a_step_back_when_the_server_says_no()
    {
        var business = await Business.Open(app);
        var (order, number) = await business.Place(await business.SellFreely("Tea", 300));
        await using var visit = await business.SignedIn(Orders);
        await Expect(Card(visit.Page, "new", number)).ToBeVisibleAsync();
        await visit.Page.RouteAsync("**/api/v1/orders/*/status", async route =>
        {
            // Somebody else was faster.
            await business.Move(order, "preparing");
            await route.ContinueAsync();
        });

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Start: order {number}" }).ClickAsync();

        await Expect(visit.Page.GetByText("Somebody took this order on already.")).ToBeVisibleAsync();
        await Expect(Card(visit.Page, "preparing", number)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Hides_prices_and_payments_from_the_kitchen()
    {
        var business = await Business.Open(app);
        var (order, number) = await business.Place(await business.SellFreely("Tea", 777), 3);
        await business.Pay(order);
        await using var visit = await business.SignedIn(await business.Invite("kitchen"), Business.Password, Orders);
        await Expect(Card(visit.Page, "new", number)).ToContainTextAsync("3 Tea");
        (await visit.Page.InnerTextAsync("main")).ShouldNotContain("€");
        (await visit.Page.InnerTextAsync("main")).ShouldNotContain("Paid");

        await Card(visit.Page, "new", number).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "What happened" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("Order 1 placed")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Payments" })).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Refund" })).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel order" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keeps_the_filters_of_the_table_in_the_address()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        var (first, one) = await business.Place(tea);
        var (_, two) = await business.Place(tea);
        await business.Move(first, "preparing");
        await using var visit = await business.SignedIn(Orders);

        await visit.Page.GetByText("Table", new() { Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Order {two}", Exact = true })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Preparing" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("status=preparing"));
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Order {two}", Exact = true })).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Order {one}", Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Order {two}", Exact = true })).ToHaveCountAsync(0);
        await visit.Page.GoBackAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Order {two}", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var (tea, cake) = (await business.SellFreely("Earl Grey, large pot", 690), await business.SellFreely("Lemon tart", 490));
        foreach (var (status, note) in new[] { ("confirmed", null), ("pending", "No sugar"), ("preparing", null), ("preparing", "Birthday: with a candle"), ("ready", null) })
        {
            var (order, _) = await business.Place(tea, 2, status == "pending" ? "pending" : "confirmed", note);
            if (status is "preparing" or "ready")
                await business.Move(order, status);
            if (status == "ready")
                await business.Pay(order);
        }

        await business.Place(cake, 12);
        await using var visit = await business.SignedIn(Orders);
        await visit.MustLookRight("orders-board", Card(visit.Page, "ready", 5));
        await visit.Page.GotoAsync(business.At(Orders) + "?view=table");
        await visit.MustLookRight("orders-table", visit.Page.GetByRole(AriaRole.Link, new() { Name = "Order 5", Exact = true }));
    }
}
