using System.Net;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class ArrangingCategories(Server server)
{
    private static async Task<string[]> Tree(Shop shop) =>
        [.. (await shop.Get("/api/v1/categories"))["data"].AsArray().Select(category => category!["name"]!.GetValue<string>())];

    [Fact]
    public async Task Shows_each_right_behind_its_parent()
    {
        var shop = await Shop.Open(server);
        var drinks = await shop.Category("Drinks");
        await shop.Category("Food");
        var hot = await shop.Category("Hot drinks", drinks.Id);
        await shop.Category("Cold drinks", drinks.Id);
        await shop.Category("Tea", hot.Id);
        (await Tree(shop)).ShouldBe(["Drinks", "Hot drinks", "Tea", "Cold drinks", "Food"]);
        hot["slug"].GetValue<string>().ShouldBe("hot-drinks");
        var read = (await shop.Get($"/api/v1/categories/{hot.Id}")).MustBe(HttpStatusCode.OK);
        read["parent_id"].GetValue<Guid>().ShouldBe(drinks.Id);
        read.ETag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Moves_one_with_everything_below_it()
    {
        var shop = await Shop.Open(server);
        var (a, b) = (await shop.Category("A"), await shop.Category("B"));
        var below = await shop.Category("Below", a.Id);
        await shop.Category("Deep", below.Id);
        var moved = (await shop.Put($"/api/v1/categories/{below.Id}", new { Name = "Under", ParentId = b.Id }, Match(1))).MustBe(HttpStatusCode.OK);
        moved["slug"].GetValue<string>().ShouldBe("below");
        moved.ETag.ShouldBe("\"2\"");
        (await Tree(shop)).ShouldBe(["A", "B", "Under", "Deep"]);
    }

    [Fact]
    public async Task Is_refused_when_it_would_close_a_circle()
    {
        var shop = await Shop.Open(server);
        var top = await shop.Category("Top");
        var middle = await shop.Category("Middle", top.Id);
        var low = await shop.Category("Low", middle.Id);
        (await shop.Put($"/api/v1/categories/{top.Id}", new { Name = "Top", ParentId = low.Id }, Match(1)))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.category_circle");
        (await shop.Put($"/api/v1/categories/{top.Id}", new { Name = "Top", ParentId = top.Id }, Match(1)))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.category_circle");
    }

    [Fact]
    public async Task Never_closes_a_circle_by_two_moves_at_once()
    {
        var shop = await Shop.Open(server);
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await shop.Category($"A{round}"), await shop.Category($"B{round}"));
            var moves = await Task.WhenAll(
                shop.Put($"/api/v1/categories/{a.Id}", new { Name = "A", ParentId = b.Id }, Match(1)),
                shop.Put($"/api/v1/categories/{b.Id}", new { Name = "B", ParentId = a.Id }, Match(1)));
            moves.Count(move => move.Status == HttpStatusCode.OK).ShouldBe(1);
            moves.Single(move => move.Status != HttpStatusCode.OK).MustRefuse(HttpStatusCode.Conflict, "catalog.category_circle");
        }
    }

    [Fact]
    public async Task Is_refused_below_a_parent_that_is_not_there_or_somebody_elses()
    {
        var shop = await Shop.Open(server);
        var theirs = await (await Shop.Open(server)).Category("Theirs");
        foreach (var parent in new[] { Guid.NewGuid(), theirs.Id })
            (await shop.Post("/api/v1/categories", new { Name = "Mine", ParentId = parent })).MustRefuse(HttpStatusCode.Conflict, "catalog.category_unknown");
    }

    [Fact]
    public async Task Is_refused_when_the_slug_is_taken()
    {
        var shop = await Shop.Open(server);
        await shop.Category("Tea");
        (await shop.Post("/api/v1/categories", new { Name = "Tea" })).MustRefuse(HttpStatusCode.Conflict, "catalog.slug_taken");
        (await shop.Post("/api/v1/categories", new { Name = "Tea", Slug = "Tea!" })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Is_refused_on_an_old_version_or_none()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Category("Tea");
        (await shop.Put($"/api/v1/categories/{tea.Id}", new { Name = "Tea" })).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        (await shop.Put($"/api/v1/categories/{tea.Id}", new { Name = "Tea" }, Match(7)))
            .MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale").ETag.ShouldBe("\"1\"");
        (await shop.Delete($"/api/v1/categories/{tea.Id}")).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
    }

    [Fact]
    public async Task Removes_only_what_nothing_stands_in()
    {
        var shop = await Shop.Open(server);
        var drinks = await shop.Category("Drinks");
        var tea = await shop.Category("Tea", drinks.Id);
        (await shop.Delete($"/api/v1/categories/{drinks.Id}", Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.category_in_use");
        await shop.Product("Assam", 500, category: tea.Id);
        (await shop.Delete($"/api/v1/categories/{tea.Id}", Match(1))).MustRefuse(HttpStatusCode.Conflict, "catalog.category_in_use");
        var empty = await shop.Category("Empty");
        (await shop.Delete($"/api/v1/categories/{empty.Id}", Match(1))).MustBe(HttpStatusCode.NoContent);
        (await shop.Get($"/api/v1/categories/{empty.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Is_invisible_to_another_tenant()
    {
        var tea = await (await Shop.Open(server)).Category("Tea");
        var stranger = await Shop.Open(server);
        (await stranger.Get($"/api/v1/categories/{tea.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await stranger.Put($"/api/v1/categories/{tea.Id}", new { Name = "Mine" }, Match(1))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await stranger.Delete($"/api/v1/categories/{tea.Id}", Match(1))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Tree(stranger)).ShouldBeEmpty();
    }
}
