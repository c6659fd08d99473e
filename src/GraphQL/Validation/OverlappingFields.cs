using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <summary>
/// Section 5.3.2, "Field Selection Merging": fields that end up under one key must be the same, or at least have the same shape where they can never meet.
/// Sets are compared with sets and fragments with fragments, each pair once, so that the work stays quadratic however fragments are nested.
/// </summary>
internal sealed class OverlappingFields(Validator run)
{
    private const int FewFields = 16;
    private readonly Dictionary<SelectionSet, Fields> _fields = [];
    private readonly Dictionary<(Fields, string), bool> _comparedWithFragment = [];
    private readonly Dictionary<(string, string), bool> _comparedFragments = [];
    private readonly HashSet<(FieldSelection, FieldSelection)> _told = [];

    /// <summary>Compares all that a selection set selects, fragments included.</summary>
    public void Check(SelectionSet set, NamedType? parent)
    {
        if (IsPlain(set))
            return;
        var found = new List<Conflict>();
        var fields = FieldsOf(set, parent);
        foreach (var same in fields.ByName)
        {
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = i + 1; j < same.Count; j++)
                    Compare(found, false, same.Name, same[i], same[j]);
            }
        }

        for (var i = 0; i < fields.Fragments.Count; i++)
        {
            WithFragment(found, false, fields, fields.Fragments[i]);
            for (var j = i + 1; j < fields.Fragments.Count; j++)
                Fragments(found, false, fields.Fragments[i], fields.Fragments[j]);
        }

        foreach (var conflict in found)
        {
            // The same two fields meet again in every set that contains them.
            if (!_told.Add((conflict.Left[0], conflict.Right[0])) && conflict.Left.Length == 1)
                continue;
            run.Report("OverlappingFieldsCanBeMerged",
                $"Fields \"{conflict.Name}\" conflict because {conflict.Why}. Use different aliases on the fields to fetch both if this was intentional.",
                [.. conflict.Left.Select(node => node.Start), .. conflict.Right.Select(node => node.Start)]);
        }
    }

    /// <summary>Whether it has only fields, each under a key of its own, or one fragment, which is compared where it stands: most sets are like that, and need
    /// nothing else.</summary>
    private static bool IsPlain(SelectionSet set)
    {
        var items = set.Items;
        if (items is [FragmentSpread])
            return true;
        if (items.Length > FewFields)
            return false;
        var marks = 0UL;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is not FieldSelection field)
                return false;
            // Names that differ in these need not be compared.
            var name = field.ResponseName;
            var mark = 1UL << ((name[0] * 7 + name[^1] * 31 + name.Length) & 63);
            if ((marks & mark) != 0 && IsAmong(items.AsSpan(0, i), name))
                return false;
            marks |= mark;
        }

        return true;
    }

    private static bool IsAmong(ReadOnlySpan<Selection> fields, string name)
    {
        foreach (var field in fields)
        {
            if (((FieldSelection)field).ResponseName == name)
                return true;
        }

        return false;
    }

    private void WithFragment(List<Conflict> found, bool exclusive, Fields fields, string name)
    {
        if (Known(_comparedWithFragment, (fields, name), exclusive) || run.Fragment(name) is not { } fragment)
            return;
        var other = FieldsOf(fragment);
        if (ReferenceEquals(fields, other))
            return;
        Between(found, exclusive, fields, other);
        foreach (var next in other.Fragments)
            WithFragment(found, exclusive, fields, next);
    }

    private void Fragments(List<Conflict> found, bool exclusive, string left, string right)
    {
        if (left == right)
            return;
        var pair = string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
        if (Known(_comparedFragments, pair, exclusive) || run.Fragment(left) is not { } first || run.Fragment(right) is not { } second)
            return;
        Fields a = FieldsOf(first), b = FieldsOf(second);
        Between(found, exclusive, a, b);
        foreach (var next in b.Fragments)
            Fragments(found, exclusive, left, next);
        foreach (var next in a.Fragments)
            Fragments(found, exclusive, next, right);
    }

    /// <summary>Whether a pair was compared before. Compared as fields that can meet, it was compared as such that cannot, too.</summary>
    private static bool Known<T>(Dictionary<T, bool> compared, T pair, bool exclusive)
        where T : notnull
    {
        if (compared.TryGetValue(pair, out var wasExclusive) && (exclusive || !wasExclusive))
            return true;
        compared[pair] = exclusive;
        return false;
    }

    private void Between(List<Conflict> found, bool exclusive, Fields left, Fields right)
    {
        foreach (var same in left.ByName)
        {
            if (right.Find(same.Name) is not { } others)
                continue;
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = 0; j < others.Count; j++)
                    Compare(found, exclusive, same.Name, same[i], others[j]);
            }
        }
    }

    private void Compare(List<Conflict> found, bool parentsExclusive, string name, Entry a, Entry b)
    {
        var exclusive = parentsExclusive || (!ReferenceEquals(a.Parent, b.Parent) && a.Parent is ObjectType && b.Parent is ObjectType);
        if (!exclusive)
        {
            string one = a.Node.Name.Value, other = b.Node.Name.Value;
            if (one != other)
            {
                found.Add(new(name, $"\"{one}\" and \"{other}\" are different fields", [a.Node], [b.Node]));
                return;
            }

            if (!SameArguments(a.Node.Arguments, b.Node.Arguments))
            {
                found.Add(new(name, "they have differing arguments", [a.Node], [b.Node]));
                return;
            }
        }

        SchemaType? typeA = a.Field?.Type, typeB = b.Field?.Type;
        if (typeA is not null && typeB is not null && Differ(typeA, typeB))
        {
            found.Add(new(name, $"they return conflicting types \"{typeA}\" and \"{typeB}\"", [a.Node], [b.Node]));
            return;
        }

        if (a.Node.Selections is { } setA && b.Node.Selections is { } setB)
            CompareBelow(found, exclusive, name, (a.Node, FieldsOf(setA, typeA?.Named)), (b.Node, FieldsOf(setB, typeB?.Named)));
    }

    private void CompareBelow(List<Conflict> found, bool exclusive, string name, (FieldSelection Node, Fields Fields) a, (FieldSelection Node, Fields Fields) b)
    {
        var below = new List<Conflict>();
        Between(below, exclusive, a.Fields, b.Fields);
        foreach (var fragment in b.Fields.Fragments)
            WithFragment(below, exclusive, a.Fields, fragment);
        foreach (var fragment in a.Fields.Fragments)
            WithFragment(below, exclusive, b.Fields, fragment);
        foreach (var left in a.Fields.Fragments)
        {
            foreach (var right in b.Fields.Fragments)
                Fragments(below, exclusive, left, right);
        }

        if (below.Count > 0)
        {
            found.Add(new(name, string.Join(" and ", below.Select(each => $"subfields \"{each.Name}\" conflict because {each.Why}")),
                [a.Node, .. below.SelectMany(each => each.Left)], [b.Node, .. below.SelectMany(each => each.Right)]));
        }
    }

    /// <summary>Whether two types cannot fill one place of an answer; of composite types the fields below tell.</summary>
    private static bool Differ(SchemaType a, SchemaType b) => (a, b) switch
    {
        (NonNullType left, NonNullType right) => Differ(left.Inner, right.Inner),
        (NonNullType, _) or (_, NonNullType) => true,
        (ListType left, ListType right) => Differ(left.Item, right.Item),
        (ListType, _) or (_, ListType) => true,
        (NamedType left, NamedType right) => (left.IsLeaf || right.IsLeaf) && !ReferenceEquals(left, right),
        _ => false,
    };

    private static bool SameArguments(Argument[] a, Argument[] b) => a.Length == b.Length
        && Array.TrueForAll(a, one => Array.Find(b, other => other.Name.Value == one.Name.Value) is { } same && Same(one.Value, same.Value));

    private static bool Same(ValueNode a, ValueNode b) => (a, b) switch
    {
        (VariableValue left, VariableValue right) => left.Name.Value == right.Name.Value,
        (IntValue left, IntValue right) => left.Text == right.Text,
        (FloatValue left, FloatValue right) => left.Text == right.Text,
        (StringValue left, StringValue right) => left.Value == right.Value && left.IsBlock == right.IsBlock,
        (BooleanValue left, BooleanValue right) => left.Value == right.Value,
        (EnumLiteral left, EnumLiteral right) => left.Name == right.Name,
        (NullValue, NullValue) => true,
        (ListValue left, ListValue right) => left.Items.Length == right.Items.Length && left.Items.Zip(right.Items).All(pair => Same(pair.First, pair.Second)),
        (ObjectValue left, ObjectValue right) => left.Fields.Length == right.Fields.Length && Array.TrueForAll(left.Fields,
            one => Array.Find(right.Fields, other => other.Name.Value == one.Name.Value) is { } same && Same(one.Value, same.Value)),
        _ => false,
    };

    private Fields FieldsOf(FragmentDefinition fragment) => FieldsOf(fragment.Selections, run.Schema.TypeNamed(fragment.Condition.Name));

    private Fields FieldsOf(SelectionSet set, NamedType? parent)
    {
        if (_fields.TryGetValue(set, out var known))
            return known;
        var fields = new Fields();
        Collect(fields, set, parent);
        return _fields[set] = fields;
    }

    private void Collect(Fields fields, SelectionSet set, NamedType? parent)
    {
        foreach (var selection in set.Items)
        {
            switch (selection)
            {
                case FieldSelection field:
                    fields.Add(field.ResponseName, new Entry(parent, field, (parent as FieldsType)?.FieldNamed(field.Name.Value)));
                    break;
                case FragmentSpread spread when !fields.Fragments.Contains(spread.Name.Value):
                    fields.Fragments.Add(spread.Name.Value);
                    break;
                case InlineFragment inline:
                    Collect(fields, inline.Selections, inline.Condition is { } condition ? run.Schema.TypeNamed(condition.Name) : parent);
                    break;
            }
        }
    }

    /// <summary>What a selection set selects by itself, and the fragments it spreads.</summary>
    private sealed class Fields
    {
        private Dictionary<string, Alike>? _index;

        public List<Alike> ByName { get; } = new(8);

        public List<string> Fragments { get; } = [];

        public Alike? Find(string name)
        {
            if (_index is not null)
                return _index.GetValueOrDefault(name);
            foreach (var same in ByName)
            {
                if (same.Name == name)
                    return same;
            }

            return null;
        }

        public void Add(string name, Entry entry)
        {
            if (Find(name) is { } known)
            {
                known.Add(entry);
                return;
            }

            var same = new Alike(name, entry);
            ByName.Add(same);
            if (_index is not null)
                _index[name] = same;
            else if (ByName.Count > FewFields)
                _index = ByName.ToDictionary(each => each.Name);
        }
    }

    /// <summary>What stands under one key: mostly a single field.</summary>
    private sealed class Alike(string name, Entry first)
    {
        private List<Entry>? _more;

        public string Name => name;

        public int Count => 1 + (_more?.Count ?? 0);

        public Entry this[int i] => i == 0 ? first : _more![i - 1];

        public void Add(Entry entry) => (_more ??= []).Add(entry);
    }

    private readonly record struct Entry(NamedType? Parent, FieldSelection Node, Field? Field);

    private sealed record Conflict(string Name, string Why, FieldSelection[] Left, FieldSelection[] Right);
}
