using System.Net;

namespace Olympus.Api.Inventory;

public sealed class CountingStock(Server server)
{
    private static Task<Answer> Count(Shop shop, params object[] items) =>
        shop.Post("/api/v1/inventory/counts", new { location_id = shop.LocationId.Value, items });

    [Fact]
    public async Task Takes_what_was_as_expected_and_refuses_what_moved_since()
    {
        var shop = await Shop.Open(server);
        var (tea, cake, milk, sold) = (await shop.Stocked(10), await shop.Stocked(5), await shop.Stocked(7), await shop.Variant());
        var counted = (await Count(
            shop,
            new { variant_id = tea, counted = 8, expected = 10 },
            new { variant_id = cake, counted = 4, expected = 6 },
            new { variant_id = milk, counted = 9, expected = (long?)null },
            new { variant_id = sold, counted = 0, expected = 0 })).MustBe(HttpStatusCode.OK);

        counted["results"].AsArray().Select(one => (one!["status"]!.GetValue<string>(), (string?)one["code"], one["on_hand"]!.GetValue<long>(), one["difference"]!.GetValue<long>()))
            .ShouldBe([("counted", null, 8, -2), ("refused", "inventory.count_stale", 5, 0), ("counted", null, 9, 2), ("counted", null, 0, 0)]);
        (await shop.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}"))["data"].AsArray()
            .Count(one => one!["reason"]!.GetValue<string>() == "counted").ShouldBe(2, "a count that found what was expected moved nothing");
        (await shop.Happened("inventory.stock.counted")).Count.ShouldBe(1);
        await shop.Verify();
    }

    [Fact]
    public async Task Cannot_count_away_what_is_promised()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await shop.Hold(600, (tea, 3))).MustBe(HttpStatusCode.Created);
        (await Count(shop, new { variant_id = tea, counted = 2, expected = 5 }))["results"][0]!["code"]!.GetValue<string>()
            .ShouldBe("inventory.held_exceeds_count");
        (await Count(shop, new { variant_id = tea, counted = 3, expected = 5 }))["results"][0]!["status"]!.GetValue<string>().ShouldBe("counted");
        (await shop.Units(tea)).ShouldBe((3, 3, 0));
    }

    [Fact]
    public async Task Lets_one_of_two_who_counted_the_same_number_win()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Count(shop, new { variant_id = tea, counted = 10 + i, expected = 5 })));
        answers.Count(answer => answer["results"][0]!["status"]!.GetValue<string>() == "counted").ShouldBe(1);
        await shop.Verify();
    }

    [Fact]
    public async Task Wants_the_expected_number_or_an_explicit_null()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await Count(shop, new { variant_id = tea, counted = 1 })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Count(shop, new { variant_id = tea, counted = -1, expected = 5 })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Count(shop, new { variant_id = tea, counted = 1, expected = 5 }, new { variant_id = tea, counted = 2, expected = 5 }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Is_for_the_staff_of_the_location()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(5);
        (await Count(shop.As("staff", shop.LocationId), new { variant_id = tea, counted = 5, expected = 5 })).MustBe(HttpStatusCode.OK);
        (await Count(shop.As("viewer"), new { variant_id = tea, counted = 5, expected = 5 })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
