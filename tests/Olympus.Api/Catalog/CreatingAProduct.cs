using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Api.Catalog;

public sealed class CreatingAProduct(Server server)
{
    private static readonly object Tea = new
    {
        Name = "Tea",
        Price = new { Amount = 1299, Currency = "EUR" },
        Sku = "TEA-1",
        Barcode = "4006381333931",
        Cost = new { Amount = 500, Currency = "EUR" },
    };

    private static object Shirt(params object[] variants) => new { Name = "Shirt", Options = new[] { "Size", "Colour" }, Variants = variants };

    private static object Variant(string size, string colour, long price, string? sku = null, string currency = "EUR") => new
    {
        OptionValues = new[] { size, colour },
        Price = new { Amount = price, Currency = currency },
        Sku = sku,
    };

    [Fact]
    public async Task Gives_a_simple_product_with_one_variant()
    {
        var shop = await Shop.Open(server);
        var created = (await shop.Post("/api/v1/products", Tea)).MustBe(HttpStatusCode.Created);
        var product = (await shop.Get($"/api/v1/products/{created.Id}")).MustBe(HttpStatusCode.OK);
        product["name"].GetValue<string>().ShouldBe("Tea");
        product["tax_class"].GetValue<string>().ShouldBe("standard");
        JsonNode.DeepEquals(product["price"], JsonNode.Parse("""{"amount":1299,"currency":"EUR"}""")).ShouldBeTrue(product.Text);
        var variant = product["variants"].AsArray().ShouldHaveSingleItem()!;
        variant["id"]!.GetValue<Guid>().ShouldBe(created["variants"][0]!["id"]!.GetValue<Guid>());
        variant["sku"]!.GetValue<string>().ShouldBe("TEA-1");
        variant["barcode"]!.GetValue<string>().ShouldBe("4006381333931");
        variant["cost"]!["amount"]!.GetValue<long>().ShouldBe(500);
        product.ETag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Gives_a_product_with_a_variant_for_each_combination()
    {
        var shop = await Shop.Open(server);
        var created = (await shop.Post("/api/v1/products", Shirt(Variant("M", "Red", 2500, "S-M-R"), Variant("L", "Red", 2400, "S-L-R"))))
            .MustBe(HttpStatusCode.Created);
        var product = await shop.Get($"/api/v1/products/{created.Id}");
        product["variants"].AsArray().Select(variant => variant!["sku"]!.GetValue<string>()).ShouldBe(["S-M-R", "S-L-R"]);
        product["price"]["amount"]!.GetValue<long>().ShouldBe(2400);
    }

    [Fact]
    public async Task Hides_the_cost_from_those_who_only_read()
    {
        var shop = await Shop.Open(server);
        var created = await shop.Post("/api/v1/products", Tea);
        var seen = (await shop.As("viewer").Get($"/api/v1/products/{created.Id}")).MustBe(HttpStatusCode.OK);
        seen["variants"][0]!["cost"].ShouldBeNull();
    }

    [Fact]
    public async Task Says_what_happened()
    {
        var shop = await Shop.Open(server);
        var created = await shop.Post("/api/v1/products", Tea);
        var told = await shop.Db.First<string>(
            new("select payload::text from events.log where type = 'commerce.product.created' and aggregate_id = $1", created.Id),
            TestContext.Current.CancellationToken);
        JsonNode.Parse(told!)!["variants"]![0]!["price"]!["amount"]!.GetValue<long>().ShouldBe(1299);
    }

    [Fact]
    public async Task Is_refused_when_the_sku_is_taken()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products", Tea)).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/products", Tea)).MustRefuse(HttpStatusCode.Conflict, "catalog.sku_taken");
        (await (await Shop.Open(server)).Post("/api/v1/products", Tea)).MustBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_refused_when_variants_do_not_fit_the_options()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products", Shirt(new { Price = new { Amount = 1, Currency = "EUR" } })))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.options_differ");
        (await shop.Post("/api/v1/products", Shirt(Variant("M", "Red", 1), Variant("M", "Red", 2))))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.variant_exists");
        (await shop.Post("/api/v1/products", Shirt(Variant("M", "Red", 1), Variant("L", "Red", 2, null, "USD"))))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.currency_differs");
    }

    [Fact]
    public async Task Is_refused_in_a_category_that_is_not_there()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products", new { Name = "Tea", Price = new { Amount = 1, Currency = "EUR" }, CategoryId = Guid.NewGuid() }))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.category_unknown");
    }

    [Fact]
    public async Task Is_refused_with_every_finding_when_malformed()
    {
        var shop = await Shop.Open(server);
        var answer = (await shop.Post("/api/v1/products", new { Name = " ", Price = new { Amount = -1, Currency = "EUR" }, ImageUrl = "http://x" }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        answer["errors"].AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ShouldBe(["/name", "/image_url", "/price"], ignoreOrder: true);
    }

    [Fact]
    public async Task Is_refused_to_those_who_may_not()
    {
        var shop = await Shop.Open(server);
        (await shop.As("staff").Post("/api/v1/products", Tea)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", shop.LocationId).Post("/api/v1/products", Tea)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Is_invisible_to_another_tenant()
    {
        var created = await (await Shop.Open(server)).Post("/api/v1/products", Tea);
        var stranger = await Shop.Open(server);
        (await stranger.Get($"/api/v1/products/{created.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Makes_it_an_offer_at_every_location()
    {
        var shop = await Shop.Open(server);
        var created = await shop.Post("/api/v1/products", Shirt(Variant("M", "Red", 2500, "S-M-R")));
        var variant = new Id<Variant>(created["variants"][0]!["id"]!.GetValue<Guid>());
        var offers = await shop.Db.Query<Offer>(
            server.Services.GetRequiredService<IOffers>().For(shop.LocationId, [variant, Id<Variant>.New()]), TestContext.Current.CancellationToken);
        offers.ShouldBe([new Offer(
            variant, new(created.Id), "Shirt (M / Red)", "S-M-R", new Money(2500, new("EUR")), "standard", true, true, true)]);
    }
}
