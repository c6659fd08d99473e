namespace Olympus.Web;

public sealed class KeepingReports(App app)
{
    [Fact]
    public async Task Saves_what_a_screen_shows_has_it_made_and_forgets_it()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 1190);
        await business.Place(tea, 2);
        await using var visit = await business.SignedIn("/analytics?view=products&part=classes&period=today");
        var page = visit.Page;
        await page.UntilCounted(() => Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tea" })).ToBeVisibleAsync(new() { Timeout = 2000 }));

        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Save as a report" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Combobox, new() { Name = "What it is of" })).ToHaveValueAsync("Product classes");
        await Choose(page, dialog, "Made by itself", "Every day");
        await dialog.GetByLabel("At", new() { Exact = true }).FillAsync("25:00");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(dialog.GetByText("Give it a name.")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("A time such as 06:30.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("What sells");
        await dialog.GetByLabel("At", new() { Exact = true }).FillAsync("5:15");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The report is saved.")).ToBeVisibleAsync();
        var saved = (await business.Get("/api/v1/analytics/reports/saved"))["data"]![0]!;
        saved["request"]!["report"]!.GetValue<string>().ShouldBe("product_classes");
        saved["request"]!["period"]!["preset"]!.GetValue<string>().ShouldBe("today");
        saved["schedule"]!["at"]!.GetValue<string>().ShouldBe("05:15:00");

        await page.GetByRole(AriaRole.Link, new() { Name = "Reports", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Nothing was made yet.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make now: What sells" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Download" });
        await Expect(link).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^product-classes-[\d-]+\.pdf$");
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldStartWith("%PDF-");
        await visit.MustLookRight("reports", link);

        await page.GetByRole(AriaRole.Button, new() { Name = "Change: What sells" }).ClickAsync();
        await Expect(dialog.GetByLabel("At", new() { Exact = true })).ToHaveValueAsync("05:15");
        await Choose(page, dialog, "Made by itself", "Every month");
        await Choose(page, dialog, "Comes as", "Excel workbook");
        await visit.MustBeAccessible();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Excel workbook" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: What sells" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No report is saved yet.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Nothing was made yet.")).ToBeVisibleAsync();
    }

    private static async Task Choose(IPage page, ILocator dialog, string field, string option)
    {
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = field }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option }).ClickAsync();
    }
}
