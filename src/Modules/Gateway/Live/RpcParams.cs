using System.Text.Json;
using Olympus.JsonRpc;

namespace Olympus.Gateway.Live;

/// <summary>The named params of a call; whatever is not asked for is refused. All refusals are <c>-32602</c>.</summary>
internal sealed class RpcParams
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    public RpcParams(JsonElement parameters)
    {
        if (parameters.ValueKind == JsonValueKind.Object)
            foreach (var member in parameters.EnumerateObject())
                _members[member.Name] = member.Value;
        else if (parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > 0)
            throw RpcError.ParamsInvalid("give them by name").AsException();
    }

    public IEnumerable<KeyValuePair<string, JsonElement>> Rest => _members;

    public JsonElement? Take(string name) => _members.Remove(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public string? OptionalText(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw RpcError.ParamsInvalid($"'{name}' is a text").AsException(),
    };

    public string Text(string name) => OptionalText(name) ?? throw RpcError.ParamsInvalid($"'{name}' is missing").AsException();

    public void End()
    {
        if (_members.Count > 0)
            throw RpcError.ParamsInvalid($"'{_members.Keys.First()}' is not known").AsException();
    }
}
