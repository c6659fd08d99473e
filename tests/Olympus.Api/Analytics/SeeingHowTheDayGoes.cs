using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed class SeeingHowTheDayGoes(Server server)
{
    private const string Today = "/api/v1/analytics/today";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Answer> Read(Shop shop, string query = "")
    {
        await shop.Verify("analytics.");
        return (await shop.Get($"{Today}{query}")).MustBe(HttpStatusCode.OK);
    }

    private static async Task<JsonNode> Here(Shop shop) => (await Read(shop, $"?location_id={shop.LocationId}"))["locations"][0]!;

    private static long Of(JsonNode? sales, string member) => sales![member] is JsonObject money ? Counter.Amount(money) : sales[member]!.GetValue<long>();

    [Fact]
    public async Task Is_all_zero_before_the_first_sale()
    {
        var day = await Here(await Shop.Open(server));
        (Of(day["today"], "orders"), Of(day["today"], "net"), Of(day["today"], "refunded"), day["open_orders"]!.GetValue<long>()).ShouldBe((0, 0, 0, 0));
        day["today"]!["average_order"].ShouldBeNull();
        day["top_products"]!.AsArray().ShouldBeEmpty();
        day["hours"]!.AsArray().Count.ShouldBeInRange(1, 25);
        day["last_week_hours"]!.AsArray().Count.ShouldBeInRange(23, 25);
    }

    [Fact]
    public async Task Counts_orders_from_placing_to_handing_over_and_takes_back_what_is_cancelled()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1190), await counter.Product(595));
        var first = (await counter.Place((tea, 2), (cake, 1))).MustBe(HttpStatusCode.Created).Id;
        var second = (await counter.Place((cake, 3))).MustBe(HttpStatusCode.Created).Id;

        var day = await Here(counter.Shop);
        (Of(day["today"], "orders"), Of(day["today"], "units"), Of(day["today"], "gross"), Of(day["today"], "net"), Of(day["today"], "tax"))
            .ShouldBe((2, 6, 4760, 4000, 760));
        Of(day["today"], "average_order").ShouldBe(2000);
        day["open_orders"]!.GetValue<long>().ShouldBe(2);
        day["hours"]!.AsArray()[^1]!["orders"]!.GetValue<long>().ShouldBe(2);

        foreach (var status in new[] { "confirmed", "preparing", "ready", "completed" })
            if (status != (await counter.Order(first))["status"].GetValue<string>())
                (await counter.Move(first, status)).MustBe(HttpStatusCode.OK);
        (await counter.Cancel(second)).MustBe(HttpStatusCode.OK);

        day = await Here(counter.Shop);
        (Of(day["today"], "orders"), Of(day["today"], "completed"), Of(day["today"], "cancelled"), Of(day["today"], "gross"), Of(day["today"], "units"))
            .ShouldBe((1, 1, 1, 2975, 3));
        day["open_orders"]!.GetValue<long>().ShouldBe(0);
        day["top_products"]!.AsArray().Select(top => (top!["name"]!.GetValue<string>(), top["units"]!.GetValue<long>(), Of(top, "gross")))
            .ShouldBe([("Tea", 2, 2380), ("Tea", 1, 595)]);
    }

    [Fact]
    public async Task Does_not_count_a_draft_until_it_is_placed()
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
        Of((await Here(counter.Shop))["today"], "orders").ShouldBe(0);

        var edit = await counter.Order(kept);
        (await counter.Shop.Patch($"/api/v1/orders/{kept}", new { lines = new[] { new { variant_id = tea, quantity = 3 } } }, ("If-Match", edit.ETag)))
            .MustBe(HttpStatusCode.OK);
        (await counter.Move(kept, "pending")).MustBe(HttpStatusCode.OK);
        (await counter.Cancel(dropped)).MustBe(HttpStatusCode.OK);

        var day = await Here(counter.Shop);
        (Of(day["today"], "orders"), Of(day["today"], "gross"), Of(day["today"], "cancelled")).ShouldBe((1, 3000, 0));
    }

    [Fact]
    public async Task Follows_an_order_that_is_edited_after_it_was_counted()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1000), await counter.Product(500));
        var order = (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            Status = "pending",
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
        await Here(counter.Shop);
        (await counter.Shop.Patch(
            $"/api/v1/orders/{order}", new { lines = new[] { new { variant_id = cake, quantity = 4 } } }, ("If-Match", (await counter.Order(order)).ETag)))
            .MustBe(HttpStatusCode.OK);

        var day = await Here(counter.Shop);
        (Of(day["today"], "orders"), Of(day["today"], "gross"), Of(day["today"], "units")).ShouldBe((1, 2000, 4));
        day["top_products"]!.AsArray().ShouldHaveSingleItem()!["units"]!.GetValue<long>().ShouldBe(4);
    }

    [Fact]
    public async Task Puts_a_refund_on_the_day_on_which_it_was_given()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(2000);
        var payment = (await counter.Cash(order)).MustBe(HttpStatusCode.Created).Id;
        (await counter.Refund(payment, 700)).MustBe(HttpStatusCode.Created);

        var day = await Here(counter.Shop);
        (Of(day["today"], "gross"), Of(day["today"], "refunds"), Of(day["today"], "refunded")).ShouldBe((2000, 1, 700));
    }

    /// <summary>Two places, two currencies, two clocks (one of them 5:45 ahead), days that begin at four and at midnight: the figures are those that a plain
    /// count over the orders gives.</summary>
    [Fact]
    public async Task Equals_a_count_over_the_orders()
    {
        var shop = await Shop.Open(server, "NPR", "Asia/Kathmandu", "NP");
        var york = new Id<Location>((await shop.Post("/api/v1/locations", new
        {
            name = "York",
            time_zone = "America/New_York",
            currency = "USD",
            tax_region = "US-NY",
            day_cut_off = "04:00",
        })).MustBe(HttpStatusCode.Created).Id);
        var places = new[] { (Id: shop.LocationId, Currency: "NPR", Zone: "Asia/Kathmandu"), (Id: york, Currency: "USD", Zone: "America/New_York") };
        await Sell(shop, places);

        var answer = await Read(shop);
        var days = answer["locations"].AsArray();
        days.Select(day => day!["currency"]!.GetValue<string>()).ShouldBe(["NPR", "USD"]);
        for (var i = 0; i < places.Length; i++)
            await Same(shop, places[i].Id, places[i].Zone, days[i]!);
        answer["totals"].AsArray().Select(total => (total!["currency"]!.GetValue<string>(), Of(total["today"], "orders"), Of(total["today"], "gross")))
            .ShouldBe(days.Select(day => (day!["currency"]!.GetValue<string>(), Of(day["today"], "orders"), Of(day["today"], "gross"))));
    }

    [Fact]
    public async Task Is_the_same_after_a_replay()
    {
        var shop = await Shop.Open(server);
        await Sell(shop, [(shop.LocationId, "EUR", "Europe/Berlin")]);
        var counter = await Counter.Open(server);
        await counter.Cancel(await counter.Placed());
        await counter.Shop.Settle();
        var before = await Everything(shop) + await Everything(counter.Shop);
        var projection = server.Services.GetServices<IProjection>().Single(one => one.Name == "trade");
        await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, Ct);
        (await Everything(shop) + await Everything(counter.Shop)).ShouldBe(before);
    }

    [Fact]
    public async Task Shows_a_manager_of_one_place_that_place_alone()
    {
        var shop = await Shop.Open(server);
        var other = (await shop.Post("/api/v1/locations", new { name = "Other", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id;
        var manager = shop.As("manager", shop.LocationId);
        (await manager.Get(Today))["locations"].AsArray().ShouldHaveSingleItem()!["location_id"]!.GetValue<Guid>().ShouldBe(shop.LocationId.Value);
        var foreign = (await manager.Get($"{Today}?location_id={other}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        var random = (await manager.Get($"{Today}?location_id={Guid.NewGuid()}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        foreign["detail"].ToJsonString().ShouldBe(random["detail"].ToJsonString());
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.OK)]
    [InlineData("manager", HttpStatusCode.OK)]
    [InlineData("staff", HttpStatusCode.Forbidden)]
    [InlineData("kitchen", HttpStatusCode.Forbidden)]
    public async Task Is_for_those_who_may_see_figures(string role, HttpStatusCode status) =>
        (await (await Shop.Open(server)).As(role).Get(Today)).MustBe(status);

    [Fact]
    public async Task Is_invisible_to_another_tenant()
    {
        var (mine, theirs) = (await Counter.Open(server), await Counter.Open(server));
        await mine.Placed(1000);
        await theirs.Placed(5000);
        await theirs.Shop.Settle();
        Of((await Here(mine.Shop))["today"], "gross").ShouldBe(1000);
        (await mine.Shop.Get($"{Today}?location_id={theirs.Shop.LocationId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Says_how_fresh_it_is()
    {
        var counter = await Counter.Open(server);
        await counter.Placed();
        var placed = await counter.Shop.Db.First<DateTimeOffset>(new("select max(recorded_at) from events.log"), Ct);
        (await Read(counter.Shop))["as_of"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(placed);
    }

    private async Task Sell(Shop shop, (Id<Location> Id, string Currency, string Zone)[] places)
    {
        var random = new Random(11);
        Id<Contracts.Catalog.Product>[] products = [.. Enumerable.Range(0, 12).Select(_ => Id<Contracts.Catalog.Product>.New())];
        var now = DateTimeOffset.UtcNow;
        foreach (var place in places)
        {
            var orders = new List<HistoricalOrder>();
            for (var i = 0; i < 150; i++)
            {
                // Most of them today and a week ago, around now: where the day is cut.
                var at = now.AddDays(i % 3 == 0 ? -7 : i % 5 == 0 ? -1 : 0).AddMinutes(-random.Next(i % 2 == 0 ? 90 : 24 * 60)).AddSeconds(-random.Next(60));
                HistoricalOrderLine Line()
                {
                    var (net, tax) = (random.Next(100, 9_999), random.Next(0, 500));
                    return new(
                        Id<OrderLine>.New(at), null, random.Next(9) == 0 ? null : products[random.Next(products.Length)], null, "Thing", "product", random.Next(1, 5),
                        Money(net), Money(net), Money(tax), Money(net + tax), "standard", 0.19m);
                }

                Money Money(long amount) => new(amount, new Currency(place.Currency));
                orders.Add(new(
                    Id<Order>.New(at), $"{place.Id}-{i}", place.Id, null, "pos", "takeout", at, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Line())],
                    Guid.CreateVersion7(at), "cash"));
            }

            await shop.Db.Write(
                async tx =>
                {
                    await server.Services.GetRequiredService<IOrderHistory>().Write(tx, orders);
                    await server.Services.GetRequiredService<IPaymentHistory>().WriteCaptures(tx, orders);
                    await server.Services.GetRequiredService<IPaymentHistory>().WriteRefunds(
                        tx, [.. orders.Take(20).Select(order => new HistoricalRefund(
                            Guid.CreateVersion7(now), order.OrderId, order.PaymentId!.Value, new(50, new Currency(place.Currency)), "Complaint", now))]);
                },
                Ct);
        }
    }

    private sealed record Sum(long Orders, long Net, long Tax, long Gross);

    private sealed record HourSum(string Hour, long Orders, long Gross);

    private sealed record ProductSum(Guid ProductId, long Units, long Gross);

    private static async Task Same(Shop shop, Id<Location> place, string zone, JsonNode day)
    {
        Task<Sum?> Count(string where, params object[] values) => shop.Db.First<Sum>(
            new($"""
                select count(*) as orders, coalesce(sum(net_minor), 0)::bigint as net, coalesce(sum(tax_minor), 0)::bigint as tax,
                    coalesce(sum(total_minor), 0)::bigint as gross
                from commerce.orders where location_id = $1 and status not in ('draft', 'cancelled') and {where}
                """, [place, .. values]),
            Ct);
        static Sum Shown(JsonNode? sales) => new(Of(sales, "orders"), Of(sales, "net"), Of(sales, "tax"), Of(sales, "gross"));
        DateOnly On(string member) => DateOnly.Parse(day[member]!.GetValue<string>());

        Shown(day["today"]).ShouldBe(await Count("business_on = $2", On("business_on")));
        Shown(day["yesterday"]).ShouldBe(await Count("business_on = $2", On("business_on").AddDays(-1)));
        Shown(day["last_week"]).ShouldBe(await Count("business_on = $2", On("last_week_on")));
        var soFar = await Count("business_on = $2 and placed_at < $3", On("last_week_on"), day["last_week_until"]!.GetValue<DateTimeOffset>());
        Shown(day["last_week_so_far"]).ShouldBe(soFar);
        soFar!.Orders.ShouldBeGreaterThan(0);
        (Of(day["today"], "refunds"), Of(day["today"], "refunded")).ShouldBe((20, 1000));

        foreach (var (hours, on) in new[] { ("hours", "business_on"), ("last_week_hours", "last_week_on") })
            day[hours]!.AsArray().Select(hour => new HourSum(hour!["hour"]!.GetValue<string>(), Of(hour, "orders"), Of(hour, "gross"))).Where(hour => hour.Orders > 0)
                .ShouldBe(await shop.Db.Query<HourSum>(
                    new("""
                        select to_char(date_trunc('hour', placed_at at time zone $3), 'HH24:MI') as hour, count(*) as orders, sum(total_minor)::bigint as gross
                        from commerce.orders where location_id = $1 and business_on = $2 group by 1 order by min(placed_at)
                        """, place, On(on), zone),
                    Ct));
        day["top_products"]!.AsArray().Select(top => new ProductSum(top!["product_id"]!.GetValue<Guid>(), Of(top, "units"), Of(top, "gross")))
            .ShouldBe(await shop.Db.Query<ProductSum>(
                new("""
                    select line.product_id, sum(line.quantity)::bigint as units, sum(line.gross_minor)::bigint as gross
                    from commerce.orders join commerce.order_lines as line on line.order_id = orders.id
                    where orders.location_id = $1 and orders.business_on = $2 and line.product_id is not null
                    group by 1 order by sum(line.net_minor) desc, 1 limit 10
                    """, place, On("business_on")),
                Ct));
    }

    private static async Task<string> Everything(Shop shop)
    {
        await shop.Verify("analytics.");
        return string.Join('\n', await shop.Db.Query<string>(
            new("""
                select hour::text from analytics.trade_hours as hour
                union all select day::text from analytics.variant_days as day
                union all select state::text from analytics.order_states as state
                union all select product::text from analytics.products as product
                order by 1
                """),
            Ct));
    }
}
