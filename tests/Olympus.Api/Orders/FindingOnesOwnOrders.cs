using System.Net;

namespace Olympus.Api.Orders;

public sealed class FindingOnesOwnOrders(Server server)
{
    private static Guid[] Ids(Answer page) => [.. page.MustBe(HttpStatusCode.OK)["data"].AsArray().Select(order => order!["id"]!.GetValue<Guid>())];

    private static async Task<Guid> Place(Shop shop, Guid variant, string channel) => (await shop.Post("/api/v1/orders", new
    {
        LocationId = shop.LocationId.Value,
        Channel = channel,
        Lines = new[] { new { VariantId = variant, Quantity = 1 } },
    })).MustBe(HttpStatusCode.Created).Id;

    [Fact]
    public async Task Shows_who_took_an_order_and_filters_by_them_and_by_channel()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(300);
        var bo = await counter.Shop.Join("staff");
        var mine = await Place(counter.Shop, tea, "dine_in");
        var (his, taken) = (await Place(bo, tea, "dine_in"), await Place(bo, tea, "takeout"));

        (await counter.Order(his))["taken_by"].GetValue<Guid>().ShouldBe(bo.UserId.Value);
        foreach (var list in new[] { "/api/v1/orders?limit=10&", $"/api/v1/orders?location_id={counter.Shop.LocationId}&", "/api/v1/orders?status=pending&" })
        {
            Ids(await counter.Shop.Get($"{list}taken_by={bo.UserId}")).ShouldBe([taken, his]);
            Ids(await counter.Shop.Get($"{list}channel=dine_in")).ShouldBe([his, mine]);
            Ids(await counter.Shop.Get($"{list}channel=dine_in&taken_by={bo.UserId}")).ShouldBe([his]);
        }

        var board = $"/api/v1/orders/board?location_id={counter.Shop.LocationId}";
        Ids(await counter.Shop.Get($"{board}&taken_by={bo.UserId}")).ShouldBe([his, taken]);
        Ids(await counter.Shop.Get($"{board}&channel=takeout")).ShouldBe([taken]);
        (await counter.Shop.Get($"{board}&channel=drone")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Get("/api/v1/orders?channel=drone")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        Ids(await (await Shop.Open(server)).Get($"/api/v1/orders?taken_by={bo.UserId}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Knows_the_names_of_colleagues_and_nothing_else_of_them()
    {
        var counter = await Counter.Open(server);
        var bo = await counter.Shop.Join("kitchen");
        var names = (await bo.Get("/api/v1/colleagues")).MustBe(HttpStatusCode.OK);
        names["data"].AsArray().Select(one => one!["name"]!.GetValue<string>()).ShouldBe(["Ada", "Joined"], ignoreOrder: true);
        names.Text.ShouldNotContain("@");
        (await bo.Get("/api/v1/users")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await (await Shop.Open(server)).Get("/api/v1/colleagues"))["data"].AsArray().Count.ShouldBe(1);
        (await counter.Shop.WithoutToken().Get("/api/v1/colleagues")).MustBe(HttpStatusCode.Unauthorized);
    }
}
