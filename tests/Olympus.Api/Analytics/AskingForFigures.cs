using System.Net;
using Olympus.Api.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed class AskingForFigures(Server server)
{
    private const string Query = "/api/v1/analytics/query";

    private static readonly object March = new { from = "2024-03-01", to = "2024-03-31" };

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse($"{utc}Z");

    private Task<Shop> Shop() => Api.Shop.Open(server, "EUR", "Europe/Berlin", "DE");

    /// <summary>Tea costs 11.90 and cake 5.95, 19 % tax in it; 100 of each came in. Two teas and a cake were sold and one tea of them came back for 7.00, with 0.25
    /// of the tip of 1.50; three
    /// cakes were sold; one tea was cancelled; a cake went at 10 % off. The first two orders are one customer's.
    /// A tea costs 6.00 to buy; what a cake costs is not known.</summary>
    [Fact]
    public async Task Gives_every_measure_as_counted_by_hand()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1190, cost: 600), await counter.Product(595));
        var customer = (await counter.Shop.Post("/api/v1/customers", new { name = "Grace" })).MustBe(HttpStatusCode.Created).Id;
        object Of(Guid? who, object[]? discounts, params (Guid Variant, long Quantity)[] lines) => new
        {
            LocationId = counter.Shop.LocationId.Value,
            CustomerId = who,
            Discounts = discounts,
            Lines = lines.Select(line => new { VariantId = line.Variant, line.Quantity }),
        };
        async Task<Guid> Place(object order) => (await counter.Shop.Post("/api/v1/orders", order)).MustBe(HttpStatusCode.Created).Id;
        var first = await Place(Of(customer, null, (tea, 2), (cake, 1)));
        await Place(Of(customer, null, (cake, 3)));
        (await counter.Cancel(await Place(Of(null, null, (tea, 1))))).MustBe(HttpStatusCode.OK);
        await Place(Of(null, [new { reason = "Old", percent_off = "0.1" }], (cake, 1)));
        var payment = (await counter.Shop.Post($"/api/v1/orders/{first}/payments", new { Method = "cash", Tip = Counter.Eur(150) })).MustBe(HttpStatusCode.Created).Id;
        var teas = (await counter.Order(first))["lines"][0]!["id"]!.GetValue<Guid>();
        (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", new
        {
            Reason = "Broken",
            Amount = Counter.Eur(700),
            Tip = Counter.Eur(25),
            Restock = new[] { new { LineId = teas, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created);

        var expected = new Dictionary<string, string>
        {
            ["orders"] = "3",
            ["completed_orders"] = "0",
            ["cancelled_orders"] = "1",
            ["units"] = "7",
            ["lines"] = "4",
            ["gross"] = "5295", // 2975 + 1785 + 535
            ["net"] = "4450", // 2500 + 1500 + 450
            ["tax"] = "845",
            ["discounts"] = "60",
            ["refunds"] = "1",
            ["refunded"] = "700",
            ["returned_units"] = "1",
            ["returned_net"] = "1000",
            ["returned_gross"] = "1190",
            ["net_after_returns"] = "3450",
            ["average_order_value"] = "1483", // 4450 / 3
            ["items_per_order"] = "2.33",
            ["refund_rate"] = "0.1322", // 700 / 5295
            ["return_rate"] = "0.1429", // 1 / 7
            ["cancellation_rate"] = "0.2500",
            ["customers"] = "1",
            ["new_customers"] = "1",
            ["returning_customers"] = "0",
            ["customer_orders"] = "2",
            ["customer_net"] = "4000",
            ["customer_gross"] = "4760",
            ["repeat_rate"] = "1",
            ["cost"] = "1200", // 2 × 600
            ["costed_net"] = "2000",
            ["cost_coverage"] = "0.4494", // 2000 / 4450
            ["gross_profit"] = "800",
            ["gross_margin"] = "0.4000",
            ["payments"] = "1",
            ["captured"] = "2975",
            ["collected"] = "2275",
            ["tips"] = "125",
            ["stock_units"] = "194", // 99 teas, 95 cakes
            ["stock_value"] = "174335", // 99 × 1190 + 95 × 595
            ["low_stock"] = "0",
            ["out_of_stock"] = "0",
            ["sell_through"] = "0.0348", // 7 / 201
            ["stock_turnover"] = "0.04", // 7 / 194
            ["days_of_cover"] = "27.7", // 194 / 7
        };
        var found = new Dictionary<string, string>();
        foreach (var some in expected.Keys.Chunk(20))
        {
            var answer = await counter.Shop.Ask(new { measures = some, period = new { preset = "today" } });
            foreach (var (name, value) in some.Zip(answer["rows"][0]!["values"]!.AsArray()))
                found[name] = value!.ToJsonString();
        }

        found.Select(of => (of.Key, decimal.Parse(of.Value))).ShouldBe(expected.Select(of => (of.Key, decimal.Parse(of.Value))));
        var model = (await counter.Shop.Get("/api/v1/analytics/model")).MustBe(HttpStatusCode.OK);
        model["measures"].AsArray().Where(measure => measure!["unavailable"] is null).Select(measure => measure!["name"]!.GetValue<string>())
            .ShouldBe(expected.Keys, ignoreOrder: true, "a measure without a case");
    }

    [Fact]
    public async Task Splits_by_time_and_shows_the_quiet_times_too()
    {
        var shop = await Shop();
        await Books.Write(server, shop, shop.LocationId, "EUR", new(At("2024-03-04T09:00"), 1000), new(At("2024-03-06T09:00"), 500), new(At("2024-03-12T22:59"), 40),
            new(At("2024-03-31T21:59"), 7), new(At("2024-03-31T22:00"), 9999));
        async Task<string[]> By(string unit, object? period = null) =>
            (await shop.Ask(new { measures = new[] { "net", "orders" }, dimensions = new[] { unit }, period = period ?? March })).Lines();

        (await By("week")).ShouldBe(["2024-02-26 EUR: 0 0", "2024-03-04 EUR: 1500 2", "2024-03-11 EUR: 40 1", "2024-03-18 EUR: 0 0", "2024-03-25 EUR: 7 1"]);
        (await By("month")).ShouldBe(["2024-03 EUR: 1547 4"]);
        (await By("quarter", new { from = "2024-01-01", to = "2024-06-30" })).ShouldBe(["2024-Q1 EUR: 1547 4", "2024-Q2 EUR: 9999 1"]);
        (await By("year", new { from = "2023-12-31", to = "2024-12-31" })).ShouldBe(["2023 EUR: 0 0", "2024 EUR: 11546 5"]);
        (await By("day", new { from = "2024-03-03", to = "2024-03-06" }))
            .ShouldBe(["2024-03-03 EUR: 0 0", "2024-03-04 EUR: 1000 1", "2024-03-05 EUR: 0 0", "2024-03-06 EUR: 500 1"]);
        (await By("weekday")).ShouldBe(["1 EUR: 1000 1", "2 EUR: 40 1", "3 EUR: 500 1", "7 EUR: 7 1"]);
        (await By("hour_of_day")).ShouldBe(["10 EUR: 1500 2", "23 EUR: 47 2"]);

        var tenant = await shop.Get("/api/v1/tenant");
        (await shop.Patch("/api/v1/tenant", new { settings = new { locale = "en", week_start = "sunday" } }, ("If-Match", tenant.ETag))).MustBe(HttpStatusCode.OK);
        (await By("week"))[1].ShouldBe("2024-03-03 EUR: 1500 2");
    }

    [Fact]
    public async Task Splits_and_filters_by_where_how_and_who()
    {
        var shop = await Shop();
        var (ada, bob) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Books.Write(server, shop, shop.LocationId, "EUR",
            new(At("2024-02-10T09:00"), 100, Customer: ada),
            new(At("2024-03-04T09:00"), 1000, Customer: ada, Channel: "pickup"),
            new(At("2024-03-05T09:00"), 300, Customer: bob, Source: "online", Channel: "delivery", Method: "cash", Refund: 50),
            new(At("2024-03-06T09:00"), 20, Customer: bob, Channel: "delivery"));
        Task<Answer> By(string[] measures, string[] dimensions, params object[] filters) => shop.Ask(new { measures, dimensions, filters, period = March });

        (await By(["orders", "net"], ["channel"])).Lines().ShouldBe(["delivery EUR: 2 320", "pickup EUR: 1 1000"]);
        (await By(["net"], ["source", "channel"])).Lines().ShouldBe(["pos pickup EUR: 1000", "online delivery EUR: 300", "pos delivery EUR: 20"]);
        (await By(["net"], ["source"], new { dimension = "channel", values = new[] { "delivery" } })).Lines().ShouldBe(["online EUR: 300", "pos EUR: 20"]);
        (await By(["customers", "new_customers", "returning_customers", "repeat_rate"], [])).Lines().ShouldBe(["2 1 1 0.5"]);
        (await By(["customers", "new_customers"], ["channel"])).Lines().ShouldBe(["delivery: 1 1", "pickup: 1 0"]);
        (await By(["refunded"], ["payment_method"])).Lines().ShouldBe(["cash EUR: 50"]);
        (await By(["refund_rate"], ["channel"])).Lines().ShouldBe(["delivery: 0.1563", "pickup: 0"]);
        var limited = await shop.Ask(new { measures = new[] { "net" }, dimensions = new[] { "channel" }, period = March, limit = 1, order = new[] { new { by = "net" } } });
        limited.Lines().ShouldBe(["delivery EUR: 320"]);
        (limited["row_count"].GetValue<int>(), limited.Lines("totals")[0]).ShouldBe((2, "EUR: 1320"));
    }

    [Fact]
    public async Task Compares_with_what_was_before()
    {
        var shop = await Shop();
        await Books.Write(server, shop, shop.LocationId, "EUR",
            new(At("2023-03-05T09:00"), 70), new(At("2024-02-02T09:00"), 10, Channel: "pickup"), new(At("2024-03-02T09:00"), 200),
            new(At("2024-03-03T09:00"), 1));
        async Task<Answer> With(string comparison, params string[] dimensions) =>
            await shop.Ask(new { measures = new[] { "net" }, dimensions, period = new { from = "2024-03-01", to = "2024-03-31" }, compare_to = comparison });

        (await With("previous_period")).Lines("totals").ShouldBe(["EUR: 201 vs 10"]);
        (await With("previous_period"))["periods"][0]!["compared_from"]!.GetValue<string>().ShouldBe("2024-01-30");
        (await With("previous_year")).Lines().ShouldBe(["EUR: 201 vs 70"]);
        (await With("previous_year", "day")).Lines()[..6].ShouldBe(
            ["2024-03-01 EUR: 0 vs 0", "2024-03-02 EUR: 200 vs 0", "2024-03-03 EUR: 1 vs 0", "2024-03-04 EUR: 0 vs 0", "2024-03-05 EUR: 0 vs 70", "2024-03-06 EUR: 0 vs 0"]);
        (await With("same_weekdays_last_year", "day")).Lines()[2].ShouldBe("2024-03-03 EUR: 1 vs 70", customMessage: "a Sunday meets a Sunday");
        (await With("previous_period", "channel")).Lines().ShouldBe(["takeout EUR: 201 vs 0", "pickup EUR: 0 vs 10"]);
    }

    [Fact]
    public async Task Never_adds_up_currencies()
    {
        var shop = await Shop();
        var york = new Id<Location>((await shop.Post("/api/v1/locations", new { name = "York", time_zone = "America/New_York", currency = "USD", tax_region = "US-NY" })).Id);
        await Books.Write(server, shop, shop.LocationId, "EUR", new PastSale(At("2024-03-04T09:00"), 100));
        await Books.Write(server, shop, york, "USD", new PastSale(At("2024-03-05T03:00"), 30));

        (await shop.Ask(new { measures = new[] { "net", "orders" }, period = March })).Lines("totals").ShouldBe(["EUR: 100 1", "USD: 30 1"]);
        (await shop.Ask(new { measures = new[] { "orders" }, period = March })).Lines("totals").ShouldBe(["2"]);
        (await shop.Ask(new { measures = new[] { "net" }, dimensions = new[] { "location", "day" }, period = March, order = new[] { new { by = "location" } } })).Lines()
            .ShouldBe(["Main 2024-03-04 EUR: 100", "York 2024-03-04 USD: 30"], ignoreOrder: true, "each by its own clock");
        (await shop.As("manager", york).Post(Query, new { measures = new[] { "net" }, period = March })).Lines("totals").ShouldBe(["USD: 30"]);
        (await shop.As("manager", york).Post(Query, new
        {
            measures = new[] { "net" },
            period = March,
            filters = new[] { new { dimension = "location", values = new[] { shop.LocationId } } },
        })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Put($"/api/v1/locations/{york}/deactivation", new { }, ("If-Match", (await shop.Get($"/api/v1/locations/{york}")).ETag))).MustBe(HttpStatusCode.OK);
        (await shop.Ask(new { measures = new[] { "net" }, period = March })).Lines("totals").ShouldBe(["EUR: 100", "USD: 30"], "what a closed place sold stays sold");
    }

    [Theory]
    [InlineData("""{"measures":["profit"],"period":{"preset":"today"}}""", "analytics.unknown_measure")]
    [InlineData("""{"measures":["net"],"dimensions":["moon"],"period":{"preset":"today"}}""", "analytics.unknown_dimension")]
    [InlineData("""{"measures":["gross_margin"],"dimensions":["channel"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["cost"],"dimensions":["hour"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["gross_profit"],"filters":[{"dimension":"staff","values":["x"]}],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["net"],"dimensions":["customer_segment"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["orders"],"dimensions":["product"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["net"],"dimensions":["day","month"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["net"],"dimensions":["hour","staff"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["stock_units"],"dimensions":["day"],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["customers"],"filters":[{"dimension":"weekday","values":["1"]}],"period":{"preset":"today"}}""", "analytics.cannot_combine")]
    [InlineData("""{"measures":["net"],"dimensions":["day","location"],"period":{"from":"1900-01-01","to":"2199-12-31"}}""", "analytics.too_many_rows")]
    [InlineData("""{"measures":[],"period":{"preset":"today"}}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{}}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"someday"}}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"today","from":"2024-01-01"}}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"from":"2024-02-01","to":"2024-01-01"}}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"today"},"compare_to":"tomorrow"}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"today"},"order":[{"by":"gross"}]}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"today"},"filters":[{"dimension":"location","values":["here"]}]}""", "request.invalid")]
    [InlineData("""{"measures":["net"],"period":{"preset":"today"},"filters":[{"dimension":"day","values":["2024-01-01"]}]}""", "request.invalid")]
    public async Task Is_refused_with_the_reason(string question, string code) =>
        (await (await Shop()).Post(Query, question)).MustRefuse(HttpStatusCode.BadRequest, code);

    [Theory]
    [InlineData("viewer", HttpStatusCode.OK)]
    [InlineData("manager", HttpStatusCode.OK)]
    [InlineData("staff", HttpStatusCode.Forbidden)]
    public async Task Is_for_those_who_may_see_figures(string role, HttpStatusCode status) =>
        (await (await Shop()).As(role).Post(Query, new { measures = new[] { "net" }, period = new { preset = "this_month" } })).MustBe(status);

    [Theory]
    [InlineData("today")]
    [InlineData("yesterday")]
    [InlineData("this_week")]
    [InlineData("last_week")]
    [InlineData("this_month")]
    [InlineData("last_month")]
    [InlineData("this_quarter")]
    [InlineData("last_quarter")]
    [InlineData("this_year")]
    [InlineData("last_year")]
    [InlineData("year_to_date")]
    [InlineData("last_7_days")]
    [InlineData("last_30_days")]
    [InlineData("last_90_days")]
    [InlineData("last_365_days")]
    [InlineData("all_time")]
    public async Task Knows_every_period(string preset)
    {
        var shop = await Shop();
        var answer = await shop.Ask(new { measures = new[] { "orders" }, dimensions = new[] { "day" }, period = new { preset }, compare_to = "previous_period" });
        var period = answer["periods"][0]!;
        var (from, to) = (DateOnly.Parse(period["from"]!.GetValue<string>()), DateOnly.Parse(period["to"]!.GetValue<string>()));
        answer["rows"].AsArray().Count.ShouldBe(to.DayNumber - from.DayNumber + 1);
        DateOnly.Parse(period["compared_to"]!.GetValue<string>()).ShouldBe(preset == "all_time" ? from.AddDays(-1) : DateOnly.Parse(period["compared_to"]!.GetValue<string>()));
    }
}
