using System.Globalization;
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

public static class ReportRefusals
{
    public static Refusal TableUnknown(IEnumerable<string> tables) =>
        new Refusal(400, "analytics.report_table_unknown", "This report has no such table.").With("tables", tables.ToArray());
}

/// <summary>A report of a period.</summary>
public static class GetReport
{
    /// <summary>Makes a report of what the caller may see. 404 for a report or a location that there is not; refuses as questions about figures do.</summary>
    /// <param name="report"><c>sales</c>, <c>products</c>, <c>customers</c>, <c>inventory</c>, <c>payments</c> or <c>taxes</c>.</param>
    /// <param name="preset">As of questions about figures; <c>last_30_days</c> unless told, or two dates.</param>
    /// <param name="from">The first business day.</param>
    /// <param name="to">The last one.</param>
    /// <param name="location">Only there.</param>
    public static Task<ReportView> Handle(
        string report, string? preset, DateOnly? from, DateOnly? to, [FromQuery(Name = "location_id")] Id<Location>? location, Principal principal, TenantDb db,
        ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (!ReportKinds.All.ContainsKey(report))
            throw AccessRefusals.NotFound.AsException();
        var period = new FigurePeriodRequest(preset ?? (from is null && to is null ? "last_30_days" : null), from, to);
        return ReportTables.Make(report, period, location, principal, db, locations, placed, clock, ct);
    }
}

/// <summary>The same report as a file.</summary>
public static class DownloadReport
{
    /// <summary>Makes a report as a file. Refuses 400 <c>analytics.report_table_unknown</c>, and as <see cref="GetReport"/> does.</summary>
    /// <param name="format"><c>csv</c> (one table), <c>xlsx</c> (a sheet for each) or <c>pdf</c> (with charts).</param>
    /// <param name="table">Which table of a <c>csv</c>; the first unless told.</param>
    /// <param name="preset">As of questions about figures; <c>last_30_days</c> unless told, or two dates.</param>
    /// <param name="from">The first business day.</param>
    /// <param name="to">The last one.</param>
    /// <param name="location">Only there.</param>
    public static async Task<FileContentHttpResult> Handle(
        string report, string format, string? table, string? preset, DateOnly? from, DateOnly? to, [FromQuery(Name = "location_id")] Id<Location>? location,
        Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (format is not ("csv" or "xlsx" or "pdf"))
            throw ValidBodyExtensions.Invalid(new FieldError("/format", "one_of", "One of csv, xlsx, pdf.")).AsException();
        var made = await GetReport.Handle(report, preset, from, to, location, principal, db, locations, placed, clock, ct);
        var shown = made.Tables.FirstOrDefault(one => table is null || one.Name == table)
            ?? throw ReportRefusals.TableUnknown(made.Tables.Select(one => one.Name)).AsException();
        var name = string.Create(CultureInfo.InvariantCulture, $"{report}-{made.From:yyyy-MM-dd}-{made.To:yyyy-MM-dd}.{format}");
        return format switch
        {
            "csv" => TypedResults.File(CsvReport.Of(shown), "text/csv; charset=utf-8", name),
            "xlsx" => TypedResults.File(XlsxReport.Of(made), XlsxReport.ContentType, name),
            _ => TypedResults.File(PdfReport.Of(made), "application/pdf", name),
        };
    }
}
