using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Olympus.Api.Isolation;

namespace Olympus.Api.Graph;

/// <summary>A field of the API's schema, as introspection tells it.</summary>
internal sealed record GraphField(string Name, bool IsMutation, JsonNode Type, Dictionary<string, string> Arguments);

/// <summary>The schema as a client learns it, and requests of REST as requests of GraphQL.</summary>
internal sealed class GraphFields
{
    private const string Introspection = """
        query Schema { __schema { types { name kind fields { name type { ...T } args { name type { ...T } } } possibleTypes { name } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }
        """;

    private static readonly SemaphoreSlim Reading = new(1);
    private static GraphFields? _known;
    private readonly Dictionary<string, JsonNode> _types;

    private GraphFields(JsonNode schema)
    {
        _types = schema["types"]!.AsArray().ToDictionary(type => type!["name"]!.ToString(), type => type!);
        Queries = Fields("Query", false);
        Mutations = Fields("Mutation", true);
    }

    public Dictionary<string, GraphField> Queries { get; }

    public Dictionary<string, GraphField> Mutations { get; }

    public static async Task<GraphFields> Of(Shop shop)
    {
        await Reading.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _known ??= new GraphFields((await Ask(shop, Introspection))["data"]!["__schema"]!);
        }
        finally
        {
            Reading.Release();
        }
    }

    public static async Task<JsonNode> Ask(Shop shop, string query, JsonNode? variables = null) =>
        (await shop.Post("/graphql", new { query, variables })).MustBe(System.Net.HttpStatusCode.OK).Body!;

    public GraphField? Find(string operation)
    {
        if (Mutations.GetValueOrDefault(operation) is { } mutation)
            return mutation;
        var noun = operation.StartsWith("get", StringComparison.Ordinal) ? operation[3..] : operation.StartsWith("list", StringComparison.Ordinal) ? operation[4..] : operation;
        return Queries.GetValueOrDefault(operation) ?? Queries.GetValueOrDefault(char.ToLowerInvariant(noun[0]) + noun[1..]);
    }

    /// <summary>What a row of the matrix asks, as one field; the text of the answer without what differs each time.</summary>
    public async Task<string> Ask(GraphField field, Operation operation, Row row, World mine, World target, int? version)
    {
        var given = new JsonObject();
        foreach (var (name, id) in row.Path)
            given[Camel(name)] = id(target);
        foreach (var (name, id) in row.OwnPath)
            given[Camel(name)] = id(mine);
        foreach (var (name, value) in QueryHelpers.ParseQuery(row.Query?.Invoke(target) ?? ""))
            given[Camel(name)] = Typed(field.Arguments[Camel(name)], value.ToString());
        if (field.Arguments.ContainsKey("input"))
            given["input"] = Camel(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(row.Body?.Invoke(mine, target) ?? new { })));
        if (field.Arguments.ContainsKey("idempotencyKey"))
            given["idempotencyKey"] = Guid.NewGuid().ToString();
        if (operation.NeedsIfMatch)
            given["ifMatch"] = version ?? 1;
        var declared = string.Join(", ", given.Select(each => $"${each.Key}: {field.Arguments[each.Key]}"));
        var passed = string.Join(", ", given.Select(each => $"{each.Key}: ${each.Key}"));
        var selection = field.IsMutation ? "{ __typename ... on Refusal { code status problem } }" : Selection(field.Type, 2);
        var query = $"{(field.IsMutation ? "mutation" : "query")} Q{(declared.Length > 0 ? $"({declared})" : "")} {{ {field.Name}{(passed.Length > 0 ? $"({passed})" : "")} {selection} }}";
        var answer = (await Ask(mine.Shop, query, given)).ToJsonString();
        return System.Text.RegularExpressions.Regex.Replace(answer, "\"(request_id|trace_id)\":\"[^\"]*\"", "");
    }

    /// <summary>All leaves of a type, and of what stands in it up to a depth.</summary>
    private string Selection(JsonNode type, int depth)
    {
        var named = type;
        while (named["ofType"] is { } inner)
            named = inner;
        if (_types[named["name"]!.ToString()]["fields"] is not JsonArray fields)
            return "";
        var below = fields.Where(field => field!["args"]!.AsArray().Count == 0)
            .Select(field => (Name: field!["name"]!.ToString(), Below: Selection(field["type"]!, depth - 1), IsLeaf: IsLeaf(field["type"]!)))
            .Where(field => field.IsLeaf || (depth > 0 && field.Below.Length > 0)).Select(field => $"{field.Name} {field.Below}");
        return $"{{ __typename {string.Join(' ', below)} }}";
    }

    private bool IsLeaf(JsonNode type) => type["ofType"] is { } inner ? IsLeaf(inner) : _types[type["name"]!.ToString()]["fields"] is not JsonArray;

    private Dictionary<string, GraphField> Fields(string root, bool isMutation) => _types[root]["fields"]!.AsArray().ToDictionary(
        field => field!["name"]!.ToString(),
        field => new GraphField(field!["name"]!.ToString(), isMutation, field["type"]!, field["args"]!.AsArray().ToDictionary(each => each!["name"]!.ToString(), each => Text(each!["type"]!))));

    private static string Text(JsonNode type) => type["kind"]!.ToString() switch
    {
        "NON_NULL" => Text(type["ofType"]!) + "!",
        "LIST" => $"[{Text(type["ofType"]!)}]",
        _ => type["name"]!.ToString(),
    };

    private static JsonNode Typed(string type, string value) => type.TrimEnd('!') switch
    {
        "Int" => int.Parse(value, CultureInfo.InvariantCulture),
        "Boolean" => bool.Parse(value),
        _ => value,
    };

    private static JsonNode? Camel(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Camel(member.Key), Camel(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Camel)]),
        _ => node?.DeepClone(),
    };

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, i) => i == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
