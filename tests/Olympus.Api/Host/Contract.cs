using System.Text.Json;
using System.Text.Json.Nodes;
using Olympus.Host;

namespace Olympus.Api.Host;

/// <summary>What the API document promises. Every answer that any test gets is held against it.</summary>
public sealed class Contract
{
    private static readonly Lock Gate = new();
    private static Contract? _current;

    private readonly JsonNode _document;
    private readonly (string Method, string[] Path, JsonNode Operation)[] _operations;

    private Contract(JsonNode document)
    {
        _document = document;
        _operations =
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select (operation.Key.ToUpperInvariant(), path.Key.Split('/'), operation.Value),
        ];
    }

    /// <summary>Of the one server of this run; the document is the same for any.</summary>
    public static Contract Of(Server server)
    {
        lock (Gate)
            return _current ??= new(JsonNode.Parse(ApiDocument.Write(server.Services, json: true, CancellationToken.None).GetAwaiter().GetResult())!);
    }

    /// <summary>How an answer breaks the promise: an operation, status, type of body, member or shape that the document does not tell.</summary>
    /// <param name="type">Of the body, without parameters; null: it has none.</param>
    /// <param name="body">Where it is JSON.</param>
    public IReadOnlyList<string> Breaches(HttpMethod method, string address, int status, string? type, JsonNode? body)
    {
        var path = address.Split('?')[0].Split('/');
        var fitting = _operations.Where(one => one.Method == method.Method && Fits(one.Path, path)).OrderBy(one => one.Path.Count(IsVariable)).ToArray();
        if (status is < 200 or >= 300 || !address.StartsWith("/api/", StringComparison.Ordinal) || address.StartsWith("/api/v1/openapi", StringComparison.Ordinal))
            return [];
        if (fitting.Length == 0)
            return [$"{method} {address} is not in the document"];
        if (fitting[0].Operation["responses"]![status.ToString()] is not { } answer)
            return [$"{method} {address} answers {status}, which is not in the document"];
        var breaches = new List<string>();
        var told = answer["content"]?.AsObject().Select(one => one.Key).ToArray() ?? [];
        if (type is null ? told.Length > 0 : !told.Contains(type))
            breaches.Add($"{method} {address} answers {status} with {type ?? "no body"}, which is not in the document");
        else if (type is not null && answer["content"]![type]!["schema"] is { } schema && body is not null)
            Compare(schema, body, $"{method} {address}", breaches);
        return breaches;
    }

    private void Compare(JsonNode schema, JsonNode? value, string where, List<string> breaches)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            Compare(_document["components"]!["schemas"]![reference.Split('/')[^1]]!, value, where, breaches);
            return;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            if (value is not null || !choices.Any(choice => Allows(choice!, "null")))
                Compare(choices.First(choice => !Allows(choice!, "null"))!, value, where, breaches);
            return;
        }

        if (schema["type"] is not null && !TypesOf(value).Any(type => Allows(schema, type)))
            breaches.Add($"{where} is {value?.ToJsonString() ?? "null"} instead of {schema["type"]!.ToJsonString()}");
        else if (schema["enum"] is JsonArray values && !values.Any(one => JsonNode.DeepEquals(one, value)))
            breaches.Add($"{where} is {value?.ToJsonString()}, which is none of {values.ToJsonString()}");
        else if (value is JsonArray items && schema["items"] is { } item)
            for (var i = 0; i < items.Count; i++)
                Compare(item, items[i], $"{where}/{i}", breaches);
        else if (value is JsonObject members && schema["properties"] is JsonObject told)
            CompareMembers(schema, told, members, where, breaches);
    }

    private void CompareMembers(JsonNode schema, JsonObject told, JsonObject members, string where, List<string> breaches)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
            if (!members.ContainsKey(name))
                breaches.Add($"{where}/{name} is missing");
        foreach (var (name, member) in members)
            if (told[name] is { } known)
                Compare(known, member, $"{where}/{name}", breaches);
            else
                breaches.Add($"{where}/{name} is not in the document");
    }

    private static bool Allows(JsonNode schema, string type) => schema["type"] switch
    {
        JsonArray several => several.Any(one => one!.GetValue<string>() == type),
        { } one => one.GetValue<string>() == type,
        null => false,
    };

    private static string[] TypesOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => ["null"],
        JsonValueKind.String => ["string"],
        JsonValueKind.True or JsonValueKind.False => ["boolean"],
        JsonValueKind.Array => ["array"],
        JsonValueKind.Object => ["object"],
        _ => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? ["number"] : ["integer", "number"],
    };

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(pair => IsVariable(pair.First) || pair.First == pair.Second);

    private static bool IsVariable(string segment) => segment.StartsWith('{');
}
