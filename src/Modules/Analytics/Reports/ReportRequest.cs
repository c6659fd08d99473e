using System.Globalization;
using System.Text.Json;
using FluentValidation;
using Olympus.Analytics.Asking;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports;

/// <summary>What a report is of: one of the reports there are, or a question of one's own.</summary>
/// <param name="Report"><c>sales</c>, <c>products</c>, <c>customers</c>, <c>inventory</c>, <c>payments</c>, <c>taxes</c>, <c>segments</c>, <c>cohorts</c>,
/// <c>funnel</c>, <c>product_classes</c>, <c>product_pairs</c> or <c>unusual_days</c>.</param>
/// <param name="Query">Instead of <paramref name="Report"/>: figures as <c>POST /analytics/query</c> takes them.</param>
/// <param name="Period">Of a report; the last 30 days unless told. A question has its own.</param>
/// <param name="LocationId">A report of one place alone.</param>
/// <param name="Currency">Of segments, cohorts, the funnel, classes and unusual days, where the places have several.</param>
/// <param name="By">Of cohorts: <c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="Table">Which table a CSV holds; the first unless told.</param>
public sealed record ReportRequest(
    string? Report = null, FigureQueryRequest? Query = null, FigurePeriodRequest? Period = null, Id<Location>? LocationId = null, Currency? Currency = null,
    string? By = null, string? Table = null)
{
    internal const string Question = "figures";
}

public sealed class ReportRequestRules : AbstractValidator<ReportRequest>
{
    public ReportRequestRules()
    {
        RuleFor(asked => asked.Report).Must(name => name is null || MakeReport.Exists(name)).WithErrorCode("one_of").WithMessage("There is no such report.")
            .Must((asked, name) => name is null != asked.Query is null).WithErrorCode("either").WithMessage("Either a report or a question.");
        RuleFor(asked => asked.By).Must(by => by is null or "day" or "week" or "month").WithErrorCode("one_of").WithMessage("One of day, week, month.");
        RuleFor(asked => asked.Table).MaximumLength(40);
    }
}

/// <summary>How a report comes.</summary>
internal sealed record ReportFile(string Name, string ContentType, byte[] Content);

/// <summary>Makes a report, and a file of it.</summary>
internal static class MakeReport
{
    public const int MostRows = 10_000;

    /// <summary>Of a report that is handed over as a file; as an answer it is plain JSON.</summary>
    public const string JsonType = "application/vnd.olympus.report+json";

    public static readonly string[] Formats = ["csv", "xlsx", "pdf", "json"];

    public static bool Exists(string report) => ReportKinds.All.ContainsKey(report) || InsightTables.Titles.ContainsKey(report);

    /// <summary>The report, of what the caller may see. 404 for a location that is none or not for them; refuses as the question or the page does.</summary>
    public static async Task<ReportView> Make(
        ReportRequest asked, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (asked.Query is { } question)
            return ReportTables.OfQuestion(await Questions.Ask(question with { Limit = MostRows }, principal, db, locations, clock, ct), question);
        var period = asked.Period ?? new("last_30_days");
        if (ReportKinds.All.ContainsKey(asked.Report!))
            return await ReportTables.Make(asked.Report!, period, asked.LocationId, principal, db, locations, placed, clock, ct);
        var (from, to) = await Days(period, asked.LocationId, principal, db, locations, clock, ct);
        return await InsightTables.Make(asked, from, to, principal, db, locations, placed, clock, ct);
    }

    /// <summary>As a file. Refuses 400 <c>analytics.report_table_unknown</c>.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public static ReportFile File(ReportView made, string format, string? table)
    {
        var shown = made.Tables.FirstOrDefault(one => table is null || one.Name == table)
            ?? throw ReportRefusals.TableUnknown(made.Tables.Select(one => one.Name)).AsException();
        var name = string.Create(CultureInfo.InvariantCulture, $"{made.Report.Replace('_', '-')}-{made.From:yyyy-MM-dd}-{made.To:yyyy-MM-dd}.{format}");
        return format switch
        {
            "csv" => new(name, "text/csv; charset=utf-8", CsvReport.Of(shown)),
            "xlsx" => new(name, XlsxReport.ContentType, XlsxReport.Of(made)),
            "json" => new(name, JsonType, JsonSerializer.SerializeToUtf8Bytes(made, WireJson.Options)),
            _ => new(name, "application/pdf", PdfReport.Of(made)),
        };
    }

    /// <summary>The days that a period means, at the places of the caller.</summary>
    private static async Task<(DateOnly From, DateOnly To)> Days(
        FigurePeriodRequest period, Id<Location>? location, Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        FigureFilterRequest[]? only = location is { } one ? [new("location", [one.ToString()])] : null;
        var answer = await Questions.Ask(new FigureQueryRequest(["orders"], period, Filters: only, Limit: 1), principal, db, locations, clock, ct);
        return answer.Periods is { Count: > 0 } periods
            ? (periods.Min(of => of.From), periods.Max(of => of.To))
            : throw AccessRefusals.NotFound.AsException();
    }
}
