namespace Olympus.Web;

[Installs]
public sealed class LosingTheConnection(App app)
{
    [Fact]
    public async Task Is_said_and_so_is_its_return()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();

        await visit.Context.SetOfflineAsync(true);
        var chip = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Offline" });
        await Expect(chip).ToBeVisibleAsync();
        await chip.ClickAsync();
        await Expect(visit.Page.GetByText("Offline since")).ToBeVisibleAsync();
        await visit.MustBeAccessible();

        await visit.Context.SetOfflineAsync(false);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Still_opens_the_app_for_who_is_signed_in()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await visit.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await visit.Page.ReloadAsync();

        await visit.Context.SetOfflineAsync(true);
        await visit.Page.ReloadAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing here");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Offline" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leaves_nothing_of_a_business_in_a_cache()
    {
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/nowhere");
        await visit.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");

        var cached = await visit.Page.EvaluateAsync<string[]>("""
            async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat()
            """);

        cached.ShouldContain("/");
        cached.ShouldAllBe(path => path == "/" || path.StartsWith("/assets/") || path.StartsWith("/icon") || path == "/manifest.webmanifest");
    }
}
