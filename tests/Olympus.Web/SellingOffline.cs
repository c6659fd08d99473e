namespace Olympus.Web;

[Installs]
public sealed class SellingOffline(App app)
{
    [Fact]
    public async Task Loses_and_doubles_nothing_over_a_reload_and_a_killed_browser()
    {
        var counter = await Counter.Open(app);
        var profile = Directory.CreateTempSubdirectory("olympus-till-").FullName;
        try
        {
            await using (var browser = await app.OwnBrowser(profile))
            {
                var page = browser.Pages[0];
                await page.GotoAsync(counter.Business.At("/l/{loc}/register"));
                await counter.Business.SignIn(page, counter.Business.Email, Business.Password);
                await Counter.Ready(page);
                await page.EvaluateAsync("() => navigator.serviceWorker.ready");
                await Counter.Tile(page, "Flat white").ClickAsync();
                await browser.SetOfflineAsync(true);
                await Counter.Sell(page, "Cake");
                await Counter.Sell(page, "Cake");
                await page.ReloadAsync();
                await Counter.Ready(page);
                await Expect(page.GetByText(Counter.Chip(2)).First).ToBeVisibleAsync();
                await Counter.Sell(page, "Soup");
                await Expect(page.GetByText(Counter.Chip(3)).First).ToBeVisibleAsync();
                await Expect(page.GetByText("Offline", new() { Exact = true }).First).ToBeVisibleAsync();
                (await counter.Orders()).ShouldBeEmpty();
                await page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" }).ClickAsync();
                await Expect(page.GetByText("3 sales aren’t sent yet.")).ToBeVisibleAsync();
                await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeDisabledAsync();
                await Kill(browser, profile);
            }

            await using (var browser = await app.OwnBrowser(profile))
            {
                var page = browser.Pages[0];
                await browser.SetOfflineAsync(true);
                await page.GotoAsync(counter.Business.At("/l/{loc}/register"));
                await Counter.Ready(page);
                await page.GetByRole(AriaRole.Button, new() { Name = "Not sent (3)" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Dialog).GetByText("Waiting", new() { Exact = true })).ToHaveCountAsync(3);
                await page.Keyboard.PressAsync("Escape");

                // The kill may have come before the browser wrote the newest session down: then the cashier signs in again, and the sales are still there.
                await browser.SetOfflineAsync(false);
                var email = page.GetByLabel("Email");
                await Expect(email.Or(page.GetByText("All sales are sent.")).Or(page.GetByRole(AriaRole.Button, new() { Name = "Sales of this device" })).First)
                    .ToBeVisibleAsync(new() { Timeout = 30_000 });
                if (await email.IsVisibleAsync())
                    await counter.Business.SignIn(page, counter.Business.Email, Business.Password);
                var orders = await counter.OrdersWhen(3);
                orders.Select(Counter.Total).Order().ShouldBe([200, 410, 730]);
                orders.ShouldAllBe(order => order!["payment_status"]!.GetValue<string>() == "paid");
                await Expect(page.GetByText(Counter.Chip(3))).ToHaveCountAsync(0);
                await page.ReloadAsync();
                await Counter.Ready(page);
                await counter.OrdersWhen(3);
            }
        }
        finally
        {
            Directory.Delete(profile, true);
        }
    }

    [Fact]
    public async Task Knows_its_cashier_although_the_power_went_right_after_signing_in()
    {
        var counter = await Counter.Open(app);
        var profile = Directory.CreateTempSubdirectory("olympus-till-").FullName;
        try
        {
            await using (var browser = await app.OwnBrowser(profile))
            {
                // The app itself is on the device since yesterday; today somebody signs in.
                var page = browser.Pages[0];
                await page.GotoAsync("/signin");
                await page.EvaluateAsync("() => navigator.serviceWorker.ready");
                await page.GotoAsync(counter.Business.At("/l/{loc}/register"));
                await counter.Business.SignIn(page, counter.Business.Email, Business.Password);
                await Counter.Ready(page);
                await HasItsItems(page);
                await Kill(browser, profile);
            }

            await using (var browser = await app.OwnBrowser(profile))
            {
                var page = browser.Pages[0];
                await browser.SetOfflineAsync(true);
                await page.GotoAsync(counter.Business.At("/l/{loc}/register"));
                await Counter.Ready(page);
                await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" })).ToBeVisibleAsync();
                await Counter.Sell(page, "Cake");
                await Expect(page.GetByText(Counter.Chip(1)).First).ToBeVisibleAsync();
            }
        }
        finally
        {
            Directory.Delete(profile, true);
        }
    }

