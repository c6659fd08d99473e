using System.Net;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class UpsertingManyProducts(Server server)
{
    private static async Task<Answer> Bulk(Shop shop, params object[] items) =>
        (await shop.Post("/api/v1/products/bulk", new { Items = items })).MustBe(HttpStatusCode.OK);

    private static string[] Statuses(Answer answer) =>
        [.. answer["results"].AsArray().Select(result => $"{result!["status"]}{(result["code"] is { } code ? $" {code}" : "")}")];

    [Fact]
    public async Task Creates_changes_and_leaves_alone()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500, "TEA");
        await shop.Product("Water", 100, "WATER");
        var done = await Bulk(
            shop,
            new { Sku = "COFFEE", Name = "Coffee", Price = Euro(700) },
            new { Sku = "TEA", Price = Euro(600) },
            new { Sku = "WATER", Name = "Water", Price = Euro(100) },
            new { tea.Id, Sku = "TEA-NEW", Name = "Green tea" });
        Statuses(done).ShouldBe(["created", "updated", "unchanged", "updated"]);
        done["results"][1]!["id"]!.GetValue<Guid>().ShouldBe(tea.Id);
        done["results"][1]!["variant_id"]!.GetValue<Guid>().ShouldBe(VariantOf(tea));
        var read = await shop.Get($"/api/v1/products/{tea.Id}");
        read["name"].GetValue<string>().ShouldBe("Green tea");
        read["price"].Amount().ShouldBe(600);
        read["variants"][0]!["sku"]!.GetValue<string>().ShouldBe("TEA-NEW");
        read["version"].GetValue<long>().ShouldBe(2);
        (await shop.Names("")).ShouldBe(["Coffee", "Green tea", "Water"]);
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        var shop = await Shop.Open(server);
        var items = Enumerable.Range(0, 100).Select(object (i) => new { Sku = $"S{i}", Name = $"Thing {i}", Price = Euro(i), TaxClass = "reduced" }).ToArray();
        Statuses(await Bulk(shop, items)).ShouldAllBe(status => status == "created");
        Statuses(await Bulk(shop, items)).ShouldAllBe(status => status == "unchanged");
        (await shop.Db.First<long>(new("select count(*) from events.log where aggregate_type = 'product'"), TestContext.Current.CancellationToken)).ShouldBe(100);
    }

    [Fact]
    public async Task Refuses_one_without_the_others()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500), ("L", 2600));
        await shop.Product("Tea", 500, "TEA");
        var theirs = await (await Shop.Open(server)).Product("Theirs", 1, "THEIRS");
        var done = await Bulk(
            shop,
            new { Sku = "A", Name = "A", Price = Euro(1) },
            new { Sku = "B" },
            new { Name = "no key", Price = Euro(1) },
            new { Sku = "C", Name = "C", Price = Euro(-1) },
            new { Sku = "D", Name = "D", Price = Euro(1), CategoryId = Guid.NewGuid() },
            new { Id = theirs.Id, Name = "Mine now" },
            new { Id = Guid.NewGuid(), Name = "Nobody's" },
            new { Id = shirt.Id, Price = Euro(1) },
            new { Id = shirt.Id, Sku = "TEA" },
            new { Sku = "S-M", Price = new { Amount = 1, Currency = "USD" } },
            new { Sku = "S-L", Price = Euro(2700) });
        Statuses(done).ShouldBe(
        [
            "created", "refused request.invalid", "refused request.invalid", "refused request.invalid", "refused catalog.category_unknown",
            "refused not_found", "refused not_found", "refused catalog.variant_ambiguous", "refused catalog.sku_taken",
            "refused catalog.currency_differs", "updated",
        ]);
        done["results"][1]!["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ShouldBe(["/name", "/price"]);
        done["results"][3]!["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe("/price");
        (await shop.Names("")).ShouldBe(["A", "Shirt", "Tea"]);
        (await shop.Get($"/api/v1/products/{shirt.Id}"))["variants"][1]!["price"].Amount().ShouldBe(2700);
    }

    [Fact]
    public async Task Takes_several_items_of_one_product()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500), ("L", 2600));
        Statuses(await Bulk(shop, new { Sku = "S-M", Price = Euro(10) }, new { Sku = "S-L", Price = Euro(20) }, new { Sku = "S-M", Price = Euro(30) }))
            .ShouldBe(["updated", "updated", "updated"]);
        var read = await shop.Get($"/api/v1/products/{shirt.Id}");
        read["variants"].AsArray().Select(variant => variant!["price"].Amount()).ShouldBe([30L, 20L]);
        read["version"].GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task Changes_what_variants_share_without_naming_one()
    {
        var shop = await Shop.Open(server);
        var shirt = await shop.Shirt(("M", 2500), ("L", 2600));
        var shelf = await shop.Category("Shelf");
        var done = await Bulk(shop, new { shirt.Id, CategoryId = shelf.Id, TaxClass = "reduced", IsActive = false });
        Statuses(done).ShouldBe(["updated"]);
        done["results"][0]!["variant_id"].ShouldBeNull();
        done["results"][0]!["version"]!.GetValue<long>().ShouldBe(2);
        var read = await shop.Get($"/api/v1/products/{shirt.Id}");
        read["category_id"].GetValue<Guid>().ShouldBe(shelf.Id);
        read["is_active"].GetValue<bool>().ShouldBeFalse();
        read["variants"].AsArray().Select(variant => variant!["price"].Amount()).ShouldBe([2500L, 2600L]);

        Statuses(await Bulk(shop, new { shirt.Id, CategoryId = shelf.Id, IsUncategorized = true }, new { shirt.Id, IsUncategorized = false }))
            .ShouldBe(["refused request.invalid", "unchanged"]);
        Statuses(await Bulk(shop, new { shirt.Id, IsUncategorized = true })).ShouldBe(["updated"]);
        Statuses(await Bulk(shop, new { shirt.Id, IsUncategorized = true })).ShouldBe(["unchanged"]);
        (await shop.Get($"/api/v1/products/{shirt.Id}")).Body!["category_id"].ShouldBeNull();
    }

    [Fact]
    public async Task Archives_and_brings_back()
    {
        var shop = await Shop.Open(server);
        var (tea, shirt) = (await shop.Product("Tea", 500), await shop.Shirt(("M", 2500), ("L", 2600)));
        Statuses(await Bulk(shop, new { tea.Id, IsArchived = true }, new { shirt.Id, IsArchived = true })).ShouldBe(["updated", "updated"]);
        (await shop.Names("")).ShouldBeEmpty();
        (await shop.Get($"/api/v1/products/{tea.Id}"))["is_active"].GetValue<bool>().ShouldBeFalse();
        Statuses(await Bulk(shop, new { tea.Id, IsArchived = true }, new { shirt.Id, IsActive = false })).ShouldBe(["unchanged", "unchanged"]);
        Statuses(await Bulk(shop, new { tea.Id, IsArchived = false, IsActive = true }, new { shirt.Id, IsArchived = false })).ShouldBe(["updated", "updated"]);
        (await shop.Names("")).ShouldBe(["Shirt", "Tea"]);
        (await shop.Names("is_active=true")).ShouldBe(["Tea"]);
        Statuses(await Bulk(shop, new { tea.Id, IsArchived = true, IsActive = true })).ShouldBe(["refused request.invalid"]);
        (await shop.Db.Query<string>(
            new("select type from events.log where aggregate_id = $1 order by xid, seq", tea.Id), TestContext.Current.CancellationToken))
            .ShouldBe(["commerce.product.created", "commerce.product.archived", "commerce.product.updated"]);
    }

    [Fact]
    public async Task Overwrites_no_change_that_was_not_seen()
    {
        var shop = await Shop.Open(server);
        var (tea, milk) = (await shop.Product("Tea", 500), await shop.Product("Milk", 100));
        Statuses(await Bulk(shop, new { tea.Id, Version = 1, Price = Euro(550) }, new { tea.Id, Version = 1, Name = "Green tea" })).ShouldBe(["updated", "updated"]);
        var stale = await Bulk(shop, new { tea.Id, Version = 1, Price = Euro(600) }, new { milk.Id, Version = 1, Price = Euro(110) });
        Statuses(stale).ShouldBe(["refused request.version_stale", "updated"]);
        stale["results"][1]!["version"]!.GetValue<long>().ShouldBe(2);
        (await shop.Get($"/api/v1/products/{tea.Id}"))["price"].Amount().ShouldBe(550);
    }

    [Fact]
    public async Task Makes_each_sku_once_when_many_send_the_same()
    {
        var shop = await Shop.Open(server);
        var items = Enumerable.Range(0, 20).Select(object (i) => new { Sku = $"S{i}", Name = $"Thing {i}", Price = Euro(i) }).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Bulk(shop, items)));
        answers.SelectMany(Statuses).Count(status => status == "created").ShouldBe(20);
        answers.SelectMany(Statuses).Count(status => status == "unchanged").ShouldBe(60);
    }

    [Fact]
    public async Task Is_refused_when_empty_too_long_or_not_allowed()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/products/bulk", new { Items = Array.Empty<object>() })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post("/api/v1/products/bulk", new { Items = Enumerable.Repeat(new { Sku = "A" }, 101) })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.As("manager", shop.LocationId).Post("/api/v1/products/bulk", new { Items = new[] { new { Sku = "A" } } }))
            .MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
