using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class SettingAvailability(Server server)
{
    private Task<List<Offer>> Offers(Shop shop, Answer product) => shop.Db.Query<Offer>(
        server.Services.GetRequiredService<IOffers>().For(
            shop.LocationId, [.. product["variants"].AsArray().Select(variant => new Id<Variant>(variant!["id"]!.GetValue<Guid>()))]),
        TestContext.Current.CancellationToken);

    private static object Only(Guid variant, bool isAvailable, object? price = null) => new { VariantId = variant, IsAvailable = isAvailable, Price = price };

    private static object At(Guid location, bool isAvailable, object? price = null, params object[] variants) =>
        new { Locations = new[] { new { LocationId = location, IsAvailable = isAvailable, Price = price, Variants = variants } } };

    [Fact]
    public async Task Changes_what_is_offered_there()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500), ("L", 2600));
        var set = (await shop.Put($"/api/v1/products/{shirt.Id}/availability", At(
            shop.LocationId.Value, true, Euro(2000), Only(VariantOf(shirt), false), Only(VariantOf(shirt, 1), true, Euro(2100))))).MustBe(HttpStatusCode.OK);
        set["locations"][0]!["price"].Amount().ShouldBe(2000);
        (await shop.Get($"/api/v1/products/{shirt.Id}/availability")).Text.ShouldBe(set.Text);
        var offers = (await Offers(shop, shirt)).ToDictionary(offer => offer.VariantId.Value);
        offers[VariantOf(shirt)].ShouldSatisfyAllConditions(m => m.IsAvailable.ShouldBeFalse(), m => m.Price.Amount.ShouldBe(2000));
        offers[VariantOf(shirt, 1)].ShouldSatisfyAllConditions(l => l.IsAvailable.ShouldBeTrue(), l => l.Price.Amount.ShouldBe(2100));

        (await shop.Put($"/api/v1/products/{shirt.Id}/availability", At(shop.LocationId.Value, true))).MustBe(HttpStatusCode.OK)
            ["locations"].AsArray().ShouldBeEmpty();
        (await Offers(shop, shirt)).ShouldAllBe(offer => offer.IsAvailable && offer.Price.Amount >= 2500);
        var told = await shop.Db.Query<string>(
            new("select type from events.log where aggregate_id = $1 order by xid, seq", shirt.Id), TestContext.Current.CancellationToken);
        told.Count(type => type == "commerce.product.price_changed").ShouldBe(4);
        told.Count(type => type == "commerce.product.availability_changed").ShouldBe(2);
        (await shop.Get($"/api/v1/products/{shirt.Id}/price-changes"))["data"].AsArray().Count(change => change!["location_id"] is not null).ShouldBe(4);
    }

    [Fact]
    public async Task Takes_a_whole_product_off_sale_at_one_location()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        (await shop.As("manager", shop.LocationId).Put($"/api/v1/products/{tea.Id}/availability", At(shop.LocationId.Value, false)))
            .MustBe(HttpStatusCode.OK);
        (await Offers(shop, tea)).ShouldHaveSingleItem().IsAvailable.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_refused_where_it_makes_no_sense()
    {
        var shop = await Shop.Open(server);
        var other = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        var path = $"/api/v1/products/{tea.Id}/availability";
        var here = shop.LocationId.Value;
        (await shop.Put(path, At(Guid.NewGuid(), false))).MustRefuse(HttpStatusCode.Conflict, "catalog.location_unknown");
        (await shop.Put(path, At(other.LocationId.Value, false))).MustRefuse(HttpStatusCode.Conflict, "catalog.location_unknown");
        (await shop.Put(path, At(here, true, new { Amount = 1, Currency = "USD" }))).MustRefuse(HttpStatusCode.Conflict, "catalog.location_currency_differs");
        (await shop.Put(path, At(here, true, null, Only(Guid.NewGuid(), false)))).MustRefuse(HttpStatusCode.Conflict, "catalog.variant_unknown");
        (await shop.Put(path, At(here, true, Euro(-1)))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Put(path, new { Locations = Array.Empty<object>() })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.As("manager", Id<Olympus.Kernel.Tenancy.Location>.New()).Put(path, At(here, false))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await other.Put(path, At(other.LocationId.Value, false))).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
