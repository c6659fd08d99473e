using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Graph;
using Olympus.Api.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

/// <summary>Cost and margin, from what was known when goods were sold.</summary>
public sealed class KnowingWhatGoodsHadCost(Server server)
{
    private static readonly string[] Measures = ["cost", "costed_net", "cost_coverage", "gross_profit", "gross_margin"];

    private static object Question(string[]? dimensions = null, object[]? filters = null) =>
        new { measures = Measures, dimensions, filters, period = new { preset = "today" } };

    private static async Task<(Guid Product, Guid Variant)> Product(Shop shop, string name, long price, long? cost, Guid? category = null)
    {
        var made = (await shop.Post("/api/v1/products", new
        {
            Name = name,
            Price = Counter.Eur(price),
            Cost = cost is { } known ? Counter.Eur(known) : null,
            CategoryId = category,
            TracksStock = false,
        })).MustBe(HttpStatusCode.Created);
        return (made.Id, made["variants"][0]!["id"]!.GetValue<Guid>());
    }

    private static async Task Cost(Shop shop, Guid product, Guid variant, long price, long? cost)
    {
        var version = (await shop.Get($"/api/v1/products/{product}")).MustBe(HttpStatusCode.OK).ETag;
        (await shop.Put(
            $"/api/v1/products/{product}/variants/{variant}", new { Price = Counter.Eur(price), Cost = cost is { } known ? Counter.Eur(known) : null },
            ("If-Match", version))).MustBe(HttpStatusCode.OK);
    }

    private static Task<List<string>> Costs(Shop shop, Guid order) => shop.Db.Query<string>(
        new("select quantity || ' × ' || coalesce(unit_cost_minor::text, '-') from commerce.order_lines where order_id = $1 order by position", order), Counter.Ct);

