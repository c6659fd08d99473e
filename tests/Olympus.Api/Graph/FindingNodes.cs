using System.Text.Json.Nodes;
using Olympus.Api.Isolation;

namespace Olympus.Api.Graph;

/// <summary>Things by their id alone.</summary>
public sealed class FindingNodes(Server server)
{
    private const string Nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Product { globalId name } ... on User { globalId } ... on CustomerSummary { globalId name } } }";

    private static readonly (string Type, Func<World, string> Id)[] Kinds =
    [
        ("Product", world => world.Product), ("OrderSummary", world => world.Order), ("CustomerSummary", world => world.Customer), ("Location", world => world.Location),
        ("Category", world => world.Category), ("FoundVariant", world => world.Variant), ("User", world => world.User),
    ];

    [Fact]
    public async Task Finds_every_kind_of_thing_and_nothing_of_another_tenant()
    {
        var (mine, theirs) = (await World.Make(server), await World.Make(server));
        var types = (await GraphFields.Ask(mine.Shop, "{ __type(name: \"Node\") { possibleTypes { name } } }"))["data"]!["__type"]!["possibleTypes"]!.AsArray();
        types.Select(type => type!["name"]!.ToString()).ShouldBe(Kinds.Select(kind => kind.Type), ignoreOrder: true);

        foreach (var write in new Func<string, string, string>[] { (_, id) => id, GlobalId })
        {
            var found = await Ask(mine, [.. Kinds.Select(kind => write(kind.Type, kind.Id(mine)))]);
            found.Select(node => (node!["__typename"]!.ToString(), node["id"]!.ToString())).ShouldBe(Kinds.Select(kind => (kind.Type, kind.Id(mine))));
            var foreign = await Ask(mine, [.. Kinds.Select(kind => write(kind.Type, kind.Id(theirs)))]);
            var none = await Ask(mine, [.. Kinds.Select(kind => write(kind.Type, Guid.NewGuid().ToString()))]);
            foreign.ToJsonString().ShouldBe(none.ToJsonString());
            none.ShouldAllBe(node => node == null);
        }

        // What a node says of itself finds it again; what is no id finds nothing.
        var product = (await Ask(mine, [mine.Product]))[0]!;
        product["globalId"]!.ToString().ShouldBe(GlobalId("Product", mine.Product));
        var answer = await GraphFields.Ask(
            mine.Shop, "query($id: ID!) { node(id: $id) { ... on Product { name } } a: node(id: \"nonsense\") { id } b: node(id: \"UHJvZHVjdDo=\") { id } }",
            new JsonObject { ["id"] = product["globalId"]!.ToString() });
        answer["errors"].ShouldBeNull();
        answer["data"]!["node"]!["name"]!.ToString().ShouldBe(product["name"]!.ToString());
        (answer["data"]!["a"], answer["data"]!["b"]).ShouldBe((null, null));
    }

    [Fact]
    public async Task Finds_nothing_that_the_role_may_not_see()
    {
        var world = await World.Make(server);
        var kitchen = world.Shop.As("kitchen");
        var plain = await GraphFields.Ask(kitchen, Nodes, new JsonObject { ["ids"] = new JsonArray(world.Customer, world.Order) });
        plain["errors"].ShouldBeNull(plain.ToJsonString());
        plain["data"]!["nodes"]!.AsArray().Select(node => node?["__typename"]!.ToString()).ShouldBe([null, "OrderSummary"]);
        // Whoever names the kind hears why.
        var named = await GraphFields.Ask(kitchen, Nodes, new JsonObject { ["ids"] = new JsonArray(GlobalId("CustomerSummary", world.Customer)) });
        named["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("auth.forbidden");
    }

    [Fact]
    public async Task Asks_each_kind_once_for_a_hundred()
    {
        await using var counted = await CountedServer.Open();
        var shop = await Shop.Open(counted.Server);
        var ids = new List<string>();
        for (var n = 0; n < 4; n++)
            ids.Add((await shop.Post("/api/v1/customers", new { Name = $"Guest {n}" })).Id.ToString());
        ids.AddRange(Enumerable.Range(0, 96).Select(_ => Guid.NewGuid().ToString()));
        var variables = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)GlobalId("CustomerSummary", id))]) };
        const string query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        await GraphFields.Ask(shop, query, variables); // what is asked once a tenant is known now
        (await counted.While(() => GraphFields.Ask(shop, query, variables))).ShouldBe(1);
        variables["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        (await counted.While(() => GraphFields.Ask(shop, query, variables))).ShouldBe(Kinds.Length);
        variables["ids"] = new JsonArray([.. ids.Append(ids[0]).Select(id => (JsonNode)id)]);
        (await GraphFields.Ask(shop, query, variables))["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("request.invalid");
    }

    private static async Task<JsonArray> Ask(World world, string[] ids)
    {
        var answer = await GraphFields.Ask(world.Shop, Nodes, new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) });
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]!["nodes"]!.AsArray();
    }

    private static string GlobalId(string type, string id) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($"{type}:{id}"));
}
