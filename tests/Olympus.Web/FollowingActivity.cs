using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class FollowingActivity(App app)
{
    private static ILocator Event(IPage page, string type) => page.Locator($"[data-event='{type}']");

    [Fact]
    public async Task Tells_in_words_who_did_what_and_lets_new_ones_wait()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        await business.Place(tea, 2);
        await using var visit = await business.SignedIn("/activity");
        await Expect(Event(visit.Page, "commerce.order.created")).ToContainTextAsync("You · Order 1 placed: 1 item, €6.00");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

        await business.Place(tea);
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Show \\d new") }).ClickAsync();
        await Expect(Event(visit.Page, "commerce.order.created").First).ToContainTextAsync("Order 2 placed");
    }

    [Fact]
    public async Task Filters_by_the_address()
    {
        var business = await Business.Open(app);
        await business.Place(await business.SellFreely("Tea", 300));
        await using var visit = await business.SignedIn("/activity");
        await Expect(Event(visit.Page, "commerce.product.created")).ToHaveCountAsync(1);

        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "What" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Orders" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("what=orders"));
        await Expect(Event(visit.Page, "commerce.product.created")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Expect(Event(visit.Page, "commerce.order.created")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the order" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Order 1");
    }

    [Fact]
    public async Task Goes_back_as_far_as_one_likes()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        for (var i = 0; i < 55; i++)
            await business.Place(tea);
        await using var visit = await business.SignedIn("/activity?what=orders");
        await Expect(Event(visit.Page, "commerce.order.created")).ToHaveCountAsync(50);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Load more" }).ClickAsync();
        await Expect(Event(visit.Page, "commerce.order.created")).ToHaveCountAsync(55);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Load more" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Speaks_German_as_well()
    {
        var business = await Business.Open(app);
        await business.Place(await business.SellFreely("Tee", 300), 2);
        await using var visit = await business.SignedIn("/activity");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" }).ClickAsync();
        await visit.Page.GetByText("Deutsch").ClickAsync();
        await Expect(Event(visit.Page, "commerce.order.created")).ToContainTextAsync("Sie · Bestellung 1 aufgenommen");
        (await visit.Page.GetAttributeAsync("html", "lang")).ShouldBe("de");
    }

    [Fact]
    public async Task Is_for_those_who_may_read_it()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn(await business.Invite("staff"), Business.Password, "/activity");
        await Expect(visit.Page.GetByText("Not for your role")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Looks_right_at_every_width()
    {
        var business = await Business.Open(app);
        var (order, _) = await business.Place(await business.SellFreely("Earl Grey, large pot", 690), 3);
        await business.Pay(order);
        await business.Move(order, "preparing");
        await using var visit = await business.SignedIn("/activity");
        await visit.MustLookRight("activity", Event(visit.Page, "commerce.order.created"));
    }
}
