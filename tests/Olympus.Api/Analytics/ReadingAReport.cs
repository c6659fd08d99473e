using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Orders;

namespace Olympus.Api.Analytics;

public sealed class ReadingAReport(Server server)
{
    private const string Reports = "/api/v1/analytics/reports";

    private static async Task<Counter> Trade(Server server)
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1190), await counter.Product(1070, taxClass: "reduced"));
        var order = (await counter.Place((tea, 2), (cake, 1))).MustBe(HttpStatusCode.Created).Id;
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        await counter.Shop.Settle();
        return counter;
    }

    private static JsonNode Table(Answer report, string name) => report["tables"].AsArray().Single(table => table!["name"]!.GetValue<string>() == name)!;

    /// <summary>The numbers of a column, in the order of the rows.</summary>
    private static decimal?[] Column(JsonNode table, string name)
    {
        var at = table["columns"]!.AsArray().Select(column => column!["name"]!.GetValue<string>()).ToList().IndexOf(name);
        return [.. table["rows"]!.AsArray().Select(row => row![at]!["number"]?.GetValue<decimal>())];
    }

    [Fact]
    public async Task Tells_what_was_sold()
    {
        var counter = await Trade(server);
        var sales = (await counter.Shop.Get($"{Reports}/sales?preset=today")).MustBe(HttpStatusCode.OK);
        var day = Table(sales, "by_day");
        string.Join(' ', new[] { "orders", "gross", "tax", "net" }.Select(name => Column(day, name).ShouldHaveSingleItem()!.Value.ToString("0.00")))
            .ShouldBe("1.00 34.50 4.50 30.00");
        Table(sales, "by_location")["rows"]![0]![0]!["text"]!.GetValue<string>().ShouldBe("Main");

        var products = Table((await counter.Shop.Get($"{Reports}/products?preset=today")).MustBe(HttpStatusCode.OK), "by_product");
        Column(products, "net").ShouldBe([20, 10]);
        Column(Table((await counter.Shop.Get($"{Reports}/payments?preset=today")).MustBe(HttpStatusCode.OK), "by_method"), "collected").ShouldBe([34.50m]);
        Column(Table((await counter.Shop.Get($"{Reports}/inventory")).MustBe(HttpStatusCode.OK), "by_location"), "stock_units").ShouldBe([197]);
        Column(Table((await counter.Shop.Get($"{Reports}/customers?preset=today")).MustBe(HttpStatusCode.OK), "by_day"), "customers").ShouldBe([0]);
    }

    [Fact]
    public async Task Tells_taxes_by_rate()
    {
        var counter = await Trade(server);
        var rates = Table((await counter.Shop.Get($"{Reports}/taxes?preset=today")).MustBe(HttpStatusCode.OK), "by_rate");
        Column(rates, "rate").ShouldBe([0.07m, 0.19m]);
        Column(rates, "net").ShouldBe([10, 20]);
        Column(rates, "tax").ShouldBe([0.70m, 3.80m]);
        Column(rates, "gross").ShouldBe([10.70m, 23.80m]);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("pdf", "application/pdf")]
    public async Task Comes_as_a_file(string format, string type)
    {
        var counter = await Trade(server);
        using var client = server.Client(counter.Shop.Token);
        foreach (var report in new[] { "sales", "products", "customers", "inventory", "payments", "taxes" })
        {
            using var answer = await client.GetAsync($"{Reports}/{report}/file?format={format}&from=2026-01-01&to=2026-01-31", TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{report}-2026-01-01-2026-01-31.{format}");
            (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public async Task Never_lets_a_name_become_a_formula()
    {
        var shop = await Shop.Open(server);
        var made = (await shop.Post("/api/v1/products", new { Name = "=cmd|' /C calc'!A0", Price = new { Amount = 100, Currency = "EUR" }, TracksStock = false }))
            .MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/orders", new
        {
            LocationId = shop.LocationId.Value,
            Lines = new[] { new { VariantId = made["variants"][0]!["id"]!.GetValue<Guid>(), Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created);
        await shop.Settle();
        (await shop.Get($"{Reports}/products/file?format=csv&preset=today")).MustBe(HttpStatusCode.OK).Text.ShouldContain("\n'=cmd|");
    }

    [Fact]
    public async Task Refuses_what_there_is_not()
    {
        var shop = await Shop.Open(server);
        (await shop.Get($"{Reports}/weather")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Get($"{Reports}/sales/file?format=docx")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Get($"{Reports}/sales/file?format=csv&table=by_weather")).MustRefuse(HttpStatusCode.BadRequest, "analytics.report_table_unknown");
        (await shop.Get($"{Reports}/sales?from=2026-02-01&to=2026-01-01")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.As("staff").Get($"{Reports}/sales")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Is_of_the_places_that_one_may_see_and_of_nobody_else()
    {
        var counter = await Trade(server);
        var other = (await counter.Shop.Post("/api/v1/locations", new { name = "Other", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id;
        var local = counter.Shop.As("manager", new(other));
        foreach (var report in new[] { "sales", "taxes" })
        {
            (await local.Get($"{Reports}/{report}?location_id={counter.Shop.LocationId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await (await Shop.Open(server)).Get($"{Reports}/{report}?location_id={counter.Shop.LocationId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        }

        Column(Table((await local.Get($"{Reports}/sales?preset=today")).MustBe(HttpStatusCode.OK), "by_day"), "orders").ShouldBe([0]);
        Table((await local.Get($"{Reports}/taxes?preset=today")).MustBe(HttpStatusCode.OK), "by_rate")["rows"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_of_customers_assortment_and_the_way_of_orders_too()
    {
        var counter = await Trade(server);
        decimal?[] Numbers(Answer report, string table, string column) => Column(Table(report, table), column);
        async Task<Answer> Read(string report) => (await counter.Shop.Get($"{Reports}/{report}?preset=today")).MustBe(HttpStatusCode.OK);
        Numbers(await Read("funnel"), "by_step", "orders").ShouldBe([1, 1, 1, 0]);
        Numbers(await Read("product_classes"), "by_product", "net").ShouldBe([20, 10]);
        Numbers(await Read("product_pairs"), "pairs", "lift").ShouldBe([1, 1]);
        Numbers(await Read("segments"), "by_segment", "customers").Sum().ShouldBe(0);
        Numbers(await Read("cohorts"), "by_period", "active").ShouldBeEmpty();
        Numbers(await Read("unusual_days"), "days", "score").ShouldBeEmpty();
        foreach (var report in new[] { "funnel", "product_classes", "product_pairs", "segments", "cohorts", "unusual_days" })
            foreach (var format in new[] { "csv", "xlsx", "pdf", "json" })
                (await counter.Shop.Get($"{Reports}/{report}/file?format={format}&preset=today")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_also_made_of_a_question_of_ones_own()
    {
        var counter = await Trade(server);
        var question = new { Measures = new[] { "units", "net" }, Dimensions = new[] { "product" }, Period = new { Preset = "today" }, CompareTo = "previous_period" };
        var csv = (await counter.Shop.Post($"{Reports}/files?format=csv", new { Query = question })).MustBe(HttpStatusCode.OK).Text;
        csv.TrimStart('\uFEFF').Split("\r\n")[0].ShouldBe("product,currency,units,net,units_before,net_before");
        csv.ShouldContain("EUR,2,20.00,0,0.00");
        var made = JsonNode.Parse((await counter.Shop.Post($"{Reports}/files?format=json", new { Query = question })).MustBe(HttpStatusCode.OK).Text)!;
        Column(made["tables"]![0]!, "net").ShouldBe([20, 10]);
        JsonNode.Parse((await counter.Shop.Post($"{Reports}/files?format=json", new { Report = "funnel", Period = new { Preset = "today" } })).MustBe(HttpStatusCode.OK).Text)!
            ["report"]!.GetValue<string>().ShouldBe("funnel");

        (await counter.Shop.Post($"{Reports}/files?format=csv", new { })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Post($"{Reports}/files?format=csv", new { Report = "sales", Query = question })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Post($"{Reports}/files?format=csv", new { Report = "weather" })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Post($"{Reports}/files?format=docx", new { Report = "sales" })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Post($"{Reports}/files?format=csv", new { Report = "sales", Table = "by_weather" }))
            .MustRefuse(HttpStatusCode.BadRequest, "analytics.report_table_unknown");
        (await counter.Shop.Post($"{Reports}/files?format=csv", new { Query = new { Measures = new[] { "weather" }, Period = new { Preset = "today" } } }))
            .MustRefuse(HttpStatusCode.BadRequest, "analytics.unknown_measure");
        (await (await Shop.Open(server)).Post($"{Reports}/files?format=csv", new { Report = "funnel", LocationId = counter.Shop.LocationId.Value }))
            .MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
