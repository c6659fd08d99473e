using System.Globalization;

namespace Olympus.Analytics.Reports;

/// <summary>The report on paper: A4, a chart before each table that has one, headers on every page. Pure.</summary>
internal static class PdfReport
{
    private const double Margin = 40;
    private const double RowHeight = 14;
    private const double ChartHeight = 130;
    private const double Small = 7.5;

    /// <summary>More rows are for a spreadsheet.</summary>
    public const int MostRows = 2_000;

    private static readonly Colour Ink = new(33, 37, 41);
    private static readonly Colour Soft = new(108, 117, 125);
    private static readonly Colour Rule = new(222, 226, 230);
    private static readonly Colour Bar = new(25, 113, 194);

    public static byte[] Of(ReportView report)
    {
        var isWide = report.Tables.Any(table => table.Columns.Count > 6);
        var paper = new Paper(new(report.Title, isWide ? 842 : 595, isWide ? 595 : 842));
        paper.Text(report.Title, 18, Ink);
        paper.Text($"{Day(report.From)} to {Day(report.To)}", 10, Soft);
        paper.Text($"As of {report.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}", 8, Soft);
        foreach (var table in report.Tables)
            Write(paper, table);
        return paper.Finish();
    }

    private static void Write(Paper paper, ReportTableView table)
    {
        paper.Room(60);
        paper.Skip(14);
        paper.Text(table.Title, 12, Ink);
        paper.Skip(4);
        if (table.Rows.Count == 0)
        {
            paper.Text("Nothing happened.", 9, Soft);
            return;
        }

        if (table.Chart is { } chart)
            Draw(paper, table, chart);
        paper.Row(table, null);
        foreach (var row in table.Rows.Take(MostRows))
        {
            if (paper.Room(RowHeight))
                paper.Row(table, null);
            paper.Row(table, row);
        }

        if (table.RowCount > Math.Min(table.Rows.Count, MostRows))
            paper.Text($"The first {Math.Min(table.Rows.Count, MostRows)} of {table.RowCount} rows; the spreadsheet has more.", 8, Soft);
    }

    /// <summary>Bars of one column, from zero; of the first row's currency alone, for several have no common scale.</summary>
    private static void Draw(Paper paper, ReportTableView table, int column)
    {
        var currency = table.Columns.Index().Where(of => of.Item.Name == "currency").Select(of => of.Index).FirstOrDefault(-1);
        var rows = table.Rows.Where(row => currency < 0 || row[currency].Text == table.Rows[0][currency].Text).ToList();
        double[] values = [.. rows.Select(row => (double)(row[column].Number ?? 0))];
        var (most, least) = (Math.Max(0, values.Max()), Math.Min(0, values.Min()));
        if (most <= least)
            return;
        paper.Room(ChartHeight + 30);
        var (top, scale, slot) = (paper.Y + 10, ChartHeight / (most - least), paper.Width / values.Length);
        var zero = top + most * scale;
        foreach (var (place, value) in values.Index())
            paper.File.Fill(
                Margin + place * slot + slot * 0.15, value >= 0 ? zero - value * scale : zero, Math.Max(0.5, slot * 0.7), Math.Abs(value) * scale, Bar);
        paper.File.Line(Margin, zero, Margin + paper.Width, zero, 0.5, Soft);
        paper.At(top + ChartHeight + 4);
        var largest = rows[Array.IndexOf(values, values.Max())];
        paper.Text(
            $"{table.Columns[column].Title}{(currency < 0 ? "" : " in " + rows[0][currency].Text)}, {rows[0][0].Text} to {rows[^1][0].Text}; at most "
            + $"{largest[column].Show(table.Columns[column].Kind)} ({largest[0].Text})",
            8, Soft);
        paper.Skip(6);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where the next line goes.</summary>
    private sealed class Paper(PdfFile file)
    {
        public PdfFile File => file;

        public double Y { get; private set; } = Margin;

        public double Width => file.Width - 2 * Margin;

        public void Skip(double points) => Y += points;

        public void At(double y) => Y = y;

        /// <summary>Makes sure that so much fits.</summary>
        /// <returns>Whether that took a new page.</returns>
        public bool Room(double points)
        {
            if (file.Pages > 0 && Y + points <= file.Height - Margin)
                return false;
            file.Turn();
            Y = Margin;
            return true;
        }

        public void Text(string text, double size, Colour colour)
        {
            Room(size * 1.5);
            file.Text(text, Margin, Y + size, size, colour);
            Y += size * 1.4;
        }

        /// <summary>A row of the table, or its header.</summary>
        public void Row(ReportTableView table, IReadOnlyList<ReportCellView>? row)
        {
            Room(RowHeight);
            var (whole, x) = (table.Columns.Sum(Share), Margin);
            foreach (var (place, column) in table.Columns.Index())
            {
                var width = Width * Share(column) / whole - 4;
                var text = Fit(row is null ? column.Title : row[place].Show(column.Kind), width);
                file.Text(
                    text, column.Kind == ReportColumnKind.Text ? x : x + width - file.Measure(text, Small), Y + RowHeight - 4.5, Small, Ink, row is null);
                x += width + 4;
            }

            file.Line(Margin, Y + RowHeight, Margin + Width, Y + RowHeight, row is null ? 1 : 0.5, Rule);
            Y += RowHeight;
        }

        /// <summary>Numbers the pages, now that there are no more to come.</summary>
        public byte[] Finish()
        {
            for (var page = 0; page < file.Pages; page++)
            {
                var text = $"{page + 1} of {file.Pages}";
                file.Text(text, file.Width - Margin - file.Measure(text, 8), file.Height - Margin / 2, 8, Soft, page: page);
            }

            return file.Save();
        }

        private static double Share(ReportColumnView column) => column.Kind == ReportColumnKind.Text && column.Name != "currency" ? 2 : 1;

        private string Fit(string text, double width)
        {
            text = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
            if (file.Measure(text, Small) <= width)
                return text;
            var (low, high) = (0, text.Length);
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                (low, high) = file.Measure(text[..middle] + "…", Small) <= width ? (middle, high) : (low, middle);
            }

            return text[..low].TrimEnd() + "…";
        }
    }
}
