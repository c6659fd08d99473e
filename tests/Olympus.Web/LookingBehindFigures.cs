using System.Text.RegularExpressions;

namespace Olympus.Web;

public sealed class LookingBehindFigures(App app)
{
    [Fact]
    public async Task Leads_from_classes_segments_and_steps_to_what_is_behind_them_and_hands_it_over()
    {
        var business = await Business.Open(app);
        var (tea, cake) = (await business.SellFreely("Tea", 1190), await business.SellFreely("Cake", 2380));
        var customer = (await business.Post("/api/v1/customers", new { name = "Chen Li", emails = new[] { new { value = "chen.li@example.test" } } }))["id"]!;
        foreach (var variants in new[] { new[] { tea, cake }, [tea] })
            await business.Post("/api/v1/orders", new
            {
                location_id = business.LocationId,
                customer_id = customer.GetValue<Guid>(),
                lines = variants.Select(variant => new { variant_id = variant, quantity = 1 }),
            });
        await business.Place(cake, 2);
        await using var visit = await business.SignedIn("/analytics?view=products&part=classes&period=today");
        var page = visit.Page;

        await page.UntilCounted(() => Expect(Row(page, "Cake")).ToContainTextAsync("€60.00", new() { Timeout = 2000 }));
        await Expect(Row(page, "Tea")).ToContainTextAsync("€20.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "PDF" }).ClickAsync());
        download.SuggestedFilename.ShouldMatch(@"^product-classes-[\d-]+\.pdf$");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cake" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove: Product Cake" })).ToBeVisibleAsync();

        await page.GotoAsync("/analytics?view=products&part=pairs&period=today");
        await Expect(Row(page, "Tea").First).ToContainTextAsync("50%");

        await page.GotoAsync("/analytics?view=customers&part=segments&period=today");
        await page.GetByRole(AriaRole.Row).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("segment="));
        await Expect(Row(page, "Chen Li")).ToContainTextAsync("€47.60");
        await page.GetByRole(AriaRole.Link, new() { Name = "Chen Li" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Chen Li", Level = 1 })).ToBeVisibleAsync();

        await page.GotoAsync("/analytics?view=customers&part=cohorts&period=today");
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("100%");
        await visit.MustLookRight("analytics-cohorts", page.GetByRole(AriaRole.Row).Nth(1));

        await page.GotoAsync("/analytics?view=sales&part=funnel&period=today");
        await Expect(Row(page, "Begun").Nth(1)).ToContainTextAsync("3");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the orders" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Order 3", Exact = true })).ToBeVisibleAsync();

        await page.GotoAsync("/analytics?view=sales&part=unusual&period=last_7_days");
        await Expect(page.GetByText("not enough weeks yet")).ToBeVisibleAsync();

        // On paper a table is whole, and its head stands on every sheet.
        await page.GotoAsync("/analytics?view=products&period=today");
        await Expect(Row(page, "Cake")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('beforeprint'))");
        (await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('table thead')).display")).ShouldBe("table-header-group");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Export" })).Not.ToBeVisibleAsync();
        var paper = await page.PdfAsync(new() { PreferCSSPageSize = true, Path = Path.Combine(App.Screens, "analytics-print.pdf") });
        paper.Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task Tries_something_and_sees_what_came_of_it()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/analytics");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Experiments" }).ClickAsync();
        await Expect(page.GetByText("No experiment yet.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "for each variant" })).ToContainTextAsync("6,510");

        await page.GetByRole(AriaRole.Button, new() { Name = "Describe an experiment" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Variants", new() { Exact = true }).FillAsync("control");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save as a draft" }).ClickAsync();
        await Expect(dialog.GetByText("Give it a name.")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Two to ten variants")).ToBeVisibleAsync();
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Larger button");
        await dialog.GetByLabel("Variants", new() { Exact = true }).FillAsync("control\nlarge");
        await dialog.GetByLabel("Smallest difference").FillAsync("20");
        await dialog.GetByLabel("Guard rails").FillAsync("refunds share less 5");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save as a draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Larger button", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.GetByText("Too few took part")).ToBeVisibleAsync();

        var id = page.Url.Split('/')[^1];
        // As many of each variant, or one run in a hundred would rightly be told that its groups look like no chance.
        var assigned = await business.Post($"/api/v1/analytics/experiments/{id}/assignments", new { units = Enumerable.Range(0, 700).Select(at => $"u{at}") });
        var units = assigned["assignments"]!.AsArray()
            .GroupBy(of => of!["variant"]!.GetValue<string>(), of => of!["unit"]!.GetValue<string>())
            .SelectMany(variant => variant.Take(200)).ToArray();
        units.Length.ShouldBe(400);
        await business.Post($"/api/v1/analytics/experiments/{id}/observations", new { exposures = units.Select(unit => new { unit }) });
        await business.Post($"/api/v1/analytics/experiments/{id}/observations", new
        {
            observations = units.Where((_, at) => at % 3 == 0).Select(unit => new { unit, metric = "bought" }),
        });
        await page.ReloadAsync();
        await Expect(page.GetByText("as chance makes them")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "large" }).First).ToContainTextAsync(" to ");
        await visit.MustLookRight("experiment", page.GetByRole(AriaRole.Heading, new() { Name = "Results" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByText("Say why.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Why").FillAsync("Seen enough");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByText("Stopped: Seen enough")).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
