using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Olympus.GraphQL.Execution;

namespace Olympus.GraphQL.Transport;

/// <summary>How requests that came over a wire are answered.</summary>
/// <param name="Engine">Answers them.</param>
/// <param name="Dress">Says who is asking: sets <see cref="GraphQLRequest.State"/>, <see cref="GraphQLRequest.MayReadSchema"/> and the like.</param>
public sealed record GraphQLTransport(GraphQLEngine Engine, Func<HttpContext, GraphQLRequest, GraphQLRequest> Dress)
{
    /// <summary>Bytes of a request's body.</summary>
    public long LargestBody { get; init; } = 1 << 20;

    public PersistedQueries? Persisted { get; init; }

    /// <summary>Hears of errors whose cause callers are not told.</summary>
    public Action<HttpContext, GraphQLError> Failed { get; init; } = (_, _) => { };

    /// <summary>Decides whether a socket may be used, by what its <c>connection_init</c> brought; null refuses it.</summary>
    public Func<HttpContext, JsonElement, CancellationToken, ValueTask<SocketGrant?>> Connect { get; init; } = (_, _, _) => new(new SocketGrant());

    public SocketLimits Socket { get; init; } = new();

    /// <summary>Cancelled when the server is stopping: sockets are told to come back elsewhere.</summary>
    public CancellationToken Stopping { get; init; }

    internal void Report(HttpContext http, GraphQLResult result)
    {
        foreach (var error in result.Errors)
        {
            if (error.Cause is not null)
                Failed(http, error);
        }
    }
}

/// <summary>What a socket was granted.</summary>
/// <param name="Ack">Payload of the <c>connection_ack</c>.</param>
/// <param name="Ends">Cancelled when the grant ends, such as with its token.</param>
public sealed record SocketGrant(JsonElement? Ack = null, CancellationToken Ends = default)
{
    /// <summary>Asked when it ends: the code and the reason with which the socket is closed.</summary>
    public Func<(int Code, string Reason)> Why { get; init; } = () => (4403, "Forbidden");
}

/// <summary>What a socket may not exceed.</summary>
public sealed record SocketLimits
{
    /// <summary>From the opening to <c>connection_init</c>.</summary>
    public TimeSpan Init { get; init; } = TimeSpan.FromSeconds(5);

    public int MessageBytes { get; init; } = 64 << 10;

    /// <summary>Operations at the same time.</summary>
    public int Operations { get; init; } = 100;

    /// <summary>Messages that wait for a client that reads slowly; operations wait beyond.</summary>
    public int Waiting { get; init; } = 100;

    /// <summary>How long one message may take to leave.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between pings of the connection.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who does not answer a ping so long is gone.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
