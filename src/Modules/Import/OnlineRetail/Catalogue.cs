namespace Olympus.Import.OnlineRetail;

/// <summary>Reads articles and customers out of the lines. Pure.</summary>
public static class Catalogue
{
    /// <summary>Every code that was sold, came back or was counted; codes of postage, fees and debts are no articles.</summary>
    public static IReadOnlyList<Article> Articles(IReadOnlyList<(InvoiceLine Line, LineRule Rule)> accepted, IReadOnlyList<Invoice> invoices)
    {
        var opening = OpeningStock(invoices);
        return accepted
            .Where(row => LineRules.IsGoods(row.Rule))
            .GroupBy(row => row.Line.Code, StringComparer.Ordinal)
            .Select(lines => Article(lines.Key, [.. lines], opening.GetValueOrDefault(lines.Key)))
            .OrderBy(article => article.FirstSeenAt).ThenBy(article => article.Code, StringComparer.Ordinal)
            .ToList();
    }

    public static IReadOnlyList<KnownCustomer> Customers(IReadOnlyList<(InvoiceLine Line, LineRule Rule)> accepted) => accepted
        .Where(row => row.Line.Customer is not null)
        .GroupBy(row => row.Line.Customer!, StringComparer.Ordinal)
        .Select(lines => new KnownCustomer(
            lines.Key, lines.MaxBy(row => (row.Line.At, row.Line.Number)).Line.Country, lines.Min(row => row.Line.At)))
        .OrderBy(customer => customer.FirstSeenAt).ThenBy(customer => customer.Number, StringComparer.Ordinal)
        .ToList();

    /// <summary>For each code the least that must have been on the shelf before the file begins, so that the stock is never below zero
    /// at any line: the depth of the lowest point of its running sum.</summary>
    public static Dictionary<string, int> OpeningStock(IEnumerable<Invoice> invoicesInTime)
    {
        var running = new Dictionary<string, (long OnHand, long Lowest)>(StringComparer.Ordinal);
        foreach (var (line, change, _) in invoicesInTime.SelectMany(invoice => invoice.StockEffects))
        {
            var (onHand, lowest) = running.GetValueOrDefault(line.Code);
            onHand += change;
            running[line.Code] = (onHand, Math.Min(lowest, onHand));
        }
        return running.ToDictionary(row => row.Key, row => (int)-row.Value.Lowest, StringComparer.Ordinal);
    }

    private static Article Article(string code, List<(InvoiceLine Line, LineRule Rule)> lines, int openingStock)
    {
        var sold = lines.Where(row => LineRules.IsOrderLine(row.Rule) && row.Line.UnitPrice > 0).Select(row => row.Line).ToList();
        return new(
            code,
            NameOf(sold) ?? NameOf(lines.Select(row => row.Line).Where(line => IsName(line.Description))) ?? code,
            sold.Count > 0,
            MostFrequent(sold, line => Pence.Of(1, line.UnitPrice)),
            lines.Min(row => row.Line.At),
            openingStock);
    }

    private static string? NameOf(IEnumerable<InvoiceLine> lines) =>
        MostFrequent(lines.Where(line => line.Description.Length > 0), line => string.Join(' ', line.Description.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The shop writes names in capitals and remarks ("damaged", "found") in small letters.</summary>
    private static bool IsName(string description) => description.Length > 3 && !description.Any(char.IsAsciiLetterLower) && !description.Contains('?');

    /// <summary>The value most lines have; the one seen last wins among equals.</summary>
    private static T? MostFrequent<T>(IEnumerable<InvoiceLine> lines, Func<InvoiceLine, T> value) =>
        lines.GroupBy(value).OrderByDescending(same => same.Count()).ThenByDescending(same => same.Max(line => line.Number))
            .Select(same => same.Key).FirstOrDefault();
}
