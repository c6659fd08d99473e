using System.Text.RegularExpressions;

namespace Olympus.Web;

/// <summary>The address is what one sees: a page of a filtered list, an opened sheet. It survives a reload and Back, and shows others what they may see.</summary>
public sealed class FollowingALink(App app)
{
    private const int Rows = 50;

    [Fact]
    public async Task Shows_the_same_page_and_sheet_again_and_somebody_else_what_they_may_see()
    {
        var business = await Business.Open(app, industry: "retail");
        var tea = await business.Sell("Earl Grey", 690);
        await business.Post("/api/v1/inventory/adjustments", new
        {
            location_id = business.LocationId,
            reason = "received",
            items = new[] { new { variant_id = tea, quantity = 100 } },
        });
        for (var i = 0; i < Rows + 2; i++)
            await business.Place(tea);
        var (dropped, _) = await business.Place(tea);
        await business.Post($"/api/v1/orders/{dropped}/cancellation", new { reason = "changed their mind" });
        await using var visit = await business.SignedIn("/l/{loc}/orders?view=table&status=sold");
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("status=sold.*after="));
        var second = page.Url;
        await OnSecondPage(page);
        await page.ReloadAsync();
        await OnSecondPage(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Order 2", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Order 2");
        await page.GoBackAsync();
        await OnSecondPage(page);

        await page.GotoAsync(business.At($"/l/{{loc}}/stock?item={tea}"));
        var sheet = page.GetByRole(AriaRole.Dialog);
        await Expect(sheet).ToContainTextAsync("Earl Grey");
        await Expect(sheet.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(sheet).ToContainTextAsync("Earl Grey");

        await using var other = await business.SignedIn(await business.Invite("staff"), Business.Password, business.At($"/l/{{loc}}/stock?item={tea}"));
        await Expect(other.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Earl Grey");
        await Expect(other.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true })).ToHaveCountAsync(0);
        await other.Page.GotoAsync(second);
        await OnSecondPage(other.Page);

        static async Task OnSecondPage(IPage page)
        {
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Order 1", Exact = true })).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Order \\d+$") })).ToHaveCountAsync(2);
        }
    }
}
