using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Inventory;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class TakingAnImportBack(Server server)
{
    private static async Task<Guid> Start(Shop shop, string name = "items.csv") =>
        (await shop.Post("/api/v1/catalog-imports", new { name })).MustBe(HttpStatusCode.Created).Id;

    private static async Task Send(Shop shop, Guid import, params object[] items)
    {
        var answer = (await shop.Post($"/api/v1/products/bulk?import_id={import}", new { items })).MustBe(HttpStatusCode.OK);
        answer["results"].AsArray().Select(result => result!["status"]!.GetValue<string>()).ShouldNotContain("refused", answer.Text);
    }

    private static object Item(string sku, string name, long price, Guid? category = null) => new { sku, name, price = Euro(price), category_id = category };

    private static object Unstocked(string sku, string name) => new { sku, name, price = Euro(100), tracks_stock = false };

    private static Task<Answer> Undo(Shop shop, Guid import) => shop.Post($"/api/v1/catalog-imports/{import}/undo");

    private static Task Age(Shop shop, Guid import, int hours) => shop.Db.Write(
        tx =>
        {
            tx.Enqueue(new("update commerce.imports set started_at = started_at - make_interval(hours => $2) where id = $1", import, hours));
            return Task.CompletedTask;
        },
        TestContext.Current.CancellationToken);

    private static async Task<Guid> ProductOf(Shop shop, string sku) =>
        (await shop.Get($"/api/v1/variants?sku={sku}")).MustBe(HttpStatusCode.OK)["data"][0]!["product_id"]!.GetValue<Guid>();

    private static async Task<Guid> VariantOf(Shop shop, string sku) =>
        (await shop.Get($"/api/v1/variants?sku={sku}")).MustBe(HttpStatusCode.OK)["data"][0]!["variant_id"]!.GetValue<Guid>();

    private static string[] Kept(Answer undone) =>
        [.. undone["kept"].AsArray().Select(one => $"{one!["kind"]} {one["name"]} {one["reason"]}")];

    [Fact]
    public async Task Leaves_the_catalogue_as_it_was()
    {
        var shop = await Shop.Open(server);
        var shelf = await shop.Category("Shelf");
        var tea = await shop.Product("Tea", 500, "TEA", shelf.Id);
        var import = await Start(shop);
        var made = (await shop.Post($"/api/v1/categories?import_id={import}", new { name = "Drinks" })).MustBe(HttpStatusCode.Created);
        var below = (await shop.Post($"/api/v1/categories?import_id={import}", new { name = "Hot", parent_id = made.Id })).MustBe(HttpStatusCode.Created);
        await Send(shop, import, Item("TEA", "Green tea", 600, below.Id), Item("COFFEE", "Coffee", 700, below.Id), Item("WATER", "Water", 100));
        // The same product once more, in a later part: what it was before the import is what counts.
        await Send(shop, import, Item("TEA", "Black tea", 650), Item("WATER", "Water", 100));

        var listed = (await shop.Get("/api/v1/catalog-imports")).MustBe(HttpStatusCode.OK)["data"].AsArray().Single()!;
        (listed["name"]!.GetValue<string>(), listed["created"]!.GetValue<int>(), listed["updated"]!.GetValue<int>(), listed["categories"]!.GetValue<int>())
            .ShouldBe(("items.csv", 2, 1, 2));
        listed["undo_until"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(23));

        var undone = (await Undo(shop, import)).MustBe(HttpStatusCode.OK);
        (undone["left"].GetValue<int>(), undone["kept_count"].GetValue<int>()).ShouldBe((0, 0));
        undone["undone_at"].ShouldNotBeNull();
        (await shop.Names("")).ShouldBe(["Tea"]);
        var read = await shop.Get($"/api/v1/products/{tea.Id}");
        (read["name"].GetValue<string>(), read["price"].Amount(), read["category_id"].GetValue<Guid>(), read["version"].GetValue<long>())
            .ShouldBe(("Tea", 500L, shelf.Id, 4L));
        (await shop.Get("/api/v1/categories"))["data"].AsArray().Select(category => category!["name"]!.GetValue<string>()).ShouldBe(["Shelf"]);
        (await shop.Get($"/api/v1/products/{tea.Id}/price-changes"))["data"].AsArray().Select(change => change!["price"].Amount()).ShouldBe([500L, 650L, 600L, 500L]);
        await shop.Verify();

        var types = (await shop.Db.Query<string>(
            new("select type from events.log where aggregate_type in ('product', 'category', 'import') and seq > (select max(seq) from events.log where type = 'commerce.product.updated' and payload->>'name' = 'Black tea') order by seq"),
            TestContext.Current.CancellationToken)).ToHashSet();
        types.ShouldBe(
            ["commerce.product.price_changed", "commerce.product.updated", "commerce.product.archived", "commerce.category.deleted", "commerce.import.undone"], ignoreOrder: true);

        (await Undo(shop, import)).MustRefuse(HttpStatusCode.Conflict, "catalog.import_undone");
        (await shop.Post($"/api/v1/products/bulk?import_id={import}", new { items = new[] { Item("COFFEE", "Coffee", 700) } }))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.import_undone");
        // The file again: its SKUs are free.
        var again = await Start(shop);
        await Send(shop, again, Item("COFFEE", "Coffee", 700));
        (await shop.Names("")).ShouldBe(["Coffee", "Tea"]);
    }

    [Fact]
    public async Task Keeps_and_names_what_is_in_use_or_changed_since()
    {
        var shop = await Shop.Open(server);
        foreach (var (name, sku) in new[] { ("Changed", "A"), ("Renamed", "B"), ("Homeless", "C") })
            await shop.Product(name, 100, sku);
        var home = await shop.Category("Home");
        (await shop.Post("/api/v1/products/bulk", new { items = new[] { new { sku = "C", category_id = home.Id } } })).MustBe(HttpStatusCode.OK);
        var import = await Start(shop);
        var shelf = (await shop.Post($"/api/v1/categories?import_id={import}", new { name = "Shelf" })).MustBe(HttpStatusCode.Created);
        await Send(
            shop, import, Item("A", "Changed", 200), Item("C", "Homeless", 200, shelf.Id),
            Unstocked("N-1", "Sold"), Unstocked("N-2", "Parked"), Item("N-3", "Stocked", 100), Item("N-4", "Edited", 100, shelf.Id), Item("N-5", "Priced there", 100), Item("N-6", "Free", 100));
        await Send(shop, import, new { id = await ProductOf(shop, "B"), sku = "B-NEW", name = "Renamed" });

        (await shop.Post("/api/v1/products/bulk", new { items = new object[] { Item("A", "Changed", 300), Item("N-4", "Edited", 300), Item("B", "Took it", 100) } })).MustBe(HttpStatusCode.OK);
        (await shop.Delete($"/api/v1/categories/{home.Id}", Match(1))).MustBe(HttpStatusCode.NoContent);
        foreach (var (sku, status) in new[] { ("N-1", "pending"), ("N-2", "draft") })
            (await shop.Post("/api/v1/orders", new { location_id = shop.LocationId.Value, status, lines = new[] { new { variant_id = await VariantOf(shop, sku), quantity = 1 } } }))
                .MustBe(HttpStatusCode.Created);
        (await shop.Adjust("received", (await VariantOf(shop, "N-3"), 5))).MustBe(HttpStatusCode.Created);
        (await shop.Put($"/api/v1/products/{await ProductOf(shop, "N-5")}/availability", new { locations = new[] { new { location_id = shop.LocationId.Value, is_available = true, price = Euro(150) } } }))
            .MustBe(HttpStatusCode.OK);

        var undone = (await Undo(shop, import)).MustBe(HttpStatusCode.OK);
        Kept(undone).ShouldBe(
        [
            "product Changed changed", "product Edited changed", "product Homeless category_gone", "product Parked sold", "product Priced there changed",
            "product Renamed sku_taken", "product Sold sold", "product Stocked stocked", "category Shelf in_use",
        ]);
        undone["kept_count"].GetValue<int>().ShouldBe(9);
        (await shop.Names("")).ShouldNotContain("Free");
        (await shop.Names("")).Length.ShouldBe(9);
        Kept((await shop.Get($"/api/v1/catalog-imports/{import}")).MustBe(HttpStatusCode.OK)).ShouldBe(Kept(undone));
        await shop.Verify();
    }

    [Fact]
    public async Task Goes_part_by_part_and_the_same_request_twice_is_one()
    {
        var shop = await Shop.Open(server);
        var import = await Start(shop);
        await Send(shop, import, [.. Enumerable.Range(0, 100).Select(i => Item($"S-{i}", $"Thing {i}", i))]);
        await Send(shop, import, [.. Enumerable.Range(100, 30).Select(i => Item($"S-{i}", $"Thing {i}", i))]);

        (string, string)[] key = [("Idempotency-Key", Guid.NewGuid().ToString())];
        foreach (var _ in new[] { 1, 2 })
        {
            var first = (await shop.Post($"/api/v1/catalog-imports/{import}/undo", null, key)).MustBe(HttpStatusCode.OK);
            (first["left"].GetValue<int>(), first.Body!["undone_at"]).ShouldBe((30, null));
        }

        (await shop.Names("limit=100")).Length.ShouldBe(30);
        // Begun in time, ended late.
        await Age(shop, import, 25);
        (await Undo(shop, import)).MustBe(HttpStatusCode.OK)["left"].GetValue<int>().ShouldBe(0);
        (await shop.Names("")).ShouldBeEmpty();
        (await shop.Db.First<long>(new("select count(*) from events.log where type = 'commerce.product.archived'"), TestContext.Current.CancellationToken)).ShouldBe(130);
        await shop.Verify();
    }

    [Fact]
    public async Task Has_a_day_for_it()
    {
        var shop = await Shop.Open(server);
        var import = await Start(shop);
        await Send(shop, import, Item("A", "A", 1));
        await Age(shop, import, 25);
        (await Undo(shop, import)).MustRefuse(HttpStatusCode.Conflict, "catalog.import_too_old")["until"].ShouldNotBeNull();
        (await shop.Post($"/api/v1/products/bulk?import_id={import}", new { items = new[] { Item("B", "B", 1) } })).MustRefuse(HttpStatusCode.Conflict, "catalog.import_too_old");
        (await Undo(shop, Guid.NewGuid())).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Names("")).ShouldBe(["A"]);

        await Age(shop, import, 24 * 7);
        await Start(shop, "next.csv");
        (await shop.Get($"/api/v1/catalog-imports/{import}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Get("/api/v1/catalog-imports"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_back_once_what_two_ask_for_at_the_same_time()
    {
        var shop = await Shop.Open(server);
        var import = await Start(shop);
        await Send(shop, import, Item("A", "A", 1), Item("B", "B", 2));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Undo(shop, import)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "catalog.import_undone");
        (await shop.Db.First<long>(new("select count(*) from events.log where type = 'commerce.product.archived'"), TestContext.Current.CancellationToken)).ShouldBe(2);
    }
}
