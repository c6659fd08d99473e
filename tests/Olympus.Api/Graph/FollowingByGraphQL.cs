using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Auth;
using Olympus.Api.Live;
using Olympus.Api.Orders;
using Olympus.Auth;
using Olympus.Gateway.Live;

namespace Olympus.Api.Graph;

/// <summary>Subscriptions: the live channels, the same cursors, the same walls.</summary>
public sealed class FollowingByGraphQL(Server server)
{
    private const string Orders = "subscription($after: String) { orderUpdated(after: $after) { step cursor resync event { eventType } order { id status number } } }";

    /// <summary>Every subscription of the schema, asked for something of somebody else; a new one needs a row.</summary>
    private static readonly Dictionary<string, string> OfOthers = new()
    {
        ["orderUpdated"] = "orderUpdated(orderId: $order) { cursor }",
        ["productUpdated"] = "productUpdated { step event { tenantId } }",
        ["stockChanged"] = "stockChanged(locationId: $location) { cursor }",
        ["dashboardChanged"] = "dashboardChanged(locationId: $location) { cursor }",
        ["events"] = "events { step event { tenantId } }",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_what_happens_to_orders_and_goes_on_where_it_was_cut()
    {
        var counter = await Counter.Open(server);
        await counter.Shop.Settle();
        string cursor;
        Guid order;
        await using (var wire = await GraphWire.Open(server.Url, counter.Shop.Token))
        {
            await wire.Subscribe(Orders);
            (await wire.Answer())["step"]!.ToString().ShouldBe("BEGUN");
            order = await counter.Placed();
            var placed = await wire.Answer();
            placed["step"]!.ToString().ShouldBe("HAPPENED");
            placed["event"]!["eventType"]!.ToString().ShouldBe("commerce.order.created");
            placed["order"]!["id"]!.ToString().ShouldBe(order.ToString());
            cursor = placed["cursor"]!.ToString();
        }

        (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        var second = await counter.Placed();
        await using var again = await GraphWire.Open(server.Url, counter.Shop.Token);
        await again.Subscribe(Orders, new JsonObject { ["after"] = cursor });
        var moved = await again.Answer();
        (moved["event"]!["eventType"]!.ToString(), moved["order"]!["id"]!.ToString(), moved["order"]!["status"]!.ToString())
            .ShouldBe(("commerce.order.status_changed", order.ToString(), "confirmed"));
        (await again.Answer())["order"]!["id"]!.ToString().ShouldBe(second.ToString());

        await again.Subscribe(Orders, new JsonObject { ["after"] = "nonsense" });
        var anew = await again.Answer();
        (anew["step"]!.ToString(), anew["resync"]!.ToString()).ShouldBe(("RESYNC", "cursor_invalid"));
    }

    [Fact]
    public async Task Keeps_to_the_limits_of_one_question()
    {
        await using var strict = await Server.Set(("Olympus:GraphQL:Depth", "3"), ("Olympus:GraphQL:Cost", "8"));
        var shop = await Shop.Open(strict);
        await using var wire = await GraphWire.Open(strict.Url, shop.Token);
        await wire.Subscribe("subscription { orderUpdated { order { lines { unitPrice { amount } } } } }");
        (await wire.Refusal()).ShouldBe("QUERY_TOO_DEEP");
        await wire.Subscribe("subscription { dashboardChanged { dashboard { __typename } } }");
        (await wire.Refusal()).ShouldBe("QUERY_TOO_COMPLEX");
        await wire.Subscribe("subscription { orderUpdated { step } }");
        (await wire.Answer())["step"]!.ToString().ShouldBe("BEGUN");
    }

    /// <summary>A socket has 100 subscriptions at most, so it hears of those that were left behind.</summary>
    [Fact]
    public async Task Leaves_nothing_behind_of_subscriptions_that_ended()
    {
        var shop = await Shop.Open(server);
        await using var wire = await GraphWire.Open(server.Url, shop.Token);
        var cycles = int.Parse(Environment.GetEnvironmentVariable("OLYMPUS_GRAPHQL_CYCLES") ?? "240");
        for (var n = 0; n < cycles; n++)
        {
            var id = await wire.Subscribe("subscription { orderUpdated { step } }");
            // Every fourth is ended before it has begun.
            while (n % 4 > 0 && await wire.Next() is var message)
            {
                message.MustBe("next");
                if (message["id"]!.ToString() == id)
                    break;
            }

            await wire.Complete(id);
        }

        var last = await wire.Subscribe("subscription { events { step } }");
        while (await wire.Next() is var message && message["id"]!.ToString() != last)
            message.MustBe("next");
    }

    [Fact]
    public async Task Tells_of_the_catalogue_of_stock_and_of_the_day()
    {
        var counter = await Counter.Open(server);
        await counter.Shop.Settle();
        await using var wire = await GraphWire.Open(server.Url, counter.Shop.Token);
        await wire.Subscribe("subscription { productUpdated { event { eventType } product { name variants { id } } } }");
        await wire.Answer();
        var variant = await counter.Product(1000, stock: 0);
        var product = await wire.Answer();
        product["product"]!["variants"]![0]!["id"]!.ToString().ShouldBe(variant.ToString());
        await wire.Complete("s1");

        await wire.Subscribe("subscription($at: ID) { stockChanged(locationId: $at) { event { eventType } stock { variantId onHand } } }", new JsonObject { ["at"] = counter.Shop.LocationId.ToString() });
        await wire.Answer();
        await counter.Stock(variant, 7);
        var stock = (await wire.Answer())["stock"]!.AsArray().ShouldHaveSingleItem()!;
        (stock["variantId"]!.ToString(), stock["onHand"]!.ToString()).ShouldBe((variant.ToString(), "7"));
        await wire.Complete("s2");

        await wire.Subscribe("subscription { dashboardChanged { step event { eventType } dashboard { __typename } } }");
        await wire.Answer();
        await counter.Placed();
        (await wire.Answer())["dashboard"]!["__typename"]!.ToString().ShouldBe("Dashboard");
    }

    [Fact]
    public async Task Tells_nobody_of_what_is_somebody_elses()
    {
        var (mine, theirs) = (await Counter.Open(server), await Counter.Open(server));
        var (order, own) = (await theirs.Placed(), await mine.Placed());
        await Task.WhenAll(mine.Shop.Settle(), theirs.Shop.Settle());
        await using var wire = await GraphWire.Open(server.Url, mine.Shop.Token);
        var names = (await GraphFields.Ask(mine.Shop, "{ __schema { subscriptionType { fields { name } } } }"))["data"]!["__schema"]!["subscriptionType"]!["fields"]!.AsArray();
        names.Select(field => field!["name"]!.ToString()).ShouldBe(OfOthers.Keys, ignoreOrder: true);

        // What is named is not found, as if there were none.
        foreach (var name in new[] { "orderUpdated", "stockChanged", "dashboardChanged" })
            foreach (var (of, where) in new[] { (order, theirs.Shop.LocationId.Value), (Guid.NewGuid(), Guid.NewGuid()) })
            {
                var variables = new JsonObject { ["order"] = of.ToString(), ["location"] = where.ToString() };
                var declared = OfOthers[name].Contains("$order", StringComparison.Ordinal) ? "$order: ID" : "$location: ID";
                await wire.Subscribe($"subscription({declared}) {{ {OfOthers[name]} }}", variables);
                (await wire.Refusal()).ShouldBe("not_found", name);
            }

        // What is not named shows one's own only, and a cursor of theirs is no place of ours.
        foreach (var name in new[] { "productUpdated", "events" })
        {
            var id = await wire.Subscribe($"subscription {{ {OfOthers[name]} }}");
            (await wire.Answer())["step"]!.ToString().ShouldBe("BEGUN");
            await theirs.Product(500);
            await mine.Product(500);
            (await wire.Answer())["event"]!["tenantId"]!.ToString().ShouldBe(mine.Shop.TenantId.ToString(), name);
            await wire.Complete(id);
            while (await Left(wire, id))
                continue;
        }

        var foreign = (await theirs.Shop.Get("/api/v1/events?limit=1"))["next_cursor"]!.ToString();
        await wire.Subscribe(Orders, new JsonObject { ["after"] = foreign });
        (await wire.Answer())["resync"]!.ToString().ShouldBe("cursor_invalid");
        own.ShouldNotBe(order);
    }

    [Fact]
    public async Task Demands_the_right_to_look()
    {
        var shop = await Shop.Open(server);
        var elsewhere = shop.As("staff", (await shop.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).Id is var id ? new(id) : null);
        await using var wire = await GraphWire.Open(server.Url, elsewhere.Token);
        await wire.Subscribe("subscription { events { cursor } }");
        (await wire.Refusal()).ShouldBe("auth.forbidden");
        await wire.Subscribe("subscription($at: ID) { orderUpdated(locationId: $at) { cursor } }", new JsonObject { ["at"] = shop.LocationId.ToString() });
        (await wire.Refusal()).ShouldBe("not_found");
    }

    [Fact]
    public async Task Answers_queries_too()
    {
        var shop = await Shop.Open(server);
        await using var wire = await GraphWire.Open(server.Url, shop.Token);
        await wire.Subscribe("{ tenant { id } }");
        (await wire.Answer())["id"]!.ToString().ShouldBe(shop.TenantId.ToString());
        (await wire.Next()).MustBe("complete");
    }

    [Fact]
    public async Task Lets_nobody_in_without_a_token_that_holds()
    {
        await using (var wire = await GraphWire.Open(server.Url))
        {
            await wire.Init("nonsense");
            (await wire.End()).Code.ShouldBe(4403);
        }

        await using (var early = await GraphWire.Open(server.Url))
        {
            await early.Subscribe("{ tenant { id } }");
            (await early.End()).Code.ShouldBe(4401);
        }

        (await Should.ThrowAsync<WireRefusedException>(GraphWire.Open(server.Url, options => options.SetRequestHeader("Origin", "https://elsewhere.example"))))
            .Status.ShouldBe(403);
    }

    [Fact]
    public async Task Ends_with_the_session()
    {
        var owner = await Visitor.Owner(server);
        var other = await owner.Elsewhere().Login();
        await using var wire = await GraphWire.Open(server.Url, owner.AccessToken);
        await wire.Subscribe("subscription { events { cursor } }");
        await wire.Answer();
        (await other.Delete($"/api/v1/auth/sessions/{owner.SessionId}")).MustBe(HttpStatusCode.NoContent);
        while (await Left(wire, ""))
            continue;
        (await wire.End()).ShouldBe((4403, "session.revoked"));
    }

    [Fact]
    public async Task Ends_with_the_token_and_counts_as_a_live_connection()
    {
        var brief = new AuthSettings { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000, AccessTokenLifetime = TimeSpan.FromSeconds(4) };
        await using var own = await Server.With(services => services.AddSingleton(brief).AddSingleton(new LiveSettings { PerUser = 1 }));
        await (await GraphWire.Open(own.Url)).DisposeAsync(); // the first one waits for the schema
        var owner = await Visitor.Owner(own);
        await using var wire = await GraphWire.Open(own.Url, owner.AccessToken);
        await using (var second = await GraphWire.Open(own.Url))
        {
            await second.Init(owner.AccessToken);
            (await second.End()).ShouldBe((1013, "live.too_many_sockets"));
        }

        (await wire.End()).ShouldBe((4403, "session.expired"));
    }

    /// <summary>Whether a message that was on its way already came for an operation that is over.</summary>
    private static async Task<bool> Left(GraphWire wire, string id)
    {
        if (id.Length > 0)
        {
            // Messages come in order: the answer to a ping tells that nothing is left.
            await wire.Send(new JsonObject { ["type"] = "ping" });
            while ((await wire.Next())["type"]!.ToString() != "pong")
                continue;
            return false;
        }

        try
        {
            await wire.Next();
            return true;
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            return false;
        }
    }
}
