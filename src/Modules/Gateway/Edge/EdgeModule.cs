using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Gateway.Edge;

/// <summary>What stands between the network and every route.</summary>
public static class EdgeModule
{
    public static IServiceCollection AddEdge(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(RateLimitSettings.From(configuration.GetSection("Olympus:RateLimits")))
        .AddSingleton<RateBuckets>()
        .AddSingleton<TenantPlans>()
        .AddSingleton<RateLimits>();

    /// <summary>After routing and before authentication: limits of places.</summary>
    public static IApplicationBuilder UsePlaceLimits(this IApplicationBuilder app) =>
        app.Use(app.ApplicationServices.GetRequiredService<RateLimits>().CountPlaces);

    /// <summary>After authentication: limits of users and tenants.</summary>
    public static IApplicationBuilder UseUserLimits(this IApplicationBuilder app) =>
        app.Use(app.ApplicationServices.GetRequiredService<RateLimits>().CountUsers);
}
