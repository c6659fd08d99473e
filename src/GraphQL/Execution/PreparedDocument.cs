using System.Collections.Concurrent;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;
using Olympus.GraphQL.Validation;

namespace Olympus.GraphQL.Execution;

/// <summary>A document that was read and checked, with what was learnt of it; shared by all requests that bring it.</summary>
public sealed class PreparedDocument
{
    private readonly Dictionary<string, PreparedOperation> _operations = [];
    private readonly PreparedOperation? _only;

    private PreparedDocument(Document? document, IReadOnlyList<GraphQLError> errors)
    {
        Document = document;
        Errors = errors;
    }

    private PreparedDocument(Schema schema, Document document)
        : this(document, [])
    {
        var fragments = new Dictionary<string, FragmentDefinition>();
        foreach (var fragment in document.Definitions.OfType<FragmentDefinition>())
            fragments[fragment.Name.Value] = fragment;
        var operations = document.Definitions.OfType<OperationDefinition>().Select(each => new PreparedOperation(schema, each, fragments)).ToList();
        foreach (var operation in operations.Where(each => each.Definition.Name is not null))
            _operations[operation.Definition.Name!.Value.Value] = operation;
        _only = operations.Count == 1 ? operations[0] : null;
        HasOperations = operations.Count > 0;
    }

    /// <summary>null when it could not be read.</summary>
    public Document? Document { get; }

    /// <summary>Why it cannot be executed; empty when it can.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    internal bool HasOperations { get; }

    /// <summary>Reads and checks a document. Sections 2 and 5.</summary>
    public static PreparedDocument Of(Schema schema, string source, ParseLimits limits)
    {
        Document document;
        try
        {
            document = Document.Parse(source, limits);
        }
        catch (GraphQLSyntaxException e)
        {
            return new PreparedDocument(null,
                [new GraphQLError(e.Message) { Locations = [e.Location], Code = e.OverLimit ? "QUERY_TOO_LARGE" : "GRAPHQL_PARSE_FAILED" }]);
        }

        var errors = Validator.Validate(schema, document);
        return errors.Count > 0 ? new PreparedDocument(document, errors) : new PreparedDocument(schema, document);
    }

    /// <summary>Section 6.1, "Executing Requests": the operation that is meant.</summary>
    /// <exception cref="GraphQLException">None is, or it is not clear which.</exception>
    internal PreparedOperation Operation(string? name)
    {
        if (name is not null)
            return _operations.GetValueOrDefault(name) ?? throw new GraphQLException($"Unknown operation named \"{name}\".", "OPERATION_RESOLUTION_FAILURE");
        return _only ?? throw new GraphQLException(
            HasOperations ? "Must provide operation name if query contains multiple operations." : "Must provide an operation.",
            "OPERATION_RESOLUTION_FAILURE");
    }

    /// <summary>What kind of operation is meant; null when none is, or it is not clear which.</summary>
    public OperationKind? KindOf(string? operationName) =>
        (operationName is null ? _only : _operations.GetValueOrDefault(operationName))?.Definition.Kind;
}

/// <summary>One operation of a document, with the plans by which it is answered.</summary>
internal sealed class PreparedOperation
{
    private const int MostConditions = 16, MostPlans = 32;
    private readonly Schema _schema;
    private readonly IReadOnlyDictionary<string, FragmentDefinition> _fragments;
    private readonly string[] _conditions;
    private readonly ConcurrentDictionary<int, OperationPlan> _plans = new();

    public PreparedOperation(Schema schema, OperationDefinition definition, IReadOnlyDictionary<string, FragmentDefinition> fragments)
    {
        (_schema, _fragments) = (schema, fragments);
        Definition = definition;
        Variables = Array.ConvertAll(definition.Variables, variable => (variable, schema.TypeOf(variable.Type)!));
        Shape = new Shape(schema, fragments, definition);
        _conditions = [.. Shape.ConditionVariables.Distinct()];
    }

    public OperationDefinition Definition { get; }

    public (VariableDefinition Node, SchemaType Type)[] Variables { get; }

    public Shape Shape { get; }

    /// <summary>The plan for what conditions say this time; kept, because they say few different things.</summary>
    public OperationPlan PlanFor(VariableValues variables)
    {
        var mask = 0;
        for (var i = 0; i < _conditions.Length; i++)
        {
            if (_conditions.Length > MostConditions || !variables.TryGet(_conditions[i], out var value) || value is not bool condition)
                return new OperationPlan(_schema, Definition, _fragments, variables);
            mask |= condition ? 1 << i : 0;
        }

        if (_plans.TryGetValue(mask, out var plan))
            return plan;
        plan = new OperationPlan(_schema, Definition, _fragments, Only(variables));
        return _plans.Count < MostPlans ? _plans.GetOrAdd(mask, plan) : plan;
    }

    /// <summary>A plan outlives its request: it keeps the conditions and none of the other values.</summary>
    private VariableValues Only(VariableValues variables)
    {
        var kept = new Dictionary<string, object?>();
        foreach (var name in _conditions)
        {
            if (variables.TryGet(name, out var value))
                kept[name] = value;
        }

        return new VariableValues(kept);
    }
}
