using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Pricing;

public sealed class QuotingABasket(Server server)
{
    private static async Task<Guid> Product(Shop shop, long price, string taxClass = "standard", string currency = "EUR") =>
        (await shop.Post("/api/v1/products", new { name = "Tea", price = new { amount = price, currency }, tax_class = taxClass }))
            .MustBe(HttpStatusCode.Created)["variants"][0]!["id"]!.GetValue<Guid>();

    private static object Basket(Shop shop, params (Guid Variant, long Quantity)[] lines) =>
        new { location_id = shop.LocationId.Value, lines = lines.Select(line => new { variant_id = line.Variant, quantity = line.Quantity }) };

    private static Task<Answer> Quote(Shop shop, params (Guid Variant, long Quantity)[] lines) => shop.Post("/api/v1/pricing/quote", Basket(shop, lines));

    private static long Total(Answer answer, string member = "gross") => answer["totals"][member]!["amount"]!.GetValue<long>();

    [Fact]
    public async Task Tells_lines_totals_tax_per_rate_and_why()
    {
        var shop = await Shop.Open(server);
        var (tea, book) = (await Product(shop, 11_90), await Product(shop, 10_70, "reduced"));
        var quote = (await Quote(shop, (tea, 2), (book, 1))).MustBe(HttpStatusCode.OK);
        (Total(quote, "list"), Total(quote, "net"), Total(quote, "tax"), Total(quote)).ShouldBe((34_50, 30_00, 4_50, 34_50));
        quote["taxes"].AsArray().Select(tax => $"{tax!["rate"]} {tax["tax"]!["amount"]}").ShouldBe(["0.19 380", "0.07 70"]);
        quote["price_mode"].GetValue<string>().ShouldBe("inclusive");
        quote["rounding"].ToJsonString().ShouldBe("""{"tax":"line","mode":"half_up"}""");
        quote["lines"][0]!["explanation"]!.AsArray().Select(note => note!["step"]!.GetValue<string>()).ShouldBe(["catalogue_price", "tax"]);
        quote["quote_hash"].GetValue<string>().Length.ShouldBe(22);
    }

    [Fact]
    public async Task Adds_tax_where_prices_do_not_include_it()
    {
        var shop = await Shop.Open(server, "USD", "America/New_York", "US-NY", inclusive: false);
        var quote = (await Quote(shop, (await Product(shop, 100_00, currency: "USD"), 1))).MustBe(HttpStatusCode.OK);
        (Total(quote, "net"), Total(quote, "tax"), Total(quote)).ShouldBe((100_00, 4_00, 104_00));
    }

    [Fact]
    public async Task Takes_discounts_off_lines_and_order()
    {
        var shop = await Shop.Open(server);
        var tea = await Product(shop, 10_00);
        var quote = (await shop.Post("/api/v1/pricing/quote", new
        {
            location_id = shop.LocationId.Value,
            lines = new object[]
            {
                new { variant_id = tea, quantity = 2, discounts = new[] { new { reason = "dented", percent_off = "0.1" } } },
                new { variant_id = tea, quantity = 1 },
            },
            discounts = new[] { new { reason = "regular guest", amount_off = new { amount = 5_00, currency = "EUR" } } },
        })).MustBe(HttpStatusCode.OK);
        (Total(quote, "list"), Total(quote, "discount"), Total(quote)).ShouldBe((30_00, 7_00, 23_00));
        quote["lines"].AsArray().Select(line => line!["order_discount"]!["amount"]!.GetValue<long>()).ShouldBe([3_21, 1_79]);
    }

    [Fact]
    public async Task Names_the_outcome_so_that_a_change_shows()
    {
        var shop = await Shop.Open(server);
        var tea = await Product(shop, 10_00);
        var hash = (await Quote(shop, (tea, 1)))["quote_hash"].GetValue<string>();
        (await Quote(shop, (tea, 1)))["quote_hash"].GetValue<string>().ShouldBe(hash);
        (await shop.Put("/api/v1/tax-rates", new { rates = new[] { new { region = "DE", tax_class = "standard", rate = "0.16", valid_from = "2020-01-01" } } }, ("If-Match", "\"1\"")))
            .MustBe(HttpStatusCode.OK);
        (await Quote(shop, (tea, 1)))["quote_hash"].GetValue<string>().ShouldNotBe(hash);
    }

