using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Olympus.GraphQL.Transport;

/// <summary>Endpoints for ASP.NET Core.</summary>
public static class GraphQLEndpoints
{
    private static readonly string[] Methods = ["GET", "POST"];

    /// <summary>GraphQL over HTTP.</summary>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder routes, string pattern, GraphQLTransport transport) =>
        routes.MapMethods(pattern, Methods, (HttpContext http) => GraphQLHttp.Answer(http, transport));

    /// <summary>GraphQL over WebSocket; the program needs <c>UseWebSockets</c>.</summary>
    public static IEndpointConventionBuilder MapGraphQLSocket(this IEndpointRouteBuilder routes, string pattern, GraphQLTransport transport) =>
        routes.MapGet(pattern, (HttpContext http) => GraphQLSocket.Serve(http, transport));
}
