using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed class KnowingCustomersByTheirBuying(Server server)
{
    private const string Analytics = "/api/v1/analytics";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Answer> Read(Shop shop, string path)
    {
        await shop.Verify("analytics.");
        return (await shop.Get($"{Analytics}/{path}")).MustBe(HttpStatusCode.OK);
    }

    private static DateTimeOffset Noon(string day) => new(DateOnly.Parse(day), new(12, 0), TimeSpan.FromHours(1));

    /// <summary>Orders of the past: who, when, for how much, and how much of it came back that day.</summary>
    private async Task Sold(Shop shop, params (Id<Customer>? Who, string Day, long Minor, long Back)[] sales)
    {
        Money Eur(long minor) => new(minor, new Currency("EUR"));
        var orders = sales.Select((sale, place) => new HistoricalOrder(
            Id<Order>.New(Noon(sale.Day)), $"{Guid.NewGuid()}", shop.LocationId, sale.Who, "pos", "takeout", Noon(sale.Day),
            [new(Id<OrderLine>.New(), null, Id<Contracts.Catalog.Product>.New(), null, "Thing", "product", 1, Eur(sale.Minor), Eur(sale.Minor), Eur(0), Eur(sale.Minor), "zero", 0)],
            Guid.CreateVersion7(Noon(sale.Day)), "cash")).ToList();
        await shop.Db.Write(
            async tx =>
            {
                await server.Services.GetRequiredService<IOrderHistory>().Write(tx, orders);
                await server.Services.GetRequiredService<IPaymentHistory>().WriteCaptures(tx, orders);
                await server.Services.GetRequiredService<IPaymentHistory>().WriteRefunds(
                    tx, [.. orders.Zip(sales).Where(of => of.Second.Back > 0).Select(of => new HistoricalRefund(
                        Guid.CreateVersion7(), of.First.OrderId, of.First.PaymentId!.Value, Eur(of.Second.Back), "Broken", Noon(of.Second.Day)))]);
            },
            Ct);
    }

    private static (long Active, long Orders, long Net, long Cumulative, long Each) Cell(JsonNode? cell) => (
        cell!["active"]!.GetValue<long>(), cell["orders"]!.GetValue<long>(), Counter.Amount(cell["net"]), Counter.Amount(cell["cumulative"]),
        Counter.Amount(cell["cumulative_per_customer"]));

    [Fact]
    public async Task Splits_what_known_customers_bought_by_country_and_segment()
    {
        var shop = await Shop.Open(server);
        async Task<Answer> Customer(string name, string? country) => (await shop.Post("/api/v1/customers", new
        {
            name,
            addresses = country is null ? [] : new[] { new { city = "There", country } },
        })).MustBe(HttpStatusCode.Created);
        var (ann, bob, eve) = (await Customer("Ann", "DE"), await Customer("Bob", "gb"), await Customer("Eve", "Atlantis"));
        await Sold(
            shop, (new(ann.Id), "2025-02-05", 1000, 0), (new(bob.Id), "2025-02-20", 1500, 0), (new(bob.Id), "2025-03-01", 500, 0), (new(eve.Id), "2025-02-10", 300, 0),
            (null, "2025-02-06", 9999, 0));
        Task<Answer> Ask(string by, params object[] filters) => shop.Ask(new
        {
            measures = new[] { "customers", "customer_net" },
            dimensions = new[] { by },
            period = new { from = "2025-02-01", to = "2025-03-31" },
            filters,
        });

        var countries = await Ask("country");
        countries.Lines().ShouldBe(["- EUR: 1 300", "DE EUR: 1 1000", "GB EUR: 1 2000"]);
        countries.Lines("totals").ShouldBe(["EUR: 3 3300"]);
        (await Ask("month", new { dimension = "country", values = new[] { "GB", "FR" } })).Lines().ShouldBe(["2025-02 EUR: 1 1500", "2025-03 EUR: 1 500"]);

        var segments = (await Read(shop, "customers/segments?from=2024-04-01&to=2025-03-31"))["segments"].AsArray();
        (await Ask("customer_segment")).Lines().Select(line => line.Split(' ')).Select(line => $"{line[0]} {line[2]} {line[3]}").Order().ShouldBe(segments
            .Where(segment => segment!["customers"]!.GetValue<long>() > 0)
            .Select(segment => $"{segment!["segment"]} {segment["customers"]} {Counter.Amount(segment["spent"])}").Order());

        async Task Move(Guid who, object[] addresses) => (await shop.Patch(
            $"/api/v1/customers/{who}", new { addresses }, ("If-Match", (await shop.Get($"/api/v1/customers/{who}")).ETag))).MustBe(HttpStatusCode.OK);
        await Move(bob.Id, [new { city = "Lyon", country = "FR" }]);
        (await Ask("country")).Lines().ShouldBe(["- EUR: 1 300", "DE EUR: 1 1000", "FR EUR: 1 2000"]);
        await Move(ann.Id, []);
        (await Ask("country")).Lines().ShouldBe(["- EUR: 2 1300", "FR EUR: 1 2000"]);
    }

    [Fact]
    public async Task Follows_those_who_came_in_one_month_through_the_next()
    {
        var shop = await Shop.Open(server);
        var (ann, bob, eve) = (Id<Customer>.New(), Id<Customer>.New(), Id<Customer>.New());
        await Sold(
            shop, (ann, "2025-01-05", 1000, 0), (ann, "2025-01-20", 500, 0), (bob, "2025-01-31", 2000, 300), (ann, "2025-03-01", 700, 0), (eve, "2025-02-10", 400, 0),
            (null, "2025-01-06", 9999, 0));

        var cohorts = (await Read(shop, "customers/cohorts?from=2025-01-15&to=2025-02-01&periods=3"))["cohorts"].AsArray();
        cohorts.Select(cohort => (cohort!["on"]!.GetValue<string>(), cohort["customers"]!.GetValue<long>())).ShouldBe([("2025-01-01", 2), ("2025-02-01", 1)]);
        cohorts[0]!["periods"]!.AsArray().Select(Cell).ShouldBe([(2, 3, 3500, 3200, 1600), (0, 0, 0, 3200, 1600), (1, 1, 700, 3900, 1950)]);
        cohorts[0]!["periods"]!.AsArray().Select(cell => cell!["retention"]!.GetValue<double>()).ShouldBe([1, 0, 0.5]);
        cohorts[1]!["periods"]!.AsArray().Select(Cell).ShouldBe([(1, 1, 400, 400, 400), (0, 0, 0, 400, 400), (0, 0, 0, 400, 400)]);

        var weeks = (await Read(shop, "customers/cohorts?period=week&from=2025-01-05&to=2025-01-05&periods=4"))["cohorts"].AsArray().ShouldHaveSingleItem()!;
        weeks["on"]!.GetValue<string>().ShouldBe("2024-12-30");
        weeks["periods"]!.AsArray().Select(cell => cell!["orders"]!.GetValue<long>()).ShouldBe([1, 0, 0, 1]);
        (await Read(shop, "customers/cohorts?period=day&from=2025-01-31&to=2025-02-10&periods=1"))["cohorts"].AsArray().Select(cohort => cohort!["on"]!.GetValue<string>())
            .ShouldBe(["2025-01-31", "2025-02-10"]);
    }

    [Fact]
    public async Task Scores_customers_and_names_their_segments()
    {
        var shop = await Shop.Open(server);
        Id<Customer>[] five = [.. Enumerable.Range(0, 5).Select(_ => Id<Customer>.New())];
        await Sold(shop, [.. five.SelectMany((who, place) => Enumerable.Range(0, place + 1)
            .Select(time => ((Id<Customer>?)who, $"2025-0{place + 1}-{10 + time}", 1000L * (place + 1), time == 0 ? 100L : 0L)))]);

        var segments = await Read(shop, "customers/segments?from=2025-01-01&to=2025-06-30");
        segments["customers"].GetValue<long>().ShouldBe(5);
        var told = segments["segments"].AsArray().Where(segment => segment!["customers"]!.GetValue<long>() > 0)
            .Select(segment => (segment!["segment"]!.GetValue<string>(), segment["customers"]!.GetValue<long>(), segment["orders"]!.GetValue<long>(), Counter.Amount(segment["spent"])));
        // Scores 1 to 5 in all three; (4, 4) and (5, 5) are champions.
        told.ShouldBe([("champions", 2, 9, 16_000 - 100 + 25_000 - 100), ("needs_attention", 1, 3, 8_900), ("about_to_sleep", 1, 2, 3_900), ("hibernating", 1, 1, 900)]);

        var champions = await Read(shop, "customers/segments/champions?from=2025-01-01&to=2025-06-30&limit=1");
        champions["customers"].GetValue<long>().ShouldBe(2);
        var first = champions["data"].AsArray().ShouldHaveSingleItem()!;
        (first["customer_id"]!.GetValue<Guid>(), first["recency"]!.GetValue<int>(), Counter.Amount(first["spent"])).ShouldBe((five[4].Value, 5, 24_900));
        (await shop.Get($"{Analytics}/customers/segments/everybody")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Follows_orders_from_a_draft_to_payment_and_hand_over()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        async Task<Guid> Draft() => (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            Status = "draft",
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
        var (kept, dropped) = (await Draft(), await Draft());
        var (paid, cancelled) = (await counter.Placed(2000), await counter.Placed(3000));
        (await counter.Cancel(dropped)).MustBe(HttpStatusCode.OK);
        (await counter.Cancel(cancelled)).MustBe(HttpStatusCode.OK);
        (await counter.Move(kept, "pending")).MustBe(HttpStatusCode.OK);
        (await counter.Cash(paid, 1500)).MustBe(HttpStatusCode.Created);
        (long[] Orders, long[] Gross) Steps(JsonNode? funnel) => (
            [.. funnel!["steps"]!.AsArray().Select(step => step!["orders"]!.GetValue<long>())], [.. funnel["steps"]!.AsArray().Select(step => Counter.Amount(step!["gross"]))]);

        var funnel = await Read(counter.Shop, "funnel");
        Steps(funnel["total"]).Orders.ShouldBe([4, 3, 0, 0]);
        (funnel["total"]["discarded"]!.GetValue<long>(), funnel["total"]["cancelled"]!.GetValue<long>()).ShouldBe((1, 1));

        (await counter.Cash(paid, 500)).MustBe(HttpStatusCode.Created);
        foreach (var status in new[] { "confirmed", "completed" })
            if (status != (await counter.Order(paid))["status"].GetValue<string>())
                (await counter.Move(paid, status)).MustBe(HttpStatusCode.OK);
        funnel = await Read(counter.Shop, "funnel");
        Steps(funnel["total"]).Orders.ShouldBe([4, 3, 1, 1]);
        Steps(funnel["total"]).Gross.ShouldBe([7000, 6000, 2000, 2000]);
        funnel["total"]["steps"]![2]!["of_first"]!.GetValue<double>().ShouldBe(0.25);
        funnel["groups"].AsArray().ShouldHaveSingleItem()!["source"]!.GetValue<string>().ShouldBe("pos");
        // Only what may still change is kept of single orders: the draft that was placed.
        (await counter.Shop.Db.Query<Guid>(new("select id from analytics.orders_on_their_way"), Ct)).ShouldBe([kept]);
    }

    [Fact]
    public async Task Follows_an_order_that_gets_another_customer()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        async Task<Guid> Customer(string name) => (await counter.Shop.Post("/api/v1/customers", new { name })).MustBe(HttpStatusCode.Created).Id;
        var (ann, bob) = (await Customer("Ann"), await Customer("Bob"));
        var order = (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            CustomerId = ann,
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
        (await Read(counter.Shop, "customers/segments"))["customers"].GetValue<long>().ShouldBe(1);
        (await counter.Shop.Patch($"/api/v1/orders/{order}", new { customer_id = bob }, ("If-Match", (await counter.Order(order)).ETag))).MustBe(HttpStatusCode.OK);
        await counter.Shop.Verify("analytics.");
        (await counter.Shop.Db.Query<Guid>(new("select customer_id from analytics.customer_days"), Ct)).ShouldBe([bob]);
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        (await Read(counter.Shop, "customers/segments"))["customers"].GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task Is_the_same_after_a_replay()
    {
        var counter = await Counter.Open(server);
        await Sold(counter.Shop, (Id<Customer>.New(), "2025-01-05", 1000, 100), (Id<Customer>.New(), "2025-01-05", 900, 0));
        await counter.Cancel(await counter.Placed());
        await counter.Placed();
        await counter.Shop.Settle();
        var before = await Everything(counter.Shop);
        before.ShouldNotBeEmpty();
        var projection = server.Services.GetServices<IProjection>().Single(one => one.Name == "behaviour");
        await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, Ct);
        (await Everything(counter.Shop)).ShouldBe(before);
    }

    private static async Task<string> Everything(Shop shop)
    {
        await shop.Verify("analytics.");
        return string.Join('\n', await shop.Db.Query<string>(
            new("""
                select day::text from analytics.customer_refunds as day
                union all select day::text from analytics.funnel_days as day
                union all select known::text from analytics.orders_on_their_way as known
                order by 1
                """),
            Ct));
    }

    [Theory]
    [InlineData("customers/cohorts?period=year")]
    [InlineData("customers/cohorts?periods=0")]
    [InlineData("funnel?from=2025-02-01&to=2025-01-01")]
    [InlineData("funnel?from=2015-02-01&to=2025-01-01")]
    [InlineData("unusual-days?severity=none")]
    [InlineData("products/pairs?support=0")]
    [InlineData("products/pairs?longest=9")]
    public async Task Refuses_what_cannot_be_answered(string path) =>
        (await (await Shop.Open(server)).Get($"{Analytics}/{path}")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");

    [Fact]
    public async Task Refuses_more_cohorts_than_an_answer_holds() =>
        (await (await Shop.Open(server)).Get($"{Analytics}/customers/cohorts?period=day&from=2024-01-01&to=2024-12-31"))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.too_much");

    [Fact]
    public async Task Never_adds_up_currencies()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/locations", new { name = "York", time_zone = "America/New_York", currency = "USD", tax_region = "US-NY" })).MustBe(HttpStatusCode.Created);
        foreach (var path in new[] { "funnel", "customers/segments", "customers/cohorts", "products/classes", "unusual-days" })
        {
            (await shop.Get($"{Analytics}/{path}")).MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.currency_needed")["currencies"].AsArray()
                .Select(code => code!.GetValue<string>()).ShouldBe(["EUR", "USD"]);
            (await shop.Get($"{Analytics}/{path}?currency=USD")).MustBe(HttpStatusCode.OK)["currency"].GetValue<string>().ShouldBe("USD");
        }
    }

    [Fact]
    public async Task Is_for_those_who_may_see_figures_and_of_their_places_alone()
    {
        var shop = await Shop.Open(server);
        var other = (await shop.Post("/api/v1/locations", new { name = "Other", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id;
        await Sold(shop, (Id<Customer>.New(), "2025-01-05", 1000, 0));
        await shop.Settle();
        string[] paths = ["funnel", "customers/segments", "customers/segments/champions", "customers/cohorts", "products/classes", "products/pairs", "unusual-days"];
        foreach (var path in paths)
        {
            (await shop.As("staff").Get($"{Analytics}/{path}")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
            (await shop.As("manager", shop.LocationId).Get($"{Analytics}/{path}?location_id={other}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await (await Shop.Open(server)).Get($"{Analytics}/{path}?location_id={shop.LocationId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        }

        const string Segments = $"{Analytics}/customers/segments?from=2025-01-01&to=2025-02-01";
        (await shop.As("manager", shop.LocationId).Get(Segments))["customers"].GetValue<long>().ShouldBe(1);
        (await shop.As("manager", new(other)).Get(Segments))["customers"].GetValue<long>().ShouldBe(0);
    }
}
