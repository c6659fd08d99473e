using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>
/// How large an operation is once its fragments stand where they are spread. Each fragment is measured once, so that fragments in fragments cost
/// the service nothing; sums stop at a ceiling instead of overflowing.
/// </summary>
internal sealed class Shape
{
    private const long Ceiling = 1_000_000_000;
    private readonly Schema _schema;
    private readonly IReadOnlyDictionary<string, FragmentDefinition> _fragments;
    private readonly OperationDefinition _operation;
    private readonly List<string> _conditionVariables = [];
    private readonly Size _size;
    private readonly bool _varies;
    private readonly long _constantCost;

    public Shape(Schema schema, IReadOnlyDictionary<string, FragmentDefinition> fragments, OperationDefinition operation)
    {
        (_schema, _fragments, _operation) = (schema, fragments, operation);
        var size = Measure(operation.Selections, []);
        _size = size with { Directives = Math.Min(Ceiling, size.Directives + operation.Directives.Length) };
        _constantCost = CostOf(operation.Selections, schema.RootOf(operation.Kind), VariableValues.None, [], 1, ref _varies);
    }

    public long Depth => _size.Depth;

    public long Aliases => _size.Aliases;

    public long Directives => _size.Directives;

    /// <summary>Whether it asks for the schema.</summary>
    public bool Introspects => _size.Introspects;

    /// <summary>How often lists of introspection stand in one another.</summary>
    public long IntrospectionDepth => _size.IntrospectionDepth;

    public IReadOnlyList<string> ConditionVariables => _conditionVariables;

    /// <summary>What answering costs at most: each field's cost times the sizes of the lists above it.</summary>
    public long Cost(VariableValues variables)
    {
        if (!_varies)
            return _constantCost;
        var ignored = false;
        return CostOf(_operation.Selections, _schema.RootOf(_operation.Kind), variables, [], 1, ref ignored);
    }

    private Size Measure(SelectionSet set, Dictionary<string, Size> known)
    {
        var total = default(Size);
        foreach (var selection in set.Items)
        {
            Note(selection.Directives);
            var size = selection switch
            {
                FieldSelection field => OfField(field, known),
                InlineFragment inline => Measure(inline.Selections, known),
                FragmentSpread spread => OfFragment(spread, known),
                _ => default,
            };
            total = new Size(
                Math.Max(total.Depth, size.Depth), Math.Min(Ceiling, total.Aliases + size.Aliases),
                Math.Min(Ceiling, total.Directives + size.Directives + selection.Directives.Length), total.Introspects || size.Introspects,
                Math.Max(total.IntrospectionDepth, size.IntrospectionDepth));
        }

        return total;
    }

    private Size OfField(FieldSelection field, Dictionary<string, Size> known)
    {
        var below = field.Selections is { } selections ? Measure(selections, known) : default;
        var name = field.Name.Value;
        var meta = name is "__schema" or "__type";
        return new Size(
            meta ? 1 : below.Depth + 1, below.Aliases + (field.Alias is null ? 0 : 1), below.Directives, meta || below.Introspects,
            below.IntrospectionDepth + (name is "fields" or "interfaces" or "possibleTypes" or "inputFields" ? 1 : 0));
    }

    private Size OfFragment(FragmentSpread spread, Dictionary<string, Size> known)
    {
        if (known.TryGetValue(spread.Name.Value, out var size))
            return size;
        var fragment = _fragments[spread.Name.Value];
        Note(fragment.Directives);
        return known[spread.Name.Value] = Measure(fragment.Selections, known);
    }

    private void Note(Directive[] directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name.Value is "skip" or "include" && directive.Arguments is [{ Value: VariableValue variable }])
                _conditionVariables.Add(variable.Name.Value);
        }
    }

    private long CostOf(
        SelectionSet set, NamedType? type, VariableValues variables, Dictionary<(string, long), long> known, long listSize, ref bool varies)
    {
        long total = 0;
        foreach (var selection in set.Items)
        {
            total += selection switch
            {
                FieldSelection field => CostOf(field, type, variables, known, listSize, ref varies),
                InlineFragment inline => CostOf(
                    inline.Selections, inline.Condition is { } condition ? _schema.TypeNamed(condition.Name) : type, variables, known, listSize, ref varies),
                FragmentSpread spread => CostOf(spread, variables, known, listSize, ref varies),
                _ => 0,
            };
            if (total >= Ceiling)
                return Ceiling;
        }

        return total;
    }

    private long CostOf(
        FragmentSpread spread, VariableValues variables, Dictionary<(string, long), long> known, long listSize, ref bool varies)
    {
        if (known.TryGetValue((spread.Name.Value, listSize), out var cost))
            return cost;
        var fragment = _fragments[spread.Name.Value];
        cost = CostOf(fragment.Selections, _schema.TypeNamed(fragment.Condition.Name), variables, known, listSize, ref varies);
        return known[(spread.Name.Value, listSize)] = cost;
    }

    /// <param name="listSize">The size that the field above promised for the lists below it, as connections do.</param>
    private long CostOf(
        FieldSelection node, NamedType? type, VariableValues variables, Dictionary<(string, long), long> known, long listSize, ref bool varies)
    {
        if (type is null || _schema.FieldOf(type, node.Name.Value) is not { } field || field.Name.StartsWith("__", StringComparison.Ordinal))
            return 0;
        var own = SizeOf(node, field, variables, ref varies);
        var isList = field.Type.Nullable is ListType;
        var times = !isList ? 1 : field.SizedBy.Length == 0 && listSize > 1 ? listSize : own;
        long below = 0;
        if (node.Selections is { } selections)
            below = CostOf(selections, field.Type.Named, variables, known, field.SizesChildren ? own : 1, ref varies);
        return Math.Min(Ceiling, field.CostOnce + (times * below));
    }

    private static long SizeOf(FieldSelection node, Field field, VariableValues variables, ref bool varies)
    {
        foreach (var name in field.SizedBy)
        {
            var value = Array.Find(node.Arguments, argument => argument.Name.Value == name)?.Value;
            varies |= value is VariableValue;
            long? given = value switch
            {
                IntValue literal => long.TryParse(literal.Text, out var number) ? number : Ceiling,
                ListValue list => list.Items.Length,
                VariableValue variable when variables.TryGet(variable.Name.Value, out var number) => number is object?[] list ? list.Length : number as int?,
                _ => field.ArgumentNamed(name)?.DefaultValue as int?,
            };
            if (given is { } size)
                return Math.Clamp(size, 0, Ceiling);
        }

        return field.AssumedSize;
    }

    private readonly record struct Size(long Depth, long Aliases, long Directives, bool Introspects, long IntrospectionDepth);
}