    [Fact]
    public async Task Takes_the_rate_of_the_way_it_is_handed_over()
    {
        var shop = await Shop.Open(server);
        var soup = await Product(shop, 10_70, "food");
        var rates = new object[]
        {
            new { region = "DE", tax_class = "food", rate = "0.07", valid_from = "2020-01-01" },
            new { region = "DE", tax_class = "food", rate = "0.19", valid_from = "2020-01-01", fulfilment = "dine_in" },
        };
        (await shop.Put("/api/v1/tax-rates", new { rates }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        Total(await Quote(shop, (soup, 1)), "tax").ShouldBe(70);
        Total(await shop.Post("/api/v1/pricing/quote", new
        {
            location_id = shop.LocationId.Value,
            fulfilment = "dine_in",
            lines = new[] { new { variant_id = soup, quantity = 1 } },
        }), "tax").ShouldBe(1_71);
    }

    [Fact]
    public async Task Refuses_what_is_not_for_sale_alike_whether_unknown_or_another_tenant_s()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var foreign = await Product(other, 10_00);
        var unknown = Guid.CreateVersion7();
        var one = (await Quote(shop, (foreign, 1))).MustRefuse(HttpStatusCode.Conflict, "pricing.not_for_sale");
        var two = (await Quote(shop, (unknown, 1))).MustRefuse(HttpStatusCode.Conflict, "pricing.not_for_sale");
        WithoutRequest(one, foreign).ShouldBe(WithoutRequest(two, unknown));
    }

    [Fact]
    public async Task Refuses_a_location_alike_whether_unknown_or_another_tenant_s()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var tea = await Product(shop, 10_00);
        foreach (var location in new[] { other.LocationId.Value, Guid.CreateVersion7() })
            (await shop.Post("/api/v1/pricing/quote", new { location_id = location, lines = new[] { new { variant_id = tea, quantity = 1 } } }))
                .MustRefuse(HttpStatusCode.Conflict, "pricing.location_unknown");
    }

    [Fact]
    public async Task Refuses_a_class_without_a_rate()
    {
        var shop = await Shop.Open(server);
        var refused = (await Quote(shop, (await Product(shop, 1, "alcohol"), 1))).MustRefuse(HttpStatusCode.Conflict, "pricing.no_tax_rate");
        refused["tax_class"].GetValue<string>().ShouldBe("alcohol");
    }

    [Theory]
    [InlineData("""[]""", null, "/lines")]
    [InlineData("""[{"variant_id":"01890000-0000-7000-8000-000000000000","quantity":0}]""", null, "/lines/0/quantity")]
    [InlineData("""[{"variant_id":"01890000-0000-7000-8000-000000000000","quantity":1}]""", """[{"reason":"","percent_off":"0.1"}]""", "/discounts/0/reason")]
    public async Task Refuses_a_shape_that_is_no_basket(string lines, string? discounts, string pointer)
    {
        var shop = await Shop.Open(server);
        var body = new JsonObject { ["location_id"] = shop.LocationId.ToString(), ["lines"] = JsonNode.Parse(lines) };
        if (discounts is not null)
            body["discounts"] = JsonNode.Parse(discounts);
        (await shop.Post("/api/v1/pricing/quote", body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"]
            .AsArray().Select(error => error!["pointer"]!.GetValue<string>()).ShouldContain(pointer);
    }

    [Fact]
    public async Task Refuses_a_price_from_the_client()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/pricing/quote", new
        {
            location_id = shop.LocationId.Value,
            lines = new[] { new { variant_id = Guid.CreateVersion7(), quantity = 1, unit_price = new { amount = 1, currency = "EUR" } } },
        })).MustBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Is_for_who_may_read_prices_there()
    {
        var shop = await Shop.Open(server);
        var tea = await Product(shop, 10_00);
        (await Quote(shop.As("kitchen"), (tea, 1))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("staff", Olympus.Kernel.Values.Id<Olympus.Kernel.Tenancy.Location>.New()).Post("/api/v1/pricing/quote", Basket(shop, (tea, 1))))
            .MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private static string WithoutRequest(Answer answer, Guid variant)
    {
        var body = answer.Body!.DeepClone().AsObject();
        body.Remove("request_id");
        return body.ToJsonString().Replace(variant.ToString(), "", StringComparison.Ordinal);
    }
}
