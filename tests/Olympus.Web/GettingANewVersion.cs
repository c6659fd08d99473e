using System.Text;

namespace Olympus.Web;

[Installs]
public sealed class GettingANewVersion(App app)
{
    [Fact]
    public async Task Waits_for_the_end_of_a_sale_and_loses_nothing_of_it()
    {
        var counter = await Counter.Open(app);
        var folder = Directory.CreateTempSubdirectory("olympus-app-").FullName;
        try
        {
            Copy(Path.Combine(App.Root, "artifacts", "web"), folder);
            var server = await app.OwnServer(folder);
            var url = App.UrlOf(server);
            await using var visit = await app.Visit(options: new() { BaseURL = url.ToString() });
            var page = visit.Page;
            await page.GotoAsync(new Uri(url, counter.Business.At("/l/{loc}/register")).ToString());
            await counter.Business.SignIn(page, counter.Business.Email, Business.Password);
            await Counter.Ready(page);
            await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
            await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
            await Counter.Tile(page, "Cake").ClickAsync();

            await server.StopAsync(TestContext.Current.CancellationToken);
            await server.DisposeAsync();
            NewVersion(folder);
            await using var next = await app.OwnServer(folder, url.Port);
            await page.EvaluateAsync("async () => { window.isBefore = true; await (await navigator.serviceWorker.getRegistration()).update(); }");
            await Expect(page.GetByText("New version ready. It starts after this ticket.")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Update after this ticket" }).ClickAsync();
            await Counter.Tile(page, "Soup").ClickAsync();
            await Counter.Pay(page).ClickAsync();
            (await page.EvaluateAsync<bool>("() => window.isBefore === true")).ShouldBeTrue("the page went away under an open ticket");
            await page.GetByRole(AriaRole.Button, new() { Name = "€10.00", Exact = true }).ClickAsync();

            await Expect(page.Locator("meta[name=olympus-test]")).ToHaveAttributeAsync("content", "next");
            await Expect(Counter.Done(page)).ToContainTextAsync("€3.90");
            await Expect(page.GetByText("New version ready")).ToHaveCountAsync(0);
            Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(610);
            await Counter.Sell(page, "Cake");
            await counter.OrdersWhen(2);
            await next.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task Is_asked_for_only_when_the_browser_would_install_the_app()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        var page = visit.Page;
        var menu = page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" });
        var install = page.GetByRole(AriaRole.Button, new() { Name = "Install as an app" });
        await menu.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await Expect(install).ToHaveCountAsync(0);
        (await page.EvaluateAsync<bool>("""
            () => {
                const offer = new Event('beforeinstallprompt', { cancelable: true });
                offer.prompt = async () => { window.prompted = (window.prompted ?? 0) + 1; };
                return !dispatchEvent(offer);
            }
            """)).ShouldBeTrue("the browser would put its own banner over the screen");
        await install.ClickAsync();
        await Expect(install).ToHaveCountAsync(0);
        (await page.EvaluateAsync<int>("() => window.prompted")).ShouldBe(1);
    }

    /// <summary>The same application with another page and one more file, as a later build would be.</summary>
    private static void NewVersion(string folder)
    {
        var (page, worker) = (Path.Combine(folder, "index.html"), Path.Combine(folder, "sw.js"));
        foreach (var file in new[] { page, worker })
            foreach (var coding in new[] { ".br", ".gz" })
                File.Delete(file + coding);
        File.WriteAllText(Path.Combine(folder, "assets", "later-00000000.js"), "export {};", Encoding.UTF8);
        File.WriteAllText(page, File.ReadAllText(page).Replace("</head>", "<meta name=\"olympus-test\" content=\"next\"></head>", StringComparison.Ordinal));
        var before = File.ReadAllText(worker);
        var after = before.Replace("[\"/assets/", "[\"/assets/later-00000000.js\",\"/assets/", StringComparison.Ordinal)
            .Replace("[`/assets/", "[`/assets/later-00000000.js`,`/assets/", StringComparison.Ordinal);
        after.ShouldNotBe(before);
        File.WriteAllText(worker, after);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
