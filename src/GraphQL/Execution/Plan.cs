using System.Text.Json;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>A field of an answer: which definition answers it, with which arguments, and what is selected below. Section 6.3.2.</summary>
internal sealed class FieldPlan
{
    private readonly OperationPlan _operation;
    private (ObjectType Type, SelectionPlan Plan)[] _below = [];

    public FieldPlan(OperationPlan operation, ObjectType parent, Field field, FieldSelection[] nodes)
    {
        _operation = operation;
        (Parent, Field, Nodes) = (parent, field, nodes);
        Key = JsonEncodedText.Encode(nodes[0].ResponseName);
        Name = nodes[0].ResponseName;
        if (field.Arguments.Length == 0)
            Constant = InputValues.None;
        else if (!Array.Exists(nodes[0].Arguments, argument => HasVariable(argument.Value)))
            Constant = TryConstant();
    }

    public ObjectType Parent { get; }

    public Field Field { get; }

    /// <summary>All selections that were merged into this one.</summary>
    public FieldSelection[] Nodes { get; }

    public JsonEncodedText Key { get; }

    public string Name { get; }

    /// <summary>The arguments when they are the same in every request.</summary>
    public InputValues? Constant { get; }

    public InputValues Arguments(VariableValues variables) => Constant ?? InputCoercion.Arguments(Field.Arguments, Nodes[0].Arguments, variables);

    /// <summary>What is selected of a value of a type; made when it is first needed.</summary>
    public SelectionPlan Below(ObjectType type)
    {
        foreach (var known in _below)
        {
            if (ReferenceEquals(known.Type, type))
                return known.Plan;
        }

        var plan = _operation.Select(type, Nodes.Select(node => node.Selections!));
        _below = [.. _below, (type, plan)]; // two threads may both make it; either is right
        return plan;
    }

    private InputValues? TryConstant()
    {
        try
        {
            return InputCoercion.Arguments(Field.Arguments, Nodes[0].Arguments, VariableValues.None);
        }
        catch (GraphQLException)
        {
            return null; // said again where the field's error belongs
        }
    }

    internal static bool HasVariable(ValueNode node) => node switch
    {
        VariableValue => true,
        ListValue list => Array.Exists(list.Items, HasVariable),
        ObjectValue fields => Array.Exists(fields.Fields, field => HasVariable(field.Value)),
        _ => false,
    };
}

/// <summary>The fields of one object of an answer, in their order.</summary>
internal sealed record SelectionPlan(ObjectType Type, FieldPlan[] Fields);

/// <summary>How an operation is answered while its <c>@skip</c> and <c>@include</c> conditions are what they are.</summary>
internal sealed class OperationPlan
{
    private readonly Schema _schema;
    private readonly IReadOnlyDictionary<string, FragmentDefinition> _fragments;
    private readonly VariableValues _conditions;

    public OperationPlan(
        Schema schema, OperationDefinition operation, IReadOnlyDictionary<string, FragmentDefinition> fragments, VariableValues conditions)
    {
        (_schema, _fragments, _conditions) = (schema, fragments, conditions);
        Operation = operation;
        Root = Select(schema.RootOf(operation.Kind)!, [operation.Selections]);
    }

    public OperationDefinition Operation { get; }

    public SelectionPlan Root { get; }

    /// <summary>Section 6.3.2, "Field Collection", and 6.4.3, "Merging Selection Sets".</summary>
    public SelectionPlan Select(ObjectType type, IEnumerable<SelectionSet> sets)
    {
        var order = new List<(Field Field, List<FieldSelection> Nodes)>();
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var visited = new HashSet<string>();
        foreach (var set in sets)
            Collect(set);
        return new SelectionPlan(type, [.. order.Select(each => new FieldPlan(this, type, each.Field, [.. each.Nodes]))]);

        void Collect(SelectionSet set)
        {
            foreach (var selection in set.Items)
            {
                if (!IsWanted(selection.Directives))
                    continue;
                switch (selection)
                {
                    case FieldSelection field when byName.TryGetValue(field.ResponseName, out var place):
                        order[place].Nodes.Add(field);
                        break;
                    case FieldSelection field when _schema.FieldOf(type, field.Name.Value) is { } definition:
                        byName[field.ResponseName] = order.Count;
                        order.Add((definition, [field]));
                        break;
                    case InlineFragment inline when Applies(inline.Condition, type):
                        Collect(inline.Selections);
                        break;
                    case FragmentSpread spread when visited.Add(spread.Name.Value) && _fragments.TryGetValue(spread.Name.Value, out var fragment)
                        && Applies(fragment.Condition, type):
                        Collect(fragment.Selections);
                        break;
                }
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type) => condition is null || _schema.TypeNamed(condition.Name) is { } named && named.MayBe(type);

    private bool IsWanted(Directive[] directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name.Value is not ("skip" or "include"))
                continue;
            var arguments = InputCoercion.Arguments(_schema.DirectiveNamed(directive.Name.Value)!.Arguments, directive.Arguments, _conditions);
            if (arguments.Get<bool>("if") == (directive.Name.Value == "skip"))
                return false;
        }

        return true;
    }
}
