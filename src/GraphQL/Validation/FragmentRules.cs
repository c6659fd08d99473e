using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <content>Section 5.5: fragments.</content>
internal sealed partial class Validator
{
    /// <summary>Section 5.5.1.1, "Fragment Name Uniqueness".</summary>
    private void UniqueFragmentNames()
    {
        for (var i = 1; i < _parts.Count; i++)
        {
            if (_parts[i].Definition is not FragmentDefinition { Name: var name })
                continue;
            for (var j = 0; j < i; j++)
            {
                if (_parts[j].Definition is FragmentDefinition first && first.Name.Value == name.Value)
                {
                    Report("UniqueFragmentNames", $"There can be only one fragment named \"{name}\".", first.Name.Start, name.Start);
                    break;
                }
            }
        }
    }

    /// <summary>Section 5.5.1.2, "Fragment Spread Type Existence", and the same for the types of variables.</summary>
    private void KnownTypeName(NamedTypeNode node)
    {
        if (_schema.TypeNamed(node.Name) is null)
        {
            Report("KnownTypeNames", $"Unknown type \"{node.Name}\".",
                () => Suggestions.Of(node.Name, _schema.Types.Select(type => type.Name)), node.Start);
        }
    }

    /// <summary>Section 5.5.1.3, "Fragments on Object, Interface or Union Types".</summary>
    /// <returns>The type when it is known and values of it come out.</returns>
    private NamedType? TypeCondition(NamedTypeNode condition, string? fragment)
    {
        var type = _schema.TypeNamed(condition.Name);
        if (type is null)
            KnownTypeName(condition);
        else if (!type.IsComposite)
        {
            Report("FragmentsOnCompositeTypes",
                $"{(fragment is null ? "Fragment" : $"Fragment \"{fragment}\"")} cannot condition on non composite type \"{type}\".", condition.Start);
        }

        return type is { IsOutput: true } ? type : null;
    }

    /// <summary>Section 5.5.1.4, "Fragments Must Be Used".</summary>
    private void NoUnusedFragments()
    {
        if (_fragments.Count == 0)
            return;
        foreach (var part in _parts)
        {
            if (part.Definition is OperationDefinition)
                Reach(part, reached => reached.IsUsed = true);
        }

        foreach (var part in _parts)
        {
            // Of two fragments of one name either counts as used.
            if (part.Definition is FragmentDefinition fragment && !_fragments[fragment.Name.Value].IsUsed)
                Report("NoUnusedFragments", $"Fragment \"{fragment.Name}\" is never used.", fragment.Start);
        }
    }

    /// <summary>Section 5.5.2.1, "Fragment Spread Target Defined".</summary>
    private void KnownFragmentName(FragmentSpread spread)
    {
        if (!_fragments.ContainsKey(spread.Name.Value))
            Report("KnownFragmentNames", $"Unknown fragment \"{spread.Name}\".", spread.Name.Start);
    }

    /// <summary>Section 5.5.2.2, "Fragment Spreads Must Not Form Cycles".</summary>
    private void NoFragmentCycles()
    {
        if (_fragments.Count == 0 || _spreads.Count == 0)
            return;
        var visited = new HashSet<string>();
        var path = new List<FragmentSpread>();
        var at = new Dictionary<string, int>();
        foreach (var part in _parts)
        {
            if (part.Definition is FragmentDefinition)
                Detect(part);
        }

        void Detect(Part part)
        {
            var name = ((FragmentDefinition)part.Definition).Name.Value;
            if (!visited.Add(name) || part.Spreads == 0)
                return;
            at[name] = path.Count;
            for (var i = 0; i < part.Spreads; i++)
            {
                var spread = _spreads[part.FirstSpread + i];
                var target = spread.Name.Value;
                path.Add(spread);
                if (at.TryGetValue(target, out var begin))
                {
                    var cycle = path.GetRange(begin, path.Count - begin);
                    var via = string.Join(", ", cycle.SkipLast(1).Select(each => $"\"{each.Name}\""));
                    Report("NoFragmentCycles", $"Cannot spread fragment \"{target}\" within itself{(via.Length > 0 ? $" via {via}" : "")}.",
                        cycle.Select(each => each.Start).ToArray());
                }
                else if (_fragments.TryGetValue(target, out var next))
                {
                    Detect(next);
                }

                path.RemoveAt(path.Count - 1);
            }

            at.Remove(name);
        }
    }

    /// <summary>Section 5.5.2.3, "Fragment Spread Is Possible", of a named spread.</summary>
    private void SpreadIsPossible(FragmentSpread spread, NamedType? parent)
    {
        if (parent is not null && Fragment(spread.Name.Value) is { } fragment && _schema.TypeNamed(fragment.Condition.Name) is { IsComposite: true } type
            && !type.Overlaps(parent))
        {
            Report("PossibleFragmentSpreads",
                $"Fragment \"{spread.Name}\" cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".", spread.Start);
        }
    }

    /// <summary>Section 5.5.2.3, "Fragment Spread Is Possible", of an inline fragment.</summary>
    private void SpreadIsPossible(InlineFragment inline, NamedType? type, NamedType? parent)
    {
        if (parent is not null && type is { IsComposite: true } && !type.Overlaps(parent))
        {
            Report("PossibleFragmentSpreads",
                $"Fragment cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".", inline.Start);
        }
    }

    /// <summary>Visits every fragment that an operation spreads, itself or through others, once each.</summary>
    private void Reach(Part operation, Action<Part> visit)
    {
        if (operation.Spreads == 0)
            return;
        var open = new Stack<Part>();
        open.Push(operation);
        while (open.TryPop(out var part))
        {
            for (var i = 0; i < part.Spreads; i++)
            {
                if (!_fragments.TryGetValue(_spreads[part.FirstSpread + i].Name.Value, out var next) || ReferenceEquals(next.ReachedBy, operation))
                    continue;
                next.ReachedBy = operation;
                visit(next);
                open.Push(next);
            }
        }

        foreach (var part in _fragments.Values)
            part.ReachedBy = null;
    }
}
