using System.Net;

namespace Olympus.Api.Customers;

public sealed class FindingCustomers(Server server)
{
    private static async Task<string[]> Names(Shop shop, string query) =>
        [.. (await shop.Get($"/api/v1/customers?{query}")).MustBe(HttpStatusCode.OK)["data"].AsArray().Select(one => one!["name"]!.GetValue<string>())];

    private async Task<Shop> ThreePeople()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/customers", new
        {
            name = "Ada Lovelace",
            tags = new[] { "vip" },
            emails = new object[] { new { value = "Ada@Engine.test" } },
            phones = new object[] { new { value = "+44 20 7946 0018" } },
        })).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/customers", new { name = "Grace Hopper", emails = new object[] { new { value = "grace@navy.test" } } })).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/customers", new { name = "adam adams", phones = new object[] { new { value = "0044 20 1111" } } })).MustBe(HttpStatusCode.Created);
        return shop;
    }

    [Fact]
    public async Task Works_by_the_beginning_of_a_name_or_of_a_word_in_it()
    {
        var shop = await ThreePeople();
        (await Names(shop, "q=ada")).ShouldBe(["Ada Lovelace", "adam adams"]);
        (await Names(shop, "q=ADA%20%20LOVE")).ShouldBe(["Ada Lovelace"]);
        (await Names(shop, "q=hop")).ShouldBe(["Grace Hopper"]);
        (await Names(shop, "q=ovelace")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Works_by_the_beginning_of_an_address_or_a_number()
    {
        var shop = await ThreePeople();
        (await Names(shop, "q=grace%40")).ShouldBe(["Grace Hopper"]);
        (await Names(shop, "q=%2B44%2020")).ShouldBe(["adam adams", "Ada Lovelace"]);
    }

    [Fact]
    public async Task Works_by_exactly_one_address_number_or_tag()
    {
        var shop = await ThreePeople();
        (await Names(shop, "email=ada%40engine.test")).ShouldBe(["Ada Lovelace"]);
        (await Names(shop, "email=ada%40engine.tes")).ShouldBeEmpty();
        (await Names(shop, "phone=0044-20-79460018")).ShouldBe(["Ada Lovelace"]);
        (await Names(shop, "phone=004420")).ShouldBeEmpty();
        (await Names(shop, "tag=vip")).ShouldBe(["Ada Lovelace"]);
    }

    [Fact]
    public async Task Follows_a_change_of_name_and_address()
    {
        var shop = await Shop.Open(server);
        var id = (await shop.Post("/api/v1/customers", new { name = "Ada Byron", emails = new object[] { new { value = "byron@example.test" } } })).Id;
        await shop.Patch($"/api/v1/customers/{id}", new { name = "Ada King", emails = new object[] { new { value = "king@example.test" } } }, ("If-Match", "\"1\""));
        (await Names(shop, "q=byron")).ShouldBeEmpty();
        (await Names(shop, "q=king")).ShouldBe(["Ada King"]);
        (await Names(shop, "email=king%40example.test")).ShouldBe(["Ada King"]);
    }

    [Fact]
    public async Task Pages_through_all_of_them_once_and_in_order()
    {
        var shop = await Shop.Open(server);
        for (var i = 0; i < 7; i++)
            await shop.Post("/api/v1/customers", new { name = $"Twin Twin {i % 3}" });
        foreach (var query in new[] { "limit=3", "limit=3&q=twin" })
        {
            var (seen, names, cursor) = (new HashSet<Guid>(), new List<string>(), "");
            do
            {
                var page = (await shop.Get($"/api/v1/customers?{query}{cursor}")).MustBe(HttpStatusCode.OK);
                foreach (var one in page["data"].AsArray())
                {
                    seen.Add(one!["id"]!.GetValue<Guid>()).ShouldBeTrue();
                    names.Add(one["name"]!.GetValue<string>());
                }

                cursor = page.Body!["next_cursor"] is { } next ? $"&cursor={next}" : "";
            }
            while (cursor.Length > 0);
            seen.Count.ShouldBe(7);
            names.ShouldBe(names.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Refuses_what_is_no_search()
    {
        var shop = await ThreePeople();
        (await shop.Get("/api/v1/customers?q=a&tag=vip")).MustRefuse(HttpStatusCode.BadRequest, "customers.one_search");
        (await shop.Get("/api/v1/customers?q=%20")).MustRefuse(HttpStatusCode.BadRequest, "customers.search_invalid");
        var cursor = (await shop.Get("/api/v1/customers?limit=1"))["next_cursor"].GetValue<string>();
        (await shop.Get($"/api/v1/customers?limit=1&q=ada&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await shop.Get("/api/v1/customers?limit=101")).MustRefuse(HttpStatusCode.BadRequest, "request.limit_invalid");
    }
}
