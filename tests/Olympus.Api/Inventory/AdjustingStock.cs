using System.Net;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Inventory;

public sealed class AdjustingStock(Server server)
{
    [Fact]
    public async Task Shows_in_stock_movements_and_events()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        var received = (await shop.Adjust("received", (tea, 10), (tea, 2))).MustBe(HttpStatusCode.Created);
        received["items"][0]!["on_hand"]!.GetValue<long>().ShouldBe(12);
        (await shop.Adjust("damaged", (tea, -3))).MustBe(HttpStatusCode.Created);

        (await shop.Units(tea)).ShouldBe((9, 0, 9));
        var movements = (await shop.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}"))["data"].AsArray();
        movements.Select(one => (one!["quantity"]!.GetValue<long>(), one["on_hand"]!.GetValue<long>(), one["reason"]!.GetValue<string>()))
            .ShouldBe([(-3, 9, "damaged"), (12, 12, "received")]);
        movements[1]!["reference_id"]!.GetValue<Guid>().ShouldBe(received.Id);
        movements[1]!["actor"]!.GetValue<string>().ShouldBe($"user:{shop.UserId}");
        (await shop.Happened("inventory.stock.adjusted")).Count.ShouldBe(2);
        await shop.Verify();
    }

    [Fact]
    public async Task Happens_once_however_often_it_is_sent()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        var body = new { location_id = shop.LocationId.Value, reason = "received", items = new[] { new { variant_id = tea, quantity = 5 } } };
        var key = ("Idempotency-Key", "delivery-17");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Post("/api/v1/inventory/adjustments", body, key)));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Code == "idempotency.in_progress");
        (await shop.Post("/api/v1/inventory/adjustments", body, key)).MustBe(HttpStatusCode.Created);
        (await shop.Units(tea)).ShouldBe((5, 0, 5));
    }

    [Fact]
    public async Task Takes_nothing_when_something_is_missing()
    {
        var shop = await Shop.Open(server);
        var (tea, cake) = (await shop.Stocked(5), await shop.Stocked(1));
        var refused = (await shop.Adjust("waste", (tea, -2), (cake, -1), (cake, -1))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        refused["missing"].ToJsonString().ShouldBe($$"""[{"variant_id":"{{cake}}","asked":2,"available":1}]""");
        (await shop.Units(tea)).ShouldBe((5, 0, 5));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_request()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        (await shop.Adjust("stolen_by_cat", (tea, -1))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"][0]!["pointer"]!
            .GetValue<string>().ShouldBe("/reason");
        (await shop.Adjust("damaged", (tea, 1))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"][0]!["code"]!.GetValue<string>().ShouldBe("sign");
        (await shop.Adjust("received", (tea, 0))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Adjust("received")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post("/api/v1/inventory/adjustments", new
        {
            location_id = shop.LocationId.Value,
            reason = "received",
            occurred_at = "2999-01-01T00:00:00Z",
            items = new[] { new { variant_id = tea, quantity = 1 } },
        })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Keeps_the_time_at_which_it_happened()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        (await shop.Post("/api/v1/inventory/adjustments", new
        {
            location_id = shop.LocationId.Value,
            reason = "found",
            occurred_at = "2026-01-05T10:00:00Z",
            note = "Behind the shelf",
            items = new[] { new { variant_id = tea, quantity = 1 } },
        })).MustBe(HttpStatusCode.Created);
        var movement = (await shop.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}&variant_id={tea}"))["data"][0]!;
        movement["occurred_at"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        movement["note"]!.GetValue<string>().ShouldBe("Behind the shelf");
    }

    [Fact]
    public async Task Knows_only_variants_of_the_catalogue_that_keep_stock()
    {
        var shop = await Shop.Open(server);
        (await shop.Adjust("received", (Guid.NewGuid(), 1))).MustRefuse(HttpStatusCode.NotFound, "inventory.variants_unknown");
        (await shop.Adjust("received", (await shop.Variant("Haircut", tracksStock: false), 1))).MustRefuse(HttpStatusCode.Conflict, "inventory.not_tracked");
    }

    [Fact]
    public async Task Is_for_managers_of_the_location()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Variant();
        (await shop.As("staff").Adjust("received", (tea, 1))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", Id<Location>.New()).Adjust("received", (tea, 1))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", shop.LocationId).Adjust("received", (tea, 1))).MustBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Cannot_touch_another_tenants_location_or_variant()
    {
        var (mine, other) = (await Shop.Open(server), await Shop.Open(server));
        var tea = await mine.Stocked(5);
        object At(Guid location, Guid variant) => new { location_id = location, reason = "received", items = new[] { new { variant_id = variant, quantity = 1 } } };
        (await other.Post("/api/v1/inventory/adjustments", At(mine.LocationId.Value, tea))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Post("/api/v1/inventory/adjustments", At(other.LocationId.Value, tea))).MustRefuse(HttpStatusCode.NotFound, "inventory.variants_unknown");
        (await other.Get("/api/v1/inventory/stock"))["data"].AsArray().ShouldBeEmpty();
        (await other.Get($"/api/v1/inventory/stock?location_id={mine.LocationId}&variant_id={tea}"))["data"].AsArray().ShouldBeEmpty();
        (await other.Get($"/api/v1/inventory/movements?location_id={mine.LocationId}"))["data"].AsArray().ShouldBeEmpty();
    }
}
