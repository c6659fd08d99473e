using System.Text.Json;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Types;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Graph;

/// <summary>Who asks, and from where.</summary>
internal sealed record GraphCaller(Principal Principal, CallOrigin Origin)
{
    /// <summary>By which subscriptions are told; null over HTTP, where there are none.</summary>
    public GraphSocket? Socket { get; init; }
}

/// <summary>A use case that was refused: the value that a mutation's <c>Refusal</c> is read from.</summary>
internal sealed record Refused(JsonElement Problem);

/// <summary>
/// The use cases of the API as fields: those that read are queries, the others are mutations. What runs is the endpoint itself, with its checks and filters, so
/// that no use case, no permission and no wall between tenants exists twice.
/// </summary>
internal sealed class ApiSchema
{
    private static readonly JsonElement DoneValue = JsonElement.Parse("""{"done":true}""");
    private readonly JsonElement _document;
    private readonly GraphCalls _calls;
    private readonly ApiTypes _types;
    private readonly ApiNodes _nodes;
    private readonly List<Field> _queries = [];
    private readonly List<Field> _mutations = [];
    private readonly List<NamedType> _results = [];
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    private ApiSchema(JsonElement document, GraphCalls calls)
    {
        (_document, _calls) = (document, calls);
        var rows = new ApiRows(calls);
        _types = new(document.GetProperty("components").GetProperty("schemas"), new ApiEdges(rows));
        _nodes = new(rows);
    }

    public static Schema Build(JsonElement document, GraphCalls calls) => new ApiSchema(document, calls).Build();

    private Schema Build()
    {
        foreach (var path in _document.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject())
            {
                if (verb.Value.TryGetProperty("operationId", out var id) && _calls.Find(id.GetString()!) is { } method)
                    Add(method, verb.Value);
            }
        }

