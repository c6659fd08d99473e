using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Events;

namespace Olympus.Api.Webhooks;

public sealed class DeliveringAnEvent(Server server)
{
    [Fact]
    public async Task Sends_what_the_stream_shows_signed_and_writes_it_down()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, $"{receiver.Url}/hooks?key=1");
        var before = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeSeconds();
        await Hook.Happen(shop);

        var came = (await receiver.Until(1))[0];
        came.IsSignedWith(hook.Secret).ShouldBeTrue();
        came.IsSignedWith("whsec_" + Convert.ToBase64String(new byte[32])).ShouldBeFalse();
        came.Timestamp.ShouldBeInRange(before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var shown = (await shop.Get("/api/v1/events?types=customers.customer.created"))["data"][0]!;
        JsonNode.DeepEquals(came.Json, shown).ShouldBeTrue($"{Encoding.UTF8.GetString(came.Body)} is not {shown}");
        came.Id.ShouldBe(shown["id"]!.GetValue<string>());

        var delivery = await hook.UntilStatus("delivered");
        delivery["event_id"]!.GetValue<string>().ShouldBe(came.Id);
        delivery["event_type"]!.GetValue<string>().ShouldBe("customers.customer.created");
        delivery["status_code"]!.GetValue<int>().ShouldBe(204);
        delivery["next_attempt_at"].ShouldBeNull();
        var attempt = (await hook.Delivery(delivery))["attempts"].AsArray().ShouldHaveSingleItem()!;
        attempt["status_code"]!.GetValue<int>().ShouldBe(204);
        attempt["error"].ShouldBeNull();
        (await hook.Health())["last_delivered_at"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Goes_on_from_the_cursor_that_came_along()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        await Hook.Open(shop, receiver.Url, "customers.*");
        await Hook.Happen(shop);
        var came = (await receiver.Until(1))[0].Json;
        var next = await Hook.Happen(shop);
        await shop.Settle();
        var rest = (await shop.Get($"/api/v1/events?after={came["cursor"]}&types=customers.customer.created"))["data"].AsArray();
        rest.ShouldHaveSingleItem()!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(next);
    }

    [Fact]
    public async Task Counts_events_of_one_thing_upwards()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        await Hook.Open(shop, receiver.Url, "customers.customer.*");
        var customer = await Hook.Happen(shop);
        for (var version = 1; version <= 5; version++)
            (await shop.Patch($"/api/v1/customers/{customer}", new { note = $"{version}" }, ("If-Match", $"\"{version}\""))).MustBe(HttpStatusCode.OK);
        var came = await receiver.Until(6);
        var log = (await shop.Get($"/api/v1/events?aggregate_id={customer}"))["data"].AsArray().Select(e => e!["id"]!.GetValue<string>());
        came.OrderBy(one => one.Json["sequence"]!.GetValue<long>()).Select(one => one.Id).ShouldBe(log, "they may come in any order: the sequence tells");
    }

    [Theory]
    [InlineData("customers.*", true)]
    [InlineData("customers.customer.*", true)]
    [InlineData("customers.customer.created", true)]
    [InlineData("customers.customer.updated", false)]
    [InlineData("customers.consent.*", false)]
    [InlineData("custom.*", false)]
    [InlineData("commerce.*", false)]
    public async Task Sends_only_what_is_wanted(string filter, bool wanted)
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var picky = await Hook.Open(shop, $"{receiver.Url}/picky", filter);
        var greedy = await Hook.Open(shop, $"{receiver.Url}/greedy");
        await Hook.Happen(shop);
        await greedy.Until(delivery => delivery["event_type"]!.GetValue<string>() == "customers.customer.created");
        (await picky.Deliveries()).Count.ShouldBe(wanted ? 1 : 0);
    }

    [Fact]
    public async Task Begins_with_what_happens_after_the_endpoint_was_made()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        await Hook.Happen(shop);
        var hook = await Hook.Open(shop, receiver.Url);
        var later = await Hook.Happen(shop);
        await hook.UntilStatus("delivered");
        await shop.Settle();
        receiver.All.ShouldHaveSingleItem().Json["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(later);
    }

    [Fact]
    public async Task Happens_once_for_each_endpoint_and_event_whatever_is_replayed()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var (one, two) = (await Hook.Open(shop, $"{receiver.Url}/one"), await Hook.Open(shop, $"{receiver.Url}/two"));
        for (var i = 0; i < 5; i++)
            await Hook.Happen(shop);
        // Both get the five, and the first sees the second one made.
        await receiver.Until(11);
        await one.Change("delete from webhooks.deliveries where endpoint_id = $1");

        var projection = server.Services.GetServices<IProjection>().Single(projection => projection.Name == "webhook_deliveries");
        await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, TestContext.Current.CancellationToken);
        await Hook.Happen(shop);
        await receiver.Until(13);
        (await one.Deliveries()).Count.ShouldBe(1, "what retention took away does not come back");
        (await two.Deliveries()).Count.ShouldBe(6);
        receiver.All.GroupBy(came => came.Id).Select(same => same.Count()).ShouldAllBe(times => times <= 2);
        receiver.All.Count.ShouldBe(13);
    }

    [Fact]
    public async Task Never_reaches_another_tenant()
    {
        await using var receiver = await Receiver.Start();
        var (mine, theirs) = (await Shop.Open(server), await Shop.Open(server));
        var hook = await Hook.Open(mine, receiver.Url);
        await Hook.Happen(theirs);
        await theirs.Settle();
        await Hook.Happen(mine);
        await hook.UntilStatus("delivered");
        await mine.Settle();
        var replay = (await mine.Post($"{hook.Path}/replay", new { from = DateTimeOffset.UtcNow.AddHours(-1), to = DateTimeOffset.UtcNow.AddHours(1), types = new[] { "customers.*" } }))
            .MustBe(HttpStatusCode.Accepted);
        (replay["created"].GetValue<int>(), replay["repeated"].GetValue<int>()).ShouldBe((0, 1));
        await receiver.Until(2);
        receiver.All.Select(came => came.Json["tenant_id"]!.GetValue<string>()).Distinct().ShouldBe([mine.TenantId.ToString()]);
    }

    [Fact]
    public async Task Leaves_out_what_is_larger_than_a_receiver_should_take()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, receiver.Url, "test.*");
        await shop.Db.Write(
            tx =>
            {
                tx.Append(new Something(Guid.CreateVersion7(), new string('x', 256 * 1024)));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        (await hook.UntilStatus("dead"))["error"]!.GetValue<string>().ShouldBe("too_large");
        (await hook.Health())["failures"].GetValue<int>().ShouldBe(0, "that is not the receiver's fault");
        receiver.All.ShouldBeEmpty();
    }

    private sealed record Something(Guid Id, string Text) : IEvent
    {
        public static string EventType => "test.thing.happened";
        public static string AggregateType => "thing";
        Guid IEvent.AggregateId => Id;
    }
}
