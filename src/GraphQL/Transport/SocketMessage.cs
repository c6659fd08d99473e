using System.Buffers;
using System.Text.Json;
using Olympus.GraphQL.Execution;

namespace Olympus.GraphQL.Transport;

/// <summary>A message of <c>graphql-transport-ws</c>.</summary>
/// <param name="Payload">Undefined when there is none.</param>
internal sealed record SocketMessage(string Type, string? Id, JsonElement Payload)
{
    /// <summary>The message that a text is; null when it is none that a client may send.</summary>
    public static SocketMessage? Read(ReadOnlyMemory<byte> text)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }

        if (json.ValueKind != JsonValueKind.Object || Member(json, "type") is not { ValueKind: JsonValueKind.String } type)
            return null;
        var payload = Member(json, "payload");
        var id = Member(json, "id") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        var message = new SocketMessage(type.GetString()!, id, payload);
        var optional = payload.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object;
        return message.Type switch
        {
            "connection_init" or "ping" or "pong" => optional ? message : null,
            "complete" => id is { Length: > 0 } ? message : null,
            "subscribe" => id is { Length: > 0 } && payload.ValueKind == JsonValueKind.Object && IsRequest(payload) ? message : null,
            _ => null,
        };
    }

    public static byte[] Write(string type, string? id, Action<Utf8JsonWriter>? payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, ResponseWriter.Options))
        {
            writer.WriteStartObject();
            if (id is not null)
                writer.WriteString("id", id);
            writer.WriteString("type", type);
            if (payload is not null)
            {
                writer.WritePropertyName("payload");
                payload(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static bool IsRequest(JsonElement payload) =>
        Is(Member(payload, "query"), JsonValueKind.String, mayMiss: Member(payload, "extensions").ValueKind == JsonValueKind.Object)
        && Is(Member(payload, "operationName"), JsonValueKind.String, true) && Is(Member(payload, "variables"), JsonValueKind.Object, true)
        && Is(Member(payload, "extensions"), JsonValueKind.Object, true);

    private static bool Is(JsonElement member, JsonValueKind kind, bool mayMiss) =>
        member.ValueKind == kind || (mayMiss && member.ValueKind is (JsonValueKind.Undefined or JsonValueKind.Null));

    private static JsonElement Member(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member : default;
}