    [Fact]
    public async Task Keeps_a_ticket_on_hold_on_this_device()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await visit.Context.SetOfflineAsync(true);
        await Expect(page.GetByText("Offline", new() { Exact = true }).First).ToBeVisibleAsync();
        await Counter.Tile(page, "Cake").ClickAsync();
        await page.Keyboard.PressAsync("F4");
        await page.GetByLabel("Name to find it by").FillAsync("Blue jacket");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold ticket" }).ClickAsync();
        await Expect(page.GetByText("The ticket is on hold on this device.").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Tap an item, scan it, or type its name.")).ToBeVisibleAsync();
        await Counter.Sell(page, "Soup");
        await page.ReloadAsync();
        await Counter.Ready(page);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Recall 1") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Recall Blue jacket" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToContainTextAsync("Cake");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Recall 1") })).ToHaveCountAsync(0);
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        await visit.Context.SetOfflineAsync(false);
        (await counter.OrdersWhen(2)).Select(Counter.Total).Order().ShouldBe([200, 410]);
    }

    [Fact]
    public async Task Keeps_a_ticket_here_when_the_network_goes_while_it_is_put_on_hold()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        // It arrives, and its answer does not.
        await page.RouteAsync("**/api/v1/orders", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.Keyboard.PressAsync("F4");
        await page.GetByLabel("Name to find it by").FillAsync("Blue jacket");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold ticket" }).ClickAsync();
        await Expect(page.GetByText("The ticket is on hold on this device.").First).ToBeVisibleAsync();
        await page.UnrouteAllAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Recall") }).ClickAsync();
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "This device" }).GetByRole(AriaRole.Button, new() { Name = "Recall Blue jacket" }).ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        (await counter.OrdersWhen(2)).Select(order => order!["status"]!.GetValue<string>()).Order().ShouldBe(["completed", "draft"]);
    }

    [Fact]
    public async Task Says_that_nothing_is_sold_when_the_device_cannot_write_it_down()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await page.EvaluateAsync("""
            () => {
                const put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function (...values) {
                    if (window.isFull && this.name === 'sales') throw new DOMException('The disk is full.', 'QuotaExceededError');
                    return put.apply(this, values);
                };
                window.isFull = true;
            }
            """);
        await Counter.Tile(page, "Cake").ClickAsync();
        await Counter.Pay(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(page.GetByText("This device could not save the sale, so nothing is booked.").First).ToBeVisibleAsync();
        await Expect(Counter.Done(page)).ToHaveCountAsync(0);
        (await counter.Orders()).ShouldBeEmpty();

        await page.EvaluateAsync("() => { window.isFull = false; }");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        await Expect(Counter.Done(page)).ToBeVisibleAsync();
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(410);
    }

    [Fact]
    public async Task Lets_nobody_sign_the_device_out_before_its_sales_are_sent()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        var other = await visit.Context.NewPageAsync();
        await other.GotoAsync(counter.Business.At("/l/{loc}/orders"));
        // The network is there, the server is not well: what it cannot take stays here.
        var isWell = false;
        await visit.Context.RouteAsync("**/api/v1/sales", route => isWell ? route.ContinueAsync() : route.FulfillAsync(new() { Status = 503 }));
        await Counter.Sell(page, "Cake");
        foreach (var tab in new[] { page, other })
        {
            await tab.GetByRole(AriaRole.Button, new() { Name = "Ada Quill" }).ClickAsync();
            await Expect(tab.GetByText("1 sale isn’t sent yet. Connect before signing this device out.")).ToBeVisibleAsync();
            await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeDisabledAsync();
        }

        isWell = true;
        await counter.OrdersWhen(1);
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeEnabledAsync(new() { Timeout = 40_000 });
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(other).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"));
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"));
    }

    [Fact]
    public async Task Keeps_what_the_customer_was_told_when_the_price_changed_meanwhile()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await visit.Context.SetOfflineAsync(true);
        await Counter.Sell(page, "Cake");
        var cake = (await counter.Business.Get("/api/v1/products?q=cake"))["data"]![0]!;
        await counter.Business.Send(
            HttpMethod.Put, $"/api/v1/products/{cake["id"]}/variants/{cake["variants"]![0]!["id"]}", new { price = new { amount = 500, currency = "EUR" } }, ("If-Match", "\"1\""));
        await visit.Context.SetOfflineAsync(false);

        var order = (await counter.OrdersWhen(1))[0]!;
        Counter.Total(order).ShouldBe(410);
        order["differs"]!.GetValue<bool>().ShouldBeTrue();
        (await counter.Orders("&differs=true")).Count.ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sales of this device" }).ClickAsync();
        await Expect(page.GetByText("Other price or stock by now")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sends_each_sale_once_although_the_answers_are_lost()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        var lost = 0;
        await page.RouteAsync("**/api/v1/sales", async route =>
        {
            if (Interlocked.Increment(ref lost) > 2)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync(); // it arrives, its answer does not
            await route.AbortAsync("connectionreset");
        });
        await Counter.Sell(page, "Cake");
        await Expect(Counter.Done(page)).ToContainTextAsync("On the server.", new() { Timeout = 40_000 });
        lost.ShouldBeGreaterThan(2);
        (await counter.Orders()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_a_person_about_a_sale_that_the_server_refuses()
    {
        var counter = await Counter.Open(app);
        var customer = await counter.Business.Post("/api/v1/customers", new { name = "Grace" });
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        await Counter.Tile(page, "Cake").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Customer") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Grace" }).ClickAsync();
        await visit.Context.SetOfflineAsync(true);
        await Counter.Sell(page, "Soup");
        await counter.Business.Send(HttpMethod.Delete, $"/api/v1/customers/{customer["id"]}", null, ("If-Match", "\"1\""));
        await visit.Context.SetOfflineAsync(false);

        await Expect(page.GetByText("1 sale needs you").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Not sent (1)" }).ClickAsync();
        await Expect(page.GetByText("The customer was removed meanwhile.")).ToBeVisibleAsync();
        (await counter.Orders()).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send without the customer" }).ClickAsync();
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(610);
    }

    [Fact]
    public async Task Is_for_one_tab_and_the_next_one_goes_on_when_it_closes()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        await Counter.Ready(visit.Page);
        await Counter.Tile(visit.Page, "Cake").ClickAsync();
        var second = await visit.Context.NewPageAsync();
        await second.GotoAsync(counter.Business.At("/l/{loc}/register"));
        await Expect(second.GetByText("The register is open in another tab")).ToBeVisibleAsync();
        await Expect(Counter.Tile(second, "Cake")).ToHaveCountAsync(0);
        await visit.Page.CloseAsync();
        await Counter.Ready(second);
        await Expect(second.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToBeVisibleAsync();
        await Counter.Sell(second, "Soup");
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(610);
    }

    /// <summary>A tile is shown as soon as the server said it, and kept a moment later.</summary>
    private static Task<IJSHandle> HasItsItems(IPage page) => page.WaitForFunctionAsync(
        """
        () => new Promise(resolve => {
            const opening = indexedDB.open('olympus-till');
            opening.onsuccess = () => {
                const counting = opening.result.transaction('catalogue').objectStore('catalogue').count();
                counting.onsuccess = () => { opening.result.close(); resolve(counting.result > 0); };
            };
        })
        """);

    /// <summary>Ends the processes of one browser as a power cut would: the whole tree that has this profile.</summary>
    private static async Task Kill(IBrowserContext browser, string profile)
    {
        var gone = new TaskCompletionSource();
        browser.Close += (_, _) => gone.TrySetResult();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(profile, StringComparison.Ordinal))
                    System.Diagnostics.Process.GetProcessById(id).Kill();
            }
            catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
        }

        // Until the driver knows of it, closing what is gone fails.
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
