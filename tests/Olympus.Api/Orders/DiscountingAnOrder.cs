using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

public sealed class DiscountingAnOrder(Server server)
{
    private static object Percent(string share, string reason = "Regular guest") => new { Reason = reason, PercentOff = share };

    private static object Off(long amount, string reason = "Scratched") => new { Reason = reason, AmountOff = Counter.Eur(amount) };

    private static object Sale(Counter counter, Guid variant, object[]? discounts, object[]? onLine = null, string status = "pending") => new
    {
        LocationId = counter.Shop.LocationId.Value,
        Status = status,
        Lines = new object[] { new { VariantId = variant, Quantity = 2, Discounts = onLine } },
        Discounts = discounts,
    };

    private static Task<Answer> Edit(Counter counter, Guid order, object body, int version = 1) =>
        counter.Shop.Patch($"/api/v1/orders/{order}", body, ("If-Match", $"\"{version}\""));

    [Fact]
    public async Task Takes_it_off_says_why_and_who_and_tells_it()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var order = (await counter.Shop.Post("/api/v1/orders", Sale(counter, tea, [Percent("0.10")], [Off(500)]))).MustBe(HttpStatusCode.Created);
        Counter.Amount(order["total"]).ShouldBe(1350);

        var seen = await counter.Order(order.Id);
        var line = seen["lines"][0]!["id"]!.GetValue<Guid>();
        seen["discounts"].AsArray().Select(discount => $"{discount!["line_id"]} {discount["reason"]} {Counter.Amount(discount["off"])}")
            .ShouldBe([$"{line} Scratched 500", " Regular guest 150"]);
        Counter.Amount(seen["totals"]["discount"]).ShouldBe(650);
        var history = (await counter.Shop.Get($"/api/v1/orders/{order.Id}/history"))["data"][0]!["payload"]!;
        history["discounts"]!.AsArray().Count.ShouldBe(2);
        (await counter.Shop.Db.Query<string>(new("select granted_by from commerce.order_discounts where position = 1"), Counter.Ct))[0].ShouldContain(counter.Shop.UserId.ToString());
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Costs_what_the_quote_said()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(999);
        var body = Sale(counter, tea, [Percent("0.15"), Off(50)]);
        var quote = (await counter.Shop.Post("/api/v1/pricing/quote", new
        {
            LocationId = counter.Shop.LocationId.Value,
            Fulfilment = "takeaway",
            Lines = new[] { new { VariantId = tea, Quantity = 2 } },
            Discounts = new[] { Percent("0.15"), Off(50) },
        })).MustBe(HttpStatusCode.OK);
        quote["discounts"].AsArray().Select(discount => Counter.Amount(discount!["off"])).Sum().ShouldBe(Counter.Amount(quote["totals"]["discount"]));
        var order = (await counter.Shop.Post("/api/v1/orders", body)).MustBe(HttpStatusCode.Created);
        order["quote_hash"].GetValue<string>().ShouldBe(quote["quote_hash"].GetValue<string>());
    }

    [Fact]
    public async Task Takes_a_right_of_its_own()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var staff = counter.Shop.As("staff");
        (await staff.Post("/api/v1/orders", Sale(counter, tea, [Off(1)]))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.Post("/api/v1/orders", Sale(counter, tea, null, [Off(1)]))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        var order = (await staff.Post("/api/v1/orders", Sale(counter, tea, []))).MustBe(HttpStatusCode.Created).Id;
        (await staff.Patch($"/api/v1/orders/{order}", new { Discounts = new[] { Off(1) } }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("manager", counter.Shop.LocationId).Post("/api/v1/orders", Sale(counter, tea, [Off(1)]))).MustBe(HttpStatusCode.Created);
        (await counter.Shop.As("manager", new(Guid.NewGuid())).Post("/api/v1/orders", Sale(counter, tea, [Off(1)]))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Is_refused_when_it_makes_no_sense()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        (await counter.Shop.Post("/api/v1/orders", Sale(counter, tea, [new { Reason = "neither" }]))).MustRefuse(HttpStatusCode.BadRequest, "pricing.discount_invalid");
        (await counter.Shop.Post("/api/v1/orders", Sale(counter, tea, [Off(1, "")]))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")
            ["errors"][0]!["pointer"]!.GetValue<string>().ShouldBe("/discounts/0/reason");
        (await counter.Shop.Post("/api/v1/orders", Sale(counter, tea, [.. Enumerable.Repeat(Off(1), 21)]))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Stays_when_lines_change_and_goes_when_it_is_taken_away()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1000), await counter.Product(300));
        var order = (await counter.Shop.Post("/api/v1/orders", Sale(counter, tea, [Percent("0.10")], [Off(500)]))).MustBe(HttpStatusCode.Created).Id;
        var line = (await counter.Order(order))["lines"][0]!["id"]!.GetValue<Guid>();
        var lines = new object[] { new { VariantId = tea, Quantity = 2, LineId = line }, new { VariantId = cake, Quantity = 1 } };

        // (2 × 10.00 − 5.00 + 3.00) − 10 %, by somebody who may not grant any.
        var edited = (await counter.Shop.As("staff").Patch($"/api/v1/orders/{order}", new { Lines = lines }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        Counter.Amount(edited["total"]).ShouldBe(1620);
        await counter.BooksAreRight();

        Counter.Amount((await Edit(counter, order, new { Discounts = Array.Empty<object>() }, 2)).MustBe(HttpStatusCode.OK)["total"]).ShouldBe(1800);
        var bare = new object[] { new { VariantId = tea, Quantity = 2, LineId = line, Discounts = Array.Empty<object>() } };
        Counter.Amount((await Edit(counter, order, new { Lines = bare }, 3)).MustBe(HttpStatusCode.OK)["total"]).ShouldBe(2000);
        (await counter.Order(order))["discounts"].AsArray().ShouldBeEmpty();
        (await counter.OnHand(tea)).ShouldBe(98);
        (await counter.OnHand(cake)).ShouldBe(100);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Keeps_the_price_of_a_line_that_stays()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var order = (await counter.Place((tea, 2))).Id;
        var product = (await counter.Order(order))["lines"][0]!["product_id"]!.GetValue<Guid>();
        var version = (await counter.Shop.Get($"/api/v1/products/{product}")).ETag;
        (await counter.Shop.Put($"/api/v1/products/{product}/variants/{tea}", new { Price = Counter.Eur(5000) }, ("If-Match", version))).MustBe(HttpStatusCode.OK);
        Counter.Amount((await Edit(counter, order, new { Discounts = new[] { Off(100) } })).MustBe(HttpStatusCode.OK)["total"]).ShouldBe(1900);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_nobody_elses_business()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var stranger = await Shop.Open(server);
        (await stranger.Patch($"/api/v1/orders/{order}", new { Discounts = new[] { Off(1) } }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
