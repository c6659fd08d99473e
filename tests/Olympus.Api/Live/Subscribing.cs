using System.Text.Json.Nodes;
using Olympus.Api.Orders;
using Olympus.Gateway.Live;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Live;

public sealed class Subscribing(Server server)
{
    [Fact]
    public async Task Is_refused_alike_for_what_is_not_there_and_what_is_not_ones_own()
    {
        var (mine, theirs) = (await Counter.Open(server), await Counter.Open(server));
        var (myOrder, order) = (await mine.Placed(), await theirs.Placed());
        await using var wire = await Wire.Open(server, mine.Shop.Token);
        var answers = new List<string>();
        foreach (var channel in new[]
        {
            $"order:{order}", $"order:{Guid.CreateVersion7()}", $"orders:{theirs.Shop.LocationId}", $"orders:{Guid.CreateVersion7()}", $"stock:{theirs.Shop.LocationId}",
            $"dashboard:{theirs.Shop.LocationId}", "unknown", "", "*", "orders:*", "order:", "order", "orders:", "catalog:x", $"catalog:{mine.Shop.LocationId}", "Orders", "ORDERS",
            "orders ", " orders", "orders\u0000", "ord\u0435rs", "оrders", "orders\u200b", $"order:{myOrder.ToString().ToUpperInvariant()}", $"order:{{{myOrder}}}",
            $"order:{myOrder:N}", $"order:{myOrder} ", $"tenant:{theirs.Shop.TenantId}", $"{theirs.Shop.TenantId}:orders", $"orders:{mine.Shop.LocationId}:x", "orders/../stock",
            $"presence:{theirs.Shop.TenantId}", new string('o', 5000),
        })
        {
            var error = (await wire.Call("live.subscribe", new { channel }))["error"];
            error.ShouldNotBeNull(channel);
            answers.Add(error.ToJsonString());
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("\"not_found\"");
        await wire.Subscribe($"order:{myOrder}");
        await wire.Subscribe($"orders:{mine.Shop.LocationId}");
    }

    [Fact]
    public async Task Wants_the_right_that_reading_wants()
    {
        var shop = await (await Shop.Open(server)).Settled();
        await using var kitchen = await Wire.Open(server, shop.As("kitchen").Token);
        await kitchen.Subscribe("orders");
        await kitchen.Subscribe("stock");
        (await kitchen.Refused("live.subscribe", new { channel = "events" })).ShouldBe("auth.forbidden");
        await using var here = await Wire.Open(server, shop.As("manager", shop.LocationId).Token);
        (await here.Refused("live.subscribe", new { channel = "events" })).ShouldBe("auth.forbidden");
        await here.Subscribe($"orders:{shop.LocationId}");
    }

    [Fact]
    public async Task At_a_location_shows_that_location()
    {
        var counter = await Counter.Open(server);
        var other = new Id<Location>((await counter.Shop.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id);
        await using var all = await Wire.Open(server, counter.Shop.Token);
        await using var here = await Wire.Open(server, counter.Shop.As("staff", counter.Shop.LocationId).Token);
        await using var there = await Wire.Open(server, counter.Shop.As("staff", other).Token);
        await all.Subscribe($"orders:{other}");
        await all.Subscribe("orders");
        await here.Subscribe("orders");
        await there.Subscribe("orders");
        (await here.Refused("live.subscribe", new { channel = $"orders:{other}" })).ShouldBe("not_found");

        var order = await counter.Placed();
        (await all.Note("live.event"))["channel"]!.ToString().ShouldBe("orders");
        (await here.Note("live.event"))["event"]!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(order);
        // What was there for the others is there for nobody else: a later answer would come behind it.
        await there.Must("ping");
        there.NoteNow().ShouldBeNull();
        all.NoteNow().ShouldBeNull();
        (await there.Refused("live.subscribe", new { channel = $"order:{order}" })).ShouldBe("not_found");
    }

    [Fact]
    public async Task To_one_order_shows_its_payments_too_and_nothing_else()
    {
        var counter = await Counter.Open(server);
        var (order, other) = (await counter.Placed(), await counter.Placed());
        await counter.Shop.Settle(); // who listens from now on begins behind what the shop did before
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        await using var kitchen = await Wire.Open(server, counter.Shop.As("kitchen").Token);
        await wire.Subscribe($"order:{order}");
        await kitchen.Subscribe($"order:{order}");
        await counter.Cash(other);
        await counter.Cash(order);
        await counter.Move(order, "confirmed");
        (await Types(wire, 2)).ShouldBe(["commerce.payment.captured", "commerce.order.status_changed"]);
        (await Types(kitchen, 1)).ShouldBe(["commerce.order.status_changed"]);
    }

    [Fact]
    public async Task To_stock_catalogue_and_dashboard_shows_what_belongs_there()
    {
        var counter = await Counter.Open(server);
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        var channels = new Dictionary<string, string>();
        foreach (var channel in new[] { "stock", "catalog", "dashboard", "notifications" })
            channels[(await wire.Subscribe(channel))["subscription"]!.ToString()] = channel;
        var tea = await counter.Product(1000, stock: 5);
        var order = (await counter.Place((tea, 5))).Id;
        await counter.Card(order, "test_declined");

        var seen = new List<string>();
        while (!seen.Contains("notifications commerce.payment.failed"))
        {
            var note = await wire.Note("live.event");
            seen.Add($"{channels[note["subscription"]!.ToString()]} {note["event"]!["event_type"]}");
        }

        seen.ShouldContain("catalog commerce.product.created");
        seen.ShouldContain("stock inventory.stock.put_back");
        seen.ShouldContain("stock inventory.stock.taken");
        seen.ShouldContain("dashboard commerce.order.created");
        seen.ShouldNotContain("dashboard inventory.stock.taken");
    }

    [Fact]
    public async Task Ends_when_asked()
    {
        var counter = await Counter.Open(server);
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        var subscription = (await wire.Subscribe("orders"))["subscription"]!.ToString();
        (await wire.Call("live.unsubscribe", new { subscription })).AsObject().ContainsKey("result").ShouldBeTrue();
        (await wire.Refused("live.unsubscribe", new { subscription })).ShouldBe("live.no_subscription");
        var marker = (await wire.Subscribe("orders"))["subscription"]!.ToString();
        await counter.Placed();
        (await wire.Note("live.event"))["subscription"]!.ToString().ShouldBe(marker);
        wire.NoteNow().ShouldBeNull();
    }

    [Fact]
    public async Task Is_possible_a_hundred_times_on_one_socket()
    {
        var shop = await (await Shop.Open(server)).Settled();
        await using var wire = await Wire.Open(server, shop.Token);
        for (var i = 0; i < new LiveSettings().Subscriptions; i++)
            await wire.Subscribe("orders");
        (await wire.Refused("live.subscribe", new { channel = "orders" })).ShouldBe("live.too_many_subscriptions");
    }

    [Fact]
    public async Task Is_looked_at_again_when_a_fresh_token_has_other_rights()
    {
        var counter = await Counter.Open(server);
        var manager = counter.Shop.As("manager");
        await using var wire = await Wire.Open(server, manager.Token);
        var orders = (await wire.Subscribe("orders"))["subscription"]!.ToString();
        var all = (await wire.Subscribe("events"))["subscription"]!.ToString();

        await wire.Must("session.authenticate", new { token = TestBearer.Token(counter.Shop.TenantId, manager.UserId, "kitchen", null) });
        var ended = await wire.Note("live.unsubscribed");
        (ended["subscription"]!.ToString(), ended["code"]!.ToString()).ShouldBe((all, "auth.forbidden"));
        var order = await counter.Placed();
        await counter.Cash(order);
        await counter.Move(order, "confirmed");
        (await Types(wire, 2)).ShouldBe(["commerce.order.created", "commerce.order.status_changed"]);
        orders.ShouldNotBe(all);
    }

    private static async Task<List<string>> Types(Wire wire, int count)
    {
        var types = new List<string>();
        for (var i = 0; i < count; i++)
            types.Add((await wire.Note("live.event"))["event"]!["event_type"]!.ToString());
        return types;
    }
}
