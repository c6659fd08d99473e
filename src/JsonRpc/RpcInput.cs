using System.Text.Json;
using System.Text.Unicode;

namespace Olympus.JsonRpc;

/// <summary>A message as the specification sorts it: one item, or a batch of them.</summary>
/// <param name="Items">In the order of the message. What a peer answered to us is not among them: we ask nothing that has an id.</param>
public sealed record RpcInput(IReadOnlyList<RpcItem> Items, bool IsBatch)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Never throws: what cannot be read becomes an item with an error.</summary>
    /// <param name="utf8">One message. Nothing of it is kept.</param>
    /// <param name="longestBatch">A longer batch is refused whole.</param>
    public static RpcInput Read(ReadOnlySpan<byte> utf8, int longestBatch)
    {
        if (!Utf8.IsValid(utf8))
            return Fault(RpcError.Parse);
        JsonElement root;
        try
        {
            DemandWholeCharacters(utf8);
            root = JsonElement.Parse(utf8, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Fault(RpcError.Parse);
        }

        if (root.ValueKind != JsonValueKind.Array)
            return new(Item(root) is { } one ? [one] : [], IsBatch: false);
        var length = root.GetArrayLength();
        if (length == 0)
            return Fault(RpcError.Invalid);
        if (length > longestBatch)
            return Fault(new(RpcCodes.Invalid, $"A batch has at most {longestBatch} items"));
        var items = new List<RpcItem>(length);
        foreach (var element in root.EnumerateArray())
            if (Item(element) is { } item)
                items.Add(item);
        return new(items, IsBatch: true);
    }

    /// <summary>Half a surrogate pair can be escaped, but is no character: whoever read such a text later would fail.</summary>
    private static void DemandWholeCharacters(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(utf8, new() { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                reader.GetString();
    }

    private static RpcInput Fault(RpcError error) => new([new(default, error, "null")], IsBatch: false);

    /// <summary>Null for a response, which is ignored.</summary>
    private static RpcItem? Item(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new(default, RpcError.Invalid, "null");
        var isAnswer = item.TryGetProperty("result", out _) | item.TryGetProperty("error", out _);
        if (!item.TryGetProperty("method", out var method))
            return isAnswer ? null : Invalid(item);
        if (isAnswer || method.ValueKind != JsonValueKind.String
            || !item.TryGetProperty("jsonrpc", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"u8)
            || (item.TryGetProperty("params", out var parameters) && parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            || (item.TryGetProperty("id", out var id) && !IsLegal(id)))
            return Invalid(item);
        return new(new(id.ValueKind == JsonValueKind.Undefined ? null : id.GetRawText(), method.GetString()!, parameters), null, null);
    }

    /// <summary>Somebody waits for an answer to it if it carries an id; if that cannot be told, the answer carries null.</summary>
    private static RpcItem Invalid(JsonElement item) =>
        new(default, RpcError.Invalid, item.TryGetProperty("id", out var id) && IsLegal(id) ? id.GetRawText() : "null");

    private static bool IsLegal(JsonElement id) => id.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null;
}

/// <summary>One item of a message: a call, or the error it already is.</summary>
/// <param name="ErrorId">The id that the error is answered with, as JSON text.</param>
public sealed record RpcItem(RpcCall Call, RpcError? Error, string? ErrorId);
