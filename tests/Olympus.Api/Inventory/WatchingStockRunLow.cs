using System.Net;

namespace Olympus.Api.Inventory;

public sealed class WatchingStockRunLow(Server server)
{
    private static async Task<(int Low, int Out)> Told(Shop shop) =>
        ((await shop.Happened("inventory.stock.low")).Count, (await shop.Happened("inventory.stock.out")).Count);

    [Fact]
    public async Task Is_told_once_for_each_fall()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(10);
        (await shop.SetThreshold(tea, 4)).MustBe(HttpStatusCode.OK)["level"].GetValue<string>().ShouldBe("enough");
        await shop.Adjust("waste", (tea, -5));
        (await Told(shop)).ShouldBe((0, 0));
        await shop.Adjust("waste", (tea, -1));
        (await Told(shop)).ShouldBe((1, 0));
        await shop.Adjust("waste", (tea, -1));
        (await Told(shop)).ShouldBe((1, 0), "it was low already");
        await shop.Adjust("waste", (tea, -3));
        (await Told(shop)).ShouldBe((1, 1));
        await shop.Adjust("received", (tea, 10));
        await shop.Adjust("waste", (tea, -10));
        (await Told(shop)).ShouldBe((2, 2), "it fell again, through both");
    }

    [Fact]
    public async Task Counts_what_is_promised_as_gone()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        await shop.SetThreshold(tea, 1);
        var hold = await shop.Hold(600, (tea, 4));
        (await Told(shop)).ShouldBe((1, 0));
        (await shop.Stock(tea))["level"]!.GetValue<string>().ShouldBe("low");
        await shop.Delete($"/api/v1/inventory/holds/{hold.Id}");
        (await shop.Stock(tea))["level"]!.GetValue<string>().ShouldBe("enough");
    }

    [Fact]
    public async Task Follows_the_threshold()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await shop.SetThreshold(tea, 5))["level"].GetValue<string>().ShouldBe("low");
        (await Told(shop)).ShouldBe((1, 0));
        (await shop.SetThreshold(tea, null))["level"].GetValue<string>().ShouldBe("enough");
        (await shop.Happened("inventory.threshold.changed")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Allows_selling_before_it_is_there_up_to_a_limit()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        (await shop.SetThreshold(tea, null, backOrderLimit: 3))["back_order_limit"].GetValue<long>().ShouldBe(3);
        (await shop.Hold(600, (tea, 2))).MustBe(HttpStatusCode.Created);
        (await shop.Adjust("correction", (tea, -2))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        (await shop.SetThreshold(tea, null, backOrderLimit: 1)).MustRefuse(HttpStatusCode.Conflict, "inventory.promised_already");
    }

    [Fact]
    public async Task Is_set_by_managers_for_what_exists()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await shop.As("staff").SetThreshold(tea, 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.SetThreshold(tea, -1)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.SetThreshold(Guid.NewGuid(), 1)).MustRefuse(HttpStatusCode.NotFound, "inventory.variants_unknown");
        (await (await Shop.Open(server)).Put($"/api/v1/inventory/stock/{shop.LocationId}/{tea}/threshold", new { low_stock_at = 1 }))
            .MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