        var subscriptions = new ApiSubscriptions(_types, operation => _answers[operation], _calls.Show).Types().ToList();
        _queries.AddRange(_nodes.Queries());
        return new Schema(
            [
                _nodes.Interface(_types), ApiConnections.PageInfo(),
                new ObjectType("Query", _queries) { Description = "Everything that can be read." },
                new ObjectType("Mutation", _mutations) { Description = "Everything that can be done. A refusal is an answer: its code is stable." },
                new ObjectType("Done", [Field.Of<JsonElement>("done", "Boolean!", _ => true)]) { Description = "It is done, and there is nothing to tell." },
                new ObjectType("Refusal",
                [
                    Of("code", "String!", "Stable; switch on this."), Of("status", "Int!", "As over HTTP."), Of("detail", "String!", "One sentence for people."),
                    new Field("problem", "Json!") { Description = "The whole problem, with the members that depend on its code.", Get = source => ((Refused)source).Problem },
                ]) { Description = "A use case was refused." },
                .. subscriptions, .. _results, .. _types.All.Where(type => type.Name != "Json"), new ScalarType("Json") { Description = "Any JSON value." },
            ],
            mutation: "Mutation", subscription: "Subscription", description: "The business operating system. The tenant is the one of the access token.");
    }

    private static Field Of(string name, string type, string about) => new(name, type)
    {
        Description = about,
        Get = source => ((Refused)source).Problem.TryGetProperty(name, out var value) ? ApiTypes.Plain(value) : null,
    };

    private void Add(EndpointMethod method, JsonElement operation)
    {
        var answer = Answer(operation);
        var wire = new Dictionary<string, string>();
        var arguments = Arguments(operation, wire);
        var about = operation.TryGetProperty("summary", out var summary) ? summary.GetString() : null;
        // A question that takes a body is asked by POST; what is done once for each key is no question, whoever may do it.
        var reads = method.Verb == "GET"
            || (method.Verb == "POST" && arguments.All(argument => argument.Name != "idempotencyKey")
                && operation.TryGetProperty("x-permission", out var permission) && permission.GetString()!.EndsWith(":read", StringComparison.Ordinal));
        if (reads)
        {
            if (answer is { } schema)
            {
                var type = _answers[method.Name] = _types.Output(schema);
                if (type.EndsWith("Connection", StringComparison.Ordinal))
                    arguments = Paged(arguments, wire);
                _queries.Add(new Field(QueryName(method.Name), type)
                {
                    Description = about,
                    Arguments = arguments,
                    Cost = method.Cost,
                    SizedBy = [.. new[] { "limit", "first" }.Where(size => arguments.Any(each => each.Name == size))],
                    AssumedSize = 20,
                    SizesChildren = true,
                    Resolve = context => Read(method, wire, context),
                });
            }

            return;
        }

        var result = char.ToUpperInvariant(method.Name[0]) + method.Name[1..] + "Result";
        var made = answer is { } body && _types.Output(body) is var shown && !shown.StartsWith('[') && shown != "Json" ? shown : "Done";
        _results.Add(new UnionType(result, [made, "Refusal"]) { ResolveType = value => value is Refused ? "Refusal" : made });
        _mutations.Add(new Field(method.Name, result + "!")
        {
            Description = about,
            Arguments = arguments,
            Cost = 10 * Math.Max(1, method.Cost),
            Resolve = context => Do(method, wire, context),
        });
    }

    private InputValue[] Arguments(JsonElement operation, Dictionary<string, string> wire)
    {
        var arguments = new List<InputValue>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            var schema = parameter.GetProperty("schema");
            var mark = parameter.TryGetProperty("required", out var required) && required.GetBoolean() ? "!" : "";
            var about = ApiTypes.About(parameter);
            var (argument, member, type) = (parameter.GetProperty("in").GetString(), name) switch
            {
                ("header", "Idempotency-Key") => ("idempotencyKey", "idempotency_key", "String"),
                ("header", "If-Match") => ("ifMatch", "if_match", "Int"),
                ("header", _) => ("", "", ""),
                _ => (ApiTypes.Camel(name), name, _types.Input(schema)),
            };
            if (argument.Length == 0)
                continue;
            wire[argument] = member;
            arguments.Add(new InputValue(argument, type + mark) { Description = about });
        }

        if (operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var content))
        {
            wire["input"] = "body";
            arguments.Add(new InputValue("input", _types.Input(content.GetProperty("schema")) + "!"));
        }

        return [.. arguments];
    }

    /// <summary>The arguments of connections, beside those of REST that mean the same.</summary>
    private static InputValue[] Paged(InputValue[] arguments, Dictionary<string, string> wire)
    {
        var more = new List<InputValue>();
        foreach (var (name, rest, type) in new[] { ("first", "limit", "Int"), ("after", "cursor", "String") })
        {
            if (arguments.All(each => each.Name != rest) || !wire.TryAdd(name, rest))
                continue;
            more.Add(new InputValue(name, type) { Description = $"The same as `{rest}`, as connections call it." });
        }

        return [.. arguments, .. more];
    }

    private static bool IsPage(Field field) => field.Type.Named.Name.EndsWith("Connection", StringComparison.Ordinal);

    private static bool IsCursor(string member) => member is "cursor" or "after";

    private static JsonElement? Answer(JsonElement operation)
    {
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            if (response.Name.StartsWith('2') && response.Value.TryGetProperty("content", out var content)
                && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema))
                return schema;
        }

        return null;
    }

    /// <summary><c>getProduct</c> is <c>product</c>, <c>listProducts</c> is <c>products</c>.</summary>
    private string QueryName(string operation)
    {
        var noun = operation.StartsWith("get", StringComparison.Ordinal) ? operation[3..] : operation.StartsWith("list", StringComparison.Ordinal) ? operation[4..] : operation;
        var name = char.ToLowerInvariant(noun[0]) + noun[1..];
        return _queries.Exists(field => field.Name == name) ? operation : name;
    }

    private async ValueTask<object?> Read(EndpointMethod method, Dictionary<string, string> wire, ResolveContext context)
    {
        var answer = await Call(method, wire, context);
        return answer.Problem is { } refused ? throw GraphCalls.Told(refused)
            : answer.CursorOf is null && !IsPage(context.Field) ? ApiTypes.Plain(answer.Json)
            : new Sourced(answer.Json) { CursorOf = answer.CursorOf, IsBehind = context.Arguments.Given().Any(each => IsCursor(wire[each.Key]) && each.Value is not null) };
    }

    private async ValueTask<object?> Do(EndpointMethod method, Dictionary<string, string> wire, ResolveContext context)
    {
        var answer = await Call(method, wire, context);
        return answer.Problem is { } refused ? new Refused(refused) : answer.Json.ValueKind == JsonValueKind.Object ? answer.Json : DoneValue;
    }

    private ValueTask<GraphAnswer> Call(EndpointMethod method, Dictionary<string, string> wire, ResolveContext context) =>
        _calls.Run(method, Input(wire, context.Arguments), context.State<GraphCaller>(), context.Cancelled);

    private static EndpointInput Input(Dictionary<string, string> wire, InputValues given)
    {
        var input = new EndpointInput();
        foreach (var (argument, value) in given.Given())
        {
            if (value is null)
                continue;
            switch (wire[argument])
            {
                case "idempotency_key":
                    input.IdempotencyKey = (string)value;
                    break;
                case "if_match":
                    input.IfMatch = $"\"{value}\"";
                    break;
                case "body":
                    input.Body = JsonSerializer.SerializeToUtf8Bytes(ApiTypes.Json(value));
                    break;
                case var member when input.Has(member):
                    throw new GraphQLException($"{argument} means the same as {member}: give one of them.", "request.parameter_invalid");
                case var member:
                    foreach (var each in value as object?[] ?? [value])
                        input.Add(member, ApiTypes.Text(each));
                    break;
            }
        }

        return input;
    }
}
