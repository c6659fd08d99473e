using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

/// <summary>What a till sold by itself, told to the server afterwards.</summary>
public sealed class RecordingASale(Server server)
{
    /// <summary>So many of one thing at a price that includes 19 %, as a till tells it.</summary>
    internal static JsonObject Sale(Counter counter, Guid variant, long price, long quantity = 1, string client = "till-1", string receipt = "K7Q2-000001")
    {
        var list = price * quantity;
        var net = (long)Math.Round(list / 1.19m, MidpointRounding.AwayFromZero);
        return new JsonObject
        {
            ["location_id"] = counter.Shop.LocationId.Value,
            ["client_id"] = client,
            ["device_receipt"] = receipt,
            ["placed_at"] = DateTimeOffset.UtcNow.AddHours(-2),
            ["price_mode"] = "inclusive",
            ["lines"] = new JsonArray(new JsonObject
            {
                ["variant_id"] = variant,
                ["quantity"] = quantity,
                ["unit_price"] = Eur(price),
                ["list"] = Eur(list),
                ["line_discount"] = Eur(0),
                ["order_discount"] = Eur(0),
                ["rounding"] = Eur(0),
                ["tax_class"] = "standard",
                ["tax_rate"] = "0.19",
                ["net"] = Eur(net),
                ["tax"] = Eur(list - net),
            }),
            ["total"] = Eur(list),
            ["tendered"] = Eur(list + 100),
        };
    }

    internal static JsonObject Eur(long amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };

    private static Task<Answer> Tell(Shop shop, JsonObject sale) => shop.Post("/api/v1/sales", sale.DeepClone());

