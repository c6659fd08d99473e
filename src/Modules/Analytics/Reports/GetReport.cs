using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Asking;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports;

public static partial class ReportRefusals
{
    public static Refusal TableUnknown(IEnumerable<string> tables) =>
        new Refusal(400, "analytics.report_table_unknown", "This report has no such table.").With("tables", tables.ToArray());
}

/// <summary>A report of a period.</summary>
public static class GetReport
{
    /// <summary>Makes a report of what the caller may see. 404 for a report or a location that there is not; refuses as questions about figures do.</summary>
    /// <param name="report"><c>sales</c>, <c>products</c>, <c>customers</c>, <c>inventory</c>, <c>payments</c>, <c>taxes</c>, <c>segments</c>, <c>cohorts</c>,
    /// <c>funnel</c>, <c>product_classes</c>, <c>product_pairs</c> or <c>unusual_days</c>.</param>
    /// <param name="preset">As of questions about figures; <c>last_30_days</c> unless told, or two dates.</param>
    /// <param name="from">The first business day.</param>
    /// <param name="to">The last one.</param>
    /// <param name="location">Only there.</param>
    /// <param name="currency">Of segments, cohorts, the funnel, classes and unusual days; needed where the places have several.</param>
    /// <param name="by">Of cohorts: <c>day</c>, <c>week</c> or <c>month</c>.</param>
    public static Task<ReportView> Handle(
        string report, string? preset, DateOnly? from, DateOnly? to, [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, string? by,
        Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (!MakeReport.Exists(report))
            throw AccessRefusals.NotFound.AsException();
        var period = new FigurePeriodRequest(preset ?? (from is null && to is null ? "last_30_days" : null), from, to);
        return MakeReport.Make(new(report, null, period, location, currency, by), principal, db, locations, placed, clock, ct);
    }
}

/// <summary>The same report as a file.</summary>
public static class DownloadReport
{
    /// <summary>Makes a report as a file. Refuses 400 <c>analytics.report_table_unknown</c>, and as <see cref="GetReport"/> does.</summary>
    /// <param name="format"><c>csv</c> (one table), <c>xlsx</c> (a sheet for each), <c>pdf</c> (with charts) or <c>json</c>.</param>
    /// <param name="table">Which table of a <c>csv</c>; the first unless told.</param>
    /// <param name="preset">As of questions about figures; <c>last_30_days</c> unless told, or two dates.</param>
    /// <param name="from">The first business day.</param>
    /// <param name="to">The last one.</param>
    /// <param name="location">Only there.</param>
    /// <param name="currency">Of segments, cohorts, the funnel, classes and unusual days; needed where the places have several.</param>
    /// <param name="by">Of cohorts: <c>day</c>, <c>week</c> or <c>month</c>.</param>
    public static async Task<FileContentHttpResult> Handle(
        string report, string format, string? table, string? preset, DateOnly? from, DateOnly? to, [FromQuery(Name = "location_id")] Id<Location>? location,
        Currency? currency, string? by, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (!MakeReport.Formats.Contains(format))
            throw ValidBodyExtensions.Invalid(new FieldError("/format", "one_of", "One of csv, xlsx, pdf, json.")).AsException();
        var made = await GetReport.Handle(report, preset, from, to, location, currency, by, principal, db, locations, placed, clock, ct);
        return Answer(MakeReport.File(made, format, table));
    }

    internal static FileContentHttpResult Answer(ReportFile file) => TypedResults.File(file.Content, file.ContentType, file.Name);
}

/// <summary>What a screen shows, as a file.</summary>
public static class ExportFigures
{
    /// <summary>Makes a file of a report or of a question of one's own. Refuses as <see cref="DownloadReport"/> and questions about figures do.</summary>
    /// <param name="body">What it is of.</param>
    /// <param name="format"><c>csv</c> (one table), <c>xlsx</c> (a sheet for each), <c>pdf</c> (with charts) or <c>json</c>.</param>
    public static async Task<FileContentHttpResult> Handle(
        ReportRequest body, string format, Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock,
        CancellationToken ct)
    {
        if (!MakeReport.Formats.Contains(format))
            throw ValidBodyExtensions.Invalid(new FieldError("/format", "one_of", "One of csv, xlsx, pdf, json.")).AsException();
        return DownloadReport.Answer(MakeReport.File(await MakeReport.Make(body, principal, db, locations, placed, clock, ct), format, body.Table));
    }
}
