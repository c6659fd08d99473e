using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Import.OnlineRetail;

namespace Olympus.Api.Analytics;

/// <summary>A real shop's year, imported, and counted once more from the file by hand, with nothing in common but the file.</summary>
public sealed class FollowingTheOnlineRetailYear(Server server)
{
    private sealed record Bought(string Customer, string Invoice, DateTime At, long Pence);

    [Fact]
    public async Task Gives_the_figures_and_cohorts_that_a_count_over_the_file_gives()
    {
        var file = Path.Combine(TestFiles.Folder, "online_retail", "online_retail.csv.gz");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there; OLYMPUS_TEST_DATA names the folder that holds online_retail/.");
        var ct = TestContext.Current.CancellationToken;
        var shop = await Shop.Open(server, "GBP", "Europe/London", "GB");
        var outcome = await server.Services.GetRequiredService<ImportOnlineRetail>().Run(file, $"t-{shop.TenantId}", _ => { }, new Progress<ImportProgress>(), ct);
        await FiguresOfRealSales.Compare(shop, file, outcome);

        var invoices = Read(file).GroupBy(line => line.Invoice)
            .Select(lines => (Customer: lines.Select(line => line.Customer).First(), Month: Month(lines.Min(line => line.At)), Pence: lines.Sum(line => line.Pence)))
            .ToList();
        var firsts = invoices.GroupBy(invoice => invoice.Customer).ToDictionary(of => of.Key, of => of.Min(invoice => invoice.Month));
        var expected = invoices.GroupBy(invoice => (Cohort: firsts[invoice.Customer], invoice.Month))
            .Select(of => (of.Key.Cohort, of.Key.Month, Active: of.Select(invoice => invoice.Customer).Distinct().LongCount(), Orders: of.LongCount(), Net: of.Sum(invoice => invoice.Pence)))
            .Order().ToList();

        var cohorts = (await shop.Get("/api/v1/analytics/customers/cohorts?from=2010-12-01&to=2011-09-30&periods=10")).MustBe(HttpStatusCode.OK)["cohorts"].AsArray();
        cohorts.SelectMany(cohort => cohort!["periods"]!.AsArray().Where(cell => cell!["active"]!.GetValue<long>() > 0).Select(cell => (
                DateOnly.Parse(cohort["on"]!.GetValue<string>(), CultureInfo.InvariantCulture), DateOnly.Parse(cell!["on"]!.GetValue<string>(), CultureInfo.InvariantCulture),
                cell["active"]!.GetValue<long>(), cell["orders"]!.GetValue<long>(), cell["net"]!["amount"]!.GetValue<long>())))
            .Order().ShouldBe(expected);
        cohorts.Sum(cohort => cohort!["customers"]!.GetValue<long>()).ShouldBe(firsts.Count);
    }

    private static DateOnly Month(DateTime at) => new(at.Year, at.Month, 1);

    /// <summary>What known customers bought: lines of invoices that are neither cancellations nor bookkeeping, for more than nothing of something.</summary>
    private static IEnumerable<Bought> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            // The only field that may hold commas or quotes is the third: count two from the left and five from the right.
            var parts = line.Split(',');
            var (invoice, quantity, customer) = (parts[0], int.Parse(parts[^5], CultureInfo.InvariantCulture), parts[^2]);
            var price = decimal.Parse(parts[^3], CultureInfo.InvariantCulture);
            if (customer.Length == 0 || quantity <= 0 || price < 0 || !char.IsAsciiDigit(invoice[0]) || parts[1] is "D" or "AMAZONFEE" or "B")
                continue;
            yield return new(
                customer, invoice, DateTime.Parse(parts[^4], CultureInfo.InvariantCulture),
                (long)Math.Round(quantity * price * 100, MidpointRounding.AwayFromZero));
        }
    }
}
