using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Kernel;

namespace Olympus.Platform;

public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services) => services
        .AddSingleton<ITenants, RegisterTenant>()
        .AddSingleton<ILocations, LocationAnswers>()
        .AddConstraint("tenant_slugs_pkey", PlatformRefusals.SlugTaken);

    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
    }
}
