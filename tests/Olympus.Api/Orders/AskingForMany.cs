using System.Net;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Orders;

/// <summary>Many things by their ids, in one request.</summary>
public sealed class AskingForMany(Server server)
{
    [Fact]
    public async Task Shows_the_lines_of_many_orders()
    {
        var counter = await Counter.Open(server);
        var (first, second) = (await counter.Placed(700), await counter.Placed(300));
        var answer = (await counter.Shop.Get($"/api/v1/orders/lines?order_ids={first},{second},{Guid.NewGuid()},{first}")).MustBe(HttpStatusCode.OK);
        var orders = answer["data"].AsArray();
        orders.Select(order => order!["order_id"]!.GetValue<Guid>()).ShouldBe([first, second], ignoreOrder: true);
        var whole = (await counter.Order(first))["lines"][0]!.ToJsonString();
        orders.Single(order => order!["order_id"]!.GetValue<Guid>() == first)!["lines"]![0]!.ToJsonString().ShouldBe(whole);
    }

    [Fact]
    public async Task Leaves_out_what_is_at_another_location()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var other = new Id<Location>((await counter.Shop.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id);
        var elsewhere = counter.Shop.As("staff", other);
        (await elsewhere.Get($"/api/v1/orders/lines?order_ids={order}"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_customers_by_their_ids()
    {
        var shop = await Shop.Open(server);
        var (ada, grace) = ((await shop.Post("/api/v1/customers", new { Name = "Ada" })).Id, (await shop.Post("/api/v1/customers", new { Name = "Grace" })).Id);
        var found = (await shop.Get($"/api/v1/customers?ids={grace},{ada},{Guid.NewGuid()}")).MustBe(HttpStatusCode.OK);
        found["data"].AsArray().Select(customer => customer!["name"]!.ToString()).ShouldBe(["Ada", "Grace"]);
        (await shop.Get($"/api/v1/customers?ids={ada}&q=ada")).MustRefuse(HttpStatusCode.BadRequest, "customers.one_search");
    }

    [Fact]
    public async Task Shows_products_orders_places_and_people_by_their_ids()
    {
        var counter = await Counter.Open(server);
        var shop = counter.Shop;
        var order = await counter.Placed();
        var tea = (await shop.Post("/api/v1/products", new { name = "Tea", price = new { amount = 500, currency = "EUR" } })).Id;
        (await shop.Delete($"/api/v1/products/{tea}", ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);
        var me = (await shop.Get("/api/v1/users"))["data"][0]!["id"]!.GetValue<Guid>();
        foreach (var (path, id) in new[] { ("products", tea), ("orders", order), ("locations", shop.LocationId.Value), ("users", me) })
        {
            var found = (await shop.Get($"/api/v1/{path}?ids={id},{Guid.NewGuid()}")).MustBe(HttpStatusCode.OK);
            found["data"].AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(id, path);
            (await shop.Get($"/api/v1/{path}?ids={id}&cursor=x")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        }

        var other = new Id<Location>((await shop.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id);
        var elsewhere = shop.As("manager", other);
        foreach (var (path, id) in new[] { ("orders", order), ("locations", shop.LocationId.Value), ("users", me) })
            (await elsewhere.Get($"/api/v1/{path}?ids={id}")).MustBe(HttpStatusCode.OK)["data"].AsArray().ShouldBeEmpty(path);
    }

    [Theory]
    [InlineData("products?ids=tea")]
    [InlineData("orders?ids=1,2")]
    [InlineData("locations?ids=,")]
    [InlineData("users?ids=")]
    [InlineData("orders/lines?order_ids=")]
    [InlineData("orders/lines?order_ids=nonsense")]
    [InlineData("customers?ids=,")]
    [InlineData("variants?ids=1")]
    public async Task Refuses_what_are_no_ids(string path) =>
        (await (await Shop.Open(server)).Get($"/api/v1/{path}")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Takes_a_hundred_at_most()
    {
        var shop = await Shop.Open(server);
        var ids = string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()));
        (await shop.Get($"/api/v1/orders/lines?order_ids={ids}")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Get($"/api/v1/orders/lines?order_ids={ids[..(37 * 100 - 1)]}")).MustBe(HttpStatusCode.OK);
    }
}
