using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Olympus.Gateway.Edge;

/// <summary>What stands between the network and every route.</summary>
public static class EdgeModule
{
    public static IServiceCollection AddEdge(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(RateLimitSettings.From(configuration.GetSection("Olympus:RateLimits")))
        .AddSingleton<RateBuckets>()
        .AddSingleton<TenantPlans>()
        .AddSingleton<RateLimits>()
        .AddCrossOrigin(configuration)
        .AddTimeLimit()
        .AddHostedService(provider => new Draining(
            Draining.From(configuration.GetSection("Olympus:Shutdown")), provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>First of all: who it really is, and what every answer says.</summary>
    public static void UseBeforeAll(this IApplicationBuilder app, IConfiguration configuration) =>
        app.UseTrustedProxies(configuration).UseSecurityHeaders().UseDraining();

    /// <summary>After refusals have a shape and before routing: what no route should ever see.</summary>
    public static void UseManners(this IApplicationBuilder app, IConfiguration configuration) =>
        app.UseFraming().UseCrossOrigin(configuration);

    public static void LimitRequests(this KestrelServerOptions kestrel, IConfiguration configuration) =>
        ServerLimits.Configure(kestrel, configuration.GetSection("Olympus:Limits"));

    /// <summary>After routing and before authentication: the version that was asked for, limits of places and of time.</summary>
    public static IApplicationBuilder UsePlaceLimits(this IApplicationBuilder app) =>
        app.UseCompression().UseApiVersions().Use(app.ApplicationServices.GetRequiredService<RateLimits>().CountPlaces).UseTimeLimit();

    /// <summary>After authentication: limits of users and tenants, and of what they send.</summary>
    public static IApplicationBuilder UseUserLimits(this IApplicationBuilder app) =>
        app.Use(app.ApplicationServices.GetRequiredService<RateLimits>().CountUsers).UseRequestShape();
}
