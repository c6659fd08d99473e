using System.Net;

namespace Olympus.Api.Catalog;

/// <summary>What a till keeps of the catalogue.</summary>
public sealed class ListingOffers(Server server)
{
    private static object Eur(long amount) => new { Amount = amount, Currency = "EUR" };

    private static Task<Answer> Offers(Shop shop, string more = "") => shop.Get($"/api/v1/offers?location_id={shop.LocationId}{more}");

    [Fact]
    public async Task Shows_the_price_of_the_place_and_what_it_does_not_sell()
    {
        var shop = await Shop.Open(server);
        var tea = (await shop.Post("/api/v1/products", new { Name = "Tea", Price = Eur(300), Barcode = "4006381333931" })).MustBe(HttpStatusCode.Created);
        var cake = (await shop.Post("/api/v1/products", new { Name = "Cake", Price = Eur(400) })).MustBe(HttpStatusCode.Created);
        var gone = (await shop.Post("/api/v1/products", new { Name = "Gone", Price = Eur(1) })).MustBe(HttpStatusCode.Created);
        (await shop.Delete($"/api/v1/products/{gone.Id}", ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);
        (await shop.Put($"/api/v1/products/{tea.Id}/availability", new { Locations = new[] { new { LocationId = shop.LocationId.Value, IsAvailable = true, Price = Eur(350) } } }))
            .MustBe(HttpStatusCode.OK);
        (await shop.Put($"/api/v1/products/{cake.Id}/availability", new { Locations = new[] { new { LocationId = shop.LocationId.Value, IsAvailable = false } } }))
            .MustBe(HttpStatusCode.OK);

        var listed = (await Offers(shop)).MustBe(HttpStatusCode.OK)["data"].AsArray();
        listed.Select(product => $"{product!["name"]} {product["variants"]![0]!["price"]!["amount"]} {product["variants"]![0]!["is_available"]}")
            .ShouldBe(["Cake 400 false", "Tea 350 true"]);
        (await Offers(shop, $"&product_id={tea.Id}"))["data"].AsArray().Count.ShouldBe(1);
        (await Offers(shop, $"&product_id={gone.Id}"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Goes_page_by_page_in_the_order_of_the_names()
    {
        var shop = await Shop.Open(server);
        foreach (var name in new[] { "c", "a", "b" })
            (await shop.Post("/api/v1/products", new { Name = name, Price = Eur(300) })).MustBe(HttpStatusCode.Created);
        var first = await Offers(shop, "&limit=2");
        var second = await Offers(shop, $"&limit=2&cursor={first["next_cursor"]}");
        first["data"].AsArray().Concat(second["data"].AsArray()).Select(product => product!["name"]!.GetValue<string>()).ShouldBe(["a", "b", "c"]);
        (await Offers(shop, "&limit=501")).MustRefuse(HttpStatusCode.BadRequest, "request.limit_invalid");
    }

    [Fact]
    public async Task Is_for_places_of_ones_own()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        (await shop.Get($"/api/v1/offers?location_id={other.LocationId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Offers(shop.As("staff", new(Guid.NewGuid())))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Offers(shop.As("staff", shop.LocationId))).MustBe(HttpStatusCode.OK);
    }
}
