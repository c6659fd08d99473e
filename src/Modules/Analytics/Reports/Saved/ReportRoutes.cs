using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Http;

namespace Olympus.Analytics.Reports.Saved;

internal static class ReportRoutes
{
    /// <summary>Everything but the making: <see cref="ReportWorker"/> is added by the roles that work.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services, IConfiguration configuration, byte[] linkKey) => services
        .AddSingleton(MailSettings.Read(configuration.GetSection("Olympus:Mail")))
        .AddSingleton(new ReportLinks(linkKey))
        .AddSingleton<ReportRuns>()
        .AddSingleton<ReportMails>();

    /// <param name="reports">The group of reports.</param>
    public static void MapSavedReports(this RouteGroupBuilder reports)
    {
        reports.MapGet("saved", ListSavedReports.Handle).Requires("analytics:read")
            .WithName("listSavedReports").WithSummary("List one's own reports and what others share");
        reports.MapPost("saved", SaveReport.Handle).Requires("analytics:read").ValidBody<SavedReportRequest, SavedReportRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("saveReport").WithSummary("Keep a report, with a schedule and recipients where wanted");
        reports.MapGet("saved/{id}", GetSavedReport.Handle).Requires("analytics:read").Versioned()
            .WithName("getSavedReport").WithSummary("Read a saved report");
        reports.MapPut("saved/{id}", ChangeSavedReport.Handle).Requires("analytics:read").ValidBody<SavedReportRequest, SavedReportRules>().Versioned()
            .WithName("changeSavedReport").WithSummary("Replace what a saved report is");
        reports.MapDelete("saved/{id}", DeleteSavedReport.Handle).Requires("analytics:read")
            .WithName("deleteSavedReport").WithSummary("Forget a saved report with its runs");
        reports.MapPost("saved/{id}/runs", RunSavedReport.Handle).Requires("analytics:read").Costs(5).Idempotent(StatusCodes.Status202Accepted)
            .WithName("runSavedReport").WithSummary("Have a saved report made now");
        reports.MapGet("jobs", ListReportJobs.Handle).Requires("analytics:read")
            .WithName("listReportJobs").WithSummary("List the reports that were made for one, newest first");
        reports.MapPost("jobs", OrderReport.Handle).Requires("analytics:read").ValidBody<OrderReportRequest, OrderReportRules>().Costs(5)
            .Idempotent(StatusCodes.Status202Accepted)
            .WithName("orderReport").WithSummary("Have a report made that may take longer");
        reports.MapGet("jobs/{id}", GetReportJob.Handle).Requires("analytics:read")
            .WithName("getReportJob").WithSummary("Read how far a report is, and where its file is");
        reports.MapGet("downloads/{token}", DownloadReportJob.Handle).AllowEverybody().Costs(5).WithMetadata(new OverHttpOnly())
            .ProducesReport()
            .WithName("downloadReportJob").WithSummary("Fetch the file of a signed link");
    }
}
