using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Analytics.Assortment;
using Olympus.Analytics.Behaviour;
using Olympus.Analytics.Experiments;
using Olympus.Analytics.Goals;
using Olympus.Analytics.Reports;
using Olympus.Analytics.Reports.Saved;
using Olympus.Analytics.Watch;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Analytics;

/// <summary>Customers, the way of orders, products, unusual days, experiments.</summary>
internal static class InsightRoutes
{
    public static IServiceCollection AddInsight(this IServiceCollection services) => services
        .AddSingleton<IProjection, BehaviourFigures>()
        .AddSingleton<IInvariant, CustomerRefundsAgreeWithLog>()
        .AddSingleton<IInvariant, FunnelAgreesWithLog>()
        .AddSingleton<IInvariant, ExperimentsAgreeWithLog>()
        .AddSingleton<IInvariant, ExperimentVariantsAreOfThePlan>()
        .AddGoals();

    public static void MapInsight(this RouteGroupBuilder analytics)
    {
        analytics.MapGet("customers/cohorts", GetCohorts.Handle).Requires("analytics:read").Costs(10)
            .WithName("getCohorts").WithSummary("Customers by when they bought first, and what they did since");
        analytics.MapGet("customers/segments", GetSegments.Handle).Requires("analytics:read").Costs(10)
            .WithName("getSegments").WithSummary("Customers by how lately, how often and for how much they bought");
        analytics.MapGet("customers/segments/{segment}", ListSegmentCustomers.Handle).Requires("analytics:read").Costs(10)
            .WithName("listSegmentCustomers").WithSummary("The customers of one segment");
        analytics.MapGet("funnel", GetFunnel.Handle).Requires("analytics:read").Costs(5)
            .WithName("getFunnel").WithSummary("How far orders came, from their beginning to payment and hand-over");
        analytics.MapGet("products/classes", GetProductClasses.Handle).Requires("analytics:read").Costs(10)
            .WithName("getProductClasses").WithSummary("Products by what they bring in and how steadily they sell");
        analytics.MapGet("products/pairs", GetProductPairs.Handle).Requires("analytics:read").Costs(10)
            .WithName("getProductPairs").WithSummary("What is bought together");
        analytics.MapGet("unusual-days", GetUnusualDays.Handle).Requires("analytics:read").Costs(5)
            .WithName("getUnusualDays").WithSummary("Days that are not like the same weekdays before them");
        var reports = analytics.MapGroup("reports").WithTags("Reports");
        reports.MapGet("{report}", GetReport.Handle).Requires("analytics:read").Costs(10)
            .WithName("getReport").WithSummary("A report of a period");
        reports.MapGet("{report}/file", DownloadReport.Handle).Requires("analytics:read").Costs(10).WithMetadata(new OverHttpOnly())
            .ProducesReport()
            .WithName("downloadReport").WithSummary("A report of a period as CSV, workbook, PDF or JSON");
        reports.MapPost("files", ExportFigures.Handle).Requires("analytics:read").ValidBody<ReportRequest, ReportRequestRules>().Costs(10)
            .WithMetadata(new OverHttpOnly())
            .ProducesReport()
            .WithName("exportFigures").WithSummary("A report or a question of one's own as CSV, workbook, PDF or JSON");
        reports.MapSavedReports();
        analytics.MapExperiments();
        analytics.MapGoals();
    }

    /// <summary>A file in each of the formats; JSON has the shape of the report that is read.</summary>
    internal static RouteHandlerBuilder ProducesReport(this RouteHandlerBuilder route) => route
        .Produces<Stream>(StatusCodes.Status200OK, "text/csv", "application/pdf", XlsxReport.ContentType)
        .WithMetadata(new AlsoAnswers(MakeReport.JsonType, typeof(ReportView)));
}
