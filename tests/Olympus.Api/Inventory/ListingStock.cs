using System.Net;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Inventory;

public sealed class ListingStock(Server server)
{
    private static async Task<Id<Location>> SecondLocation(Shop shop) => new((await shop.Post("/api/v1/locations", new
    {
        name = "Second",
        currency = "EUR",
        time_zone = "Europe/Berlin",
        tax_region = "DE",
    })).MustBe(HttpStatusCode.Created).Id);

    private static async Task<List<(Guid Location, Guid Variant)>> All(Shop shop, string query)
    {
        var (seen, cursor) = (new List<(Guid, Guid)>(), "");
        do
        {
            var page = (await shop.Get($"/api/v1/inventory/stock?{query}{cursor}")).MustBe(HttpStatusCode.OK);
            seen.AddRange(page["data"].AsArray().Select(one => (one!["location_id"]!.GetValue<Guid>(), one["variant_id"]!.GetValue<Guid>())));
            cursor = page.Body!["next_cursor"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return seen;
    }

    [Fact]
    public async Task Pages_by_location_variant_and_level()
    {
        var shop = await Shop.Open(server);
        var second = await SecondLocation(shop);
        var teas = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            teas.Add(await shop.Stocked(i < 2 ? 1 : 10));
            (await shop.Post("/api/v1/inventory/adjustments", new
            {
                location_id = second.Value,
                reason = "received",
                items = new[] { new { variant_id = teas[i], quantity = 1 } },
            })).MustBe(HttpStatusCode.Created);
            await shop.SetThreshold(teas[i], 5);
        }

        teas.Sort();
        var (first, other) = (shop.LocationId.Value, second.Value);
        (await All(shop, "limit=3")).ShouldBe(teas.SelectMany(tea => new[] { (first, tea), (other, tea) }.Order()));
        (await All(shop, $"limit=2&location_id={first}")).ShouldBe(teas.Select(tea => (first, tea)));
        (await All(shop, $"limit=1&location_id={first}&low_stock=true")).Count.ShouldBe(2);
        (await All(shop, "limit=1&low_stock=true")).Count.ShouldBe(2);
        (await All(shop, $"limit=1&variant_id={teas[0]}")).ShouldBe([(first, teas[0]), (other, teas[0])], ignoreOrder: true);
        (await All(shop, $"variant_id={teas[0]}&location_id={other}")).ShouldBe([(other, teas[0])]);
    }

    [Fact]
    public async Task Shows_what_is_out_and_low_first()
    {
        var shop = await Shop.Open(server);
        Guid plenty = await shop.Stocked(10), few = await shop.Stocked(2), none = await shop.Stocked(1), many = await shop.Stocked(20);
        await shop.SetThreshold(few, 5);
        (await shop.Adjust("lost", (none, -1))).MustBe(HttpStatusCode.Created);
        var all = await All(shop, $"location_id={shop.LocationId}&sort=level&limit=1");
        all.Select(one => one.Variant).ShouldBe([none, few, .. new[] { plenty, many }.OrderDescending()]);
    }

    [Fact]
    public async Task Shows_the_variants_named_at_one_location()
    {
        var shop = await Shop.Open(server);
        Guid tea = await shop.Stocked(1), milk = await shop.Stocked(2), bread = await shop.Stocked(3);
        var two = await shop.Get($"/api/v1/inventory/stock?location_id={shop.LocationId}&variant_ids={bread},{tea},{Guid.NewGuid()}");
        two.MustBe(HttpStatusCode.OK)["data"].AsArray().Select(one => one!["variant_id"]!.GetValue<Guid>()).ShouldBe(new[] { tea, bread }.Order());
        two["has_more"].GetValue<bool>().ShouldBeFalse();
        var other = await Shop.Open(server);
        (await other.Get($"/api/v1/inventory/stock?location_id={other.LocationId}&variant_ids={milk}"))["data"].AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sort=level", "inventory.filters_do_not_meet")]
    [InlineData("location_id=@&sort=level&low_stock=true", "inventory.filters_do_not_meet")]
    [InlineData("location_id=@&sort=available", "inventory.sort_unknown")]
    [InlineData("variant_ids=@", "inventory.filters_do_not_meet")]
    [InlineData("location_id=@&variant_ids=", "request.invalid")]
    [InlineData("location_id=@&variant_ids=tea", "request.invalid")]
    public async Task Refuses_what_does_not_go_together(string query, string code)
    {
        var shop = await Shop.Open(server);
        var place = shop.LocationId.ToString();
        (await shop.Get($"/api/v1/inventory/stock?{query.Replace("@", place, StringComparison.Ordinal)}")).MustRefuse(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Shows_each_only_the_locations_that_are_theirs()
    {
        var shop = await Shop.Open(server);
        await SecondLocation(shop);
        var tea = await shop.Stocked(5);
        var stranger = shop.As("staff", Id<Location>.New());
        (await All(shop.As("staff", shop.LocationId), "")).ShouldBe([(shop.LocationId.Value, tea)]);
        (await All(stranger, "")).ShouldBeEmpty();
        (await All(stranger, $"variant_id={tea}")).ShouldBeEmpty();
        (await stranger.Get($"/api/v1/inventory/stock?location_id={shop.LocationId}")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await stranger.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Pages_through_movements_newest_first()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Stocked(1);
        for (var i = 2; i <= 5; i++)
            await shop.Adjust("received", (tea, i));
        foreach (var query in new[] { "", $"&variant_id={tea}" })
        {
            var page = (await shop.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}&limit=3{query}")).MustBe(HttpStatusCode.OK);
            page["data"].AsArray().Select(one => one!["quantity"]!.GetValue<long>()).ShouldBe([5, 4, 3]);
            (await shop.Get($"/api/v1/inventory/movements?location_id={shop.LocationId}&limit=3{query}&cursor={page["next_cursor"]}"))["data"].AsArray()
                .Select(one => one!["quantity"]!.GetValue<long>()).ShouldBe([2, 1]);
        }

        (await shop.Get("/api/v1/inventory/movements")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
