using System.Text;

namespace Olympus.Web;

public sealed class ImportingItems(App app)
{
    private static FilePayload File(string text) => new() { Name = "items.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    /// <summary>20 good rows and three that a person must fix, as a German spreadsheet writes them.</summary>
    private static string Text()
    {
        var text = new StringBuilder("\uFEFFArtikelnummer;Bezeichnung;VK-Preis;Warengruppe\r\n");
        for (var i = 1; i <= 20; i++)
            text.Append($"A-{i:D2};\"Tee; Sorte {i}\";1.00{i % 10},50;Getränke > Heiß\r\n");
        return text.Append(";Ohne Nummer;1,00;\r\n").Append("B-1;Falscher Preis;gratis;\r\n").Append("B-2;;2,00;\r\n").ToString();
    }

    private static async Task<Visit> Load(Business business, string text)
    {
        var visit = await business.SignedIn("/catalogue/import");
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(File(text));
        return visit;
    }

    [Fact]
    public async Task Takes_the_good_rows_and_gives_back_the_bad_ones_with_reasons()
    {
        var business = await Business.Open(app, industry: "retail");
        await using var visit = await Load(business, Text());
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "SKU", Exact = true })).ToHaveValueAsync("Artikelnummer");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Price", Exact = true })).ToHaveValueAsync("VK-Preis");
        await visit.MustLookRight("import-columns", page.GetByRole(AriaRole.Heading, new() { Name = "Which column is what?" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check rows" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "20 rows are good, 3 need a fix." })).ToBeVisibleAsync();
        await Expect(page.GetByText("2 new categories will be made.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Price “gratis”: is not a price")).ToBeVisibleAsync();
        await visit.MustLookRight("import-check", page.GetByRole(AriaRole.Heading, new() { Name = "20 rows are good, 3 need a fix." }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 20 rows" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "20 rows imported. 3 need a fix: download them with reasons." })).ToBeVisibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download rows to fix" }).ClickAsync());
        var fix = await System.IO.File.ReadAllLinesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        fix.Length.ShouldBe(4);
        fix[0].ShouldEndWith("problem");
        fix[2].ShouldContain("B-1,Falscher Preis,gratis");

        var products = (await business.Get("/api/v1/products?limit=100"))["data"]!.AsArray();
        products.Count.ShouldBe(20);
        var first = products.Single(product => product!["variants"]![0]!["sku"]!.GetValue<string>() == "A-03")!;
        first["name"]!.GetValue<string>().ShouldBe("Tee; Sorte 3");
        first["price"]!["amount"]!.GetValue<long>().ShouldBe(100350);

        // Somebody changes one of them; the rest is taken back, from the list of the week as well as from here.
        await business.Post("/api/v1/products/bulk", new { items = new[] { new { sku = "A-03", name = "Earl Grey" } } });
        await Expect(page.GetByText("Can be undone until")).ToBeVisibleAsync();
        await visit.MustLookRight("import-done", page.GetByRole(AriaRole.Button, new() { Name = "Undo import" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo import" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Expect(question).ToContainTextAsync("20 items that it added leave the catalogue");
        await question.GetByRole(AriaRole.Button, new() { Name = "Undo import" }).ClickAsync();
        await Expect(page.GetByText("Import undone: 19 as before, 3 kept.").First).ToBeVisibleAsync();
        await page.GetByText("3 were kept").ClickAsync();
        await Expect(page.GetByText("Earl Grey: changed since")).ToBeVisibleAsync();
        await visit.MustLookRight("import-undone", page.GetByText("Earl Grey: changed since"));
        (await business.Get("/api/v1/products?limit=100"))["data"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Earl Grey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import another file" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Imported lately" })).ToBeVisibleAsync();
        await Expect(page.GetByText("items.csv: 20 added, 0 changed")).ToBeVisibleAsync();
        await visit.MustLookRight("import-recent", page.GetByRole(AriaRole.Heading, new() { Name = "Imported lately" }));
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        var business = await Business.Open(app, industry: "retail");
        for (var time = 0; time < 2; time++)
        {
            await using var visit = await Load(business, Text());
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check rows" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import 20 rows" }).ClickAsync();
            await Expect(visit.Page.GetByText(time == 0 ? "20 added, 0 changed, 0 as they were." : "0 added, 0 changed, 20 as they were.")).ToBeVisibleAsync();
        }

        (await business.Get("/api/v1/categories"))["data"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Takes_back_what_it_exported()
    {
        var business = await Business.Open(app, industry: "retail");
        await business.Post("/api/v1/products", new { name = "Tea, \"green\"", sku = "T-1", description = "Two\nlines", price = new { amount = 1250, currency = "EUR" } });
        string path;
        await using (var first = await business.SignedIn("/catalogue"))
        {
            var download = await first.Page.RunAndWaitForDownloadAsync(() => first.Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());
            path = (await download.PathAsync())!;
            await using var visit = await Load(business, await System.IO.File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check rows" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import 1 row" }).ClickAsync();
            await Expect(visit.Page.GetByText("0 added, 0 changed, 1 as they were.")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_file_that_is_none()
    {
        var business = await Business.Open(app, industry: "retail");
        await using var visit = await Load(business, "sku,name\nA,\"Tea\nB,Milk");
        await Expect(visit.Page.GetByText("Line 2 begins with a quotation mark that never ends.")).ToBeVisibleAsync();
        await visit.MustLookRight("import-file", visit.Page.GetByRole(AriaRole.Button, new() { Name = "Choose a CSV file" }));
        await visit.Page.Locator("input[type=file]").SetInputFilesAsync(File("foo,bar\n1,2"));
        await Expect(visit.Page.GetByText("Choose the column with the SKU")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check rows" })).ToBeDisabledAsync();
    }
}
