using System.Globalization;
using System.Net;
using Olympus.Api.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

/// <summary>What is kept by month answers as the days do: a filter that keeps everything and that only days know has them read instead.</summary>
public sealed class CountingYearsByTheirMonths(Server server)
{
    private static readonly object EveryChannel = new { dimension = "channel", values = new[] { "takeout", "pickup", "delivery" } };

    private static readonly object EveryWeekday = new { dimension = "weekday", values = new[] { "1", "2", "3", "4", "5", "6", "7" } };

    [Fact]
    public async Task Answers_what_the_days_answer()
    {
        var shop = await Shop.Open(server, "EUR", "Europe/Berlin", "DE");
        var kiosk = new Id<Location>((await shop.Post("/api/v1/locations", new { name = "Kiosk", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).Id);
        // The numbers decide nothing but that customers come back in some months and places and not in others.
        var random = new Random(20240117);
        PastSale[] Sales(int count) =>
        [
            .. Enumerable.Range(0, count).Select(_ => new PastSale(
                DateTimeOffset.Parse("2024-01-01T12:00Z", CultureInfo.InvariantCulture).AddDays(random.Next(152)), random.Next(1, 5000), random.Next(1, 4),
                Channel: random.Next(3) == 0 ? "pickup" : "takeout",
                Customer: random.Next(4) == 0 ? null : new Guid(1 + (int)(random.NextDouble() * random.NextDouble() * 1500), 0, 0, new byte[8]),
                Product: new Guid(1 + random.Next(5), 9, 0, new byte[8]))),
        ];
        await Books.Write(server, shop, shop.LocationId, "EUR", Sales(1500));
        await Books.Write(server, shop, kiosk, "EUR", Sales(500));
        string[] buyers = ["customers", "new_customers", "returning_customers", "repeat_rate", "customer_orders", "customer_net", "customer_gross"];

        foreach (var (from, to) in new[] { ("2024-01-01", "2024-05-31"), ("2024-02-01", "2024-02-29"), ("2024-01-31", "2024-03-01"), ("2024-01-02", "2024-04-29"), ("2024-03-05", "2024-03-28") })
            foreach (var dimensions in new string[][] { [], ["month"], ["quarter"], ["location"], ["month", "location"] })
            {
                async Task Agree(string[] measures, object everything, params string[] further)
                {
                    Task<Answer> Ask(object[]? filters) => shop.Ask(new
                    {
                        measures,
                        dimensions = dimensions.Concat(further),
                        filters,
                        period = new { from, to },
                        compare_to = "previous_period",
                    });
                    var (months, days) = (await Ask(null), await Ask([everything]));
                    months.Lines().ShouldBe(days.Lines(), $"{from} to {to} by {string.Join(", ", dimensions)}");
                    months.Lines("totals").ShouldBe(days.Lines("totals"));
                }

                await Agree(buyers, EveryChannel);
                await Agree(["net", "units", "lines"], EveryWeekday, "product");
                await Agree(["orders", "net", "gross"], EveryWeekday, "channel");
            }
    }

    /// <summary>Days of products stand in the rows of their months: any stretch is cut out of them. One product sells on three days alone.</summary>
    [Theory]
    [InlineData("2024-02-10", "2024-02-10")]
    [InlineData("2024-02-01", "2024-02-03")]
    [InlineData("2024-02-27", "2024-02-29")]
    [InlineData("2024-02-02", "2024-02-28")]
    [InlineData("2024-01-15", "2024-03-14")]
    [InlineData("2024-01-31", "2024-02-01")]
    public async Task Knows_what_products_sold_in_any_stretch_of_days(string from, string to)
    {
        var shop = await Shop.Open(server, "EUR", "Europe/Berlin", "DE");
        var random = new Random(20240210);
        var start = DateTimeOffset.Parse("2024-01-01T12:00Z", CultureInfo.InvariantCulture);
        PastSale Sale(int day, int product) => new(start.AddDays(day), random.Next(1, 5000), random.Next(1, 4), random.Next(2), Product: new Guid(product, 9, 0, new byte[8]));
        PastSale[] sales = [.. Enumerable.Range(0, 600).Select(_ => Sale(random.Next(91), random.Next(1, 4))), Sale(31, 4), Sale(40, 4), Sale(59, 4)];
        // In two goes, so that days are added to months that stand.
        await Books.Write(server, shop, shop.LocationId, "EUR", sales[..300]);
        await shop.Verify("analytics.");
        await Books.Write(server, shop, shop.LocationId, "EUR", sales[300..]);

        string[] Expected(Func<PastSale, string> key) =>
        [
            .. sales.Where(sale => string.CompareOrdinal($"{sale.At:yyyy-MM-dd}", from) >= 0 && string.CompareOrdinal($"{sale.At:yyyy-MM-dd}", to) <= 0)
                .GroupBy(key, (name, of) => $"{name} EUR: {of.Sum(sale => sale.Net)} {of.Sum(sale => sale.Units)} {of.Sum(sale => sale.Net + sale.Tax)}")
                .Order(StringComparer.Ordinal),
        ];
        async Task<string[]> Told(params string[] dimensions) =>
        [
            .. (await shop.Ask(new { measures = new[] { "net", "units", "gross" }, dimensions, period = new { from, to }, limit = 1000 })).Lines().Order(StringComparer.Ordinal),
        ];
        (await Told("product")).ShouldBe(Expected(sale => sale.Product.ToString()!));
        (await Told("day", "product")).ShouldBe(Expected(sale => $"{sale.At:yyyy-MM-dd} {sale.Product}"));
    }

    /// <summary>Years stand as rows of their own: whole ones, one less a month, one of which so little is asked for that its months are read, and days at both ends.</summary>
    [Theory]
    [InlineData("2022-01-01", "2024-12-31")]
    [InlineData("2023-01-01", "2023-11-30")]
    [InlineData("2023-02-02", "2023-12-30")]
    [InlineData("2022-11-15", "2024-02-03")]
    [InlineData("2022-10-01", "2023-03-31")]
    public async Task Counts_years_whole_and_takes_off_what_is_not_asked_for(string from, string to)
    {
        var shop = await Shop.Open(server, "EUR", "Europe/Berlin", "DE");
        var random = new Random(20220101);
        var start = DateTimeOffset.Parse("2022-01-01T08:00Z", CultureInfo.InvariantCulture);
        PastSale[] sales =
        [
            .. Enumerable.Range(0, 900).Select(_ => new PastSale(
                start.AddDays(random.Next(1096)).AddHours(random.Next(12)), random.Next(1, 5000), random.Next(1, 4), Product: new Guid(random.Next(1, 4), 9, 0, new byte[8]))),
        ];
        await Books.Write(server, shop, shop.LocationId, "EUR", sales);
        static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        async Task Agree(string[] measures, string[] dimensions, Func<PastSale, string> key, Func<PastSale, long> units)
        {
            var told = await shop.Ask(new { measures, dimensions, period = new { from, to }, limit = 1000 });
            told.Lines().Order(StringComparer.Ordinal).ShouldBe(sales
                .Where(sale => string.CompareOrdinal($"{Local(sale.At):yyyy-MM-dd}", from) >= 0 && string.CompareOrdinal($"{Local(sale.At):yyyy-MM-dd}", to) <= 0)
                .GroupBy(key, (name, of) => $"{name} EUR: {of.Sum(sale => sale.Net)} {of.Sum(units)}").Order(StringComparer.Ordinal));
        }

        await Agree(["net", "units"], ["product"], sale => sale.Product.ToString()!, sale => sale.Units);
        await Agree(["net", "orders"], ["weekday", "hour_of_day"], sale => $"{((int)Local(sale.At).DayOfWeek + 6) % 7 + 1} {Local(sale.At).Hour}", _ => 1);
    }

    /// <summary>Ada buys twice and Grace once; then one order of Ada's is cancelled, and the other, and Grace's becomes Ada's.</summary>
    [Fact]
    public async Task Forgets_who_turned_out_not_to_have_bought()
    {
        var counter = await Counter.Open(server);
        var (tea, shop) = (await counter.Product(1000), counter.Shop);
        async Task<Guid> Customer(string name) => (await shop.Post("/api/v1/customers", new { name })).MustBe(HttpStatusCode.Created).Id;
        var (ada, grace) = (await Customer("Ada"), await Customer("Grace"));
        async Task<Guid> Buys(Guid who) => (await shop.Post("/api/v1/orders", new
        {
            LocationId = shop.LocationId.Value,
            CustomerId = who,
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
        var (first, second, third) = (await Buys(ada), await Buys(ada), await Buys(grace));
        async Task<string> ThisYear()
        {
            var year = DateTimeOffset.UtcNow.Year;
            var answer = await shop.Ask(new
            {
                measures = new[] { "customers", "new_customers", "repeat_rate", "customer_orders", "customer_gross" },
                period = new { from = $"{year - 1}-12-01", to = $"{year + 1}-01-31" },
            });
            return answer.Lines()[0];
        }

        (await ThisYear()).ShouldBe("EUR: 2 2 0.5 3 3000");
        (await counter.Cancel(first)).MustBe(HttpStatusCode.OK);
        (await ThisYear()).ShouldBe("EUR: 2 2 0 2 2000");
        (await counter.Cancel(second)).MustBe(HttpStatusCode.OK);
        (await ThisYear()).ShouldBe("EUR: 1 1 0 1 1000");
        (await shop.Patch($"/api/v1/orders/{third}", new { customer_id = ada }, ("If-Match", (await counter.Order(third)).ETag))).MustBe(HttpStatusCode.OK);
        (await ThisYear()).ShouldBe("EUR: 1 1 0 1 1000");
        (await shop.Db.Query<Guid>(new("select id from analytics.customers"), TestContext.Current.CancellationToken)).ShouldBe([ada]);
    }
}
