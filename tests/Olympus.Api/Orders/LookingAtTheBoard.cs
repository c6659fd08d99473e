using System.Net;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Orders;

public sealed class LookingAtTheBoard(Server server)
{
    private const string Board = "/api/v1/orders/board";

    private static List<Guid> Ids(Answer board) => [.. board["data"].AsArray().Select(card => card!["id"]!.GetValue<Guid>())];

    [Fact]
    public async Task Shows_what_is_still_to_be_done_oldest_first()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var first = (await counter.Place((tea, 2))).Id;
        var (second, gone, done) = (await counter.Placed(), await counter.Placed(), await counter.Placed());
        (await counter.Cancel(gone)).MustBe(HttpStatusCode.OK);
        (await counter.Move(done, "confirmed")).MustBe(HttpStatusCode.OK);
        (await counter.Move(done, "completed")).MustBe(HttpStatusCode.OK);
        (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            Status = "draft",
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created);

        var board = (await counter.Shop.Get($"{Board}?location_id={counter.Shop.LocationId}")).MustBe(HttpStatusCode.OK);
        Ids(board).ShouldBe([first, second]);
        var card = board["data"][0]!;
        (card["units"]!.GetValue<long>(), card["lines"]![0]!["name"]!.GetValue<string>(), card["payment_status"]!.GetValue<string>()).ShouldBe((2, "Tea", "unpaid"));
        card["allowed"]!.ToJsonString().ShouldBe((await counter.Order(first))["allowed"].ToJsonString());
    }

    [Fact]
    public async Task Shows_only_places_whose_orders_one_may_see_and_nothing_of_another_tenant()
    {
        var (counter, theirs) = (await Counter.Open(server), await Counter.Open(server));
        var order = await counter.Placed();
        await theirs.Placed();
        Ids(await counter.Shop.Get(Board)).ShouldBe([order]);
        Ids(await counter.Shop.Get($"{Board}?location_id={theirs.Shop.LocationId}")).ShouldBeEmpty();
        Ids(await counter.Shop.As("kitchen", counter.Shop.LocationId).Get(Board)).ShouldBe([order]);
        Ids(await counter.Shop.As("kitchen", Id<Location>.New()).Get(Board)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hides_payments_from_those_who_may_not_read_them()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        var kitchen = counter.Shop.As("kitchen");
        (await kitchen.Get($"/api/v1/orders/{order}"))["payments"].AsArray().ShouldBeEmpty();
        (await kitchen.Get($"/api/v1/orders/{order}/history")).Text.ShouldNotContain("commerce.payment");
        (await kitchen.Get($"/api/v1/orders/{order}/payments")).MustBe(HttpStatusCode.Forbidden);
        (await counter.Order(order))["payments"].AsArray().Count.ShouldBe(1);
        (await counter.Shop.Get($"/api/v1/orders/{order}/history")).Text.ShouldContain("commerce.payment.captured");
    }
}
