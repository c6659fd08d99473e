using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Graph;
using Olympus.GraphQL.Transport;

namespace Olympus.Api.Graph;

/// <summary>The use cases of REST as fields: the very same code, so the same answers.</summary>
public sealed class AskingByGraphQL(Server server)
{
    [Fact]
    public async Task Reads_several_things_at_once()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var order = await counter.Placed();
        var answer = await GraphFields.Ask(counter.Shop, """
            query Screen($order: ID!) {
              me { name }
              tenant { name }
              locations { data { id name } nextCursor }
              products(limit: 5) { data { id name variants { id price { amount currency } } } }
              orders(limit: 5) { data { id number total { amount currency } } }
              order(id: $order) { id lines { quantity } status }
            }
            """, new JsonObject { ["order"] = order.ToString() });
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        var data = answer["data"]!;
        data["locations"]!["data"]![0]!["id"]!.ToString().ShouldBe(counter.Shop.LocationId.ToString());
        data["order"]!["id"]!.ToString().ShouldBe(order.ToString());
        var total = data["orders"]!["data"]![0]!["total"]!;
        total["amount"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        total["currency"]!.ToString().ShouldBe("EUR");
        (await counter.Shop.Get($"/api/v1/orders/{order}"))["total"]["amount"]!.ToString().ShouldBe(total["amount"]!.ToString());
        tea.ShouldNotBe(default);
    }

    [Fact]
    public async Task Does_things_and_answers_refusals_by_their_code()
    {
        var shop = await Shop.Open(server);
        const string create = """
            mutation Create($input: CreateCustomerInput!) {
              createCustomer(idempotencyKey: "one", input: $input) { __typename ... on Refusal { code status detail } ... on CreateCustomerResponse { id } }
            }
            """;
        var answer = await GraphFields.Ask(shop, create, new JsonObject { ["input"] = new JsonObject { ["name"] = "Ada" } });
        answer["errors"].ShouldBeNull();
        var made = answer["data"]!["createCustomer"]!;
        made["__typename"]!.ToString().ShouldBe("CreateCustomerResponse", made.ToJsonString());
        (await shop.Get($"/api/v1/customers/{made["id"]}"))["name"]!.ToString().ShouldBe("Ada");

        const string change = """
            mutation Change($id: ID!, $version: Int!) {
              changeCustomer(id: $id, ifMatch: $version, input: { name: "Grace" }) { __typename ... on Refusal { code status } ... on Customer { name } }
            }
            """;
        var id = made["id"]!.ToString();
        var stale = await GraphFields.Ask(shop, change, new JsonObject { ["id"] = id, ["version"] = 99 });
        stale["data"]!["changeCustomer"]!["status"]!.GetValue<int>().ShouldBe(412);
        var changed = await GraphFields.Ask(shop, change, new JsonObject { ["id"] = id, ["version"] = 1 });
        changed["data"]!["changeCustomer"]!["name"]!.ToString().ShouldBe("Grace", changed.ToJsonString());
    }

    [Fact]
    public async Task Is_refused_what_the_role_may_not_do()
    {
        var shop = await Shop.Open(server);
        var viewer = shop.As("viewer");
        var answer = await GraphFields.Ask(viewer, "{ webhooks { data { id } } tenant { name } }");
        answer["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("auth.forbidden");
        answer["data"]!["tenant"]!["name"].ShouldNotBeNull(); // the rest is answered
    }

    [Fact]
    public async Task Takes_its_limits_from_the_engine()
    {
        var shop = await Shop.Open(server);
        var aliases = string.Join(' ', Enumerable.Range(0, 16).Select(i => $"a{i}: tenant {{ name }}"));
        (await GraphFields.Ask(shop, $"{{ {aliases} }}"))["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("TOO_MANY_ALIASES");
        (await shop.Post("/graphql", Enumerable.Repeat(new { query = "{ tenant { name } }" }, 11))).MustBe(HttpStatusCode.BadRequest);
    }

    /// <summary>However many rows there are, what they lead to is asked once.</summary>
    [Fact]
    public async Task Follows_edges_without_asking_for_each_row()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1000), await counter.Product(300));
        for (var n = 0; n < 6; n++)
        {
            var customer = (await counter.Shop.Post("/api/v1/customers", new { Name = $"Guest {n}" })).Id;
            (await counter.Shop.Post("/api/v1/orders", new
            {
                LocationId = counter.Shop.LocationId.Value,
                CustomerId = customer,
                Lines = new[] { new { VariantId = tea, Quantity = n + 1 }, new { VariantId = cake, Quantity = 1 } },
            })).MustBe(HttpStatusCode.Created);
        }

