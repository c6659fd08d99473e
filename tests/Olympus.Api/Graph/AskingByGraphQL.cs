using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Orders;

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
}
