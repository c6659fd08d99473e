using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Olympus.Analytics.Reports;

/// <summary>Every table on a sheet of its own. Texts are texts: a workbook has no cell that computes. Pure.</summary>
internal static class XlsxReport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LongestText = 32_767;

    /// <summary>Style 0 is plain, 1 the header, 2 a whole number, 3 a share; behind them numbers with 1 to 4 decimals.</summary>
    private static readonly string[] Formats = ["#,##0", "0.00%", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"];

    public static byte[] Of(ReportView report)
    {
        using var bytes = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var sheets = new Sheets();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            foreach (var (place, table) in report.Tables.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                Write(part, table);
                sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)(place + 1), Name = table.Title });
            }

            book.Workbook = new Workbook(sheets);
            file.PackageProperties.Title = report.Title;
        }

        return bytes.ToArray();
    }

    private static void Write(WorksheetPart part, ReportTableView table)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = 1,
            TopLeftCell = "A2",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
        { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(table.Columns.Select((column, place) => new Column
        {
            Min = (uint)(place + 1),
            Max = (uint)(place + 1),
            CustomWidth = true,
            Width = column.Kind == ReportColumnKind.Text ? 28 : 16,
        })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(table.Columns.Select(column => Text(column.Title, 1))));
        foreach (var row in table.Rows)
            writer.WriteElement(new Row(row.Zip(table.Columns, Cell)));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Cell(ReportCellView cell, ReportColumnView column) => cell.Number is { } number
        ? new Cell
        {
            CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)),
            DataType = CellValues.Number,
            StyleIndex = column.Kind == ReportColumnKind.Ratio ? 3U : cell.Decimals == 0 ? 2U : (uint)(3 + Math.Min(cell.Decimals, 4)),
        }
        : Text(cell.Text ?? "", 0);

    private static Cell Text(string text, uint style) => new()
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    /// <summary>XML has no control characters, and a cell no more than so many.</summary>
    private static string Clean(string text)
    {
        var clean = string.Concat(text.Where(letter => !char.IsControl(letter) || letter is '\n' or '\t'));
        return clean.Length > LongestText ? clean[..LongestText] : clean;
    }

    private static Stylesheet Styles()
    {
        CellFormat Format(uint font, uint number) => new() { FontId = font, NumberFormatId = number, ApplyNumberFormat = true, ApplyFont = true, FillId = 0, BorderId = 0, FormatId = 0 };
        return new Stylesheet(
            new NumberingFormats(Formats.Select((code, place) => new NumberingFormat { NumberFormatId = (uint)(164 + place), FormatCode = code })) { Count = (uint)Formats.Length },
            new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })) { Count = 2 },
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
            new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
            new CellFormats([Format(0, 0), Format(1, 0), .. Formats.Select((_, place) => Format(0, (uint)(164 + place)))]) { Count = (uint)(2 + Formats.Length) });
    }
}
