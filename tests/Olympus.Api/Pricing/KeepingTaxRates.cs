using System.Net;
using System.Text.Json.Nodes;
using Olympus.Kernel.Data;

namespace Olympus.Api.Pricing;

public sealed class KeepingTaxRates(Server server)
{
    private static object Rate(string taxClass = "standard", string rate = "0.19", string region = "DE", string from = "2020-01-01", string? until = null, string? fulfilment = null) =>
        new { region, tax_class = taxClass, rate, valid_from = from, valid_until = until, fulfilment };

    private static object Table(params object[] rates) => new { rates };

    [Fact]
    public async Task Starts_with_the_rates_of_the_region_signed_up_in()
    {
        var shop = await Shop.Open(server, region: "DE");
        var table = (await shop.Get("/api/v1/tax-rates")).MustBe(HttpStatusCode.OK);
        table.ETag.ShouldBe("\"1\"");
        table["rates"].AsArray().Select(rate => $"{rate!["region"]} {rate["tax_class"]} {rate["rate"]}")
            .ShouldBe(["DE reduced 0.07", "DE standard 0.19", "DE zero 0"]);
    }

    [Theory]
    [InlineData("US-NY", "US-NY standard 0.04")]
    [InlineData("DE-BY", "DE standard 0.19")]
    public async Task Starts_with_a_subdivision_s_own_rates_or_its_country_s(string region, string expected)
    {
        var shop = await Shop.Open(server, region: region);
        (await shop.Get("/api/v1/tax-rates"))["rates"].AsArray().Select(rate => $"{rate!["region"]} {rate["tax_class"]} {rate["rate"]}").ShouldContain(expected);
    }

