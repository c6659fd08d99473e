using Olympus.Analytics.Asking;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports;

/// <summary>Asks the questions of a report and lays the answers out as tables.</summary>
internal static class ReportTables
{
    private const int MostRows = MakeReport.MostRows;

    /// <summary>The whole report. 404 for a location that is none or not for the caller; refuses as questions about figures do.</summary>
    public static async Task<ReportView> Make(
        string report, FigurePeriodRequest period, Id<Location>? location, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed,
        TimeProvider clock, CancellationToken ct)
    {
        var (title, questions) = ReportKinds.All[report];
        FigureFilterRequest[]? only = location is { } one ? [new("location", [one.ToString()])] : null;
        var asked = await Questions.Ask(
            [.. questions.Select(question => new FigureQueryRequest(question.Measures, period, question.Dimensions, only, Limit: MostRows))],
            principal, db, locations, clock, ct);
        var answers = questions.Zip(asked, (question, answer) => (Question: question, Answer: answer)).ToList();
        var periods = answers[0].Answer.Periods;
        var (from, to) = periods.Count > 0 ? (periods.Min(of => of.From), periods.Max(of => of.To)) : (period.From ?? default, period.To ?? default);

        var tables = answers.Select(of => Table(of.Question, of.Answer)).ToList();
        if (report == ReportKinds.Taxes)
        {
            var among = location is { } place ? [place.Value] : principal.LocationsFor(Questions.Permission);
            var (rates, places) = await db.Read(
                [placed.Taxed(among, from, to), locations.Known(among)],
                async results => (await results.List<TaxedSum>(), await results.List<LocationFacts>()), ct);
            tables.Insert(0, ByRate(rates, places.ToDictionary(place => place.LocationId, place => place.Name)));
        }

        return new(report, title, from, to, answers.Min(of => of.Answer.AsOf), tables);
    }

    /// <summary>A question of one's own as a report of one table, with what it was compared with beside each figure.</summary>
    public static ReportView OfQuestion(FigureAnswerView answer, FigureQueryRequest asked)
    {
        var (from, to) = answer.Periods.Count > 0
            ? (answer.Periods.Min(of => of.From), answer.Periods.Max(of => of.To))
            : (asked.Period.From ?? default, asked.Period.To ?? default);
        var title = string.Join(" by ", ((string[])[Title(asked.Measures[0]), .. asked.Dimensions is [var first, ..] ? (string[])[Title(first).ToLowerInvariant()] : []]));
        var question = new ReportQuestion("figures", "Figures", [], [], asked.Dimensions is { Count: 1 } ? asked.Measures[0] : null);
        return new(ReportRequest.Question, title, from, to, answer.AsOf, [Table(question, answer, asked.CompareTo is not null)]);
    }

    private static ReportTableView Table(ReportQuestion question, FigureAnswerView answer, bool compares = false)
    {
        var hasMoney = answer.Measures.Any(measure => measure.Unit == FigureUnit.Money);
        ReportColumnView[] columns =
        [
            .. answer.Dimensions.Select(dimension => new ReportColumnView(dimension.Name, Title(dimension.Name), ReportColumnKind.Text)),
            .. hasMoney ? (ReportColumnView[])[new("currency", "Currency", ReportColumnKind.Text)] : [],
            .. answer.Measures.Select(measure => new ReportColumnView(measure.Name, Title(measure.Name), KindOf(measure.Unit))),
            .. !compares ? [] : answer.Measures.Select(measure => new ReportColumnView(measure.Name + "_before", Title(measure.Name) + " before", KindOf(measure.Unit))),
        ];
        var chart = question.Chart is null ? -1 : Array.FindIndex(columns, column => column.Name == question.Chart);
        return new(
            question.Name, question.Title, columns, chart < 0 ? null : chart, answer.RowCount,
            [.. answer.Rows.Select(row => (IReadOnlyList<ReportCellView>)
            [
                .. row.Keys.Select(key => new ReportCellView(key.Name ?? key.Value ?? "")),
                .. hasMoney ? (ReportCellView[])[new(row.Currency ?? "")] : [],
                .. row.Values.Zip(answer.Measures, (value, measure) => Cell(value, measure.Unit, row.Currency)),
                .. !compares ? [] : answer.Measures.Select((measure, at) => Cell(row.Comparison?[at], measure.Unit, row.Currency)),
            ])]);
    }

    private static ReportTableView ByRate(List<TaxedSum> rates, Dictionary<Id<Location>, string> places) => new(
        "by_rate", "By rate",
        [
            new("location", "Location", ReportColumnKind.Text), new("tax_class", "Tax class", ReportColumnKind.Text), new("rate", "Rate", ReportColumnKind.Ratio),
            new("currency", "Currency", ReportColumnKind.Text), new("net", "Net", ReportColumnKind.Money), new("tax", "Tax", ReportColumnKind.Money),
            new("gross", "Gross", ReportColumnKind.Money),
        ],
        null, rates.Count,
        [.. rates.Take(MostRows).Select(sum => (IReadOnlyList<ReportCellView>)
        [
            new(places.GetValueOrDefault(sum.LocationId) ?? sum.LocationId.ToString()), new(sum.TaxClass),
            new(Number: (decimal)sum.RateMillionths / Rate.One, Decimals: 6), new(sum.Currency.Code),
            Money(sum.NetMinor, sum.Currency), Money(sum.TaxMinor, sum.Currency), Money(sum.GrossMinor, sum.Currency),
        ])]);

    private static ReportCellView Cell(decimal? value, FigureUnit unit, string? currency) => value is not { } number
        ? ReportCellView.None
        : unit switch
        {
            FigureUnit.Money => Money((long)number, new(currency!)),
            FigureUnit.Count => new(Number: number),
            FigureUnit.Ratio => new(Number: number, Decimals: 4),
            FigureUnit.Days => new(Number: number, Decimals: 1),
            _ => new(Number: number, Decimals: 2),
        };

    private static ReportCellView Money(long minor, Currency currency) => Money(new Money(minor, currency));

    internal static ReportCellView Money(Money of) => new(Number: of.ToMajor(), Decimals: of.Currency.Exponent);

    private static ReportColumnKind KindOf(FigureUnit unit) => unit switch
    {
        FigureUnit.Money => ReportColumnKind.Money,
        FigureUnit.Count => ReportColumnKind.Count,
        FigureUnit.Ratio => ReportColumnKind.Ratio,
        _ => ReportColumnKind.Number,
    };

    /// <summary><c>net_after_returns</c> → Net after returns.</summary>
    internal static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
