using System.Runtime.CompilerServices;
using System.Text.Json;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>What requests may not exceed, and what they may ask.</summary>
public sealed record GraphQLLimits
{
    /// <summary>Lexical tokens of a document.</summary>
    public int Tokens { get; init; } = 1000;

    /// <summary>Fields in fields.</summary>
    public int Depth { get; init; } = 10;

    /// <summary>Sum of the costs of all fields, each times the sizes of the lists it stands in.</summary>
    public long Cost { get; init; } = 1000;

    public int Aliases { get; init; } = 15;

    public int Directives { get; init; } = 50;

    /// <summary>Requests in one batch; 1 for callers who may not read the schema.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>Lists of introspection in one another, such as fields of types of fields.</summary>
    public int IntrospectionDepth { get; init; } = 3;

    /// <summary>Time for one answer.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether those who may read the schema get it by introspection.</summary>
    public bool Introspection { get; init; } = true;

    /// <summary>Characters of documents that are kept prepared.</summary>
    public int CachedCharacters { get; init; } = 4_000_000;

    /// <summary>No limit but the stack's: for programs that trust their callers.</summary>
    public static GraphQLLimits None { get; } = new()
    {
        Tokens = int.MaxValue,
        Depth = int.MaxValue,
        Cost = long.MaxValue,
        Aliases = int.MaxValue,
        Directives = int.MaxValue,
        IntrospectionDepth = int.MaxValue,
        Time = Timeout.InfiniteTimeSpan,
    };
}

/// <summary>Answers requests by a schema.</summary>
public sealed class GraphQLEngine(Schema schema, GraphQLLimits limits, TimeProvider time)
{
    private readonly Recent<PreparedDocument> _documents = new(limits.CachedCharacters);
    private readonly ParseLimits _parse = new(limits.Tokens);

    public Schema Schema => schema;

    public GraphQLLimits Limits => limits;

    /// <summary>Reads and checks a document, or remembers that it did.</summary>
    public PreparedDocument Prepare(string query) => _documents.Get(query, query.Length, source => PreparedDocument.Of(schema, source, _parse));

    /// <summary>Answers a query or a mutation. Section 6.1.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public async Task<GraphQLResult> Execute(GraphQLRequest request, CancellationToken ct = default)
    {
        if (Begin(request, out var ready) is { } refused)
            return refused;
        if (ready.Operation.Definition.Kind == OperationKind.Subscription)
            return Refuse(request, new GraphQLException("Subscriptions are answered by a stream.", "OPERATION_RESOLUTION_FAILURE"));
        return await Answer(ready, ready.Request.Root, ct);
    }

    /// <summary>Begins a subscription. Section 6.2.3. Each event is answered like a query, with the time of one.</summary>
    public async Task<GraphQLSubscription> Subscribe(GraphQLRequest request, CancellationToken ct = default)
    {
        if (Begin(request, out var ready) is { } refused)
            return new(null, refused);
        if (ready.Operation.Definition.Kind != OperationKind.Subscription)
            return new(null, Refuse(request, new GraphQLException("Only subscriptions are answered by a stream.", "OPERATION_RESOLUTION_FAILURE")));
        var loop = new ExecutionLoop();
        var execution = new Execution(schema, ready.Plan, ready.Variables, ready.Request, loop, ct);
        try
        {
            var events = await loop.Run(async () => await execution.Subscribe(ready.Request.Root));
            return new(Map(events, ready, ct), null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            execution.FailRoot(e);
            return new(null, new GraphQLResult(execution.Errors) { WithSuggestions = request.MayReadSchema });
        }
    }

    private async IAsyncEnumerable<GraphQLResult> Map(
        IAsyncEnumerable<object?> events, Ready ready, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var each in events.WithCancellation(ct))
            yield return await Answer(ready, each, ct);
    }

    private async Task<GraphQLResult> Answer(Ready ready, object? root, CancellationToken ct)
    {
        using var timer = limits.Time == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(limits.Time, time);
        using var both = timer is null ? null : CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        var cancelled = both?.Token ?? ct;
        var loop = new ExecutionLoop();
        var execution = new Execution(schema, ready.Plan, ready.Variables, ready.Request, loop, cancelled);
        try
        {
            var data = await loop.Run(() => execution.Run(root)).WaitAsync(cancelled);
            ct.ThrowIfCancellationRequested();
            return new GraphQLResult(execution.Errors, data, hasData: true) { WithSuggestions = ready.Request.MayReadSchema };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new GraphQLResult([new GraphQLError($"The answer took longer than {limits.Time.TotalSeconds:0.###} s.") { Code = "TIMEOUT" }], null, true);
        }
        catch (GraphQLException e)
        {
            return new GraphQLResult([new GraphQLError(e.Message) { Code = e.Code }], null, true);
        }
    }