    [Fact]
    public async Task Is_an_order_that_is_paid_at_the_time_it_was_made()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190);
        var sale = Sale(counter, tea, 1190, 2);
        var recorded = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created);
        recorded["differs"].GetValue<bool>().ShouldBeFalse();
        Counter.Amount(recorded["priced"]).ShouldBe(2380);

        var order = await counter.Order(recorded.Id);
        order["status"].GetValue<string>().ShouldBe("completed");
        order["payment_status"].GetValue<string>().ShouldBe("paid");
        order["device_receipt"].GetValue<string>().ShouldBe("K7Q2-000001");
        order["placed_at"].GetValue<DateTimeOffset>().ShouldBe(sale["placed_at"]!.GetValue<DateTimeOffset>(), TimeSpan.FromMilliseconds(1));
        Counter.Amount(order["totals"]["tax"]).ShouldBe(380);
        var payment = await counter.Shop.Get($"/api/v1/payments/{order["payments"][0]!["id"]}");
        Counter.Amount(payment["change"]).ShouldBe(100);
        (await counter.OnHand(tea)).ShouldBe(98);
        (await counter.Events(recorded.Id)).ShouldBe(["commerce.order.created"]);
        (await counter.Refund(payment.Id)).MustBe(HttpStatusCode.Created);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Freezes_what_its_goods_had_cost()
    {
        var counter = await Counter.Open(server);
        var sale = Sale(counter, await counter.Product(1190, cost: 400), 1190, 2);
        var order = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created).Id;
        (await counter.Events(order)).ShouldBe(["commerce.order.created", "commerce.order.costed"]);
        (await counter.Shop.Db.Query<DateTimeOffset>(new("select occurred_at from events.log where aggregate_id = $1 and type = 'commerce.order.costed'", order), Counter.Ct))[0]
            .ShouldBe(sale["placed_at"]!.GetValue<DateTimeOffset>(), TimeSpan.FromMilliseconds(1));
        await counter.Shop.Verify();
        (await counter.Shop.Db.Query<string>(new("select cost_minor || ' of ' || costed_net_minor from analytics.variant_days"), Counter.Ct)).ShouldBe(["800 of 2000"]);
    }

    [Fact]
    public async Task Keeps_what_the_customer_was_told_and_shows_the_difference()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1500, stock: 1);
        (await Tell(counter.Shop, Sale(counter, tea, 1190, 3))).MustBe(HttpStatusCode.Created);
        var plain = await counter.Placed();

        var listed = (await counter.Shop.Get("/api/v1/orders?differs=true"))["data"].AsArray();
        listed.Count.ShouldBe(1);
        var order = await counter.Order(listed[0]!["id"]!.GetValue<Guid>());
        Counter.Amount(order["total"]).ShouldBe(3570);
        Counter.Amount(order["priced"]).ShouldBe(4500);
        (order["oversold"].GetValue<bool>(), order["differs"].GetValue<bool>()).ShouldBe((true, true));
        (await counter.OnHand(tea)).ShouldBe(-2);
        (await counter.Events(order.Id)).ShouldBe(["commerce.order.created", "commerce.order.differed"]);
        (await counter.Order(plain))["differs"].GetValue<bool>().ShouldBeFalse();
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Leaves_nothing_to_sell_until_more_comes_in()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190, stock: 1);
        (await Tell(counter.Shop, Sale(counter, tea, 1190, 3))).MustBe(HttpStatusCode.Created);
        (await counter.Place((tea, 1))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        await counter.Stock(tea, 2);
        (await counter.Place((tea, 1))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        await counter.Stock(tea, 1);
        (await counter.Place((tea, 1))).MustBe(HttpStatusCode.Created);
        (await counter.OnHand(tea)).ShouldBe(0);
        (await counter.Shop.Db.Query<long>(new("select sum(oversold)::bigint from capacity.pools"), Counter.Ct))[0].ShouldBe(0);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Stands_even_for_what_is_no_longer_sold_and_was_never_stocked()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190, stock: 0);
        var product = (await counter.Shop.Get("/api/v1/products"))["data"][0]!["id"]!.GetValue<Guid>();
        (await counter.Shop.Delete($"/api/v1/products/{product}", ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);
        var recorded = (await Tell(counter.Shop, Sale(counter, tea, 1190))).MustBe(HttpStatusCode.Created);
        recorded["oversold"].GetValue<bool>().ShouldBeTrue();
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Happens_once_however_often_and_by_whomever_it_is_told()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190);
        var sale = Sale(counter, tea, 1190);
        var first = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created);
        var again = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Tell(i % 2 == 0 ? counter.Shop : counter.Shop.As("staff"), sale)));
        again.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created && answer.Id == first.Id);

        var race = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Tell(counter.Shop, Sale(counter, tea, 1190, client: "till-2", receipt: "K7Q2-000002"))));
        race.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Id).Distinct().Count().ShouldBe(1);
        race.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "orders.client_id_taken");
        (await counter.OnHand(tea)).ShouldBe(98);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_when_the_name_belongs_to_another_sale()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190);
        var first = (await Tell(counter.Shop, Sale(counter, tea, 1190))).MustBe(HttpStatusCode.Created);
        var other = (await Tell(counter.Shop, Sale(counter, tea, 1190, 2))).MustRefuse(HttpStatusCode.Conflict, "orders.client_id_taken");
        other["order_id"].GetValue<Guid>().ShouldBe(first.Id);
        var key = Guid.NewGuid().ToString();
        (await counter.Shop.Post("/api/v1/sales", Sale(counter, tea, 1190, 2, "till-9", "K7Q2-000009"), ("Idempotency-Key", key))).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post("/api/v1/sales", Sale(counter, tea, 1190, 3, "till-9", "K7Q2-000009"), ("Idempotency-Key", key)))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
    }

    [Fact]
    public async Task Is_taken_from_two_tills_at_once()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190, stock: 5);
        var told = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Tell(counter.Shop, Sale(counter, tea, 1190, client: $"till-{i % 2}/{i}", receipt: $"K7Q{i % 2}-{i}"))));
        told.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        told.Select(answer => answer["number"].GetValue<long>()).Order().ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i));
        (await counter.OnHand(tea)).ShouldBe(-5);
        told.Count(answer => answer["oversold"].GetValue<bool>()).ShouldBe(5);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_from_another_time()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190);
        foreach (var wrong in new[] { DateTimeOffset.UtcNow.AddDays(-61), DateTimeOffset.UtcNow.AddHours(1) })
        {
            var sale = Sale(counter, tea, 1190);
            sale["placed_at"] = wrong;
            (await Tell(counter.Shop, sale)).MustRefuse(HttpStatusCode.Conflict, "orders.placed_at_implausible");
        }

        var ahead = Sale(counter, tea, 1190);
        ahead["placed_at"] = DateTimeOffset.UtcNow.AddMinutes(3);
        (await Tell(counter.Shop, ahead)).MustBe(HttpStatusCode.Created)["placed_at"].GetValue<DateTimeOffset>().ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData("total", "total")]
    [InlineData("tendered", "tendered")]
    [InlineData("tax", "lines/0")]
    [InlineData("line_discount", "lines/0")]
    [InlineData("currency", "lines/0")]
    [InlineData("cash_rounding", "cash_rounding")]
    public async Task Is_refused_when_it_does_not_add_up(string changed, string what)
    {
        var counter = await Counter.Open(server);
        var sale = Sale(counter, await counter.Product(1190), 1190);
        var line = sale["lines"]![0]!;
        switch (changed)
        {
            case "total": sale["total"] = Eur(1191); break;
            case "tendered": sale["tendered"] = Eur(1189); break;
            case "cash_rounding": sale["cash_rounding"] = Eur(3); break;
            case "tax": line["tax"] = Eur(191); break;
            case "line_discount": line["line_discount"] = Eur(10); break;
            default: line["net"] = new JsonObject { ["amount"] = 1000, ["currency"] = "USD" }; break;
        }

        (await Tell(counter.Shop, sale)).MustRefuse(HttpStatusCode.BadRequest, "orders.told_wrongly")["what"].GetValue<string>().ShouldBe(what);
    }

    [Fact]
    public async Task Keeps_how_the_till_rounded_its_cash()
    {
        var counter = await Counter.Open(server, "FI");
        var sale = Sale(counter, await counter.Product(928), 928);
        (sale["tendered"], sale["cash_rounding"]) = (Eur(929), Eur(2));
        (await Tell(counter.Shop, sale)).MustRefuse(HttpStatusCode.BadRequest, "orders.told_wrongly")["what"].GetValue<string>().ShouldBe("tendered");
        sale["tendered"] = Eur(1000);
        var recorded = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created);
        (Counter.Amount(recorded["total"]), recorded["differs"].GetValue<bool>()).ShouldBe((928, false));
        var order = await counter.Order(recorded.Id);
        order["payment_status"].GetValue<string>().ShouldBe("paid");
        var payment = await counter.Shop.Get($"/api/v1/payments/{order["payments"][0]!["id"]}");
        (Counter.Amount(payment["rounding"]), Counter.Amount(payment["change"])).ShouldBe((2, 70));
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Takes_what_was_granted_by_hand_from_who_may_grant_it()
    {
        var counter = await Counter.Open(server);
        var sale = Sale(counter, await counter.Product(1190), 1190);
        var line = sale["lines"]![0]!;
        (line["line_discount"], line["net"], line["tax"]) = (Eur(119), Eur(900), Eur(171));
        (sale["total"], sale["tendered"]) = (Eur(1071), Eur(1071));
        (await Tell(counter.Shop, sale)).MustRefuse(HttpStatusCode.BadRequest, "orders.told_wrongly");
        sale["discounts"] = new JsonArray(new JsonObject
        {
            ["line"] = 0,
            ["discount"] = new JsonObject { ["reason"] = "Regular", ["percent_off"] = "0.1" },
            ["off"] = Eur(119),
        });
        (await Tell(counter.Shop.As("staff"), sale)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        var recorded = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created);
        recorded["differs"].GetValue<bool>().ShouldBeFalse();
        (await counter.Order(recorded.Id))["discounts"][0]!["reason"]!.GetValue<string>().ShouldBe("Regular");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_for_strangers_things()
    {
        var (counter, other) = (await Counter.Open(server), await Counter.Open(server));
        var (tea, theirs) = (await counter.Product(1190), await other.Product(1190));
        (await Tell(counter.Shop, Sale(counter, theirs, 1190))).MustRefuse(HttpStatusCode.Conflict, "orders.variants_unknown");
        (await Tell(counter.Shop, Sale(other, tea, 1190))).MustRefuse(HttpStatusCode.Conflict, "orders.location_unknown");
        var sale = Sale(counter, tea, 1190);
        sale["customer_id"] = (await other.Shop.Post("/api/v1/customers", new { Name = "Ada" })).Id;
        (await Tell(counter.Shop, sale)).MustRefuse(HttpStatusCode.Conflict, "orders.customer_unknown");

        // The name of a sale is the tenant's own: the same one next door is another sale.
        sale.Remove("customer_id");
        var mine = (await Tell(counter.Shop, sale)).MustBe(HttpStatusCode.Created);
        var next = (await Tell(other.Shop, Sale(other, theirs, 1190))).MustBe(HttpStatusCode.Created);
        next.Id.ShouldNotBe(mine.Id);
        (await other.Order(mine.Id)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await counter.Shop.As("viewer").Post("/api/v1/sales", Sale(counter, tea, 1190, client: "x"))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
