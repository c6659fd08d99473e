using System.Text.Json;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Execution;

/// <summary>What a caller asks. Section 6.1.</summary>
/// <param name="Query">The document.</param>
public sealed record GraphQLRequest(string Query)
{
    public string? OperationName { get; init; }

    /// <summary>An object, or undefined.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>What root fields get as their source.</summary>
    public object? Root { get; init; }

    /// <summary>Whatever resolvers want to know of the caller.</summary>
    public object? State { get; init; }

    /// <summary>Whether the caller may read the schema: introspection, and what could have been meant by a wrong name.</summary>
    public bool MayReadSchema { get; init; }

    /// <summary>Turns an exception of a resolver into what the caller is told; null for one that is only for the log.</summary>
    public Func<Exception, GraphQLException?>? Explain { get; init; }

    internal Document? Document { get; init; }

    internal Location LocationOf(Node node) => Document!.LocationOf(node);
}

/// <summary>What a caller gets. Section 7.1.</summary>
public sealed class GraphQLResult
{
    internal GraphQLResult(IReadOnlyList<GraphQLError> errors, ResponseObject? data = null, bool hasData = false)
    {
        (Errors, Data, HasData) = (errors, data, hasData);
    }

    /// <summary>Empty when all went well.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>Whether execution began; without, the request itself was refused.</summary>
    public bool HasData { get; }

    /// <summary>Whether names that could have been meant are told.</summary>
    public bool WithSuggestions { get; init; }

    internal ResponseObject? Data { get; }

    public static GraphQLResult Refused(GraphQLError error) => new([error]);

    public void WriteTo(Utf8JsonWriter writer) => ResponseWriter.Write(writer, this);

    public byte[] ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, ResponseWriter.Options))
            WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <summary>Events of a subscription, or why there are none.</summary>
/// <param name="Events">null when it was refused.</param>
/// <param name="Refusal">null when it was accepted.</param>
public sealed record GraphQLSubscription(IAsyncEnumerable<GraphQLResult>? Events, GraphQLResult? Refusal);
