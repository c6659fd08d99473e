using System.Globalization;
using System.IO.Compression;
using Olympus.Import.OnlineRetail;
using static Olympus.Rules.Import.SalesFiles;

namespace Olympus.Rules.Import;

/// <summary>The published set, read twice: once by the rules, once by hand, with nothing in common but the file.</summary>
public sealed class TheRealSalesFile
{
    [Fact]
    public void Reconciles_to_the_penny_with_an_independent_count()
    {
        if (Real() is not { } path)
        {
            Assert.Skip("The Online Retail file is not here: set OLYMPUS_TEST_DATA, or put the data beside the repository.");
            return;
        }
        using var sales = SalesFile.Open(path);
        var (history, rejects) = UnderstandText(sales.Text);
        var sums = history.Reconciliation;
        var rejected = rejects.Select(reject => reject.Line).ToHashSet();

        decimal charged = 0, givenBack = 0;
        var (lines, number) = (0, 1);
        HashSet<string> invoices = [], customers = [], codes = [];
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            lines++;
            if (rejected.Contains(++number))
                continue;
            // The only field that may hold commas or quotes is the third: count two from the left and five from the right.
            var parts = line.Split(',');
            var price = decimal.Parse(parts[^3], CultureInfo.InvariantCulture);
            var amount = Math.Floor(Math.Abs(int.Parse(parts[^5], CultureInfo.InvariantCulture) * price) * 100 + 0.5m) / 100;
            if (parts[^5].StartsWith('-') ^ parts[^3].StartsWith('-'))
                givenBack += amount;
            else
                charged += amount;
            invoices.Add(parts[0]);
            codes.Add(parts[1]);
            if (parts[^2].Length > 0)
                customers.Add(parts[^2]);
        }

        sums.Lines.ShouldBe(lines);
        sums.Rejected.ShouldBe(rejects.Count);
        sums.Invoices.ShouldBe(invoices.Count);
        sums.Customers.ShouldBe(customers.Count);
        sums.Products.ShouldBe(codes.Count);
        sums.Gross.ShouldBe((long)(charged * 100));
        sums.Returned.ShouldBe((long)(givenBack * 100));
        sums.Net.ShouldBe((long)((charged - givenBack) * 100));
    }

    [Fact]
    public void Comes_apart_into_orders_refunds_and_adjustments_that_add_up_again()
    {
        if (Real() is not { } path)
        {
            Assert.Skip("The Online Retail file is not here: set OLYMPUS_TEST_DATA, or put the data beside the repository.");
            return;
        }
        using var sales = SalesFile.Open(path);
        var (history, rejects) = UnderstandText(sales.Text);
        var sums = history.Reconciliation;

        rejects.ShouldBeEmpty();
        (sums.Ordered - sums.Refunded + sums.Adjusted).ShouldBe(sums.Net);
        sums.Rules.Sum(rule => rule.Lines).ShouldBe(sums.Lines);
        sums.Rules.Sum(rule => rule.Amount).ShouldBe(sums.Net);
        history.Articles.Count.ShouldBe(sums.Articles);
        history.Customers.Count.ShouldBe(sums.Customers);

        var refunds = history.Invoices.SelectMany(invoice => invoice.Refunds).ToLookup(refund => refund.Sale.Number);
        foreach (var taken in refunds)
        {
            var sale = taken.First().Sale;
            taken.Sum(refund => refund.Quantity).ShouldBeLessThanOrEqualTo(sale.Quantity);
            taken.Sum(refund => refund.AmountMinor).ShouldBeLessThanOrEqualTo(sale.AmountMinor);
            taken.ShouldAllBe(refund => refund.Return.Customer == sale.Customer && refund.Return.Code == sale.Code && refund.Return.At >= sale.At);
        }

        var onHand = history.Articles.ToDictionary(article => article.Code, article => (long)article.OpeningStock);
        foreach (var (line, change, _) in history.Invoices.SelectMany(invoice => invoice.StockEffects))
            (onHand[line.Code] += change).ShouldBeGreaterThanOrEqualTo(0);
    }
}