    /// <summary>Everything that is decided before the first resolver runs.</summary>
    private GraphQLResult? Begin(GraphQLRequest request, out Ready ready)
    {
        ready = default!;
        var document = Prepare(request.Query);
        if (document.Errors.Count > 0)
            return new GraphQLResult(document.Errors) { WithSuggestions = request.MayReadSchema };
        try
        {
            var operation = document.Operation(request.OperationName);
            CheckShape(operation.Shape, request);
            var errors = new List<GraphQLError>();
            var variables = Coerce(operation, request, document.Document!, errors);
            if (errors.Count > 0)
                return new GraphQLResult(errors) { WithSuggestions = request.MayReadSchema };
            if (operation.Shape.Cost(variables) is var cost && cost > limits.Cost)
                throw new GraphQLException($"The operation costs {cost}, more than {limits.Cost}.", "QUERY_TOO_COMPLEX");
            ready = new Ready(request with { Document = document.Document }, operation, operation.PlanFor(variables), variables);
            return null;
        }
        catch (GraphQLException e)
        {
            return Refuse(request, e);
        }
    }

    private void CheckShape(Shape shape, GraphQLRequest request)
    {
        if (shape.Depth > limits.Depth)
            throw new GraphQLException($"The operation is {shape.Depth} fields deep, more than {limits.Depth}.", "QUERY_TOO_DEEP");
        if (shape.Aliases > limits.Aliases)
            throw new GraphQLException($"The operation has {shape.Aliases} aliases, more than {limits.Aliases}.", "TOO_MANY_ALIASES");
        if (shape.Directives > limits.Directives)
            throw new GraphQLException($"The operation has {shape.Directives} directives, more than {limits.Directives}.", "TOO_MANY_DIRECTIVES");
        if (shape.Introspects && !(limits.Introspection && request.MayReadSchema))
            throw new GraphQLException("The schema is not told.", "INTROSPECTION_DISABLED");
        if (shape.IntrospectionDepth > limits.IntrospectionDepth && shape.Introspects)
            throw new GraphQLException("Introspection goes too deep.", "QUERY_TOO_DEEP");
    }

    /// <summary>Section 6.1.2, "Coercing Variable Values".</summary>
    private static VariableValues Coerce(PreparedOperation operation, GraphQLRequest request, Document document, List<GraphQLError> errors)
    {
        if (operation.Variables.Length == 0)
            return VariableValues.None;
        var values = new Dictionary<string, object?>(operation.Variables.Length);
        foreach (var (node, type) in operation.Variables)
        {
            var name = node.Name.Value;
            if (request.Variables.ValueKind == JsonValueKind.Object && request.Variables.TryGetProperty(name, out var given))
            {
                values[name] = InputCoercion.Json(type, given, "$" + name, (path, why) => errors.Add(new GraphQLError(
                    $"Variable \"${name}\" got invalid value{(path.Length > name.Length + 1 ? $" at \"{path[1..]}\"" : "")}; {why}")
                {
                    Locations = [document.LocationOf(node)],
                    Code = "BAD_USER_INPUT",
                }));
            }
            else if (node.Default is { } literal)
            {
                values[name] = InputCoercion.Literal(type, literal, null);
            }
            else if (type is NonNullType)
            {
                errors.Add(new GraphQLError($"Variable \"${name}\" of required type \"{type}\" was not provided.")
                {
                    Locations = [document.LocationOf(node)],
                    Code = "BAD_USER_INPUT",
                });
            }
        }

        return new VariableValues(values);
    }

    private static GraphQLResult Refuse(GraphQLRequest request, GraphQLException e) =>
        new([new GraphQLError(e.Message) { Code = e.Code, Extensions = e.Extensions }]) { WithSuggestions = request.MayReadSchema };

    private sealed record Ready(GraphQLRequest Request, PreparedOperation Operation, OperationPlan Plan, VariableValues Variables);
}
