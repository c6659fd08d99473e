using System.Net;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class ChangingVariants(Server server)
{
    private static object Sized(string size, long price, string? sku = null, string currency = "EUR") =>
        new { OptionValues = new[] { size }, Price = new { Amount = price, Currency = currency }, Sku = sku };

    [Fact]
    public async Task Adds_one()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500));
        var added = (await shop.Post($"/api/v1/products/{shirt.Id}/variants", Sized("L", 2400, "S-L"), Match(1))).MustBe(HttpStatusCode.Created);
        added["product_version"].GetValue<long>().ShouldBe(2);
        var read = await shop.Get($"/api/v1/products/{shirt.Id}");
        read["variants"][1]!["id"]!.GetValue<Guid>().ShouldBe(added.Id);
        read["price"].Amount().ShouldBe(2400);
    }

    [Fact]
    public async Task Is_refused_when_it_is_there_or_does_not_fit()
    {
        var shop = await Shop.Open(server);
        await shop.Product("Tea", 1, "TEA");
        var shirt = await shop.Shirt(("M", 2500));
        var path = $"/api/v1/products/{shirt.Id}/variants";
        (await shop.Post(path, Sized("M", 1), Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.variant_exists");
        (await shop.Post(path, Sized("L", 1, "TEA"), Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.sku_taken");
        (await shop.Post(path, Sized("L", 1, null, "USD"), Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.currency_differs");
        (await shop.Post(path, new { Price = Euro(1) }, Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.options_differ");
        (await shop.Post(path, Sized("L", 1))).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        (await shop.Post(path, Sized("L", 1), Match(9))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Put($"{path}/{Guid.NewGuid()}", Sized("L", 1), Match(1))).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Keeps_every_price_there_ever_was()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        var path = $"/api/v1/products/{tea.Id}/variants/{VariantOf(tea)}";
        (await shop.Put(path, new { Price = Euro(600) }, Match(1))).MustBe(HttpStatusCode.OK);
        (await shop.Put(path, new { Price = Euro(600), Sku = "TEA" }, Match(2))).MustBe(HttpStatusCode.OK);
        (await shop.Put(path, new { Price = Euro(550), Sku = "TEA" }, Match(3))).MustBe(HttpStatusCode.OK);
        var history = (await shop.Get($"/api/v1/products/{tea.Id}/price-changes?limit=2")).MustBe(HttpStatusCode.OK);
        history["data"].AsArray().Select(change => change!["price"].Amount()).ShouldBe([550L, 600L]);
        var rest = await shop.Get($"/api/v1/products/{tea.Id}/price-changes?limit=2&cursor={history["next_cursor"]}");
        rest["data"].AsArray().Select(change => change!["price"].Amount()).ShouldBe([500L]);
        var told = await shop.Db.Query<long>(
            new("select (payload -> 'price' ->> 'amount')::bigint from events.log where type = 'commerce.product.price_changed' order by xid, seq"),
            TestContext.Current.CancellationToken);
        told.ShouldBe([600, 550]);
    }

    [Fact]
    public async Task Stops_selling_one_but_not_the_last()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500), ("L", 3000));
        (await shop.Delete($"/api/v1/products/{shirt.Id}/variants/{VariantOf(shirt)}", Match(1))).MustBe(HttpStatusCode.NoContent);
        var read = await shop.Get($"/api/v1/products/{shirt.Id}");
        read["variants"][0]!["is_active"]!.GetValue<bool>().ShouldBeFalse();
        read["price"].Amount().ShouldBe(3000);
        (await shop.Delete($"/api/v1/products/{shirt.Id}/variants/{VariantOf(shirt, 1)}", Match(2))).MustRefuse(HttpStatusCode.Conflict, "catalog.last_variant");
    }

    [Fact]
    public async Task Changes_the_currency_of_a_single_one()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        (await shop.Put($"/api/v1/products/{tea.Id}/variants/{VariantOf(tea)}", new { Price = new { Amount = 400, Currency = "GBP" } }, Match(1)))
            .MustBe(HttpStatusCode.OK);
        (await shop.Get($"/api/v1/products/{tea.Id}"))["price"]["currency"]!.GetValue<string>().ShouldBe("GBP");
    }

    [Fact]
    public async Task Finds_them_by_sku_and_barcode()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products", new { Name = "Tea", Price = Euro(500), Sku = "TEA", Barcode = "4006381333931" })).MustBe(HttpStatusCode.Created);
        await shop.Shirt(("M", 2500));
        (await shop.Get("/api/v1/variants?sku=S-M"))["data"][0]!["name"]!.GetValue<string>().ShouldBe("Shirt (M)");
        (await shop.Get("/api/v1/variants?barcode=4006381333931"))["data"][0]!["price"].Amount().ShouldBe(500);
        (await shop.Get("/api/v1/variants?sku=TEA&barcode=1"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get("/api/v1/variants")).MustRefuse(HttpStatusCode.BadRequest, "catalog.nothing_to_look_up");
        (await (await Shop.Open(server)).Get("/api/v1/variants?sku=TEA"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_them_by_ids_in_the_order_asked()
    {
        var shop = await Shop.Open(server);
        var (tea, shirt) = (await shop.Product("Tea", 500), await shop.Shirt(("M", 2500), ("L", 2600)));
        var found = await shop.Get($"/api/v1/variants?ids={VariantOf(shirt, 1)},{Guid.NewGuid()},{VariantOf(tea)},{VariantOf(tea)}");
        found.MustBe(HttpStatusCode.OK)["data"].AsArray().Select(variant => variant!["name"]!.GetValue<string>()).ShouldBe(["Shirt (L)", "Tea"]);
        found["data"][0]!["tracks_stock"]!.GetValue<bool>().ShouldBeTrue();
        (await (await Shop.Open(server)).Get($"/api/v1/variants?ids={VariantOf(tea)}"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get($"/api/v1/variants?ids={VariantOf(tea)}&sku=TEA")).MustRefuse(HttpStatusCode.BadRequest, "catalog.nothing_to_look_up");
        var many = string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()));
        foreach (var ids in new[] { "", "tea", many })
            (await shop.Get($"/api/v1/variants?ids={ids}")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }
}
