using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Import.OnlineRetail;
using Olympus.Import.PizzaPlace;
using Olympus.Kernel;
using Olympus.Kernel.Http;

namespace Olympus.Import;

public static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services.AddSingleton<ImportOnlineRetail>().AddSingleton<ImportPizzaPlace>();

    public static void MapImport(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1/imports").WithTags("Imports")
        .MapGet("adjustments", ListAdjustments.Handle).Requires("payments:read")
        .WithName("listImportedAdjustments").WithSummary("What an import kept beside the orders, newest first");
}
