using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Commerce.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services;

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
    }
}
