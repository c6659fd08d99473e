using System.Collections.Concurrent;

namespace Olympus.Web;

[Installs]
public sealed class SellingInTwoTabs(App app)
{
    [Fact]
    public async Task Sends_from_one_tab_at_a_time_and_the_other_goes_on_when_it_closes()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        await Counter.Ready(visit.Page);
        var other = await visit.Context.NewPageAsync();
        await other.GotoAsync(counter.Business.At("/l/{loc}/orders"));
        await Live(other);
        var sent = new ConcurrentQueue<(IPage Tab, string Key)>();
        var mayArrive = new TaskCompletionSource();
        await visit.Context.RouteAsync("**/api/v1/sales", async route =>
        {
            sent.Enqueue((route.Request.Frame.Page, route.Request.Headers["idempotency-key"]));
            await mayArrive.Task;
            try
            {
                await route.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // The tab that asked is gone.
            }
        });
        await visit.Context.SetOfflineAsync(true);
        await Counter.Sell(visit.Page, "Cake");
        await Counter.Sell(visit.Page, "Soup");
        await visit.Context.SetOfflineAsync(false);
        await Live(visit.Page);
        await Live(other);
        for (var deadline = DateTime.UtcNow.AddSeconds(20); sent.IsEmpty; await Task.Delay(50, TestContext.Current.CancellationToken))
            (DateTime.UtcNow < deadline).ShouldBeTrue("nobody sent");

        // One sale is under way and one waits. Both tabs are told to look, again and again: only the one that began may send.
        for (var turn = 0; turn < 20; turn++)
            foreach (var tab in new[] { visit.Page, other })
                await tab.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        var (sender, key) = sent.ShouldHaveSingleItem("the other tab sends as well");
        (await Holders(visit.Page)).ShouldBe(["olympus-till-sender"]);

        await sender.CloseAsync();
        mayArrive.SetResult();
        var orders = await counter.OrdersWhen(2);
        orders.Select(Counter.Total).Order().ShouldBe([200, 410]);
        sent.ShouldAllBe(one => one.Tab == sender || one.Tab == (sender == other ? visit.Page : other));
        var heir = sent.Where(one => one.Tab != sender).Select(one => one.Key).ToArray();
        heir.Length.ShouldBe(2);
        heir.ShouldContain(key, "the sale whose answer nobody heard is told again under the name it had");
    }

    [Fact]
    public async Task Moves_the_register_to_the_tab_that_asks_for_it()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var first = visit.Page;
        await Counter.Ready(first);
        await Counter.Tile(first, "Cake").ClickAsync();
        var second = await visit.Context.NewPageAsync();
        await second.GotoAsync(counter.Business.At("/l/{loc}/register"));
        await Expect(second.GetByText("The register is open in another tab")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Use here" }).ClickAsync();

        await Counter.Ready(second);
        await Expect(second.GetByRole(AriaRole.Region, new() { Name = "Ticket, 1 line" })).ToContainTextAsync("Cake");
        await Expect(first.GetByText("The register is open in another tab")).ToBeVisibleAsync();
        await Expect(Counter.Tile(first, "Cake")).ToHaveCountAsync(0);
        await Counter.Tile(second, "Soup").ClickAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "Use here" }).ClickAsync();
        await Counter.Ready(first);
        await Expect(first.GetByRole(AriaRole.Region, new() { Name = "Ticket, 2 lines" })).ToBeVisibleAsync();
        await Expect(second.GetByText("The register is open in another tab")).ToBeVisibleAsync();
        await Counter.Pay(first).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { NameRegex = new("^Exact") }).ClickAsync();
        Counter.Total((await counter.OrdersWhen(1))[0]).ShouldBe(610);
    }

    private static Task Live(IPage page) => Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Live") })).ToBeVisibleAsync(new() { Timeout = 40_000 });

    /// <summary>The tabs that hold the lock of the sender, by the name of the lock.</summary>
    private static Task<string[]> Holders(IPage page) => page.EvaluateAsync<string[]>(
        "async () => (await navigator.locks.query()).held.filter(lock => lock.name === 'olympus-till-sender').map(lock => lock.name)");
}
