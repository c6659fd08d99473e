using Olympus.Analytics.Assortment;
using Olympus.Analytics.Behaviour;
using Olympus.Analytics.Watch;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports;

/// <summary>What is known of customers, of the way of orders, of the assortment and of unusual days, laid out as tables.</summary>
internal static class InsightTables
{
    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        ["segments"] = "Customer segments",
        ["cohorts"] = "Customer cohorts",
        ["funnel"] = "The way of orders",
        ["product_classes"] = "Product classes",
        ["product_pairs"] = "Bought together",
        ["unusual_days"] = "Unusual days",
    };

    /// <summary>A report of these days. Refuses as the page does that shows the same.</summary>
    /// <param name="asked">One of <see cref="Titles"/>.</param>
    public static async Task<ReportView> Make(
        ReportRequest asked, DateOnly from, DateOnly to, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock,
        CancellationToken ct)
    {
        var (location, currency) = (asked.LocationId, asked.Currency);
        var (asOf, tables) = asked.Report switch
        {
            "segments" => Segments(await GetSegments.Handle(location, currency, from, to, principal, db, locations, clock, ct)),
            "cohorts" => Cohorts(await GetCohorts.Handle(asked.By, location, currency, from, to, null, principal, db, locations, clock, ct)),
            "funnel" => Funnel(await GetFunnel.Handle(location, currency, from, to, principal, db, locations, clock, ct)),
            "product_classes" => Classes(await GetProductClasses.Handle(location, currency, from, to, principal, db, locations, clock, ct)),
            "product_pairs" => Pairs(await GetProductPairs.Handle(location, from, to, null, null, null, 1000, principal, db, locations, placed, clock, ct)),
            _ => Unusual(await GetUnusualDays.Handle(location, currency, from, to, null, principal, db, locations, clock, ct)),
        };
        return new(asked.Report!, Titles[asked.Report!], from, to, asOf, tables);
    }

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Segments(SegmentsView of) => (of.AsOf,
    [
        Table("by_segment", "By segment", 1, of.Segments,
            Text<SegmentView>("segment", one => one.Segment), Count<SegmentView>("customers", one => one.Customers), Ratio<SegmentView>("share", one => one.Share),
            Count<SegmentView>("orders", one => one.Orders), Text<SegmentView>("currency", one => one.Spent.Currency.Code),
            Money<SegmentView>("spent", one => one.Spent), Number<SegmentView>("days_since_last", one => one.DaysSinceLast, 1)),
    ]);

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Cohorts(CohortsView of) => (of.AsOf,
    [
        Table("by_period", "By " + of.Period, null, [.. of.Cohorts.SelectMany(cohort => cohort.Periods.Select(cell => (cohort, cell)))],
            Text<(CohortView Cohort, CohortPeriodView Cell)>("cohort", one => Day(one.Cohort.On)), Count<(CohortView Cohort, CohortPeriodView Cell)>("customers", one => one.Cohort.Customers),
            Text<(CohortView Cohort, CohortPeriodView Cell)>(of.Period, one => Day(one.Cell.On)), Count<(CohortView Cohort, CohortPeriodView Cell)>("index", one => one.Cell.Index),
            Count<(CohortView Cohort, CohortPeriodView Cell)>("active", one => one.Cell.Active), Ratio<(CohortView Cohort, CohortPeriodView Cell)>("retention", one => one.Cell.Retention),
            Count<(CohortView Cohort, CohortPeriodView Cell)>("orders", one => one.Cell.Orders), Text<(CohortView Cohort, CohortPeriodView Cell)>("currency", _ => of.Currency.Code),
            Money<(CohortView Cohort, CohortPeriodView Cell)>("net", one => one.Cell.Net), Money<(CohortView Cohort, CohortPeriodView Cell)>("spent", one => one.Cell.Spent),
            Money<(CohortView Cohort, CohortPeriodView Cell)>("cumulative", one => one.Cell.Cumulative),
            Money<(CohortView Cohort, CohortPeriodView Cell)>("cumulative_per_customer", one => one.Cell.CumulativePerCustomer)),
    ]);

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Funnel(FunnelView of)
    {
        List<(string Source, string Channel, FunnelStepView Step)> groups =
            [.. of.Groups.SelectMany(group => group.Funnel.Steps.Select(step => (group.Source, group.Channel, step)))];
        return (of.AsOf,
        [
            Table("by_step", "By step", 1, of.Total.Steps,
                Text<FunnelStepView>("step", one => one.Step), Count<FunnelStepView>("orders", one => one.Orders), Ratio<FunnelStepView>("of_first", one => one.OfFirst),
                Ratio<FunnelStepView>("of_before", one => one.OfBefore), Text<FunnelStepView>("currency", one => one.Gross.Currency.Code), Money<FunnelStepView>("gross", one => one.Gross)),
            Table("by_channel", "By channel", null, groups,
                Text<(string Source, string Channel, FunnelStepView Step)>("source", one => one.Source), Text<(string Source, string Channel, FunnelStepView Step)>("channel", one => one.Channel),
                Text<(string Source, string Channel, FunnelStepView Step)>("step", one => one.Step.Step), Count<(string Source, string Channel, FunnelStepView Step)>("orders", one => one.Step.Orders),
                Ratio<(string Source, string Channel, FunnelStepView Step)>("of_first", one => one.Step.OfFirst),
                Text<(string Source, string Channel, FunnelStepView Step)>("currency", one => one.Step.Gross.Currency.Code),
                Money<(string Source, string Channel, FunnelStepView Step)>("gross", one => one.Step.Gross)),
        ]);
    }

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Classes(ProductClassesView of) => (of.AsOf,
    [
        Table("by_product", "By product", null, of.Products,
            Text<ClassedProductView>("product", one => one.Name ?? one.ProductId.ToString()), Text<ClassedProductView>("class", one => one.Abc.ToUpperInvariant()),
            Text<ClassedProductView>("velocity", one => one.Velocity), Count<ClassedProductView>("units", one => one.Units),
            Text<ClassedProductView>("currency", one => one.Net.Currency.Code), Money<ClassedProductView>("net", one => one.Net),
            Ratio<ClassedProductView>("share", one => one.Share), Count<ClassedProductView>("days_sold", one => one.DaysSold),
            Text<ClassedProductView>("last_sold_on", one => Day(one.LastSoldOn))) with { RowCount = (int)of.Count },
        Table("by_class", "By class", null, of.Groups,
            Text<ProductClassView>("class", one => one.Abc.ToUpperInvariant()), Text<ProductClassView>("velocity", one => one.Velocity),
            Count<ProductClassView>("products", one => one.Products), Text<ProductClassView>("currency", one => one.Net.Currency.Code),
            Money<ProductClassView>("net", one => one.Net)),
    ]);

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Pairs(ProductPairsView of) => (of.AsOf,
    [
        Table("pairs", "Bought together", null, of.Data,
            Text<ProductRuleView>("if", one => string.Join(" + ", one.If.Select(Name))), Text<ProductRuleView>("then", one => Name(one.Then)),
            Count<ProductRuleView>("baskets", one => one.Count), Ratio<ProductRuleView>("support", one => one.Support),
            Ratio<ProductRuleView>("confidence", one => one.Confidence), Number<ProductRuleView>("lift", one => one.Lift, 2)) with { RowCount = (int)of.Rules },
    ]);

    private static (DateTimeOffset, IReadOnlyList<ReportTableView>) Unusual(UnusualDaysView of) => (of.AsOf,
    [
        Table("days", "Unusual days", null, of.Days,
            Text<UnusualDayView>("day", one => Day(one.On)), Text<UnusualDayView>("measure", one => one.Measure),
            Text<UnusualDayView>("currency", one => IsMoney(one) ? of.Currency.Code : ""),
            Number<UnusualDayView>("value", one => Major(one, one.Value, of.Currency), of.Currency.Exponent),
            Number<UnusualDayView>("usual", one => Major(one, one.Usual, of.Currency), of.Currency.Exponent),
            Number<UnusualDayView>("score", one => one.Score, 1), Text<UnusualDayView>("severity", one => one.Severity)),
    ]);

    private static string Name(RuleProductView of) => of.Name ?? of.ProductId.ToString();

    private static string Day(DateOnly on) => on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsMoney(UnusualDayView of) => of.Measure is "net" or "average_order" or "refunded";

    private static double Major(UnusualDayView of, double value, Currency currency) => IsMoney(of) ? value / Math.Pow(10, currency.Exponent) : value;

    /// <summary>A column, and what stands in it of a row.</summary>
    private sealed record Column<T>(ReportColumnView Head, Func<T, ReportCellView> Of);

    private static ReportTableView Table<T>(string name, string title, int? chart, IReadOnlyList<T> rows, params Column<T>[] columns) => new(
        name, title, [.. columns.Select(column => column.Head)], chart, rows.Count,
        [.. rows.Select(row => (IReadOnlyList<ReportCellView>)[.. columns.Select(column => column.Of(row))])]);

    private static Column<T> Text<T>(string name, Func<T, string> of) => new(Head(name, ReportColumnKind.Text), row => new(of(row)));

    private static Column<T> Count<T>(string name, Func<T, long> of) => new(Head(name, ReportColumnKind.Count), row => new(Number: of(row)));

    private static Column<T> Ratio<T>(string name, Func<T, double?> of) =>
        new(Head(name, ReportColumnKind.Ratio), row => of(row) is { } share ? new(Number: Math.Round((decimal)share, 6), Decimals: 6) : ReportCellView.None);

    private static Column<T> Number<T>(string name, Func<T, double?> of, int decimals) => new(
        Head(name, ReportColumnKind.Number),
        row => of(row) is { } value ? new(Number: Math.Round((decimal)value, decimals), Decimals: decimals) : ReportCellView.None);

    private static Column<T> Money<T>(string name, Func<T, Money> of) => new(Head(name, ReportColumnKind.Money), row => ReportTables.Money(of(row)));

    private static ReportColumnView Head(string name, ReportColumnKind kind) => new(name, ReportTables.Title(name), kind);
}
