using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Transport;
using Olympus.GraphQL.Types;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Graph;

/// <summary>The API at <c>/graphql</c>, for those who are signed in.</summary>
public static class GraphModule
{
    private static readonly string[] Methods = ["GET", "POST"];

    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:GraphQL</c> is read.</param>
    public static IServiceCollection AddGraph(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(GraphSettings.From(configuration.GetSection("Olympus:GraphQL")));

    /// <param name="routes">Where it is mapped.</param>
    /// <param name="callable">The endpoints that become fields.</param>
    /// <param name="document">The API's document as JSON; asked for with the first request, because a start does not need it.</param>
    public static void MapGraph(this IEndpointRouteBuilder routes, Func<IEnumerable<Endpoint>> callable, Func<CancellationToken, Task<string>> document)
    {
        var services = routes.ServiceProvider;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.GraphQL");
        var settings = services.GetRequiredService<GraphSettings>();
        var transport = new Lazy<Task<GraphQLTransport>>(async () => new GraphQLTransport(
            new GraphQLEngine(await Schema(services, callable, document, CancellationToken.None), settings.Limits, services.GetRequiredService<TimeProvider>()), Dress)
        {
            Persisted = settings.Persisted(),
            Failed = (_, error) => log.LogError(error.Cause, "A field failed: {Path}", string.Join('.', error.Path ?? [])),
            Connect = (http, payload, _) => ValueTask.FromResult(http.Features.Get<GraphSocket>()!.Connect(payload)),
            Stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
        });
        routes.MapMethods("/graphql", Methods, async (HttpContext http) => await GraphQLHttp.Answer(http, await transport.Value)).AllowSignedIn().ExcludeFromDescription();
        routes.MapGet("/graphql/ws", async (HttpContext http) => await Accept(http, services, await transport.Value))
            .AllowEverybody().LimitedTo(600, "live").ExcludeFromDescription();
    }

    /// <summary>The schema of what is mapped.</summary>
    public static async Task<Schema> Schema(
        IServiceProvider services, Func<IEnumerable<Endpoint>> callable, Func<CancellationToken, Task<string>> document, CancellationToken ct) =>
        ApiSchema.Build(
            JsonElement.Parse(await document(ct)),
            new GraphCalls(new EndpointMethods(callable, services.GetRequiredService<IServiceScopeFactory>()), services.GetRequiredService<RateLimits>()));

    private static async Task Accept(HttpContext http, IServiceProvider services, GraphQLTransport transport)
    {
        var hub = services.GetRequiredService<LiveHub>();
        LiveModule.Demand(http, hub);
        using var socket = new GraphSocket(
            Origin(http), hub, services.GetRequiredService<Channels>(), services.GetRequiredService<EventFeed>(), services.GetRequiredService<IBearerAuthentication>(),
            services.GetRequiredService<RateLimits>(), services.GetRequiredService<TimeProvider>());
        try
        {
            await socket.Run(http, transport with
            {
                Socket = new() { Operations = hub.Settings.Subscriptions, KeepAlive = hub.Settings.Heartbeat, KeepAliveTimeout = hub.Settings.Silence, Init = hub.Settings.SignIn },
            });
        }
        catch (InvalidOperationException) when (!http.Response.HasStarted)
        {
            throw LiveModule.Full(http);
        }
    }

    /// <summary>Who asks is known from the token alone; whoever has one may read the schema, which is that of the public document.</summary>
    private static GraphQLRequest Dress(HttpContext http, GraphQLRequest request) => request with
    {
        MayReadSchema = true,
        State = http.Features.Get<GraphSocket>()?.Demand() ?? new GraphCaller(http.RequestServices.GetRequiredService<Caller>().Principal, Origin(http)),
        Explain = e => e is RefusalException refused ? GraphCalls.Told(refused.Refusal) : null,
    };

    private static CallOrigin Origin(HttpContext http) => new(
        http.Connection.RemoteIpAddress, http.Request.Scheme, http.Request.Host.Value ?? "", http.Request.Headers.UserAgent.ToString());
}
