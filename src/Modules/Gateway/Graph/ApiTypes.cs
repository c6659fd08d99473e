using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.Gateway.Graph;

/// <summary>
/// The wire types of the API as types of GraphQL, made from the API's document: the same members with the same meaning, in camelCase. What comes out reads the
/// JSON that the use case answered; what goes in becomes the JSON that it takes.
/// </summary>
/// <param name="schemas">The document's <c>components.schemas</c>.</param>
/// <param name="edges">What leads from one type to another.</param>
internal sealed class ApiTypes(JsonElement schemas, ApiEdges edges)
{
    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = [];

    /// <summary>Some places of the document repeat a shape instead of naming it: the members tell which one it is.</summary>
    private readonly Dictionary<string, string> _byMembers = schemas.EnumerateObject().Where(each => Members(each.Value) is not null)
        .GroupBy(each => Key(each.Value)).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Name);

    public IEnumerable<NamedType> All => _types.Values;

    /// <summary>The name of a type of GraphQL for what comes out, lists included; without the mark of what is never null.</summary>
    public string Output(JsonElement schema)
    {
        var (shape, name, _) = Look(schema);
        return Leaf(shape, name) ?? (IsArray(shape) ? $"[{Output(shape.GetProperty("items"))}{Mark(shape.GetProperty("items"))}]"
            : name is not null && Members(shape) is { } members ? OutputObject(name, shape, members) : Scalar("Json"));
    }

    /// <summary>As <see cref="Output"/>, for a component of the document.</summary>
    public string OutputNamed(string component) => Output(JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["$ref"] = $"#/components/schemas/{component}" }));

    /// <summary>As <see cref="Output"/>, for what goes in.</summary>
    public string Input(JsonElement schema)
    {
        var (shape, name, _) = Look(schema);
        return Leaf(shape, name) ?? (IsArray(shape) ? $"[{Input(shape.GetProperty("items"))}{Mark(shape.GetProperty("items"))}]"
            : name is not null && Members(shape) is { } members ? InputObject(name, shape, members) : Scalar("Json"));
    }

    /// <summary>An exclamation mark where a value is never null.</summary>
    public string Mark(JsonElement schema) => Look(schema).IsNullable ? "" : "!";

    /// <summary><c>location_id</c> as <c>locationId</c>.</summary>
    public static string Camel(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '_' or '-' && i + 1 < name.Length)
                text.Append(char.ToUpperInvariant(name[++i]));
            else
                text.Append(name[i]);
        }

        return text.ToString();
    }

    public static string? About(JsonElement schema) =>
        schema.TryGetProperty("description", out var text) && text.GetString() is { Length: > 0 } about ? about : null;

    /// <summary>What a field reads of the answer's JSON.</summary>
    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => PlainItems(json),
        JsonValueKind.Object => json,
        _ => null,
    };

    private static object?[] PlainItems(JsonElement json)
    {
        var items = new object?[json.GetArrayLength()];
        var i = 0;
        foreach (var item in json.EnumerateArray())
            items[i++] = Plain(item);
        return items;
    }

    /// <summary>A coerced argument as it stands in a path or a query.</summary>
    public static string Text(object? value) => value switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        _ => throw new InvalidOperationException($"{value?.GetType().Name} is no text."),
    };

    /// <summary>A coerced argument as the JSON that the use case takes.</summary>
    public static JsonNode? Json(object? value) => value switch
    {
        null => null,
        JsonNode node => node,
        JsonElement json => JsonNode.Parse(json.GetRawText()),
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        bool boolean => JsonValue.Create(boolean),
        object?[] items => new JsonArray([.. items.Select(Json)]),
        Dictionary<string, object?> members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Json(member.Value)))),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no argument."),
    };

    /// <summary>Reads a member. What is written as it was read stays JSON.</summary>
    private static Func<object, object?> Reader(string member, string type)
    {
        var name = Encoding.UTF8.GetBytes(member);
        return type is "String" or "ID" or "DateTime" or "Date" or "Long"
            ? source => Sourced.Of(source).TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value : null
            : source => Sourced.Of(source).TryGetProperty(name, out var value) ? Plain(value) : null;
    }

    private string OutputObject(string component, JsonElement shape, List<JsonProperty> members)
    {
        string[] names = [.. members.Select(member => member.Name)];
        var node = ApiConnections.IsPage(names) ? Output(shape.GetProperty("properties").GetProperty("data").GetProperty("items")) : null;
        var name = node is null ? Short(component) : ApiConnections.NameOf(component, node);
        if (_begun.Add(name))
        {
            if (node is not null && _begun.Add(ApiConnections.EdgeOf(node)))
                _types[ApiConnections.EdgeOf(node)] = ApiConnections.Edge(node);
            var required = Required(shape);
            _types[name] = new ObjectType(name, members.Select(member => new Field(
                Camel(member.Name), Output(member.Value) + (required.Contains(member.Name) ? Mark(member.Value) : ""))
            {
                Description = About(member.Value),
                AssumedSize = 5,
                Get = Reader(member.Name, Output(member.Value)),
            }).Concat(edges.From(component, names, this)).Concat(node is null ? ApiNodes.Fields(component, name, names) : ApiConnections.Fields(node)).ToList())
            {
                Description = About(shape),
                Implements = ApiNodes.Is(component) ? ["Node"] : [],
            };
        }

        return name;
    }

    /// <summary>Without the word that only says that it is shown, unless something else is called that.</summary>
    private string Short(string component) =>
        component.EndsWith("View", StringComparison.Ordinal) && !schemas.TryGetProperty(component[..^4], out _) ? component[..^4] : component;

    private string InputObject(string component, JsonElement shape, List<JsonProperty> members)
    {
        var name = (component.EndsWith("Request", StringComparison.Ordinal) ? component[..^7] : component) + "Input";
        if (_begun.Add(name))
        {
            var required = Required(shape);
            var wire = members.ToDictionary(member => Camel(member.Name), member => member.Name);
            _types[name] = new InputObjectType(name, members.Select(member => new InputValue(
                Camel(member.Name), Input(member.Value) + (required.Contains(member.Name) ? Mark(member.Value) : ""))
            { Description = About(member.Value) }).ToList())
            {
                Description = About(shape),
                Bind = given => new JsonObject(given.Given().Select(each => KeyValuePair.Create(wire[each.Key], Json(each.Value)))),
            };
        }

        return name;
    }

    private string? Leaf(JsonElement shape, string? name)
    {
        if (shape.TryGetProperty("enum", out var values) && name is not null && values.EnumerateArray().All(IsName))
        {
            _types.TryAdd(name, new EnumType(name, values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => new EnumValue(value.GetString()!)))
            {
                Description = About(shape),
            });
            return name;
        }

        var format = shape.TryGetProperty("format", out var given) ? given.GetString() : null;
        return Kind(shape) switch
        {
            "string" => format switch
            {
                "uuid" => "ID",
                "date-time" => Scalar("DateTime"),
                "date" => Scalar("Date"),
                _ => "String",
            },
            "integer" => format == "int64" ? Scalar("Long") : "Int",
            "number" => "Float",
            "boolean" => "Boolean",
            _ => null,
        };
    }

    private string Scalar(string name)
    {
        _types.TryAdd(name, name switch
        {
            "Long" => Whole(name, "A whole number of 64 bits, such as an amount in minor units: a string, because browsers lose digits of larger numbers."),
            "DateTime" => Text(name, "A moment as RFC 3339 has it, such as `2026-11-21T18:30:00Z`."),
            "Date" => Text(name, "A day as RFC 3339 has it, such as `2026-11-21`."),
            _ => new ScalarType(name) { Description = "Any JSON value." },
        });
        return name;
    }

    private static ScalarType Text(string name, string description) => new(name)
    {
        Description = description,
        FromLiteral = ScalarType.String().FromLiteral,
        FromJson = ScalarType.String().FromJson,
    };

    private static ScalarType Whole(string name, string description) => new(name)
    {
        Description = description,
        Serialize = value => value is JsonElement json ? json.GetRawText() : Convert.ToString(value, CultureInfo.InvariantCulture),
        FromLiteral = node => Parsed(node is IntValue number ? number.Text : node is StringValue text ? text.Value : node.ToString()!),
        FromJson = json => Parsed(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText()),
    };

    private static long Parsed(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new GraphQLException($"Long cannot represent {text}.");

    /// <summary>What a schema says once its references are followed, under which name, and whether null is allowed.</summary>
    private (JsonElement Shape, string? Name, bool IsNullable) Look(JsonElement schema)
    {
        string? name = null;
        var nullable = false;
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                name = reference.GetString()!["#/components/schemas/".Length..];
                schema = schemas.GetProperty(name);
            }
            else if (schema.TryGetProperty("oneOf", out var choices) && choices.GetArrayLength() == 2 && choices.EnumerateArray().Any(IsNull))
            {
                nullable = true;
                schema = choices.EnumerateArray().First(each => !IsNull(each));
            }
            else
            {
                nullable |= schema.TryGetProperty("type", out var kinds) && kinds.ValueKind == JsonValueKind.Array
                    && kinds.EnumerateArray().Any(kind => kind.GetString() == "null");
                if (name is null && Members(schema) is not null)
                    name = _byMembers.GetValueOrDefault(Key(schema));
                return (schema, name, nullable);
            }
        }
    }

    private static string? Kind(JsonElement shape) => !shape.TryGetProperty("type", out var kind) ? null
        : kind.ValueKind == JsonValueKind.String ? kind.GetString()
        : kind.EnumerateArray().Select(each => each.GetString()).Where(each => each != "null").ToList() is [var only] ? only : null;

    private static bool IsArray(JsonElement shape) => Kind(shape) == "array" && shape.TryGetProperty("items", out _);

    private static bool IsNull(JsonElement schema) => schema.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() == "null";

    private static bool IsName(JsonElement value) => value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && value.GetString() is [var first, .. var rest] && char.IsAsciiLetter(first)
            && rest.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && value.GetString() is not ("true" or "false" or "null"));

    private static List<JsonProperty>? Members(JsonElement shape) =>
        shape.TryGetProperty("properties", out var members) && members.EnumerateObject().Any() ? [.. members.EnumerateObject()] : null;

    private static string Key(JsonElement shape) => string.Join(' ', shape.GetProperty("properties").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));

    private static HashSet<string> Required(JsonElement shape) =>
        shape.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
}
