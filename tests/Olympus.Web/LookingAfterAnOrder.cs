namespace Olympus.Web;

public sealed class LookingAfterAnOrder(App app)
{
    private static async Task<(Business Business, Guid Order, Visit Visit)> Paid(App app, string method = "cash")
    {
        var business = await Business.Open(app);
        var (order, _) = await business.Place(await business.SellFreely("Tea", 1000), 3);
        await business.Pay(order, method);
        return (business, order, await business.SignedIn($"/l/{{loc}}/orders/{order}"));
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    [Fact]
    public async Task Refunds_by_lines_to_the_cent_after_a_second_look()
    {
        var (business, order, visit) = await Paid(app);
        await using var _ = visit;
        await Button(visit.Page, "Refund").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("€30.00 can be refunded.")).ToBeVisibleAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "One more: How many of Tea come back" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Review refund: €10.00" }).ClickAsync();
        await Expect(dialog.GetByText("The money goes back to cash.")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Back" })).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Yes, refund €10.00" }).ClickAsync();

        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByText("Partly refunded")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("1 returned")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("€10.00 refunded by cash: Returned")).ToBeVisibleAsync();
        var totals = (await business.Get($"/api/v1/orders/{order}"))["totals"]!;
        totals["refunded"]!["amount"]!.GetValue<long>().ShouldBe(1000);
    }

    [Fact]
    public async Task Refunds_an_amount_and_refuses_more_than_there_is()
    {
        var (_, _, visit) = await Paid(app, "card");
        await using var __ = visit;
        await Button(visit.Page, "Refund").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("By amount").ClickAsync();
        await dialog.GetByLabel("Amount", new() { Exact = true }).FillAsync("30.01");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Review refund" }).ClickAsync();
        await Expect(dialog.GetByText("More than €30.00 cannot be refunded.").First).ToBeVisibleAsync();

        await dialog.GetByLabel("Amount", new() { Exact = true }).FillAsync("30");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Review refund: €30.00" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Yes, refund €30.00" }).ClickAsync();

        await Expect(visit.Page.GetByText("Refunded", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(Button(visit.Page, "Refund")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Shows_what_others_do_and_offers_only_the_next_legal_steps()
    {
        var business = await Business.Open(app);
        var (order, number) = await business.Place(await business.SellFreely("Tea", 1000));
        await using var visit = await business.SignedIn($"/l/{{loc}}/orders/{order}");
        await Expect(Button(visit.Page, "Start")).ToBeVisibleAsync();
        await Expect(Button(visit.Page, "Live")).ToBeVisibleAsync();

        await business.Move(order, "preparing");
        await Expect(Button(visit.Page, "Mark ready")).ToBeVisibleAsync();
        await Expect(Button(visit.Page, "Start")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByText("Order went from confirmed to preparing")).ToBeVisibleAsync();

        await Button(visit.Page, "Cancel order").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Button(visit.Page, "Yes, cancel the order").ClickAsync();
        await Expect(dialog.GetByText("Enter why, for the books.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Reason").FillAsync("Guest left");
        await Button(visit.Page, "Yes, cancel the order").ClickAsync();
        await Expect(visit.Page.GetByText("Cancelled: Guest left", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Button(visit.Page, "Mark ready")).ToHaveCountAsync(0);
        number.ShouldBe(1);
    }

    [Fact]
    public async Task Shows_both_notes_when_somebody_else_was_faster()
    {
        var business = await Business.Open(app);
        var (order, _) = await business.Place(await business.SellFreely("Tea", 1000), status: "pending", note: "No sugar");
        await using var visit = await business.SignedIn($"/l/{{loc}}/orders/{order}");
        await Button(visit.Page, "Edit note").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Note" }).FillAsync("With milk");

        var read = await business.Get($"/api/v1/orders/{order}");
        await business.Send(HttpMethod.Patch, $"/api/v1/orders/{order}", new { note = "With honey" }, ("If-Match", $"\"{read["version"]}\""));
        await Button(visit.Page, "Save note").ClickAsync();

        await Expect(visit.Page.GetByText("Somebody changed this order meanwhile")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert).GetByText(new System.Text.RegularExpressions.Regex("^You, .*:$"))).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert).GetByText("Order edited")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("With honey").First).ToBeVisibleAsync();
        await Button(visit.Page, "Save yours").ClickAsync();
        await Expect(Button(visit.Page, "Edit note")).ToBeVisibleAsync();
        (await business.Get($"/api/v1/orders/{order}"))["note"]!.GetValue<string>().ShouldBe("With milk");
    }

    [Fact]
    public async Task Is_not_there_for_an_order_of_nobody()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn($"/l/{{loc}}/orders/{Guid.CreateVersion7()}");
        await Expect(visit.Page.GetByText("Not here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var (order, _) = await business.Place(await business.SellFreely("Earl Grey, large pot", 690), 3, note: "Birthday: with a candle");
        await business.Pay(order);
        await business.Move(order, "preparing");
        await using var visit = await business.SignedIn($"/l/{{loc}}/orders/{order}");
        await visit.MustLookRight("order", visit.Page.GetByRole(AriaRole.Heading, new() { Name = "What happened" }));
        await Button(visit.Page, "Refund").ClickAsync();
        await visit.MustLookRight("order-refund", visit.Page.GetByText("€20.70 can be refunded."));
    }
}
