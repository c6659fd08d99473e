using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Import.OnlineRetail;
using Olympus.Import.PizzaPlace;

namespace Olympus.Api.Analytics;

/// <summary>Figures of sales that nobody of us made up, beside a plain count over the files. Skipped where the files are not.</summary>
public sealed class FiguresOfRealSales(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object All => new { from = "2010-01-01", to = "2016-12-31" };

    private static string Data(string name)
    {
        var path = Environment.GetEnvironmentVariable("OLYMPUS_TEST_DATA") is { } folder ? Path.Combine(folder, name) : "";
        Assert.SkipUnless(Path.Exists(path), $"{name} is not there; OLYMPUS_TEST_DATA names the folder that holds it.");
        return path;
    }

    private static async Task<Answer> Ask(Shop shop, object question) =>
        (await shop.Post("/api/v1/analytics/query", question)).MustBe(System.Net.HttpStatusCode.OK);

    private sealed record Sold(string Invoice, string Code, long Quantity, decimal Price, string Customer, DateOnly On, int Hour, DateTime At, string Country)
    {
        public long Pence => (long)Math.Round(Quantity * Price * 100, 0, MidpointRounding.AwayFromZero);
    }

    /// <summary>Written without the program's reader: fields by commas, quotes around those that hold some.</summary>
    private static Sold Read(string line)
    {
        var (fields, quoted, start) = (new List<string>(), false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted))
                continue;
            fields.Add(line[start..i]);
            start = i + 1;
        }

        var at = DateTime.Parse(fields[4], CultureInfo.InvariantCulture);
        return new(
            fields[0], fields[1].Trim().ToUpperInvariant(), long.Parse(fields[3], CultureInfo.InvariantCulture), decimal.Parse(fields[5], CultureInfo.InvariantCulture),
            fields[6].Split('.')[0], DateOnly.FromDateTime(at), at.Hour, at, fields[7].Trim());
    }

    /// <summary>The figures of an imported sales file beside a count over it; asks every invariant of figures.</summary>
    internal static async Task Compare(Shop shop, string file, ImportOutcome outcome)
    {
        await shop.Verify("analytics.");
        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        await reader.ReadLineAsync(Ct);
        var lines = new List<Sold>();
        while (await reader.ReadLineAsync(Ct) is { } line)
            lines.Add(Read(line));

        // A line is sold when its invoice is no credit note and units leave: for a price, to somebody known, or beside something with a price.
        var read = lines.Where(line => char.IsAsciiDigit(line.Invoice[0]) && line.Price >= 0 && line.Code is not "AMAZONFEE").ToList();
        var priced = read.Where(line => line.Price > 0).Select(line => line.Invoice).ToHashSet();
        var sold = read.Where(line => line.Quantity > 0 && (line.Price > 0 || line.Customer.Length > 0 || priced.Contains(line.Invoice))).ToList();
        var on = sold.GroupBy(line => line.Invoice).ToDictionary(of => of.Key, of => of.Min(line => line.On));
        string Month(Sold line) => on[line.Invoice].ToString("yyyy-MM", CultureInfo.InvariantCulture);

        var months = await Ask(shop, new { measures = new[] { "gross", "orders", "customers", "new_customers" }, dimensions = new[] { "month" }, period = All });
        var met = new HashSet<string>();
        months.Lines().Where(row => !row.EndsWith(": 0 0 0 0", StringComparison.Ordinal)).ShouldBe(sold.GroupBy(Month).OrderBy(of => of.Key).Select(of =>
        {
            var customers = of.Select(line => line.Customer).Where(customer => customer.Length > 0).ToHashSet();
            var fresh = customers.Count(met.Add);
            return $"{of.Key} GBP: {of.Sum(line => line.Pence)} {of.Select(line => line.Invoice).Distinct().Count()} {customers.Count} {fresh}";
        }));

        var products = await Ask(shop, new { measures = new[] { "gross", "units" }, dimensions = new[] { "variant" }, period = All, limit = 200 });
        var codes = (await shop.Db.Query<Coded>(new("select id, sku from analytics.variants where sku is not null"), Ct)).ToDictionary(row => row.Id, row => row.Sku);
        var byCode = sold.GroupBy(line => line.Code).ToDictionary(of => of.Key, of => (of.Sum(line => line.Pence), of.Sum(line => line.Quantity)));
        products["rows"].AsArray().Count.ShouldBe(200);
        foreach (var row in products["rows"].AsArray())
            (row!["values"]![0]!.GetValue<long>(), row["values"]![1]!.GetValue<long>()).ShouldBe(byCode[codes[row["keys"]![0]!["value"]!.GetValue<Guid>()]]);

        // A customer is where the latest line says; three of the names are no country.
        var homes = lines.Where(line => line.Customer.Length > 0).Index().GroupBy(line => line.Item.Customer)
            .ToDictionary(of => of.Key, of => of.MaxBy(line => (line.Item.At, line.Index)).Item.Country);
        var countries = await Ask(shop, new { measures = new[] { "customer_gross", "customers" }, dimensions = new[] { "country" }, period = All });
        countries["rows"].AsArray().Select(row => (row!["values"]![0]!.GetValue<long>(), row["values"]![1]!.GetValue<int>())).Order().ShouldBe(sold
            .Where(line => line.Customer.Length > 0)
            .GroupBy(line => homes[line.Customer] is "Channel Islands" or "European Community" or "Unspecified" ? "" : homes[line.Customer])
            .Select(of => (of.Sum(line => line.Pence), of.Select(line => line.Customer).Distinct().Count())).Order());

        (await Ask(shop, new { measures = new[] { "orders", "gross", "refunded" }, period = All })).Lines("totals")
            .ShouldBe([$"GBP: {outcome.Reconciliation.Orders} {outcome.Reconciliation.Ordered} {outcome.Reconciliation.Refunded}"]);
        (await Ask(shop, new { measures = new[] { "orders" }, dimensions = new[] { "hour_of_day" }, period = All })).Lines()
            .ShouldBe(sold.GroupBy(line => line.Invoice).GroupBy(of => of.Min(line => line.Hour)).OrderBy(of => of.Key).Select(of => $"{of.Key}: {of.Count()}"));
    }

    private sealed record Coded(Guid Id, string Sku);

    [Fact]
    public async Task Are_those_of_the_pizza_place()
    {
        var folder = Data("pizza_place");
        var shop = await Shop.Open(server, "USD", "America/New_York", "US-NY", inclusive: false);
        var import = server.Services.GetRequiredService<ImportPizzaPlace>();
        Task<PizzaOutcome> Run() => import.Run(folder, $"t-{shop.TenantId}", new Progress<ImportProgress>(), Ct);

        var first = await Run();
        (first.Orders, first.Pizzas, first.Revenue, first.ImportedOrders).ShouldBe((17_878, 41_373, 68_276_355, 17_878));
        (await Run()).ImportedOrders.ShouldBe(0, "twice imports nothing twice");

        await shop.Verify("analytics.");
        (await Ask(shop, new { measures = new[] { "orders", "units", "net", "captured", "average_order_value" }, period = All })).Lines()
            .ShouldBe(["USD: 17878 41373 68276355 68276355 3819"]);
        var categories = await Ask(shop, new { measures = new[] { "units", "net" }, dimensions = new[] { "category" }, period = All });
        categories["rows"].AsArray().Select(row => row!["keys"]![0]!["name"]!.GetValue<string>()).ShouldBe(["Chicken", "Classic", "Supreme", "Veggie"], ignoreOrder: true);
        categories["rows"].AsArray().Sum(row => row!["values"]![1]!.GetValue<long>()).ShouldBe(68_276_355);
        (await Ask(shop, new { measures = new[] { "orders" }, dimensions = new[] { "day" }, period = new { from = "2015-01-01", to = "2015-01-02" } })).Lines()
            .ShouldBe(["2015-01-01: 69", "2015-01-02: 67"]);
    }
}
