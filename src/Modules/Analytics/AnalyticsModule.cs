using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Analytics.Asking;
using Olympus.Analytics.Reports.Saved;
using Olympus.Analytics.Trade;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Analytics;

public static class AnalyticsModule
{
    /// <summary>Everything but the making of reports: <see cref="ReportWorker"/> is added by the roles that work.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:Mail</c> is read.</param>
    /// <param name="linkKey">32 bytes, not from the database, the same in all replicas: signs links to reports.</param>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration, byte[] linkKey) => services
        .AddSingleton<IProjection, TradeFigures>()
        .AddSingleton<IInvariant, SalesAgreeWithLog>()
        .AddSingleton<IInvariant, ProductsAgreeWithLog>()
        .AddSingleton<IInvariant, StatesAndRefundsAgreeWithLog>()
        .AddSingleton<IInvariant, MonthsAreTheirDays>()
        .AddSingleton<IInvariant, SalesOfMonthsAreTheirDays>()
        .AddSingleton<IInvariant, CustomersOfMonthsAreTheirDays>()
        .AddSingleton<IInvariant, YearsAreTheirMonths>()
        .AddInsight()
        .AddReports(configuration, linkKey);

    public static void MapAnalytics(this IEndpointRouteBuilder routes)
    {
        var analytics = routes.MapGroup("/api/v1/analytics").WithTags("Analytics");
        analytics.MapGet("today", GetToday.Handle).Requires("analytics:read").Costs(2)
            .WithName("getToday").WithSummary("How the business day is going, against the same weekday last week");
        analytics.MapGet("dashboard", GetDashboard.Handle).Requires(Questions.Permission).Costs(6)
            .WithName("getDashboard").WithSummary("How the business is going in a period: sales, trend, peak hours, products, stock at risk");
        analytics.MapGet("model", DescribeFigures.Handle).Requires(Questions.Permission)
            .WithName("describeFigures").WithSummary("What can be asked about figures, with definitions");
        analytics.MapPost("query", QueryFigures.Handle).Requires(Questions.Permission).Costs(4)
            .WithName("queryFigures").WithSummary("Figures, split and filtered as asked");
        analytics.MapGet("dismissals", Dismissals.List).Requires("analytics:read")
            .WithName("listDismissals").WithSummary("Suggestions that one does not want to see");
        analytics.MapPut("dismissals", Dismissals.Set).Requires("analytics:read").ValidBody<DismissRequest, DismissRules>()
            .WithName("dismissSuggestion").WithSummary("Dismiss a suggestion for thirty days, or take that back");
        analytics.MapInsight();
    }
}
