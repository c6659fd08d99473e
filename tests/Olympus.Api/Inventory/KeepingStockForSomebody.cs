using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Inventory;

public sealed class KeepingStockForSomebody(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_less_for_others()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        var hold = (await shop.Hold(600, (tea, 2), (tea, 1))).MustBe(HttpStatusCode.Created);
        hold["state"].GetValue<string>().ShouldBe("held");
        hold["items"].ToJsonString().ShouldBe($$"""[{"variant_id":"{{tea}}","quantity":3}]""");
        (await shop.Get($"/api/v1/inventory/holds/{hold.Id}")).MustBe(HttpStatusCode.OK).Text.ShouldBe(hold.Text);
        (await shop.Units(tea)).ShouldBe((5, 3, 2));
        (await shop.Hold(600, (tea, 3))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock")["missing"][0]!["available"]!.GetValue<long>().ShouldBe(2);
        (await shop.Adjust("waste", (tea, -3))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
    }

    [Fact]
    public async Task Ends_in_taking_it_once()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        var hold = await shop.Hold(600, (tea, 2));
        var commits = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Post($"/api/v1/inventory/holds/{hold.Id}/commit")));
        commits.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await shop.Get($"/api/v1/inventory/holds/{hold.Id}"))["state"].GetValue<string>().ShouldBe("committed");
        (await shop.Units(tea)).ShouldBe((3, 0, 3));
        (await shop.Delete($"/api/v1/inventory/holds/{hold.Id}")).MustRefuse(HttpStatusCode.Conflict, "capacity.hold_ended");
        (await shop.Happened("inventory.stock.taken")).Count.ShouldBe(1);
        await shop.Verify();
    }

    [Fact]
    public async Task Ends_in_giving_it_up()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        var hold = await shop.Hold(600, (tea, 2));
        (await shop.Delete($"/api/v1/inventory/holds/{hold.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Delete($"/api/v1/inventory/holds/{hold.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Post($"/api/v1/inventory/holds/{hold.Id}/commit")).MustRefuse(HttpStatusCode.Conflict, "capacity.hold_ended")["state"]
            .GetValue<string>().ShouldBe("released");
        (await shop.Units(tea)).ShouldBe((5, 0, 5));
        (await shop.Happened("inventory.hold.released")).Count.ShouldBe(1);
        await shop.Verify();
    }

    [Fact]
    public async Task Ends_by_itself_when_the_time_is_over()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        var hold = await shop.Hold(1, (tea, 5));
        var effects = server.Services.GetRequiredService<EffectRunner>();
        while ((await shop.Happened("inventory.hold.expired")).Count == 0)
            await effects.RunDue(Ct);
        (await shop.Get($"/api/v1/inventory/holds/{hold.Id}"))["state"].GetValue<string>().ShouldBe("expired");
        (await shop.Units(tea)).ShouldBe((5, 0, 5));
        (await shop.Post($"/api/v1/inventory/holds/{hold.Id}/commit")).MustRefuse(HttpStatusCode.Conflict, "capacity.hold_ended");
        await shop.Verify();
    }

    [Fact]
    public async Task Is_refused_for_what_is_no_hold()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await shop.Hold(0, (tea, 1))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Hold(60, (tea, 0))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Hold(60)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Hold(60, (Guid.NewGuid(), 1))).MustRefuse(HttpStatusCode.NotFound, "inventory.variants_unknown");
        (await shop.Get($"/api/v1/inventory/holds/{Guid.NewGuid()}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Is_seen_at_its_location_alone()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var tea = await shop.Stocked(5);
        var path = $"/api/v1/inventory/holds/{(await shop.As("staff", shop.LocationId).Hold(600, (tea, 1))).MustBe(HttpStatusCode.Created).Id}";
        foreach (var stranger in new[] { other, shop.As("staff", Id<Location>.New()) })
        {
            (await stranger.Get(path)).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await stranger.Delete(path)).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await stranger.Post($"{path}/commit")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        }

        (await shop.As("viewer").Get(path)).MustBe(HttpStatusCode.OK);
        (await shop.As("viewer").Delete(path)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
