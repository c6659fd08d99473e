using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

public sealed class ListingOrders(Server server)
{
    private static long[] Numbers(Answer answer) => [.. answer.MustBe(HttpStatusCode.OK)["data"].AsArray().Select(order => order!["number"]!.GetValue<long>())];

    private static async Task<Counter> Open(Server server, int orders)
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        for (var i = 0; i < orders; i++)
            (await counter.Place((tea, 1))).MustBe(HttpStatusCode.Created);
        return counter;
    }

    [Fact]
    public async Task Shows_the_newest_first_page_by_page()
    {
        var counter = await Open(server, 5);
        var first = await counter.Shop.Get("/api/v1/orders?limit=2");
        var second = await counter.Shop.Get($"/api/v1/orders?limit=2&cursor={first["next_cursor"]}");
        var third = await counter.Shop.Get($"/api/v1/orders?limit=2&cursor={second["next_cursor"]}");
        Numbers(first).Concat(Numbers(second)).Concat(Numbers(third)).Order().ShouldBe([1L, 2, 3, 4, 5]);
        third["has_more"].GetValue<bool>().ShouldBeFalse();
        var ids = Enumerable.Concat(first["data"].AsArray(), second["data"].AsArray()).Select(order => order!["id"]!.GetValue<string>()).ToArray();
        ids.ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_by_status_location_and_time()
    {
        var counter = await Open(server, 3);
        var orders = (await counter.Shop.Get("/api/v1/orders"))["data"].AsArray();
        var middle = orders.Single(order => order!["number"]!.GetValue<long>() == 2)!;
        (await counter.Move(middle["id"]!.GetValue<Guid>(), "confirmed")).MustBe(HttpStatusCode.OK);
        Numbers(await counter.Shop.Get("/api/v1/orders?status=confirmed")).ShouldBe([2]);
        Numbers(await counter.Shop.Get("/api/v1/orders?status=cancelled")).ShouldBeEmpty();
        Numbers(await counter.Shop.Get($"/api/v1/orders?location_id={counter.Shop.LocationId}&status=pending")).Order().ShouldBe([1L, 3]);
        foreach (var where in new[] { "", $"&location_id={counter.Shop.LocationId}" })
        {
            Numbers(await counter.Shop.Get($"/api/v1/orders?status=pending,confirmed{where}")).Order().ShouldBe([1L, 2, 3]);
            Numbers(await counter.Shop.Get($"/api/v1/orders?status=cancelled,confirmed{where}")).ShouldBe([2]);
        }

        Numbers(await counter.Shop.Get($"/api/v1/orders?location_id={Guid.NewGuid()}")).ShouldBeEmpty();
        Numbers(await counter.Shop.Get($"/api/v1/orders?customer_id={Guid.NewGuid()}")).ShouldBeEmpty();
        var at = Uri.EscapeDataString(middle["placed_at"]!.GetValue<string>());
        Numbers(await counter.Shop.Get($"/api/v1/orders?from={at}")).Order().ShouldBe([2L, 3]);
        Numbers(await counter.Shop.Get($"/api/v1/orders?to={at}")).ShouldBe([1]);
    }

    [Fact]
    public async Task Filters_by_customer()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        var ada = (await counter.Shop.Post("/api/v1/customers", new { Name = "Ada" })).MustBe(HttpStatusCode.Created).Id;
        (await counter.Place((tea, 1))).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post("/api/v1/orders", new { LocationId = counter.Shop.LocationId.Value, CustomerId = ada, Lines = new[] { new { VariantId = tea, Quantity = 1 } } }))
            .MustBe(HttpStatusCode.Created);
        Numbers(await counter.Shop.Get($"/api/v1/orders?customer_id={ada}")).ShouldBe([2]);
        Numbers(await counter.Shop.Get($"/api/v1/orders?customer_id={ada}&status=ready")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_only_the_locations_that_one_may_see()
    {
        var counter = await Open(server, 1);
        Numbers(await counter.Shop.As("staff", counter.Shop.LocationId).Get("/api/v1/orders")).ShouldBe([1]);
        Numbers(await counter.Shop.As("staff", new(Guid.NewGuid())).Get("/api/v1/orders")).ShouldBeEmpty();
        Numbers(await counter.Shop.As("staff", new(Guid.NewGuid())).Get($"/api/v1/orders?location_id={counter.Shop.LocationId}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status=nonsense", "request.invalid")]
    [InlineData("status=pending,nonsense", "request.invalid")]
    [InlineData("status=pending,", "request.invalid")]
    [InlineData("limit=0", "request.limit_invalid")]
    [InlineData("cursor=nonsense", "request.cursor_invalid")]
    public async Task Refuses_what_it_does_not_know(string query, string code)
    {
        var shop = await Shop.Open(server);
        (await shop.Get($"/api/v1/orders?{query}")).MustRefuse(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Refuses_a_cursor_of_another_list()
    {
        var counter = await Open(server, 2);
        var cursor = (await counter.Shop.Get("/api/v1/orders?limit=1"))["next_cursor"];
        (await counter.Shop.Get($"/api/v1/orders?limit=1&status=pending&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await (await Shop.Open(server)).Get($"/api/v1/orders?limit=1&cursor={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
    }

    [Fact]
    public async Task Says_not_modified_to_who_has_the_order()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Shop.Get($"/api/v1/orders/{order}", ("If-None-Match", "\"1\""))).MustBe(HttpStatusCode.NotModified);
    }
}
