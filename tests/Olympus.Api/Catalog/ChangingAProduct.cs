using System.Net;
using System.Text.Json.Nodes;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

public sealed class ChangingAProduct(Server server)
{
    private static readonly object Renamed = new { Name = "Green tea", TaxClass = "reduced", TracksStock = false, IsActive = true, Description = "From Assam" };

    private static Task<List<string>> Told(Shop shop, Guid product) => shop.Db.Query<string>(
        new("select type from events.log where aggregate_id = $1 order by xid, seq", product), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Replaces_what_is_said_of_it()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500, "TEA");
        var changed = (await shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(1))).MustBe(HttpStatusCode.OK);
        changed.ETag.ShouldBe("\"2\"");
        var read = await shop.Get($"/api/v1/products/{tea.Id}");
        read["name"].GetValue<string>().ShouldBe("Green tea");
        read["tax_class"].GetValue<string>().ShouldBe("reduced");
        read["tracks_stock"].GetValue<bool>().ShouldBeFalse();
        read["description"].GetValue<string>().ShouldBe("From Assam");
        read["variants"][0]!["sku"]!.GetValue<string>().ShouldBe("TEA");
        read.ETag.ShouldBe("\"2\"");
        (await Told(shop, tea.Id)).ShouldBe(["commerce.product.created", "commerce.product.updated"]);
    }

    [Fact]
    public async Task Is_refused_on_an_old_version_or_none()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        (await shop.Put($"/api/v1/products/{tea.Id}", Renamed)).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        (await shop.Put($"/api/v1/products/{tea.Id}", Renamed, ("If-Match", "tea"))).MustRefuse(HttpStatusCode.BadRequest, "request.if_match_malformed");
        (await shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(1))).MustBe(HttpStatusCode.OK);
        (await shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(1)))
            .MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale").ETag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Lets_only_one_of_many_at_once_through()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(1))));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task Is_not_read_again_while_it_is_the_same()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        var same = await shop.Get($"/api/v1/products/{tea.Id}", ("If-None-Match", "\"1\""));
        same.MustBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        await shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(1));
        (await shop.Get($"/api/v1/products/{tea.Id}", ("If-None-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Takes_it_out_of_the_catalogue_and_back()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        (await shop.Delete($"/api/v1/products/{tea.Id}")).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        (await shop.Delete($"/api/v1/products/{tea.Id}", Match(1))).MustBe(HttpStatusCode.NoContent);
        var archived = await shop.Get($"/api/v1/products/{tea.Id}");
        archived["is_active"].GetValue<bool>().ShouldBeFalse();
        archived["archived_at"].GetValue<string>().ShouldNotBeEmpty();
        (await shop.Names("")).ShouldBeEmpty();
        (await shop.Names("include_archived=true")).ShouldBe(["Tea"]);
        (await shop.Put($"/api/v1/products/{tea.Id}", Renamed, Match(2))).MustBe(HttpStatusCode.OK);
        (await shop.Names("")).ShouldBe(["Green tea"]);
        (await Told(shop, tea.Id)).ShouldBe(["commerce.product.created", "commerce.product.archived", "commerce.product.updated"]);
    }

    [Fact]
    public async Task Gives_a_simple_product_options()
    {
        var shop = await Shop.Open(server);
        var tea = await shop.Product("Tea", 500);
        (await shop.Put($"/api/v1/products/{tea.Id}/options", new { Options = new[] { "Size" }, Variants = Array.Empty<object>() }, Match(1)))
            .MustRefuse(HttpStatusCode.Conflict, "catalog.options_differ");
        var sized = new { Options = new[] { "Size" }, Variants = new[] { new { VariantId = VariantOf(tea), OptionValues = new[] { "Small" } } } };
        (await shop.Put($"/api/v1/products/{tea.Id}/options", sized, Match(1))).MustBe(HttpStatusCode.OK);
        (await shop.Post($"/api/v1/products/{tea.Id}/variants", new { OptionValues = new[] { "Large" }, Price = Euro(900) }, Match(2)))
            .MustBe(HttpStatusCode.Created);
        var read = await shop.Get($"/api/v1/products/{tea.Id}");
        read["options"][0]!.GetValue<string>().ShouldBe("Size");
        read["variants"].AsArray().Select(variant => variant!["option_values"]![0]!.GetValue<string>()).ShouldBe(["Small", "Large"]);
        (await shop.Put($"/api/v1/products/{tea.Id}/options", new
        {
            Options = new[] { "Size" },
            Variants = new[] { new { VariantId = Guid.NewGuid(), OptionValues = new[] { "Small" } } },
        }, Match(3))).MustRefuse(HttpStatusCode.Conflict, "catalog.variant_unknown");
    }

    [Fact]
    public async Task Is_refused_for_another_tenants_product_as_for_none()
    {
        var tea = await (await Shop.Open(server)).Product("Tea", 500);
        var stranger = await Shop.Open(server);
        foreach (var id in new[] { tea.Id, Guid.NewGuid() })
        {
            (await stranger.Put($"/api/v1/products/{id}", Renamed, Match(1))).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await stranger.Delete($"/api/v1/products/{id}", Match(1))).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await stranger.Get($"/api/v1/products/{id}/price-changes")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await stranger.Get($"/api/v1/products/{id}/availability")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        }
    }
}
