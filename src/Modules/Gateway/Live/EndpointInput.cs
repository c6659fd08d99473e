using System.Text;
using System.Text.Json;
using Olympus.JsonRpc;

namespace Olympus.Gateway.Live;

/// <summary>What a use case is called with.</summary>
internal sealed class EndpointInput
{
    private readonly List<(string Name, string Value)> _values = [];

    public string? IdempotencyKey { get; set; }

    /// <summary>An ETag as the header has it.</summary>
    public string? IfMatch { get; set; }

    /// <summary>JSON text.</summary>
    public byte[]? Body { get; set; }

    /// <summary>What stands in neither the path nor a header.</summary>
    public IReadOnlyList<(string Name, string Value)> Rest => _values;

    /// <summary>Params of a call: those of the path and the query by their names, <c>body</c>, <c>idempotency_key</c> and <c>if_match</c>.</summary>
    public static EndpointInput Of(JsonElement parameters)
    {
        var given = new RpcParams(parameters);
        var input = new EndpointInput
        {
            IdempotencyKey = given.OptionalText("idempotency_key"),
            IfMatch = given.Take("if_match") is not { } match ? null : match.ValueKind switch
            {
                JsonValueKind.Number => $"\"{match.GetRawText()}\"",
                JsonValueKind.String => match.GetString(),
                _ => throw RpcError.ParamsInvalid("'if_match' is a version or an ETag").AsException(),
            },
            Body = given.Take("body") is { } body ? Encoding.UTF8.GetBytes(body.GetRawText()) : null,
        };
        foreach (var (name, value) in given.Rest)
            if (value.ValueKind != JsonValueKind.Null)
                input.Add(name, Scalar(name, value));
        return input;
    }

    public EndpointInput Add(string name, string value)
    {
        _values.Add((name, value));
        return this;
    }

    public bool Has(string name) => _values.Exists(value => value.Name == name);

    /// <summary>A value of the path.</summary>
    public string Take(string name)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Name != name)
                continue;
            var value = _values[i].Value;
            _values.RemoveAt(i);
            return value;
        }

        throw RpcError.ParamsInvalid($"'{name}' is missing").AsException();
    }

    private static string Scalar(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw RpcError.ParamsInvalid($"'{name}' is a text, a number, true or false").AsException(),
    };
}
