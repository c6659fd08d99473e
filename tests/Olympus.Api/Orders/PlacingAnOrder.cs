using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

public sealed class PlacingAnOrder(Server server)
{
    [Fact]
    public async Task Charges_the_servers_prices_takes_stock_and_tells_what_happened()
    {
        var counter = await Counter.Open(server);
        var (tea, milk) = (await counter.Product(1190), await counter.Product(107, taxClass: "reduced"));
        var placed = (await counter.Place((tea, 2), (milk, 3))).MustBe(HttpStatusCode.Created);
        placed["number"].GetValue<long>().ShouldBe(1);
        Counter.Amount(placed["total"]).ShouldBe(2380 + 321);

        var order = (await counter.Order(placed.Id)).MustBe(HttpStatusCode.OK);
        order.ETag.ShouldBe("\"1\"");
        order["status"].GetValue<string>().ShouldBe("pending");
        order["payment_status"].GetValue<string>().ShouldBe("unpaid");
        order["lines"].AsArray().Select(line => line!["quantity"]!.GetValue<long>()).ShouldBe([2, 3]);
        order["taxes"].AsArray().Select(tax => $"{tax!["rate"]} {Counter.Amount(tax["net"])} {Counter.Amount(tax["tax"])}")
            .ShouldBe(["0.19 2000 380", "0.07 300 21"]);
        Counter.Amount(order["totals"]["tax"]).ShouldBe(401);
        Counter.Amount(order["due"]).ShouldBe(2701);

        (await counter.OnHand(tea)).ShouldBe(98);
        (await counter.OnHand(milk)).ShouldBe(97);
        (await counter.Events(placed.Id)).ShouldBe(["commerce.order.created"]);
        var history = (await counter.Shop.Get(order["history_url"].GetValue<string>())).MustBe(HttpStatusCode.OK);
        history["data"][0]!["payload"]!["total"]!["amount"]!.GetValue<long>().ShouldBe(2701);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Numbers_the_orders_of_a_location_one_after_another()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        for (var i = 1; i <= 3; i++)
            (await counter.Place((tea, 1)))["number"].GetValue<long>().ShouldBe(i);
    }

