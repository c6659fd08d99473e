using System.Net;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class ListingProducts(Server server)
{
    private static async Task<Shop> Stocked(Server server)
    {
        var shop = await Shop.Open(server);
        await shop.Product("Coffee", 700, "C-1");
        await shop.Product("apple juice", 300, "J-1");
        await shop.Product("Black tea", 500, "T-1");
        await shop.Product("Water", 100, "W-1", isActive: false);
        return shop;
    }

    [Theory]
    [InlineData("", "apple juice,Black tea,Coffee,Water")]
    [InlineData("sort=name", "apple juice,Black tea,Coffee,Water")]
    [InlineData("sort=-name", "Water,Coffee,Black tea,apple juice")]
    [InlineData("sort=created_at", "Coffee,apple juice,Black tea,Water")]
    [InlineData("sort=-created_at", "Water,Black tea,apple juice,Coffee")]
    [InlineData("sort=updated_at", "Coffee,apple juice,Black tea,Water")]
    [InlineData("sort=-updated_at", "Water,Black tea,apple juice,Coffee")]
    [InlineData("sort=price", "Water,apple juice,Black tea,Coffee")]
    [InlineData("sort=-price", "Coffee,Black tea,apple juice,Water")]
    [InlineData("is_active=true&sort=price", "apple juice,Black tea,Coffee")]
    [InlineData("is_active=false", "Water")]
    [InlineData("sku=T-1", "Black tea")]
    [InlineData("sku=nothing", "")]
    [InlineData("sku=T-1&is_active=false", "")]
    [InlineData("q=tea", "Black tea")]
    [InlineData("q=JUI", "apple juice")]
    [InlineData("q=bl%20te", "Black tea")]
    [InlineData("q=c-", "Coffee")]
    [InlineData("q=%25", "")]
    [InlineData("q=%27%3B%20drop%20table%20commerce.products", "")]
    [InlineData("updated_since=2000-01-01T00:00:00Z&sort=-price", "Coffee,Black tea,apple juice,Water")]
    [InlineData("updated_since=2000-01-01T00:00:00Z&sort=updated_at", "Coffee,apple juice,Black tea,Water")]
    [InlineData("updated_since=2999-01-01T00:00:00Z&sort=updated_at", "")]
    [InlineData("updated_since=2999-01-01T00:00:00Z", "")]
    public async Task Filters_and_sorts(string query, string expected) =>
        (await (await Stocked(server)).Names(query)).ShouldBe(expected.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("sort=name")]
    [InlineData("sort=-name")]
    [InlineData("sort=created_at")]
    [InlineData("sort=-created_at")]
    [InlineData("sort=updated_at")]
    [InlineData("sort=-updated_at")]
    [InlineData("sort=price")]
    [InlineData("sort=-price")]
    [InlineData("q=pen&sort=name")]
    [InlineData("q=pen&sort=-name")]
    [InlineData("q=pen&sort=created_at")]
    [InlineData("q=pen&sort=-created_at")]
    [InlineData("q=pen&sort=updated_at")]
    [InlineData("q=pen&sort=-updated_at")]
    [InlineData("q=pen&sort=price")]
    [InlineData("q=pen&sort=-price")]
    public async Task Shows_each_once_over_all_pages_while_others_are_added(string query)
    {
        var shop = await Shop.Open(server);
        var items = Enumerable.Range(0, 7).Select(i => new { Sku = $"P{i}", Name = $"Pen {i % 3}", Price = Euro(100 + i % 2) });
        (await shop.Post("/api/v1/products/bulk", new { Items = items })).MustBe(HttpStatusCode.OK);
        var before = (await shop.Get($"/api/v1/products?{query}&limit=100"))["data"].AsArray().Select(product => product!["id"]!.GetValue<Guid>()).ToArray();
        before.Length.ShouldBe(7);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await shop.Get($"/api/v1/products?{query}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).MustBe(HttpStatusCode.OK);
            seen.AddRange(page["data"].AsArray().Select(product => product!["id"]!.GetValue<Guid>()));
            cursor = page["has_more"].GetValue<bool>() ? page["next_cursor"].GetValue<string>() : null;
            await shop.Product($"Pen {seen.Count}", 100);
        }
        while (cursor is not null);

        seen.ShouldBeUnique();
        seen.Where(before.Contains).ShouldBe(before);
    }

    [Fact]
    public async Task Takes_a_category_with_everything_below_it()
    {
        var shop = await Shop.Open(server);
        var drinks = await shop.Category("Drinks");
        var hot = await shop.Category("Hot", drinks.Id);
        await shop.Product("Tea", 1, category: hot.Id);
        await shop.Product("Water", 1, category: drinks.Id);
        await shop.Product("Bread", 1);
        (await shop.Names($"category={drinks.Id}")).ShouldBe(["Tea", "Water"]);
        (await shop.Names($"category={hot.Id}")).ShouldBe(["Tea"]);
        (await shop.Names($"category={drinks.Id}&q=wat")).ShouldBe(["Water"]);
        (await shop.Names($"category={Guid.NewGuid()}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_by_description_sku_and_barcode()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products", new
        {
            Name = "Tea",
            Price = Euro(500),
            Sku = "85123a",
            Barcode = "4006381333931",
            Description = "First flush from Darjeeling",
        })).MustBe(HttpStatusCode.Created);
        foreach (var query in new[] { "q=darj", "q=flush%20first", "q=85123A", "q=851", "q=4006381333931", "barcode=4006381333931" })
            (await shop.Names(query)).ShouldBe(["Tea"], query);
        foreach (var query in new[] { "q=arjeeling", "q=flush%20last", "q=5123", "barcode=400638133393" })
            (await shop.Names(query)).ShouldBeEmpty(query);
    }

    [Fact]
    public async Task Shows_variants_without_costs()
    {
        var shop = await Shop.Open(server);
        await shop.Post("/api/v1/products", new { Name = "Tea", Price = Euro(500), Cost = Euro(100) });
        var product = (await shop.Get("/api/v1/products"))["data"][0]!;
        product["variants"]![0]!["price"].Amount().ShouldBe(500);
        product["variants"]![0]!["cost"].ShouldBeNull();
        product["name_key"].ShouldBeNull();
    }

    [Fact]
    public async Task Is_refused_what_it_does_not_know()
    {
        var shop = await Stocked(server);
        (await shop.Get("/api/v1/products?sort=colour")).MustRefuse(HttpStatusCode.BadRequest, "catalog.sort_unknown");
        (await shop.Get("/api/v1/products?sort=--name")).MustRefuse(HttpStatusCode.BadRequest, "catalog.sort_unknown");
        (await shop.Get("/api/v1/products?limit=501")).MustRefuse(HttpStatusCode.BadRequest, "request.limit_invalid");
        (await shop.Get($"/api/v1/products?q={new string('x', 101)}")).MustRefuse(HttpStatusCode.BadRequest, "catalog.search_invalid");
        (await shop.Get("/api/v1/products?category=tea")).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
        var cursor = (await shop.Get("/api/v1/products?limit=1"))["next_cursor"];
        (await shop.Get($"/api/v1/products?sort=price&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await (await Shop.Open(server)).Get($"/api/v1/products?cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
    }

    [Fact]
    public async Task Shows_nothing_of_another_tenant()
    {
        await Stocked(server);
        var stranger = await Shop.Open(server);
        foreach (var query in new[] { "", "q=tea", "sku=T-1", "is_active=false", "updated_since=2000-01-01T00:00:00Z" })
            (await stranger.Names(query)).ShouldBeEmpty(query);
    }
}
