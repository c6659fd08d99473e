using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Olympus.Web;

[Installs]
public sealed class ComingBackAfterACut(App app)
{
    [Fact]
    public async Task Tells_what_was_missed_once_from_where_the_screen_had_stopped()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 280);
        await using var visit = await app.Visit();
        var (asked, told) = (new ConcurrentQueue<JsonNode>(), new ConcurrentQueue<JsonNode>());
        IWebSocketRoute? line = null;
        var isCut = false;
        await visit.Context.RouteWebSocketAsync("**/ws", socket =>
        {
            if (isCut)
            {
                _ = socket.CloseAsync(new() { Code = 4000 });
                return;
            }

            line = socket;
            var server = socket.ConnectToServer();
            socket.OnMessage(frame => { asked.Enqueue(JsonNode.Parse(frame.Text!)!); server.Send(frame.Text!); });
            server.OnMessage(frame =>
            {
                // The server hears of the cut a little later, and goes on telling nobody.
                if (line == socket)
                    told.Enqueue(JsonNode.Parse(frame.Text!)!);
                socket.Send(frame.Text!);
            });
        });
        await visit.Page.GotoAsync($"/signin?to={Uri.EscapeDataString(business.At("/l/{loc}/orders"))}");
        await business.SignIn(visit.Page, business.Email, Business.Password);
        var (_, before) = await business.Place(tea);
        await Expect(Card(visit.Page, before)).ToBeVisibleAsync();

        // Only who was told a place in the stream can ask from there.
        for (var deadline = DateTime.UtcNow.AddSeconds(20); !told.Any(message => message["result"]?["subscription"] is not null); await Task.Delay(50, TestContext.Current.CancellationToken))
            (DateTime.UtcNow < deadline).ShouldBeTrue("nothing was subscribed");

        var cut = line!;
        (isCut, line) = (true, null);
        asked.Clear();
        told.Clear();
        await cut.CloseAsync(new() { Code = 4000 });
        var missed = new List<(Guid Id, long Number)>();
        for (var i = 0; i < 3; i++)
            missed.Add(await business.Place(tea));
        isCut = false;

        foreach (var (_, number) in missed)
            await Expect(Card(visit.Page, number)).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Expect(Card(visit.Page, before)).ToHaveCountAsync(1);
        var subscribed = asked.Where(message => message["method"]?.GetValue<string>() == "live.subscribe").ToList();
        subscribed.ShouldAllBe(message => message["params"]!["after"] != null);
        subscribed.Select(message => message["params"]!["channel"]!.GetValue<string>()).ShouldBeUnique();

        // The cards may be there before the news of them is: the screen also reads the board anew.
        (string Channel, Guid Id)[] created;
        for (var deadline = DateTime.UtcNow.AddSeconds(20); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            created = [.. told.Where(message => message["params"]?["event"]?["event_type"]?.GetValue<string>() == "commerce.order.created")
                .Select(message => (message["params"]!["channel"]!.GetValue<string>(), message["params"]!["event"]!["aggregate"]!["id"]!.GetValue<Guid>()))];
            if (created.Any(one => one.Id == missed[^1].Id))
                break;
            (DateTime.UtcNow < deadline).ShouldBeTrue("nothing was told of what was missed");
        }

        foreach (var channel in created.GroupBy(one => one.Channel))
            channel.Select(one => one.Id).ShouldBe(missed.Select(one => one.Id).Take(channel.Count()), channel.Key);
        created.GroupBy(one => one.Channel).ShouldContain(channel => channel.Count() == missed.Count);
    }

    private static ILocator Card(IPage page, long number) => page.Locator("[data-card]").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Order {number},") }) });
}