    [Fact]
    public async Task Takes_no_number_when_it_is_refused()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 1);
        (await counter.Place((tea, 2))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        (await counter.Place((tea, 1)))["number"].GetValue<long>().ShouldBe(1);
        (await counter.Place((tea, 1))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Adds_up_the_demand_of_several_lines_before_it_looks_at_the_stock()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 3);
        (await counter.Place((tea, 2), (tea, 2))).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        (await counter.OnHand(tea)).ShouldBe(3);
    }

    [Fact]
    public async Task Leaves_the_stock_alone_for_what_has_none()
    {
        var counter = await Counter.Open(server);
        (await counter.Place((await counter.Product(100, tracksStock: false), 7))).MustBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_refused_for_what_is_not_sold()
    {
        var counter = await Counter.Open(server);
        var stranger = await (await Counter.Open(server)).Product(100);
        var unknown = (await counter.Place((Guid.NewGuid(), 1))).MustRefuse(HttpStatusCode.Conflict, "pricing.not_for_sale");
        var foreign = (await counter.Place((stranger, 1))).MustRefuse(HttpStatusCode.Conflict, "pricing.not_for_sale");
        foreign.Text.Replace(stranger.ToString(), "", StringComparison.Ordinal).Length.ShouldBe(unknown.Text.Length - 36);
    }

    [Fact]
    public async Task Is_refused_where_there_is_no_such_location_or_customer()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        var lines = new[] { new { VariantId = tea, Quantity = 1 } };
        foreach (var location in new[] { Guid.NewGuid(), (await Shop.Open(server)).LocationId.Value })
            (await counter.Shop.Post("/api/v1/orders", new { LocationId = location, Lines = lines })).MustRefuse(HttpStatusCode.Conflict, "orders.location_unknown");
        (await counter.Shop.Post("/api/v1/orders", new { LocationId = counter.Shop.LocationId.Value, CustomerId = Guid.NewGuid(), Lines = lines }))
            .MustRefuse(HttpStatusCode.Conflict, "orders.customer_unknown");
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "/lines")]
    [InlineData("""{"lines":[{"variant_id":"01990000-0000-7000-8000-000000000001","quantity":0}]}""", "/lines/0/quantity")]
    [InlineData("""{"lines":[{"variant_id":"01990000-0000-7000-8000-000000000001","quantity":1}],"status":"ready"}""", "/status")]
    [InlineData("""{"lines":[{"variant_id":"01990000-0000-7000-8000-000000000001","quantity":1}],"client_id":""}""", "/client_id")]
    public async Task Is_refused_when_its_shape_is_wrong(string body, string pointer)
    {
        var shop = await Shop.Open(server);
        var request = JsonNode.Parse(body)!;
        request["location_id"] = shop.LocationId.Value;
        (await shop.Post("/api/v1/orders", request)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"][0]!["pointer"]!
            .GetValue<string>().ShouldBe(pointer);
    }

    [Fact]
    public async Task Takes_no_prices_from_a_client()
    {
        var counter = await Counter.Open(server);
        var request = JsonNode.Parse($$$"""{"location_id":"{{{counter.Shop.LocationId}}}","lines":[{"variant_id":"{{{Guid.NewGuid()}}}","quantity":1,"unit_price":{"amount":1,"currency":"EUR"}}]}""")!;
        (await counter.Shop.Post("/api/v1/orders", request)).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Fact]
    public async Task Is_refused_with_the_new_quote_when_the_customer_saw_another_price()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        var lines = new[] { new { VariantId = tea, Quantity = 2 } };
        var seen = (await counter.Place((tea, 2)))["quote_hash"].GetValue<string>();
        (await counter.Shop.Post("/api/v1/orders", new { LocationId = counter.Shop.LocationId.Value, Lines = lines, QuoteHash = seen })).MustBe(HttpStatusCode.Created);
        var stale = (await counter.Shop.Post("/api/v1/orders", new { LocationId = counter.Shop.LocationId.Value, Lines = lines, QuoteHash = "stale" }))
            .MustRefuse(HttpStatusCode.Conflict, "pricing.price_changed");
        stale["quote"]["quote_hash"]!.GetValue<string>().ShouldBe(seen);
    }

    [Fact]
    public async Task Happens_once_for_one_client_id()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        object Till() => new { LocationId = counter.Shop.LocationId.Value, ClientId = "till-7/42", Lines = new[] { new { VariantId = tea, Quantity = 1 } } };
        var first = (await counter.Shop.Post("/api/v1/orders", Till())).MustBe(HttpStatusCode.Created);
        var second = (await counter.Shop.Post("/api/v1/orders", Till())).MustRefuse(HttpStatusCode.Conflict, "orders.client_id_taken");
        second["order_id"].GetValue<Guid>().ShouldBe(first.Id);
        var race = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => counter.Shop.Post(
            "/api/v1/orders", new { LocationId = counter.Shop.LocationId.Value, ClientId = "till-7/43", Lines = new[] { new { VariantId = tea, Quantity = 1 } } })));
        race.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        (await counter.OnHand(tea)).ShouldBe(98);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_for_those_who_may_at_the_locations_where_they_may()
    {
        var counter = await Counter.Open(server);
        var order = counter.Order((await counter.Product(100), 1));
        (await counter.Shop.As("viewer").Post("/api/v1/orders", order)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("kitchen").Post("/api/v1/orders", order)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("staff", new(Guid.NewGuid())).Post("/api/v1/orders", order)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("staff", counter.Shop.LocationId).Post("/api/v1/orders", order)).MustBe(HttpStatusCode.Created);
    }
}
