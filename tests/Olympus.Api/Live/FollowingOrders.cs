using System.Text.Json.Nodes;
using Olympus.Api.Orders;

namespace Olympus.Api.Live;

public sealed class FollowingOrders(Server server)
{
    [Fact]
    public async Task Shows_each_as_it_is_placed_and_as_the_stream_shows_it()
    {
        var counter = await Counter.Open(server);
        await using var screen = await Wire.Open(server, counter.Shop.Token);
        var subscribed = await screen.Subscribe("orders");
        subscribed["cursor"]!.GetValue<string>().ShouldNotBeEmpty();

        var order = await counter.Placed();

        var note = await screen.Note("live.event");
        note["subscription"]!.ToString().ShouldBe(subscribed["subscription"]!.ToString());
        note["channel"]!.ToString().ShouldBe("orders");
        note["event"]!["event_type"]!.ToString().ShouldBe("commerce.order.created");
        note["event"]!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(order);
        note["cursor"]!.ToString().ShouldBe(note["event"]!["cursor"]!.ToString());
        var stream = await counter.Shop.Get($"/api/v1/events?types=commerce.order.created");
        JsonNode.DeepEquals(stream["data"][0], note["event"]).ShouldBeTrue($"{stream["data"][0]}\n{note["event"]}");
    }
}