    /// <summary>Revenue 50 000 and cost 30 000 are a gross margin of .40; then goods without a known cost, a discount, and one that was cancelled.</summary>
    [Fact]
    public async Task Gives_the_margin_as_counted_by_hand()
    {
        var counter = await Counter.Open(server);
        var shop = counter.Shop;
        var drinks = (await shop.Post("/api/v1/categories", new { name = "Drinks" })).MustBe(HttpStatusCode.Created).Id;
        var (tea, cake) = (await Product(shop, "Tea", 1190, 600, drinks), await Product(shop, "Cake", 595, null));
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 0 0 - 0 -"]);

        (await counter.Place((tea.Variant, 50))).MustBe(HttpStatusCode.Created);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 30000 50000 1 20000 0.4"]);

        (await counter.Place((cake.Variant, 4))).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/orders", new
        {
            LocationId = shop.LocationId.Value,
            Lines = new[] { new { VariantId = tea.Variant, Quantity = 10 } },
            Discounts = new[] { new { reason = "Old", percent_off = "0.1" } },
        })).MustBe(HttpStatusCode.Created);
        (await counter.Cancel((await counter.Place((tea.Variant, 1))).Id)).MustBe(HttpStatusCode.OK);

        // 59 000 of 61 000 known; 23 000 / 59 000 = .38983
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 36000 59000 0.9672 23000 0.3898"]);
        (await shop.Ask(Question(["product"]))).Lines().ShouldBe(["Tea EUR: 36000 59000 1 23000 0.3898", "Cake EUR: 0 0 0 0 -"]);
        (await shop.Ask(Question(["variant"], [new { dimension = "product", values = new[] { tea.Product } }]))).Lines()
            .ShouldBe(["Tea EUR: 36000 59000 1 23000 0.3898"]);
        (await shop.Ask(Question(["category"]))).Lines().ShouldBe(["Drinks EUR: 36000 59000 1 23000 0.3898", "- EUR: 0 0 0 0 -"]);
        (await shop.Ask(Question(["location"]))).Lines().ShouldBe(["Main EUR: 36000 59000 0.9672 23000 0.3898"]);
        foreach (var time in (string[])["day", "month", "year"])
            (await shop.Ask(Question([time]))).Lines().ShouldHaveSingleItem().ShouldEndWith(" EUR: 36000 59000 0.9672 23000 0.3898");
        (await shop.Ask(new { measures = Measures, period = new { preset = "all_time" } })).Lines().ShouldBe(["EUR: 36000 59000 0.9672 23000 0.3898"]);
        (await shop.Ask(new { measures = new[] { "gross_profit" }, period = new { preset = "today" }, compare_to = "previous_period" })).Lines().ShouldBe(["EUR: 23000 vs 0"]);
    }

    [Fact]
    public async Task Keeps_what_a_line_had_cost_when_the_catalogue_or_the_order_changes()
    {
        var counter = await Counter.Open(server);
        var shop = counter.Shop;
        var (tea, milk, cake) = (await Product(shop, "Tea", 1190, 600), await Product(shop, "Milk", 119, null), await Product(shop, "Cake", 595, 100));
        var order = (await counter.Place((tea.Variant, 2), (milk.Variant, 3), (cake.Variant, 1))).MustBe(HttpStatusCode.Created).Id;
        (await Costs(shop, order)).ShouldBe(["2 × 600", "3 × -", "1 × 100"]);
        await Cost(shop, tea.Product, tea.Variant, 2380, 900);
        await Cost(shop, milk.Product, milk.Variant, 119, 50);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 1300 2500 0.8929 1200 0.48"]);

        Guid[] lines = [.. (await counter.Order(order))["lines"].AsArray().Select(line => line!["id"]!.GetValue<Guid>())];
        async Task Edit(int version, params object[] wanted) =>
            (await shop.Patch($"/api/v1/orders/{order}", new { Lines = wanted }, ("If-Match", $"\"{version}\""))).MustBe(HttpStatusCode.OK);
        object Line((Guid Product, Guid Variant) of, long quantity, Guid? line = null) => new { VariantId = of.Variant, Quantity = quantity, LineId = line };

        // More of the same goods: at another price, at the cost they had. What was not known stays unknown; what is new costs what it costs now.
        await Edit(1, Line(tea, 3, lines[0]), Line(milk, 3, lines[1]), Line(cake, 1, lines[2]), Line(tea, 1));
        (await Costs(shop, order)).ShouldBe(["3 × 600", "3 × -", "1 × 100", "1 × 900"]);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 2800 8500 0.9659 5700 0.6706"]); // 1800 + 100 + 900 of 6000 + 500 + 2000

        // Other goods on the same line; the rest as it was.
        await Edit(2, Line(cake, 2, lines[0]), Line(milk, 3, lines[1]));
        (await Costs(shop, order)).ShouldBe(["2 × 100", "3 × -"]);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 200 1000 0.7692 800 0.8"]);

        await Edit(3, Line(cake, 2, lines[0]), Line(milk, 4, lines[1]));
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 200 1000 0.7143 800 0.8"]);
        await Edit(4, Line(milk, 4, lines[1]));
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 0 0 0 0 -"]);
        (await counter.Events(order)).ShouldBe(
            [
                "commerce.order.created", "commerce.order.costed", "commerce.order.updated", "commerce.order.costed", "commerce.order.updated", "commerce.order.costed",
                "commerce.order.updated", "commerce.order.updated", "commerce.order.costed",
            ],
            "told when it changed, and only then");
        await shop.Verify();
    }

    [Fact]
    public async Task Counts_a_parked_order_once_it_is_placed_and_a_cancelled_one_no_more()
    {
        var counter = await Counter.Open(server);
        var (shop, tea) = (counter.Shop, await counter.Product(1190, cost: 250));
        var order = (await shop.Post("/api/v1/orders", new { LocationId = shop.LocationId.Value, Status = "draft", Lines = new[] { new { VariantId = tea, Quantity = 2 } } }))
            .MustBe(HttpStatusCode.Created).Id;
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 0 0 - 0 -"]);
        (await counter.Move(order, "pending")).MustBe(HttpStatusCode.OK);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 500 2000 1 1500 0.75"]);
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        (await shop.Ask(Question())).Lines().ShouldBe(["EUR: 0 0 - 0 -"]);
    }

    /// <summary>A cost is in the catalogue's currency: where a location sells in another one, it is not known.</summary>
    [Fact]
    public async Task Is_not_known_in_another_currency()
    {
        var counter = await Counter.Open(server);
        var shop = counter.Shop;
        var (product, variant) = await Product(shop, "Tea", 1190, 600);
        var york = (await shop.Post("/api/v1/locations", new { name = "York", time_zone = "America/New_York", currency = "USD", tax_region = "US-NY", prices_include_tax = false }))
            .MustBe(HttpStatusCode.Created).Id;
        (await shop.Put($"/api/v1/products/{product}/availability", new
        {
            locations = new[] { new { location_id = york, is_available = true, price = new { amount = 1500, currency = "USD" } } },
        }))
            .MustBe(HttpStatusCode.OK);
        var order = (await shop.Post("/api/v1/orders", new { LocationId = york, Lines = new[] { new { VariantId = variant, Quantity = 1 } } })).MustBe(HttpStatusCode.Created).Id;
        (await Costs(shop, order)).ShouldBe(["1 × -"]);
        (await counter.Events(order)).ShouldBe(["commerce.order.created"]);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("staff")]
    public async Task Is_for_those_who_may_change_the_catalogue(string role)
    {
        var counter = await Counter.Open(server);
        (await counter.Place((await counter.Product(1190, cost: 600), 1))).MustBe(HttpStatusCode.Created);
        var (shop, other) = (counter.Shop, counter.Shop.As(role));
        foreach (var measure in Measures)
        {
            var period = new { preset = "today" };
            object query = new { measures = new[] { "net", measure }, period };
            (await shop.As("manager").Post("/api/v1/analytics/query", query)).MustBe(HttpStatusCode.OK);
            (await shop.As("manager", shop.LocationId).Post("/api/v1/analytics/query", query)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
            await Refused(other.Post("/api/v1/analytics/query", query));
            await Refused(other.Post("/api/v1/analytics/reports/files?format=csv", new { query }));
            await Refused(other.Post("/api/v1/analytics/reports/jobs", new { request = new { query }, format = "csv" }));
            await Refused(other.Post("/api/v1/analytics/reports/saved", new { name = "Margin", request = new { query }, format = "csv" }));
            var graph = await GraphFields.Ask(other, $$"""{ queryFigures(input: { measures: ["{{measure}}"], period: { preset: "today" } }) { rowCount rows { values } } }""");
            graph["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("auth.forbidden", graph.ToJsonString());
        }

        async Task Refused(Task<Answer> asked) =>
            (await asked).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden")["permission"].GetValue<string>().ShouldBe(role == "viewer" ? "catalog:write" : "analytics:read");
    }

    [Fact]
    public async Task Is_told_of_only_to_those()
    {
        var shop = await Shop.Open(server);
        async Task<string[]> Names(Shop who) =>
            [.. (await who.Get("/api/v1/analytics/model")).MustBe(HttpStatusCode.OK)["measures"].AsArray().Select(measure => measure!["name"]!.GetValue<string>())];
        (await Names(shop.As("manager"))).ShouldBeSubsetOf(await Names(shop));
        Measures.ShouldBeSubsetOf(await Names(shop.As("manager")));
        (await Names(shop.As("viewer"))).Intersect(Measures).ShouldBeEmpty();
        (await Names(shop)).Except(await Names(shop.As("viewer"))).ShouldBe(Measures, ignoreOrder: true);
    }

    [Fact]
    public async Task Is_no_goal_because_everybody_with_figures_sees_goals()
    {
        var shop = await Shop.Open(server);
        object Goal(string measure) => new { name = "More", measure, target = 100, direction = "at_least", from = "2030-01-01", to = "2030-12-31" };
        (await shop.Post("/api/v1/analytics/goals", Goal("gross_profit"))).MustRefuse(HttpStatusCode.BadRequest, "analytics.not_available");
    }

    [Fact]
    public async Task Belongs_to_its_tenant()
    {
        var (counter, other) = (await Counter.Open(server), await Shop.Open(server));
        var (product, variant) = await Product(counter.Shop, "Tea", 1190, 600);
        (await counter.Place((variant, 1))).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Ask(Question())).Lines().ShouldBe(["EUR: 600 1000 1 400 0.4"]);
        (await other.Ask(Question())).Lines().ShouldBe(["EUR: 0 0 - 0 -"]);
        (await other.Ask(Question(["product"], [new { dimension = "product", values = new[] { product } }]))).Lines().ShouldBeEmpty();
        (await other.Get("/api/v1/events")).Text.ShouldNotContain("costed");
    }
}
