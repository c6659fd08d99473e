using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Olympus.Analytics.Reports;

/// <summary>One table as RFC 4180 with a mark for UTF-8, so that spreadsheets read it as it is. Pure.</summary>
internal static class CsvReport
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static byte[] Of(ReportTableView table)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, WithMark))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            NewLine = "\r\n",
            ShouldQuote = field => field.Field is { } content && content.AsSpan().IndexOfAny(",\"\r\n") >= 0,
        }))
        {
            foreach (var column in table.Columns)
                csv.WriteField(Harmless(column.Name));
            csv.NextRecord();
            foreach (var row in table.Rows)
            {
                foreach (var cell in row)
                    csv.WriteField(cell.Number?.ToString("F" + cell.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? Harmless(cell.Text));
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Spreadsheets run what begins like a formula, also behind blanks and line breaks; an apostrophe before it makes it a text. Numbers of ours
    /// are written as numbers and never pass here.</summary>
    internal static string Harmless(string? text) =>
        text is { Length: > 0 } && (text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || text[0] is '\t' or '\r' or '\n' or '\0')
            ? "'" + text
            : text ?? "";
}
