using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Api.Inventory;

public sealed class TakingStock(Server server)
{
    private sealed record Moved(long Quantity, long OnHand, string Reason, string ReferenceKind);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly IStock _stock = server.Services.GetRequiredService<IStock>();

    private static StockReference Order => new("order", Guid.CreateVersion7());

    [Fact]
    public async Task Leaves_a_movement_with_what_is_left_and_an_event()
    {
        var shop = await Shop.Open(server);
        var tea = Id<Variant>.New();
        await Write(shop, tx => _stock.PutBack(tx, shop.LocationId, [new(tea, 5)], Order));
        await Write(shop, tx => _stock.Take(tx, shop.LocationId, [new(tea, 1), new(tea, 1)], Order));

        (await shop.Db.Query<Moved>(new("select quantity, on_hand, reason, reference_kind from inventory.movements"), Ct))
            .ShouldBe([new(5, 5, "returned", "order"), new(-2, 3, "sold", "order")], ignoreOrder: true);
        (await shop.Db.Query<string>(new("select type from events.log where type like 'inventory%' order by xid, seq"), Ct))
            .ShouldBe(["inventory.stock.put_back", "inventory.stock.taken"]);
        await shop.Verify();
    }

    [Fact]
    public async Task Is_refused_with_what_is_missing_and_changes_nothing()
    {
        var shop = await Shop.Open(server);
        var (tea, unknown) = (Id<Variant>.New(), Id<Variant>.New());
        await Write(shop, tx => _stock.PutBack(tx, shop.LocationId, [new(tea, 1)], Order));
        var refusal = (await Should.ThrowAsync<RefusalException>(
            () => Write(shop, tx => _stock.Take(tx, shop.LocationId, [new(tea, 1), new(unknown, 2)], Order)))).Refusal;
        (refusal.Status, refusal.Code).ShouldBe((409, "inventory.insufficient_stock"));
        System.Text.Json.JsonSerializer.Serialize(refusal.Facts!["missing"], WireJson.Options)
            .ShouldBe($$"""[{"variant_id":"{{unknown}}","asked":2,"available":0}]""");
        (await shop.Db.Query<long>(new("select on_hand from capacity.pools"), Ct)).ShouldBe([1]);
        await shop.Verify();
    }

    [Fact]
    public async Task Tells_once_that_nothing_is_left()
    {
        var shop = await Shop.Open(server);
        var tea = Id<Variant>.New();
        await Write(shop, tx => _stock.PutBack(tx, shop.LocationId, [new(tea, 2)], Order));
        await Write(shop, tx => _stock.Take(tx, shop.LocationId, [new(tea, 1)], Order));
        await Write(shop, tx => _stock.Take(tx, shop.LocationId, [new(tea, 1)], Order));
        (await shop.Db.Query<string>(new("select type from events.log where type = 'inventory.stock.out'"), Ct)).Count.ShouldBe(1);
    }

    private static Task Write(Shop shop, Action<Tx> work) => shop.Db.Write(
        tx =>
        {
            work(tx);
            return Task.CompletedTask;
        },
        Ct);
}
