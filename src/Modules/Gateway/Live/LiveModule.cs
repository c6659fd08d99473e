using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Olympus.Gateway.Edge;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Live;

public static class LiveModule
{
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:Live</c> is read.</param>
    public static IServiceCollection AddLiveHub(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(LiveSettings.From(configuration.GetSection("Olympus:Live")))
        .AddSingleton<Channels>()
        .AddSingleton<Presence>()
        .AddSingleton<EventFeed>()
        .AddSingleton<LiveHub>()
        .AddLive(new LiveSource("events", LiveForm.Tenant, "events:read") { InWholeTenant = true });

    /// <summary>For processes that sockets come to: the hub's loops.</summary>
    public static IServiceCollection RunLiveHub(this IServiceCollection services) => services
        .AddHostedService(provider => provider.GetRequiredService<Presence>())
        .AddHostedService(provider => provider.GetRequiredService<EventFeed>())
        .AddHostedService(provider => provider.GetRequiredService<LiveHub>());

    /// <param name="routes">Where <c>/ws</c> and the stream are mapped.</param>
    /// <param name="callable">The endpoints that become methods; asked for at the first call, so that a start does not wait for it.</param>
    public static void MapLiveHub(this IEndpointRouteBuilder routes, Func<IEnumerable<Endpoint>> callable)
    {
        var services = routes.ServiceProvider;
        var methods = new EndpointMethods(callable, services.GetRequiredService<IServiceScopeFactory>());
        routes.MapGet("/ws", http => Accept(http, services, methods)).AllowEverybody().LimitedTo(600, "live").ExcludeFromDescription();
        routes.MapGet("/api/v1/events/stream", LiveStream.Handle).Requires("events:read").WithMetadata(new OverHttpOnly()).DisableRequestTimeout().ExcludeFromDescription();
    }

    private static async Task Accept(HttpContext http, IServiceProvider services, EndpointMethods methods)
    {
        var hub = services.GetRequiredService<LiveHub>();
        Demand(http, hub);
        var socket = await Upgrade(http, hub.Settings); // the session's, from here on
        var from = new CallOrigin(
            http.Connection.RemoteIpAddress, http.Request.Scheme, http.Request.Host.Value ?? "", http.Request.Headers.UserAgent.ToString());
        using var session = new LiveSession(
            socket, from, hub, services.GetRequiredService<IBearerAuthentication>(), services.GetRequiredService<Channels>(), services.GetRequiredService<EventFeed>(),
            services.GetRequiredService<Presence>(), methods, services.GetRequiredService<RateLimits>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<LiveSession>>());
        if (!hub.Enter(session))
            session.End(LiveEnd.TooMany);
        try
        {
            await session.Run();
        }
        finally
        {
            hub.Leave(session);
        }
    }

    /// <summary>Refuses what is no socket, a page that may not open one, and an address that has too many.</summary>
    internal static void Demand(HttpContext http, LiveHub hub)
    {
        if (!http.WebSockets.IsWebSocketRequest || HttpProtocol.IsHttp10(http.Request.Protocol))
        {
            // RFC 9110 §15.5.22 and RFC 6455 §4.4: with what to come back.
            (http.Response.Headers.Connection, http.Response.Headers.Upgrade, http.Response.Headers.SecWebSocketVersion) = ("Upgrade", "websocket", "13");
            throw LiveRefusals.NotASocket.AsException();
        }

        var origin = http.Request.Headers.Origin;
        if (origin.Count > 1 || !Origins.Allows(origin.Count == 0 ? null : origin[0], http.Request.Scheme, http.Request.Host, hub.Settings.Origins))
            throw LiveRefusals.OriginRefused.AsException();
        if (!hub.HasRoom(http.Connection.RemoteIpAddress))
            throw LiveRefusals.TooManySockets.AsException();
    }

    /// <summary>There are as many upgraded connections as there may be; the answer of the handshake was begun already.</summary>
    internal static RefusalException Full(HttpContext http)
    {
        foreach (var name in new[] { HeaderNames.Connection, HeaderNames.Upgrade, HeaderNames.SecWebSocketAccept })
            http.Response.Headers.Remove(name);
        return LiveRefusals.Full.AsException();
    }

    /// <summary>Uncompressed: a compressed socket costs 300 kB of memory, and tells by its length what was in it.</summary>
    private static async Task<WebSocket> Upgrade(HttpContext http, LiveSettings settings)
    {
        try
        {
            return await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = settings.Heartbeat, KeepAliveTimeout = settings.Silence });
        }
        catch (InvalidOperationException) when (!http.Response.HasStarted)
        {
            throw Full(http);
        }
    }
}
