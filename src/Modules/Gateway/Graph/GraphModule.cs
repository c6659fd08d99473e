using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
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

    /// <param name="routes">Where it is mapped.</param>
    /// <param name="callable">The endpoints that become fields.</param>
    /// <param name="document">The API's document as JSON; asked for with the first request, because a start does not need it.</param>
    public static void MapGraph(this IEndpointRouteBuilder routes, Func<IEnumerable<Endpoint>> callable, Func<CancellationToken, Task<string>> document)
    {
        var services = routes.ServiceProvider;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.GraphQL");
        var transport = new Lazy<Task<GraphQLTransport>>(async () => new GraphQLTransport(
            new GraphQLEngine(await Schema(services, callable, document, CancellationToken.None), new GraphQLLimits(), services.GetRequiredService<TimeProvider>()), Dress)
        {
            Persisted = new PersistedQueries(),
            Failed = (_, error) => log.LogError(error.Cause, "A field failed: {Path}", string.Join('.', error.Path ?? [])),
        });
        routes.MapMethods("/graphql", Methods, async (HttpContext http) => await GraphQLHttp.Answer(http, await transport.Value)).AllowSignedIn().ExcludeFromDescription();
    }

    /// <summary>The schema of what is mapped.</summary>
    public static async Task<Schema> Schema(
        IServiceProvider services, Func<IEnumerable<Endpoint>> callable, Func<CancellationToken, Task<string>> document, CancellationToken ct) =>
        ApiSchema.Build(
            JsonElement.Parse(await document(ct)), new EndpointMethods(callable, services.GetRequiredService<IServiceScopeFactory>()),
            services.GetRequiredService<RateLimits>());

    /// <summary>Who asks is known from the token alone; whoever has one may read the schema, which is that of the public document.</summary>
    private static GraphQLRequest Dress(HttpContext http, GraphQLRequest request) => request with
    {
        MayReadSchema = true,
        State = new GraphCaller(http.RequestServices.GetRequiredService<Caller>().Principal, new CallOrigin(
            http.Connection.RemoteIpAddress, http.Request.Scheme, http.Request.Host.Value ?? "", http.Request.Headers.UserAgent.ToString())),
    };
}
