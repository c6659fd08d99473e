using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed class KeepingFigures(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One sale in each hour from two days before to two days after: the day holds as many as it has hours, and its neighbours lose none.</summary>
    /// <param name="hours">How long the day is, as its people know it.</param>
    [Theory]
    [InlineData("Asia/Beirut", "2022-03-27", 23)] // the clocks skip midnight: the day begins at one
    [InlineData("Asia/Beirut", "2022-10-29", 25)] // at midnight it is eleven again
    [InlineData("America/New_York", "2024-03-10", 23)]
    [InlineData("America/New_York", "2024-11-03", 25)]
    [InlineData("Europe/Berlin", "2024-03-31", 23)]
    [InlineData("Europe/Berlin", "2024-10-27", 25)]
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    [InlineData("Pacific/Apia", "2011-12-31", 24)] // the day before it never was
    [InlineData("Asia/Kathmandu", "2024-03-31", 24)] // hours begin at a quarter
    public async Task Counts_as_many_hours_as_the_day_has(string zone, string day, int hours)
    {
        var shop = await Shop.Open(server, "EUR", zone, "DE");
        var noon = new DateTimeOffset(DateTime.Parse($"{day}T12:00", CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(DateTime.Parse($"{day}T12:00", CultureInfo.InvariantCulture)));
        DateTimeOffset[] moments = [.. Enumerable.Range(-60, 121).Select(hour => noon.AddHours(hour).AddMinutes(1))];
        await Books.Write(server, shop, shop.LocationId, "EUR", [.. moments.Select(at => new PastSale(at, 1))]);
        // The platform's own clock is the independent one: the program counts by another library.
        string Local(DateTimeOffset at, string format) =>
            TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(format, CultureInfo.InvariantCulture);

        var byHour = await shop.Ask(new { measures = new[] { "orders" }, dimensions = new[] { "hour" }, period = new { from = day, to = day } });
        byHour.Lines().Length.ShouldBe(hours);
        byHour.Lines().ShouldAllBe(line => line.EndsWith(": 1", StringComparison.Ordinal));
        var first = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var byDay = await shop.Ask(new
        {
            measures = new[] { "orders" },
            dimensions = new[] { "day" },
            period = new { from = first.AddDays(-1), to = first.AddDays(1) },
        });
        byDay.Lines().ShouldBe(Enumerable.Range(-1, 3).Select(of => first.AddDays(of).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Select(date => $"{date}: {moments.Count(at => Local(at, "yyyy-MM-dd") == date)}"));
        (await shop.Ask(new { measures = new[] { "orders" }, dimensions = new[] { "hour_of_day" }, period = new { from = day, to = day } })).Lines()
            .ShouldBe(moments.Where(at => Local(at, "yyyy-MM-dd") == day).GroupBy(at => int.Parse(Local(at, "HH"), CultureInfo.InvariantCulture)).OrderBy(of => of.Key)
                .Select(of => $"{of.Key}: {of.Count()}"));
    }

    [Fact]
    public async Task Begins_days_at_the_cut_off()
    {
        var shop = await Shop.Open(server, "EUR", "Europe/Berlin", "DE");
        var bar = new Id<Location>((await shop.Post("/api/v1/locations", new
        {
            name = "Bar",
            time_zone = "Europe/Berlin",
            currency = "EUR",
            tax_region = "DE",
            day_cut_off = "05:30",
        })).Id);
        DateTimeOffset At(string local) => DateTimeOffset.Parse($"2024-07-{local}+02:00", CultureInfo.InvariantCulture);
        await Books.Write(server, shop, bar, "EUR", new(At("06T05:29"), 1), new(At("06T05:30"), 20), new(At("07T02:00"), 300), new(At("07T05:30"), 4000));

        (await shop.Ask(new { measures = new[] { "net" }, dimensions = new[] { "day" }, period = new { from = "2024-07-05", to = "2024-07-07" } })).Lines()
            .ShouldBe(["2024-07-05 EUR: 1", "2024-07-06 EUR: 320", "2024-07-07 EUR: 4000"]);
    }

    [Fact]
    public async Task Follows_what_happens_late_and_what_is_taken_back()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1000), await counter.Product(500));
        var customer = (await counter.Shop.Post("/api/v1/customers", new { name = "Grace" })).Id;
        var order = (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            CustomerId = customer,
            Lines = new[] { new { VariantId = tea, Quantity = 2 } },
        })).Id;
        Task<Answer> Now(params string[] dimensions) => counter.Shop.Ask(new { measures = new[] { "gross", "units" }, dimensions, period = new { preset = "today" } });
        async Task<string> Customers() => (await counter.Shop.Ask(new { measures = new[] { "customers", "new_customers" }, period = new { preset = "today" } })).Lines()[0];
        (await Now("variant")).Lines().ShouldBe(["Tea EUR: 2000 2"]);
        (await Customers()).ShouldBe("1 1");

        (await counter.Shop.Patch($"/api/v1/orders/{order}", new { lines = new[] { new { variant_id = cake, quantity = 1 } } }, ("If-Match", (await counter.Order(order)).ETag)))
            .MustBe(System.Net.HttpStatusCode.OK);
        (await Now("variant")).Lines().ShouldBe(["Tea EUR: 500 1"]);
        (await Now("staff")).Lines().ShouldBe([$"{counter.Shop.UserId} EUR: 500 1"]);

        (await counter.Cancel(order)).MustBe(System.Net.HttpStatusCode.OK);
        (await Now("variant")).Lines().ShouldBeEmpty();
        (await Now()).Lines("totals").ShouldBe(["EUR: 0 0"]);
        (await Customers()).ShouldBe("0 0");
    }

    [Fact]
    public async Task Is_the_same_after_a_replay()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(2000);
        var payment = (await counter.Shop.Post($"/api/v1/orders/{order}/payments", new { Method = "cash", Tip = Counter.Eur(300) })).Id;
        (await counter.Refund(payment, 700)).MustBe(System.Net.HttpStatusCode.Created);
        await counter.Cancel(await counter.Placed());
        (await counter.Place((await counter.Product(500, stock: 2, cost: 120), 2))).MustBe(System.Net.HttpStatusCode.Created); // the shelf is empty, and known
        var shop = counter.Shop;
        await Books.Write(server, shop, shop.LocationId, "EUR", [.. Enumerable.Range(0, 300).Select(i => new PastSale(
            DateTimeOffset.UnixEpoch.AddDays(19_000).AddMinutes(i * 97), 100 + i, 1 + i % 3, i % 7, i % 4 == 0 ? "online" : "pos", i % 3 == 0 ? "pickup" : "takeout",
            i % 5 == 0 ? null : new Guid(i % 9 + 1, 0, 0, new byte[8]), new Guid(i % 12 + 1, 1, 0, new byte[8]), Refund: i % 11 == 0 ? 5 : 0))]);
        var before = await Everything(shop);
        before.Length.ShouldBeGreaterThan(10_000);

        var projection = server.Services.GetServices<IProjection>().Single(one => one.Name == "trade");
        await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, Ct);
        (await Everything(shop)).ShouldBe(before);
    }

    private static async Task<string> Everything(Shop shop)
    {
        await shop.Verify();
        return string.Join('\n', await shop.Db.Query<string>(
            new("""
                select 'hour ' || cell::text from analytics.trade_hours as cell
                union all select 'day ' || cell::text from analytics.trade_days as cell
                union all select 'trade month ' || cell::text from analytics.trade_months as cell
                union all select 'week hour ' || cell::text from analytics.trade_week_hours as cell
                union all select 'variant ' || cell::text from analytics.variant_days as cell
                union all select 'month ' || cell::text from analytics.variant_months as cell
                union all select 'year ' || cell::text from analytics.variant_years as cell
                union all select 'year hour ' || cell::text from analytics.trade_year_hours as cell
                union all select 'payment ' || cell::text from analytics.payment_days as cell
                union all select 'customer ' || cell::text from analytics.customer_days as cell
                union all select 'first ' || cell.id || ' ' || cell.first_on from analytics.customers as cell
                union all
                select 'customer month ' || cell.location_id || ' ' || cell.month_on || ' ' || cell.currency || ' ' || known.id || ' ' || get_bit(cell.again, known.nr % 1024)
                from analytics.customer_months as cell
                join analytics.customers as known on known.nr / 1024 = cell.chunk and get_bit(cell.bought, known.nr % 1024) = 1
                union all
                select 'customers month ' || location_id || ' ' || month_on || ' ' || currency || ' ' || sum(orders) || ' ' || sum(net_minor) || ' ' || sum(gross_minor)
                from analytics.customer_months
                group by location_id, month_on, currency
                union all select 'country ' || cell::text from analytics.customer_countries as cell
                union all select 'stock ' || cell::text from analytics.stock as cell
                union all select 'called ' || cell::text from analytics.variants as cell
                union all select 'product ' || cell::text from analytics.products as cell
                union all select 'state ' || cell::text from analytics.order_states as cell
                union all select 'category ' || cell::text from analytics.categories as cell
                order by 1
                """),
            Ct));
    }
}
