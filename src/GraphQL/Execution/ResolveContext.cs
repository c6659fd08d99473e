using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>What a resolver is told.</summary>
public readonly struct ResolveContext
{
    private readonly Execution _execution;
    private readonly FieldPlan _plan;
    private readonly PathNode? _parent;

    internal ResolveContext(Execution execution, FieldPlan plan, object? source, InputValues arguments, PathNode? parent)
    {
        (_execution, _plan, _parent) = (execution, plan, parent);
        (Source, Arguments) = (source, arguments);
    }

    /// <summary>What the field above returned; the request's root value for root fields.</summary>
    public object? Source { get; }

    public InputValues Arguments { get; }

    public Schema Schema => _execution.Schema;

    public GraphQLRequest Request => _execution.Request;

    /// <summary>Cancelled when the caller is gone or the time is up.</summary>
    public CancellationToken Cancelled => _execution.Cancelled;

    public Field Field => _plan.Field;

    public ObjectType ParentType => _plan.Parent;

    public OperationKind Operation => _execution.Operation.Kind;

    public IReadOnlyList<object> Path => new Place(_parent, _plan.Name, 0).ToList();

    /// <summary>The caller's own data of the request.</summary>
    public T State<T>() => (T)_execution.Request.State!;

    /// <summary>Asks for a key together with all others that this request asks for.</summary>
    public Task<TValue?> Load<TKey, TValue>(BatchLoader<TKey, TValue> loader, TKey key)
        where TKey : notnull => _execution.BatchOf(loader).Load(key);
}

/// <summary>Where in an answer something stands; made only where something stands below it.</summary>
internal sealed record PathNode(Place Place);

/// <summary>A key of an object, or an index of a list when there is no name.</summary>
internal readonly record struct Place(PathNode? Parent, string? Name, int Index)
{
    public List<object> ToList()
    {
        var path = new List<object>();
        for (Place? at = this; at is { } place; at = place.Parent?.Place)
            path.Add(place.Name ?? (object)place.Index);
        path.Reverse();
        return path;
    }
}
