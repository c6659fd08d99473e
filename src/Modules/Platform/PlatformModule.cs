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
        .AddSingleton<IUsers, UserAnswers>()
        .AddConstraint("tenant_slugs_pkey", PlatformRefusals.SlugTaken)
        .AddConstraint("users_email_unique", PlatformRefusals.EmailTaken);

    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
    }
}
