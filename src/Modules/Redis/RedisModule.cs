using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Redis;

/// <summary>What replicas share by Redis, where there is one. Without it, everything works.</summary>
public static class RedisModule
{
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration"><c>REDIS_URL</c>; nothing is added without it.</param>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration) =>
        RedisSettings.From(configuration) is { } settings ? services.AddRedis(settings) : services;

    public static IServiceCollection AddRedis(this IServiceCollection services, RedisSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<RedisConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
        services.AddSingleton<IWakeUpCarrier, RedisWakeUps>();
        services.AddSingleton<ISharedBuckets, RedisBuckets>();
        services.AddSingleton<ITenantCache, RedisCache>();
        return services;
    }

    /// <summary>Where events are worked on, they are published too, when that is wanted.</summary>
    public static IServiceCollection RunEventStreams(this IServiceCollection services)
    {
        if (services.Any(service => service.ImplementationInstance is RedisSettings { StreamLength: > 0 }))
            services.AddHostedService<EventPublisher>();
        return services;
    }

    /// <summary><c>/health/redis</c>: 200 while Redis answers, 503 while it is away; not there without Redis. For people and alarms: whether this server
    /// can serve does not depend on it.</summary>
    public static void MapRedis(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<RedisConnection>() is { } redis)
            routes.MapGet("/health/redis", () => redis.IsThere
                    ? TypedResults.Text("answers")
                    : TypedResults.Text("away", statusCode: StatusCodes.Status503ServiceUnavailable))
                .AllowEverybody().Costs(0).ExcludeFromDescription();
    }
}
