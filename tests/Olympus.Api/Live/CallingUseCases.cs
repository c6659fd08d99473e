using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Isolation;
using Olympus.Api.Orders;

namespace Olympus.Api.Live;

/// <summary>The use cases of REST over the socket: the very same code, so the same answers.</summary>
public sealed class CallingUseCases(Server server)
{
    /// <summary>What anybody may call: whoever signs in or up, or refreshes, has no socket yet. A stream is no call, a file no answer.</summary>
    internal static readonly string[] OverHttpOnly = ["acceptInvitation", "askToSignInWithPasskey", "downloadReport", "downloadReportJob", "exportFigures", "getStartingTaxRates", "giveApproval", "listTillPeople", "login", "readInvitation", "refresh", "signInWithBadge", "signInWithPasskey", "signInWithPin", "signUp"];

    [Fact]
    public async Task Is_possible_for_every_operation_but_the_listed_ones()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.As("viewer").Token);
        var missing = new List<string>();
        foreach (var operation in await Operation.All(server))
            if ((await wire.Call(operation.Id))["error"]?["code"]?.GetValue<int>() == -32601)
                missing.Add(operation.Id);
        missing.Order(StringComparer.Ordinal).ShouldBe(OverHttpOnly);
    }

    [Fact]
    public async Task Places_an_order_once_however_often_and_over_whatever_it_is_sent()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        var (key, body) = ($"k-{Guid.NewGuid()}", counter.Order((tea, 2)));

        var first = await wire.Must("placeOrder", new { idempotency_key = key, body });
        var second = await wire.Must("placeOrder", new { idempotency_key = key, body });
        var third = await counter.Shop.Post("/api/v1/orders", body, ("Idempotency-Key", key));

        second.ToJsonString().ShouldBe(first.ToJsonString());
        third["id"].ToString().ShouldBe(first["id"]!.ToString());
        (await counter.OnHand(tea)).ShouldBe(98);
        JsonNode.DeepEquals(await wire.Must("getOrder", new { id = first["id"] }), (await counter.Order(third.Id)).Body).ShouldBeTrue();
    }

    [Fact]
    public async Task Reads_lists_by_their_query()
    {
        var counter = await Counter.Open(server);
        foreach (var _ in Enumerable.Range(0, 3))
            await counter.Placed();
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        var page = await wire.Must("listOrders", new { limit = 2, location_id = counter.Shop.LocationId.Value });
        page["data"]!.AsArray().Count.ShouldBe(2);
        var rest = await wire.Must("listOrders", new { limit = 2, location_id = counter.Shop.LocationId.Value, cursor = page["next_cursor"] });
        rest["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Changes_what_was_read_by_its_version()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.Token);
        var tenant = await wire.Must("getTenant");
        var version = tenant["version"]!.GetValue<long>();
        (await wire.Must("changeTenant", new { if_match = version, body = new { name = "Blue" } }))["name"]!.ToString().ShouldBe("Blue");
        (await wire.Refused("changeTenant", new { if_match = version, body = new { name = "Red" } })).ShouldBe("request.version_stale");
        (await wire.Must("changeTenant", new { if_match = $"\"{version + 1}\"", body = new { name = "Red" } }))["name"]!.ToString().ShouldBe("Red");
        (await wire.Refused("changeTenant", new { body = new { name = "Red" } })).ShouldBe("request.if_match_missing");
    }

    [Fact]
    public async Task Refuses_as_REST_does()
    {
        var counter = await Counter.Open(server);
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        var rest = await counter.Shop.Post("/api/v1/orders", new { lines = Array.Empty<object>(), location_id = counter.Shop.LocationId.Value });
        var refused = (await wire.Call("placeOrder", new { idempotency_key = "k", body = new { lines = Array.Empty<object>(), location_id = counter.Shop.LocationId.Value } }))["error"]!;
        refused["code"]!.GetValue<int>().ShouldBe(-32000);
        Without(refused["data"]!).ShouldBe(Without(rest.Body!));
        (await wire.Refused("placeOrder", new { body = new { } })).ShouldBe("request.malformed");
        (await wire.Refused("placeOrder", new { idempotency_key = "k", body = counter.Order((Guid.NewGuid(), 1)) })).ShouldNotBe("request.malformed");
        (await wire.Refused("placeOrder", new { body = counter.Order((await counter.Product(100), 1)) })).ShouldBe("idempotency.key_missing");
        (await wire.Refused("getOrder", new { id = Guid.CreateVersion7() })).ShouldBe("not_found");
        (await wire.Refused("getOrder", new { id = "../users" })).ShouldBe((await counter.Shop.Get("/api/v1/orders/x")).Code);

        static string Without(JsonNode problem)
        {
            var copy = problem.DeepClone().AsObject();
            copy.Remove("request_id");
            return copy.ToJsonString();
        }
    }

    [Fact]
    public async Task Answers_null_where_REST_has_no_body()
    {
        var world = await World.Make(server);
        await using var wire = await Wire.Open(server, world.Shop.Token);
        var answer = await wire.Call("revokeInvitation", new { id = world.Invitation });
        answer.AsObject().ContainsKey("result").ShouldBeTrue(answer.ToJsonString());
        answer["result"].ShouldBeNull();
    }

    [Fact]
    public async Task Is_for_those_who_signed_in()
    {
        await using var wire = await Wire.Open(server.Url);
        foreach (var method in new[] { "getTenant", "placeOrder", "live.subscribe", "live.unsubscribe" })
            (await wire.Refused(method, new { channel = "orders", subscription = "1" })).ShouldBe("auth.unauthenticated");
        (await wire.Refused("session.authenticate", new { token = "x" })).ShouldBe("auth.unauthenticated");
        (await wire.Call("login"))["error"]!["code"]!.GetValue<int>().ShouldBe(-32601);
    }

    [Fact]
    public async Task Takes_the_tenant_from_the_token_alone()
    {
        var (mine, theirs) = (await Counter.Open(server), await Counter.Open(server));
        var order = await theirs.Placed();
        await using var wire = await Wire.Open(server, mine.Shop.Token);
        var foreign = await wire.Call("getOrder", new { id = order, tenant_id = theirs.Shop.TenantId.Value });
        foreign["error"]!["data"]!["code"]!.ToString().ShouldBe("not_found");
        (await wire.Refused("session.authenticate", new { token = theirs.Shop.Token })).ShouldBe("live.other_identity");
        (await wire.Refused("session.authenticate", new { token = mine.Shop.As("owner").Token })).ShouldBe("live.other_identity");
        (await wire.Must("getTenant"))["id"]!.GetValue<Guid>().ShouldBe(mine.Shop.TenantId.Value);
    }
}