        await using var counted = await CountedServer.Open();
        using var client = new HttpClient { BaseAddress = counted.Server.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", counter.Shop.Token);
        const string query = "{ orders { data { number customer { name } lines { name quantity variant { sku isActive } product { name } } location { name } } } }";
        JsonNode answer = null!;
        async Task Ask()
        {
            var response = await client.PostAsJsonAsync("/graphql", new { query }, TestContext.Current.CancellationToken);
            answer = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        }

        await Ask(); // what is asked once a tenant is known now
        (await counted.While(Ask)).ShouldBe(6, "orders, customers, lines, variants, products, locations");
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        var orders = answer["data"]!["orders"]!["data"]!.AsArray();
        orders.Select(order => order!["customer"]!["name"]!.ToString()).ShouldBe(Enumerable.Range(0, 6).Reverse().Select(n => $"Guest {n}"));
        orders.Select(order => order!["lines"]![0]!["quantity"]!.ToString()).ShouldBe(["6", "5", "4", "3", "2", "1"]);
        orders.ShouldAllBe(order => order!["lines"]!.AsArray().Count == 2 && order["location"]!["name"] != null && order["lines"]![0]!["product"]!["name"] != null && order["lines"]![0]!["variant"]!["isActive"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Follows_no_edge_to_what_the_role_may_not_see()
    {
        var counter = await Counter.Open(server);
        var customer = (await counter.Shop.Post("/api/v1/customers", new { Name = "Ada" })).Id;
        (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            CustomerId = customer,
            Lines = new[] { new { VariantId = await counter.Product(100), Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created);
        var kitchen = counter.Shop.As("kitchen");
        var answer = await GraphFields.Ask(kitchen, "{ orders { data { number customer { name } } } }");
        answer["data"]!["orders"]!["data"]![0]!["number"].ShouldNotBeNull();
        answer["data"]!["orders"]!["data"]![0]!["customer"].ShouldBeNull();
        answer["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("auth.forbidden");
    }

    [Fact]
    public async Task Answers_only_known_documents_where_an_operator_wants_that()
    {
        const string known = "{ tenant { name } }";
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new JsonObject { [PersistedQueries.HashOf(known)] = known }.ToJsonString(), TestContext.Current.CancellationToken);
        var settings = GraphSettings.From(Settings(("Documents", file), ("OnlyDocuments", "true"), ("Introspection", "false")));
        await using var own = await Server.With(services => services.AddSingleton(settings));
        var shop = await Shop.Open(own);
        (await GraphFields.Ask(shop, known))["data"]!["tenant"]!["name"].ShouldNotBeNull();
        var hash = new { extensions = new { persistedQuery = new { version = 1, sha256Hash = PersistedQueries.HashOf(known) } } };
        (await shop.Post("/graphql", System.Text.Json.JsonSerializer.SerializeToNode(hash)))["data"]["tenant"]!["name"].ShouldNotBeNull();
        var other = await shop.Post("/graphql", new { query = "{ tenant { id } }" });
        other["errors"][0]!["extensions"]!["code"]!.ToString().ShouldBe("PERSISTED_QUERY_REQUIRED");
        File.Delete(file);
    }

    [Fact]
    public void Refuses_settings_that_are_none()
    {
        Should.Throw<InvalidOperationException>(() => GraphSettings.From(Settings(("Depth", "0")))).Message.ShouldContain("Depth");
        Should.Throw<InvalidOperationException>(() => GraphSettings.From(Settings(("OnlyDocuments", "true")))).Message.ShouldContain("Documents");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{"00":"{ tenant { id } }"}""");
        Should.Throw<InvalidOperationException>(() => GraphSettings.From(Settings(("Documents", file)))).Message.ShouldContain("SHA-256");
        File.Delete(file);
        GraphSettings.From(Settings(("Depth", "12"))).Limits.Depth.ShouldBe(12);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(each => KeyValuePair.Create(each.Name, (string?)each.Value))).Build();
}
