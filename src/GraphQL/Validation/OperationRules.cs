using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <content>Sections 5.1 and 5.2: documents and operations.</content>
internal sealed partial class Validator
{
    /// <summary>Section 5.1.1: a document that is executed defines no types.</summary>
    private void ExecutableDefinitions(Definition definition) => Report("ExecutableDefinitions", definition switch
    {
        SchemaDefinition => "The schema definition is not executable.",
        ScalarDefinition type => $"The \"{type.Name}\" definition is not executable.",
        FieldsDefinition type => $"The \"{type.Name}\" definition is not executable.",
        UnionDefinition type => $"The \"{type.Name}\" definition is not executable.",
        EnumDefinition type => $"The \"{type.Name}\" definition is not executable.",
        InputDefinition type => $"The \"{type.Name}\" definition is not executable.",
        DirectiveDefinition type => $"The \"{type.Name}\" definition is not executable.",
        _ => "This definition is not executable.",
    }, definition.Start);

    /// <summary>Section 5.2.1.1, "Operation Type Existence".</summary>
    private void OperationTypeExists(OperationDefinition operation, ObjectType? root)
    {
        if (root is null)
            Report("KnownOperationTypes", $"The {Printer.KeywordOf(operation.Kind)} operation is not supported by the schema.", operation.Start);
    }

    /// <summary>Section 5.2.2.1, "Operation Name Uniqueness".</summary>
    private void UniqueOperationNames()
    {
        for (var i = 1; i < _parts.Count; i++)
        {
            if (_parts[i].Definition is not OperationDefinition { Name: { } name })
                continue;
            for (var j = 0; j < i; j++)
            {
                if (_parts[j].Definition is OperationDefinition { Name: { } first } && first.Value == name.Value)
                {
                    Report("UniqueOperationNames", $"There can be only one operation named \"{name}\".", first.Start, name.Start);
                    break;
                }
            }
        }
    }

    /// <summary>Section 5.2.3.1, "Lone Anonymous Operation".</summary>
    private void LoneAnonymousOperation()
    {
        if (_parts.Count < 2 || _parts.Count(part => part.Definition is OperationDefinition) < 2)
            return;
        foreach (var part in _parts)
        {
            if (part.Definition is OperationDefinition { Name: null })
                Report("LoneAnonymousOperation", "This anonymous operation must be the only defined operation.", part.Definition.Start);
        }
    }

    /// <summary>Section 5.2.4.1, "Single Root Field": of the subscription itself and of the fragments that apply to it.</summary>
    private void SingleRootField(OperationDefinition operation, ObjectType root)
    {
        var fields = new List<(string Name, List<FieldSelection> Nodes)>();
        var conditions = new List<int>();
        Collect(operation.Selections, []);
        var owner = operation.Name is { } name ? $"Subscription \"{name}\"" : "Anonymous Subscription";
        if (conditions.Count > 0)
            Report("SingleFieldSubscriptions", $"{owner} must not use `@skip` or `@include` directives in the top level selection.", conditions.ToArray());
        if (fields.Count > 1)
        {
            Report("SingleFieldSubscriptions", $"{owner} must select only one top level field.",
                fields.Skip(1).SelectMany(field => field.Nodes).Select(node => node.Start).ToArray());
        }

        foreach (var field in fields)
        {
            if (field.Nodes[0].Name.Value.StartsWith("__", StringComparison.Ordinal))
            {
                Report("SingleFieldSubscriptions", $"{owner} must not select an introspection top level field.",
                    field.Nodes.Select(node => node.Start).ToArray());
            }
        }

        void Collect(SelectionSet set, HashSet<string> visited)
        {
            foreach (var selection in set.Items)
            {
                conditions.AddRange(selection.Directives.Where(each => each.Name.Value is "skip" or "include").Select(each => each.Start));
                switch (selection)
                {
                    case FieldSelection field when fields.Find(each => each.Name == field.ResponseName) is { Nodes: { } nodes }:
                        nodes.Add(field);
                        break;
                    case FieldSelection field:
                        fields.Add((field.ResponseName, [field]));
                        break;
                    case InlineFragment inline when Applies(inline.Condition, root):
                        Collect(inline.Selections, visited);
                        break;
                    case FragmentSpread spread when visited.Add(spread.Name.Value) && Fragment(spread.Name.Value) is { } fragment
                        && Applies(fragment.Condition, root):
                        Collect(fragment.Selections, visited);
                        break;
                }
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null || (_schema.TypeNamed(condition.Name) is { IsComposite: true } named && named.MayBe(type));
}
