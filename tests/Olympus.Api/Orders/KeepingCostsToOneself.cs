using System.Net;
using Olympus.Api.Live;
using Olympus.Api.Webhooks;

namespace Olympus.Api.Orders;

/// <summary>Many may see orders; few may see what goods cost.</summary>
public sealed class KeepingCostsToOneself(Server server)
{
    /// <summary>As a number that nothing else has.</summary>
    private const long Cost = 7_654_321;

    private static async Task<(Counter Counter, Guid Order)> Sold(Server server)
    {
        var counter = await Counter.Open(server);
        var order = (await counter.Place((await counter.Product(9_900_000, cost: Cost), 1))).MustBe(HttpStatusCode.Created).Id;
        return (counter, order);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("staff")]
    [InlineData("viewer")]
    public async Task No_view_of_an_order_shows_them(string role)
    {
        var (counter, order) = await Sold(server);
        await counter.Shop.Settle();
        var shop = counter.Shop.As(role);
        foreach (var path in (string[])["", "/board", "/lines?order_ids=" + order, "/" + order, $"/{order}/history"])
        {
            var text = (await shop.Get($"/api/v1/orders{path}")).MustBe(HttpStatusCode.OK).Text;
            text.ShouldContain(order.ToString(), customMessage: path);
            text.ShouldNotContain($"{Cost}", customMessage: path);
            text.ShouldNotContain("cost", Case.Insensitive, path);
        }
    }

    [Fact]
    public async Task The_log_tells_those_who_may_change_the_catalogue()
    {
        var (counter, order) = await Sold(server);
        await counter.Shop.Settle();
        var told = (await counter.Shop.As("manager").Get("/api/v1/events?types=commerce.order.costed"))["data"].AsArray().ShouldHaveSingleItem()!;
        told["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(order);
        Counter.Amount(told["payload"]!["lines"]![0]!["unit_cost"]).ShouldBe(Cost);
        (await counter.Shop.Get("/api/v1/events?types=commerce.order.created")).Text.ShouldNotContain($"{Cost}");
        foreach (var role in (string[])["viewer", "staff", "kitchen"])
            foreach (var path in (string[])["", "/recent", "/stream"])
                (await counter.Shop.As(role).Get($"/api/v1/events{path}")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("manager", counter.Shop.LocationId).Get("/api/v1/events")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task No_screen_that_follows_orders_hears_of_them()
    {
        var counter = await Counter.Open(server);
        var (tea, shop) = (await counter.Product(9_900_000, cost: Cost), await counter.Shop.Settled());
        await using var staff = await Wire.Open(server, shop.As("staff").Token);
        foreach (var channel in (string[])["orders", "dashboard", $"orders:{shop.LocationId}"])
            await staff.Subscribe(channel);
        await using var owner = await Wire.Open(server, shop.Token);
        await owner.Subscribe("orders");
        await owner.Subscribe("events");

        var order = (await counter.Place((tea, 1))).MustBe(HttpStatusCode.Created).Id;
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);

        var heard = new List<string>();
        for (var cancelled = 0; cancelled < 3;)
        {
            var note = await staff.Note("live.event");
            note.ToJsonString().ShouldNotContain($"{Cost}");
            heard.Add(note["event"]!["event_type"]!.ToString());
            if (heard[^1] == "commerce.order.cancelled")
                cancelled++;
        }

        heard.ShouldNotContain("commerce.order.costed");
        var owned = new List<(string Channel, string Type)>();
        while (owned.Count(of => of.Type == "commerce.order.cancelled") < 2)
            if (await owner.Note("live.event") is var note)
                owned.Add((note["channel"]!.ToString(), note["event"]!["event_type"]!.ToString()));
        owned.Where(of => of.Type == "commerce.order.costed").ShouldBe([("events", "commerce.order.costed")], "by the whole log alone");
    }

    [Fact]
    public async Task No_webhook_is_sent_them_whatever_it_asks_for()
    {
        await using var receiver = await Receiver.Start();
        var counter = await Counter.Open(server);
        var (all, named) = (await Hook.Open(counter.Shop, receiver.Url), await Hook.Open(counter.Shop, receiver.Url, "commerce.order.*", "commerce.order.costed"));
        var began = DateTimeOffset.UtcNow.AddMinutes(-1);
        var order = (await counter.Place((await counter.Product(9_900_000, cost: Cost), 1))).MustBe(HttpStatusCode.Created).Id;
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        await counter.Shop.Settle();
        foreach (var hook in (Hook[])[all, named])
        {
            (await counter.Shop.Post($"{hook.Path}/replay", new { from = began, to = DateTimeOffset.UtcNow.AddMinutes(1), types = new[] { "commerce.order.*" } }))
                .MustBe(HttpStatusCode.Accepted);
            (await hook.Deliveries()).Select(delivery => delivery["event_type"]!.ToString()).Where(type => type.StartsWith("commerce.order", StringComparison.Ordinal))
                .ShouldBe(["commerce.order.created", "commerce.order.cancelled"], ignoreOrder: true);
        }

        (await receiver.Until(2)).ShouldAllBe(came => !came.Json.ToJsonString().Contains($"{Cost}"));
    }
}
