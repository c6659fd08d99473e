using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Isolation;
using Olympus.Api.Orders;

namespace Olympus.Api.Graph;

/// <summary>Pages as connections: the same rows, and a cursor of REST for each of them.</summary>
public sealed class PagingByGraphQL(Server server)
{
    /// <summary>What fields want that are asked for the list of something.</summary>
    private static readonly Dictionary<string, Func<World, string>> Wanted = new()
    {
        ["offers"] = world => $"locationId: \"{world.Location}\"",
        ["priceChanges"] = world => $"id: \"{world.Product}\"",
        ["movements"] = world => $"locationId: \"{world.Location}\"",
        ["stock"] = world => $"locationId: \"{world.Location}\"",
        ["customerOrders"] = world => $"id: \"{world.Customer}\"",
        ["webhookDeliveries"] = world => $"id: \"{world.Webhook}\"",
    };

    [Fact]
    public async Task Goes_on_behind_any_row()
    {
        var counter = await Counter.Open(server);
        for (var n = 0; n < 5; n++)
            (await counter.Shop.Post("/api/v1/products", new { name = $"Tea {n}", price = new { amount = 500 - n % 2, currency = "EUR" } })).MustBe(HttpStatusCode.Created);
        foreach (var sort in new[] { "name", "-price", "created_at" })
        {
            var page = await Page(counter.Shop, $"products(sort: \"{sort}\", first: 5)", "node { id }");
            var edges = page["edges"]!.AsArray();
            var ids = edges.Select(edge => edge!["node"]!["id"]!.ToString()).ToList();
            page["data"]!.AsArray().Select(row => row!["id"]!.ToString()).ShouldBe(ids);
            var info = page["pageInfo"]!;
            (info["startCursor"]!.ToString(), info["endCursor"]!.ToString()).ShouldBe((edges[0]!["cursor"]!.ToString(), edges[4]!["cursor"]!.ToString()));
            (info["hasNextPage"]!.GetValue<bool>(), info["hasPreviousPage"]!.GetValue<bool>()).ShouldBe((false, false));
            for (var n = 0; n < 5; n++)
            {
                var cursor = edges[n]!["cursor"]!.ToString();
                var next = await Page(counter.Shop, $"products(sort: \"{sort}\", first: 2, after: \"{cursor}\")", "node { id }");
                next["edges"]!.AsArray().Select(edge => edge!["node"]!["id"]!.ToString()).ShouldBe(ids.Skip(n + 1).Take(2));
                next["pageInfo"]!["hasPreviousPage"]!.GetValue<bool>().ShouldBeTrue();
                var rest = await counter.Shop.Get($"/api/v1/products?sort={sort}&limit=2&cursor={cursor}");
                rest["data"].AsArray().Select(row => row!["id"]!.ToString()).ShouldBe(ids.Skip(n + 1).Take(2));
            }
        }

        var both = await GraphFields.Ask(counter.Shop, "{ products(first: 2, limit: 2) { hasMore } }");
        both["errors"]![0]!["extensions"]!["code"]!.ToString().ShouldBe("request.parameter_invalid");
        (await Page(counter.Shop, "orders", "node { id }"))["pageInfo"]!["endCursor"].ShouldBeNull();
    }

    /// <summary>Every list of the API: the cursor of a row is the one that a page ending with it gives out, and the list takes it back.</summary>
    [Fact]
    public async Task Gives_every_row_of_every_list_a_cursor_that_is_taken_back()
    {
        var world = await World.Make(server);
        var schema = (await GraphFields.Ask(world.Shop, "{ __type(name: \"Query\") { fields { name type { name } args { name } } } }"))["data"]!["__type"]!["fields"]!.AsArray();
        var lists = schema.Where(field => field!["args"]!.AsArray().Select(argument => argument!["name"]!.ToString()).ToList() is var names
            && (names.Contains("cursor") || (names.Contains("after") && names.Contains("limit")))).ToList();
        lists.Count.ShouldBeGreaterThan(20);
        var withRows = 0;
        foreach (var list in lists)
        {
            var name = list!["name"]!.ToString();
            list["type"]!["name"]!.ToString().ShouldEndWith("Connection", customMessage: name);
            var wanted = Wanted.GetValueOrDefault(name)?.Invoke(world) is { } given ? $"{given}, " : "";
            var page = await Page(world.Shop, $"{name}({wanted}first: 1)", "__typename", "__typename");
            if (page["edges"]!.AsArray() is not [{ } edge])
                continue;
            withRows++;
            var cursor = edge["cursor"].ShouldNotBeNull(name).ToString();
            if (page["nextCursor"] is { } next && page["hasMore"]!.GetValue<bool>() && name is not "events")
                cursor.ShouldBe(next.ToString(), name);
            await Page(world.Shop, $"{name}({wanted}first: 1, after: \"{cursor}\")", "__typename", "__typename");
        }

        withRows.ShouldBeGreaterThan(15);
    }

    private static async Task<JsonNode> Page(Shop shop, string field, string edge, string row = "id")
    {
        var answer = await GraphFields.Ask(
            shop, $"{{ page: {field} {{ data {{ {row} }} hasMore nextCursor edges {{ {edge} cursor }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}");
        answer["errors"].ShouldBeNull(field + answer.ToJsonString());
        return answer["data"]!["page"]!;
    }
}
