using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Forwarding;

public static class ForwardingModule
{
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:Forwarding</c> is read.</param>
    /// <param name="elsewhere">What runs in other processes.</param>
    public static IServiceCollection AddForwarding(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<Elsewhere> elsewhere) => services
        .AddHttpForwarder()
        .AddSingleton(elsewhere)
        .AddSingleton(ForwardingSettings.From(configuration.GetSection("Olympus:Forwarding")))
        .AddSingleton<ServiceConnections>()
        .AddSingleton<Forwarder>()
        .AddHostedService<ProbeServices>();

    /// <summary>After routing, before access: requests for a service by routes that this process does not know, as after an upgrade of the service alone.</summary>
    public static IApplicationBuilder ForwardUnknownRoutes(this IApplicationBuilder app) => app.Forward(endpoint => endpoint is not RouteEndpoint);

    /// <summary>After access: requests for a service that the route would let in here too. The service looks at the token again.</summary>
    public static IApplicationBuilder ForwardKnownRoutes(this IApplicationBuilder app) => app.Forward(_ => true);

    private static IApplicationBuilder Forward(this IApplicationBuilder app, Func<Endpoint?, bool> which)
    {
        var forwarder = app.ApplicationServices.GetRequiredService<Forwarder>();
        return app.Use((http, next) => which(http.GetEndpoint()) && forwarder.Of(http.Request.Path) is { } service ? forwarder.Send(http, service) : next(http));
    }

    public static void MapForwarding(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health/services", ListServices.Handle).AllowEverybody().Costs(0).ExcludeFromDescription();
}