    [Fact]
    public async Task Tells_the_starting_rates_of_a_region_to_who_is_about_to_sign_up()
    {
        var nobody = (await Shop.Open(server)).WithoutToken();
        var rates = (await nobody.Get("/api/v1/pricing/starting-tax-rates?region=DE")).MustBe(HttpStatusCode.OK)["rates"].AsArray();
        rates.Select(rate => $"{rate!["tax_class"]} {rate["rate"]}").ShouldBe(["standard 0.19", "reduced 0.07", "zero 0"]);
        (await nobody.Get("/api/v1/pricing/starting-tax-rates?region=AQ"))["rates"].AsArray().Count.ShouldBe(1);
        foreach (var region in new[] { "", "?region=", "?region=Germany", "?region=XX" })
            (await nobody.Get($"/api/v1/pricing/starting-tax-rates{region}")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Starts_with_nothing_but_zero_where_no_rate_is_known()
    {
        var shop = await Shop.Open(server, region: "AQ");
        (await shop.Get("/api/v1/tax-rates"))["rates"].AsArray().Select(rate => rate!["tax_class"]!.GetValue<string>()).ShouldBe(["zero"]);
    }

    [Fact]
    public async Task Gains_the_rates_of_a_region_in_which_a_location_opens_and_leaves_the_owner_s_own_alone()
    {
        var shop = await Shop.Open(server, region: "DE");
        (await shop.Put("/api/v1/tax-rates", Table(Rate(rate: "0.2")), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        var opened = (await shop.Post("/api/v1/locations", Location("New York", "US-NY"))).MustBe(HttpStatusCode.Created);
        (await Rates(shop)).ShouldBe(["DE standard 0.2", "US-NY reduced 0.04", "US-NY standard 0.04", "US-NY zero 0"]);
        (await shop.Get("/api/v1/tax-rates")).ETag.ShouldBe("\"3\"");

        (await shop.Post("/api/v1/locations", Location("Munich", "DE-BY"))).MustBe(HttpStatusCode.Created);
        (await shop.Get("/api/v1/tax-rates")).ETag.ShouldBe("\"3\"", "Germany's rates hold in Bavaria");
        (await shop.Patch($"/api/v1/locations/{opened.Id}", new { tax_region = "AT" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await Rates(shop)).ShouldContain("AT standard 0.2");
        await shop.Verify();
    }

    private static object Location(string name, string region) => new { name, time_zone = "Europe/Berlin", currency = "EUR", tax_region = region };

    private static async Task<IEnumerable<string>> Rates(Shop shop) =>
        (await shop.Get("/api/v1/tax-rates"))["rates"].AsArray().Select(rate => $"{rate!["region"]} {rate["tax_class"]} {rate["rate"]}");

    [Fact]
    public async Task Replaces_all_of_them_and_tells_what_happened()
    {
        var shop = await Shop.Open(server);
        var body = Table(
            Rate(rate: "0.16", from: "2020-07-01", until: "2021-01-01"), Rate(from: "2021-01-01"), Rate("food", "0.07"), Rate("food", fulfilment: "dine_in"));
        var replaced = (await shop.Put("/api/v1/tax-rates", body, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        replaced.ETag.ShouldBe("\"2\"");
        var read = await shop.Get("/api/v1/tax-rates");
        JsonNode.DeepEquals(read.Body, replaced.Body).ShouldBeTrue(read.Text + replaced.Text);
        read["rates"].AsArray().Count.ShouldBe(4);
        (await shop.Db.Query<string>(new("select type from events.log where aggregate_type = 'tax_table' order by xid, seq"), TestContext.Current.CancellationToken))
            .ShouldBe(["commerce.tax_rates.changed", "commerce.tax_rates.changed"]);
    }

    [Fact]
    public async Task Says_not_modified_to_who_has_them()
    {
        var shop = await Shop.Open(server);
        (await shop.Get("/api/v1/tax-rates", ("If-None-Match", "\"1\""))).MustBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Overwrites_nobody_s_change_unseen()
    {
        var shop = await Shop.Open(server);
        (await shop.Put("/api/v1/tax-rates", Table(Rate()))).MustRefuse(HttpStatusCode.PreconditionRequired, "request.if_match_missing");
        (await shop.Put("/api/v1/tax-rates", Table(Rate()), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        var stale = (await shop.Put("/api/v1/tax-rates", Table(Rate()), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        stale["etag"].GetValue<string>().ShouldBe("\"2\"");
    }

    [Theory]
    [InlineData("""{"rates":[]}""", "/rates")]
    [InlineData("""{"rates":[{"region":"de","tax_class":"standard","rate":"0.19","valid_from":"2020-01-01"}]}""", "/rates/0/region")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"Standard","rate":"0.19","valid_from":"2020-01-01"}]}""", "/rates/0/tax_class")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"standard","rate":"19","valid_from":"2020-01-01"}]}""", "/rates/0/rate")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"standard","rate":"0.19","valid_from":"2020-01-01","valid_until":"2020-01-01"}]}""", "/rates/0/valid_until")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"a","rate":"0","valid_from":"2020-01-01"},{"region":"DE","tax_class":"a","rate":"1","valid_from":"2020-01-01"}]}""", "/rates")]
    public async Task Refuses_what_is_no_tax_rate(string body, string pointer)
    {
        var shop = await Shop.Open(server);
        var refused = (await shop.Put("/api/v1/tax-rates", body, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused["errors"].AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ShouldContain(pointer);
    }

    [Theory]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"standard","rate":0.19,"valid_from":"2020-01-01"}]}""")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"standard","rate":"0.19","valid_from":"2020-01-01","fulfilment":"Dine In"}]}""")]
    [InlineData("""{"rates":[{"region":"DE","tax_class":"standard","rate":"0.19","valid_from":"2020-01-01","percent":19}]}""")]
    public async Task Refuses_what_is_not_its_json(string body)
    {
        var shop = await Shop.Open(server);
        (await shop.Put("/api/v1/tax-rates", body, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Is_for_who_may_write_prices_in_the_whole_tenant()
    {
        var shop = await Shop.Open(server);
        (await shop.As("staff").Put("/api/v1/tax-rates", Table(Rate()), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", shop.LocationId).Put("/api/v1/tax-rates", Table(Rate()), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("viewer").Get("/api/v1/tax-rates")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_one_tenant_is_unseen_by_another()
    {
        var (one, other) = (await Shop.Open(server), await Shop.Open(server));
        (await one.Put("/api/v1/tax-rates", Table(Rate("secret", "0.5")), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await other.Get("/api/v1/tax-rates")).Text.ShouldNotContain("secret");
    }
}
