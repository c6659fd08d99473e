using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;

namespace Olympus.Import.OnlineRetail;

/// <summary>Reads the CSV line by line into <see cref="InvoiceLine"/>s. What cannot be read goes to the rejects; nothing throws but a missing header.</summary>
public sealed class SalesReader
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"];

    private const int LongestDescription = 200;

    private readonly DateTimeOffset _now;
    private readonly Action<RejectedLine> _reject;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset?> _instants = new(StringComparer.Ordinal);

    /// <param name="now">No sale can be later than this.</param>
    /// <param name="reject">Receives what cannot be read.</param>
    public SalesReader(DateTimeOffset now, Action<RejectedLine> reject)
    {
        _now = now;
        _reject = reject;
    }

    /// <summary>The lines of the file in its order. Lines with quotes over several physical lines do not occur in this format and are rejected.</summary>
    /// <exception cref="NotASalesFileException">The first line does not name the columns.</exception>
    public IEnumerable<InvoiceLine> Read(TextReader text)
    {
        var lines = new WholeLines(text, _reject);
        using var parser = new CsvParser(lines, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = null,
            BufferSize = 1 << 14,
            IgnoreBlankLines = false,
            Mode = CsvMode.RFC4180,
        }, leaveOpen: true);
        if (!parser.Read())
            throw new NotASalesFileException("The file is empty.");
        lines.TakePassed();
        var columns = Columns.Of(parser.Record!);
        var rows = parser.RawRow;
        while (parser.Read())
        {
            var (number, raw) = lines.TakePassed();
            if (parser.RawRow != ++rows)
            {
                // The parser saw a quote that we did not, and went on into the next lines: none of them can be trusted.
                _reject(new(number, RejectReasons.UnbalancedQuotes, "A quote is opened and not closed on this line.", raw));
                for (; rows < parser.RawRow; rows++)
                {
                    var (next, swallowed) = lines.TakePassed();
                    _reject(new(next, RejectReasons.UnbalancedQuotes, "The line before it opened a quote that swallowed this one.", swallowed));
                }
            }
            else if (parser.Count != columns.Count)
                _reject(new(number, RejectReasons.WrongNumberOfFields, $"The header names {columns.Count} fields, the line has {parser.Count}.", raw));
            else if (Line(parser, columns, number, raw) is { } line)
                yield return line;
        }
    }

    private InvoiceLine? Line(CsvParser fields, Columns columns, int number, string raw)
    {
        var invoice = Shared(fields[columns.Invoice].Trim().ToUpperInvariant());
        var written = Shared(fields[columns.Code].Trim());
        var customer = CustomerNumber(fields[columns.Customer].Trim());
        var country = fields[columns.Country].Trim();

        InvoiceLine? No(string reason, string detail)
        {
            _reject(new(number, reason, detail, raw));
            return null;
        }

        if (invoice.Length == 0)
            return No(RejectReasons.NoInvoice, "The line has no invoice number.");
        if (invoice.Length > 20 || !(char.IsAsciiDigit(invoice[0]) || invoice[0] is 'C' or 'A') || !invoice.AsSpan(1).ContainsOnlyDigits())
            return No(RejectReasons.UnknownInvoiceKind, "An invoice number is digits, or C or A and digits.");
        if (written.Length is 0 or > 40)
            return No(RejectReasons.NoStockCode, "The line has no stock code, or one of more than 40 characters.");
        if (fields[columns.Description].Length > LongestDescription || country.Length > LongestDescription)
            return No(RejectReasons.TooLong, $"A description and a country have at most {LongestDescription} characters.");
        if (customer is { Length: > 20 })
            return No(RejectReasons.BadCustomer, "A customer number has at most 20 characters.");
        if (!TryQuantity(fields[columns.Quantity], out var quantity) || quantity == 0)
            return No(RejectReasons.BadQuantity, "The quantity is a whole number other than zero, at most 1,000,000 either way.");
        if (!decimal.TryParse(fields[columns.Price], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var price)
            || Math.Abs(price) > Pence.HighestUnitPrice)
            return No(RejectReasons.BadPrice, "The unit price is a decimal number of pounds, at most 10,000,000 either way.");
        if (InstantOf(fields[columns.Date].Trim()) is not { } at)
            return No(RejectReasons.BadDate, "The date is not one, before 1990, or in the future.");

        return new(number, invoice, Shared(written.ToUpperInvariant()), written, Shared(fields[columns.Description].Trim()), quantity, at, price,
            customer is null ? null : Shared(customer), country.Length == 0 ? null : Shared(country));
    }

    /// <summary>The wall time of a London office as an instant; the hour that autumn repeats is taken as its first, the one that spring skips is moved on.</summary>
    private DateTimeOffset? InstantOf(string written)
    {
        if (_instants.TryGetValue(written, out var known))
            return known;
        DateTimeOffset? at = null;
        if (DateTime.TryParseExact(written, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year >= 1990 && local.Year < 9999)
        {
            var instant = LocalDateTime.FromDateTime(local).InZoneLeniently(London).ToDateTimeOffset().ToUniversalTime();
            at = instant <= _now ? instant : null;
        }
        _instants[written] = at;
        return at;
    }

    private static bool TryQuantity(string written, out int quantity)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowDecimalPoint;
        quantity = 0;
        if (!decimal.TryParse(written, style, CultureInfo.InvariantCulture, out var value) || !decimal.IsInteger(value) || Math.Abs(value) > 1_000_000)
            return false;
        quantity = (int)value;
        return true;
    }

    /// <summary>Spreadsheets write 17850 as 17850.0 when some cells of the column are empty.</summary>
    private static string? CustomerNumber(string written) =>
        written.Length == 0 ? null : written.EndsWith(".0", StringComparison.Ordinal) ? written[..^2] : written;

    /// <summary>Each text once in memory, however many lines repeat it.</summary>
    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        _texts.Add(text, text);
        return text;
    }

    private readonly record struct Columns(int Count, int Invoice, int Code, int Description, int Quantity, int Date, int Price, int Customer, int Country)
    {
        /// <summary>Where each column stands; the second edition of the set names three of them differently.</summary>
        public static Columns Of(string[] header)
        {
            int At(params string[] names)
            {
                var index = Array.FindIndex(header, cell => names.Contains(cell.Trim().TrimStart('\uFEFF'), StringComparer.OrdinalIgnoreCase));
                return index >= 0 ? index : throw new NotASalesFileException($"The first line names no column {names[0]}.");
            }

            return new(header.Length, At("InvoiceNo", "Invoice"), At("StockCode"), At("Description"), At("Quantity"), At("InvoiceDate"),
                At("UnitPrice", "Price"), At("CustomerID", "Customer ID"), At("Country"));
        }
    }
}

/// <summary>The file is no Online Retail CSV: refused before anything is written.</summary>
public sealed class NotASalesFileException(string message) : Exception(message);

internal static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
