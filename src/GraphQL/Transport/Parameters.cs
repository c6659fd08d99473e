using System.Text.Json;
using Olympus.GraphQL.Execution;

namespace Olympus.GraphQL.Transport;

/// <summary>What a caller sent, by the names of GraphQL over HTTP.</summary>
internal readonly record struct Parameters(string? Query, string? OperationName, JsonElement Variables, JsonElement Extensions)
{
    /// <exception cref="FormatException">One of them has another shape.</exception>
    public static Parameters Of(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new FormatException("The request must be an object.");
        return new Parameters(Text(body, "query"), Text(body, "operationName"), Member(body, "variables"), Member(body, "extensions"));
    }

    /// <exception cref="FormatException">There is no document.</exception>
    /// <exception cref="GraphQLException">The document that is meant is not known.</exception>
    public GraphQLRequest ToRequest(PersistedQueries? persisted)
    {
        if (Query is null && (persisted is null || Extensions.ValueKind != JsonValueKind.Object))
            throw new FormatException("The request has no \"query\".");
        if (Variables.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
            throw new FormatException("\"variables\" must be an object.");
        if (Extensions.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
            throw new FormatException("\"extensions\" must be an object.");
        return new GraphQLRequest(persisted?.Find(Query, Extensions) ?? Query!)
        {
            OperationName = string.IsNullOrEmpty(OperationName) ? null : OperationName,
            Variables = Variables,
        };
    }

    private static JsonElement Member(JsonElement body, string name) => body.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement body, string name) => Member(body, name) is var member && member.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.String => true,
        _ => throw new FormatException($"\"{name}\" must be a string."),
    } && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
