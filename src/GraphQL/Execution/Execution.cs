using System.Collections;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>One answer being made. Sections 6.3 and 6.4. Nothing of it runs at the same time as anything else of it.</summary>
internal sealed class Execution(
    Schema schema, OperationPlan plan, VariableValues variables, GraphQLRequest request, ExecutionLoop loop, CancellationToken cancelled)
{
    /// <summary>Stands for a null that a non-null type forbids: it goes up to the next place that may be null. Section 6.4.4.</summary>
    private static readonly object Forbidden = new();

    private readonly Dictionary<object, Batch> _batches = [];

    public Schema Schema => schema;

    public GraphQLRequest Request => request;

    public OperationDefinition Operation => plan.Operation;

    public CancellationToken Cancelled => cancelled;

    public ExecutionLoop Loop => loop;

    public List<GraphQLError> Errors { get; } = [];

    public Batch<TKey, TValue> BatchOf<TKey, TValue>(BatchLoader<TKey, TValue> loader)
        where TKey : notnull
    {
        if (_batches.TryGetValue(loader, out var known))
            return (Batch<TKey, TValue>)known;
        var batch = loader.Open(this);
        _batches[loader] = batch;
        return batch;
    }

    /// <summary>The whole answer: an object, or null when a null went up to the root.</summary>
    public async Task<ResponseObject?> Run(object? root)
    {
        var data = plan.Operation.Kind == OperationKind.Mutation ? await SelectSerially(plan.Root, root) : await Select(plan.Root, root, null);
        return data as ResponseObject;
    }

    /// <summary>The stream of events of a subscription. Section 6.2.3.1.</summary>
    /// <exception cref="GraphQLException">There is none.</exception>
    public ValueTask<IAsyncEnumerable<object?>> Subscribe(object? root)
    {
        var field = plan.Root.Fields[0];
        var subscribe = field.Field.Subscribe ?? throw new InvalidOperationException($"{plan.Root.Type}.{field.Name} has no subscriber.");
        return subscribe(new ResolveContext(this, field, root, field.Arguments(variables), null));
    }

    /// <summary>An error of the root field that is subscribed to.</summary>
    public void FailRoot(Exception e) => Fail(e, plan.Root.Fields[0], new Place(null, plan.Root.Fields[0].Name, 0));

    private ValueTask<object?> Select(SelectionPlan selection, object? source, PathNode? path)
    {
        var fields = selection.Fields;
        var values = new object?[fields.Length];
        List<(int, ValueTask<object?>)>? open = null;
        for (var i = 0; i < fields.Length; i++)
        {
            var task = Resolve(fields[i], source, path);
            if (!task.IsCompletedSuccessfully)
            {
                (open ??= []).Add((i, task));
                continue;
            }

            if (task.Result is var value && ReferenceEquals(value, Forbidden))
                return open is null ? new(Forbidden) : Settle(values, open, Forbidden);
            values[i] = value;
        }

        var answer = new ResponseObject(selection, values);
        return open is null ? new(answer) : Settle(values, open, answer);
    }

    /// <summary>Section 6.2.2: each field of a mutation begins when the one before has ended.</summary>
    private async ValueTask<object?> SelectSerially(SelectionPlan selection, object? source)
    {
        var values = new object?[selection.Fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await Resolve(selection.Fields[i], source, null);
            if (ReferenceEquals(values[i], Forbidden))
                return Forbidden;
        }

        return new ResponseObject(selection, values);
    }

    /// <summary>Waits for what was begun, also when the answer is decided: resolvers never outlive their request.</summary>
    private static async ValueTask<object?> Settle(object?[] values, List<(int Index, ValueTask<object?> Task)> open, object answer)
    {
        foreach (var (index, task) in open)
        {
            values[index] = await task;
            if (ReferenceEquals(values[index], Forbidden))
                answer = Forbidden;
        }

        return answer;
    }

    /// <summary>Section 6.4, "Executing Fields".</summary>
    private ValueTask<object?> Resolve(FieldPlan field, object? source, PathNode? path)
    {
        var definition = field.Field;
        object? value;
        try
        {
            if (definition.Get is { } get)
            {
                value = get(source!);
            }
            else if (definition.Resolve is { } resolve)
            {
                var task = resolve(new ResolveContext(this, field, source, field.Arguments(variables), path));
                if (!task.IsCompletedSuccessfully)
                    return Await(task, field, path);
                value = task.Result is var result ? result : null;
            }
            else
            {
                value = source switch
                {
                    IReadOnlyDictionary<string, object?> members => members.GetValueOrDefault(definition.Name),
                    null => null,
                    _ when definition.Subscribe is not null => source,
                    _ => throw new InvalidOperationException($"{field.Parent}.{definition.Name} has no resolver."),
                };
            }
        }
        catch (Exception e)
        {
            return new(Fail(e, field, new Place(path, field.Name, 0), definition.Type));
        }

        return Complete(definition.Type, field, value, new Place(path, field.Name, 0));
    }

    private async ValueTask<object?> Await(ValueTask<object?> task, FieldPlan field, PathNode? path)
    {
        object? value;
        try
        {
            value = await task;
        }
        catch (Exception e)
        {
            return Fail(e, field, new Place(path, field.Name, 0), field.Field.Type);
        }

        return await Complete(field.Field.Type, field, value, new Place(path, field.Name, 0));
    }

    /// <summary>Section 6.4.3, "Value Completion".</summary>
    private ValueTask<object?> Complete(SchemaType type, FieldPlan field, object? value, Place place)
    {
        if (value is null)
        {
            return new(type is NonNullType
                ? Fail(new GraphQLException($"Cannot return null for non-nullable field {field.Parent}.{field.Field.Name}."), field, place, type)
                : null);
        }

        switch (type.Nullable)
        {
            case ScalarType or EnumType:
                return new(CompleteLeaf(type, field, value, place));
            case ListType list:
                return CompleteList(type, list.Item, field, value, place);
            default:
                return CompleteObject(type, field, value, place);
        }
    }

    private object? CompleteLeaf(SchemaType type, FieldPlan field, object value, Place place)
    {
        try
        {
            var wire = type.Nullable is EnumType names ? names.Serialize(value) : ((ScalarType)type.Nullable).Serialize(value);
            return wire ?? (type is NonNullType
                ? Fail(new GraphQLException($"Cannot return null for non-nullable field {field.Parent}.{field.Field.Name}."), field, place, type)
                : null);
        }
        catch (Exception e)
        {
            return Fail(e, field, place, type);
        }
    }

    private ValueTask<object?> CompleteList(SchemaType type, SchemaType item, FieldPlan field, object value, Place place)
    {
        if (value is string || value is not IEnumerable items)
        {
            return new(Fail(
                new GraphQLException($"Expected Iterable, but did not find one for field \"{field.Parent}.{field.Field.Name}\"."), field, place, type));
        }

        var path = new PathNode(place);
        var values = new List<object?>((value as ICollection)?.Count ?? 4);
        List<(int, ValueTask<object?>)>? open = null;
        try
        {
            foreach (var each in items)
            {
                var task = Complete(item, field, each, new Place(path, null, values.Count));
                if (!task.IsCompletedSuccessfully)
                {
                    (open ??= []).Add((values.Count, task));
                    values.Add(null);
                    continue;
                }

                if (task.Result is var one && ReferenceEquals(one, Forbidden))
                    return open is null ? new(Absorb(type, Forbidden)) : SettleList(type, values.ToArray(), open, Forbidden);
                values.Add(one);
            }
        }
        catch (Exception e)
        {
            var failed = Fail(e, field, place, type);
            return open is null ? new(failed) : SettleList(type, values.ToArray(), open, failed ?? Forbidden);
        }

        var answer = values.ToArray();
        return open is null ? new(answer) : SettleList(type, answer, open, answer);
    }

    private static async ValueTask<object?> SettleList(SchemaType type, object?[] values, List<(int, ValueTask<object?>)> open, object answer) =>
        Absorb(type, await Settle(values, open, answer));

    private ValueTask<object?> CompleteObject(SchemaType type, FieldPlan field, object value, Place place)
    {
        ValueTask<object?> answer;
        try
        {
            var actual = type.Nullable as ObjectType ?? ActualType((NamedType)type.Nullable, field, value);
            answer = Select(field.Below(actual), value, new PathNode(place));
        }
        catch (Exception e)
        {
            return new(Fail(e, field, place, type));
        }

        if (!answer.IsCompletedSuccessfully)
            return type is NonNullType ? answer : AbsorbLater(type, answer);
        return answer.Result is var made && ReferenceEquals(made, Forbidden) ? new(Absorb(type, Forbidden)) : answer;
    }

    private static async ValueTask<object?> AbsorbLater(SchemaType type, ValueTask<object?> answer) => Absorb(type, await answer);

    private static object? Absorb(SchemaType type, object? value) => ReferenceEquals(value, Forbidden) && type is not NonNullType ? null : value;

    /// <summary>Section 6.4.3, "Resolving Abstract Types".</summary>
    private ObjectType ActualType(NamedType type, FieldPlan field, object value)
    {
        var name = type is InterfaceType port ? port.ResolveType?.Invoke(value) : ((UnionType)type).ResolveType?.Invoke(value);
        var actual = name is not null ? schema.TypeNamed(name) as ObjectType
            : schema.PossibleTypes(type).FirstOrDefault(each => each.IsTypeOf?.Invoke(value) == true);
        if (actual is not null && type.MayBe(actual))
            return actual;
        throw new GraphQLException(
            $"Abstract type \"{type}\" must resolve to an Object type at runtime for field \"{field.Parent}.{field.Field.Name}\".");
    }

    /// <summary>Writes an error down and says what stands in its place. Section 6.4.4.</summary>
    private object? Fail(Exception e, FieldPlan field, Place place, SchemaType type)
    {
        Fail(e, field, place);
        return type is NonNullType ? Forbidden : null;
    }

    private void Fail(Exception e, FieldPlan field, Place place)
    {
        var known = e as GraphQLException ?? request.Explain?.Invoke(e);
        Errors.Add(new GraphQLError(known?.Message ?? "Unexpected error.")
        {
            Locations = Array.ConvertAll(field.Nodes, request.LocationOf),
            Path = place.ToList(),
            Code = known is null ? "INTERNAL_SERVER_ERROR" : known.Code,
            Extensions = known?.Extensions,
            Cause = known is null ? e : null,
        });
    }
}
