using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Reports;

namespace Olympus.Rules.Reports;

public sealed class WritingAReport
{
    private static ReportView Report(params (string Name, decimal Net)[] rows) => new(
        "products", "Products", new(2026, 1, 1), new(2026, 1, 31), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        [
            new(
                "by_product", "By product",
                [
                    new("product", "Product", ReportColumnKind.Text), new("currency", "Currency", ReportColumnKind.Text), new("net", "Net", ReportColumnKind.Money),
                    new("share", "Share", ReportColumnKind.Ratio),
                ],
                2, rows.Length,
                [.. rows.Select(row => (IReadOnlyList<ReportCellView>)[new(row.Name), new("EUR"), new(Number: row.Net, Decimals: 2), new(Number: 0.25m, Decimals: 4)])]),
        ]);

    private static string Csv(ReportView report) => Encoding.UTF8.GetString(CsvReport.Of(report.Tables[0]));

    [Fact]
    public void Gives_csv_that_spreadsheets_read_as_it_is() => Csv(Report(("Tea, \"green\"", 12.5m), ("Gebäck\nzum Kaffee", -3)))
        .ShouldBe("\uFEFFproduct,currency,net,share\r\n\"Tea, \"\"green\"\"\",EUR,12.50,0.2500\r\n\"Gebäck\nzum Kaffee\",EUR,-3.00,0.2500\r\n");

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("  =1+1")]
    [InlineData("＝1+1")]
    [InlineData("=HYPERLINK(\"http://evil.test\",\"x\")")]
    public void Never_gives_a_cell_that_computes(string name) => CsvReport.Harmless(name).ShouldBe("'" + name);

    [Fact]
    public void Leaves_other_texts_as_they_are() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        CsvReport.Harmless("a" + text.Get) == "a" + text.Get
        && CsvReport.Harmless(text.Get) is var safe && (safe == text.Get || safe == "'" + text.Get)
        && safe.TrimStart() is [not ('=' or '+' or '-' or '@'), ..] or "").Holds();

    [Fact]
    public void Gives_a_workbook_without_formulas_that_other_programs_read()
    {
        var bytes = XlsxReport.Of(Report(("=1+1", 12.5m), ("Tea\u0001", 3)));
        using var file = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        new OpenXmlValidator().Validate(file, TestContext.Current.CancellationToken).Select(error => error.Description).ShouldBeEmpty();
        var sheet = file.WorkbookPart!.WorksheetParts.Single().Worksheet;
        sheet.Descendants<CellFormula>().ShouldBeEmpty();
        sheet.Descendants<Row>().Select(row => string.Join('|', row.Elements<Cell>().Select(cell => cell.InnerText)))
            .ShouldBe(["Product|Currency|Net|Share", "=1+1|EUR|12.5|0.25", "Tea|EUR|3|0.25"]);
        file.WorkbookPart.Workbook.Descendants<Sheet>().Single().Name!.Value.ShouldBe("By product");
    }

    [Fact]
    public void Gives_paper_with_a_chart_and_as_many_pages_as_it_takes()
    {
        var bytes = PdfReport.Of(Report([.. Enumerable.Range(0, 200).Select(place => ($"Tea ğ Ω Ж {place}", (decimal)place - 20))]));
        Encoding.ASCII.GetString(bytes, 0, 5).ShouldBe("%PDF-");
        var text = Encoding.Latin1.GetString(bytes);
        int Count(string what) => text.Split(what).Length - 1;
        Count("/Type /Page ").ShouldBeGreaterThan(3);
        text.ShouldContain($"/Count {Count("/Type /Page ")}");
        // Every offset of the table of contents is where its object begins.
        var table = text[(text.LastIndexOf("xref\n0 ", StringComparison.Ordinal))..].Split('\n').Skip(3).TakeWhile(line => line.EndsWith("n ", StringComparison.Ordinal)).ToList();
        table.Count.ShouldBe(Count(" 0 obj\n"));
        foreach (var (place, line) in table.Index())
            text.AsSpan(int.Parse(line[..10])).StartsWith($"{place + 1} 0 obj").ShouldBeTrue();
        // Only the glyphs that were used come along: the whole font has 760 kB.
        bytes.Length.ShouldBeLessThan(120_000);
        if (Environment.GetEnvironmentVariable("OLYMPUS_KEEP_PDF") is { } file)
            File.WriteAllBytes(file, bytes);
    }

    [Fact]
    public void Says_that_nothing_happened()
    {
        PdfReport.Of(Report()).Length.ShouldBeGreaterThan(500);
        Csv(Report()).ShouldBe("\uFEFFproduct,currency,net,share\r\n");
        XlsxReport.Of(Report()).Length.ShouldBeGreaterThan(500);
    }
}
