using System.Text;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Tests;

/// <summary>Makes documents over a schema: most are valid, the others are wrong in ways people are. The same seed makes the same documents.</summary>
internal sealed class Generator(Schema schema, int seed)
{
    private static readonly string[] Words = ["hello", "pet", "id", "name", "size", "nope", "x", "on", "int", "filter", "limit", "Dog", "Pet", "Query", "Int", "RED", "null", "true", "F1"];
    private static readonly string[] Signs = ["{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "=", "|", "&", "\"", "\"\"\"", "#", "-", "1", "1.5", "\"s\""];
    private readonly Random _random = new(seed);
    private readonly List<string> _fragments = [];
    private readonly Dictionary<string, string> _variables = [];
    private int _wrong;

    /// <param name="wrong">How many of a hundred choices are wrong on purpose.</param>
    public string Document(int wrong)
    {
        _wrong = wrong;
        _fragments.Clear();
        _variables.Clear();
        var kind = _random.Next(12) switch { 0 => "mutation", 1 => "subscription", _ => "query" };
        var root = kind switch { "mutation" => schema.Mutation!, "subscription" => schema.Subscription!, _ => schema.Query! };
        var selections = Selections(root, 4, kind == "subscription");
        var variables = _variables.Where(_ => !Wrong()).Select(each => $"${each.Key}: {each.Value}").ToList();
        if (Wrong())
            variables.Add($"$unused: {Pick(["Int", "Nope", "Dog", "[Filter!]!"])}");
        var head = variables.Count == 0 ? "" : $"({string.Join(_random.Next(2) == 0 ? ", " : " ", variables)})";
        var text = new StringBuilder($"{kind} {(_random.Next(3) == 0 ? "" : "Q")}{head}{Directives(kind.ToUpperInvariant())} {selections}");
        foreach (var fragment in _fragments.Where(_ => !Wrong()))
            text.Append(_random.Next(2) == 0 ? "\n" : " ").Append(fragment);
        if (Wrong())
            text.Append("\nfragment Unused on Dog { name }");
        if (Wrong())
            text.Append("\nquery Q { hello }");
        return text.ToString();
    }

    /// <summary>The same document with some of its characters, words or signs moved, doubled, left out or replaced.</summary>
    public string Mutated(string document)
    {
        var text = new StringBuilder(document);
        for (var times = _random.Next(1, 4); times > 0 && text.Length > 2; times--)
        {
            var at = _random.Next(text.Length - 1);
            var length = Math.Min(_random.Next(1, 8), text.Length - at);
            _ = _random.Next(6) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Remove(at, length),
                2 => text.Insert(at, Pick(Signs)),
                3 => text.Insert(at, " " + Pick(Words) + " "),
                4 => text.Insert(at, text.ToString(at, length)),
                _ => text.Insert(_random.Next(text.Length), (char)_random.Next(1, 128)),
            };
        }

        return text.ToString();
    }

    private string Selections(NamedType type, int depth, bool single = false)
    {
        var text = new StringBuilder("{ ");
        for (var count = single && !Wrong() ? 1 : _random.Next(1, 5); count > 0; count--)
            text.Append(_random.Next(5) switch { 0 when !single => Fragment(type, depth), _ => Field(type, depth) }).Append(_random.Next(4) == 0 ? "\n" : " ");
        return text.Append('}').ToString();
    }

    private string Field(NamedType type, int depth)
    {
        var alias = _random.Next(6) == 0 ? Pick(["a", "b", "name", "size"]) + ": " : "";
        if (type is not FieldsType fields || _random.Next(12) == 0)
            return alias + "__typename";
        var field = fields.Fields[_random.Next(fields.Fields.Count)];
        if (depth <= 0 && !field.Type.Named.IsLeaf)
            field = fields.Fields.FirstOrDefault(each => each.Type.Named.IsLeaf) ?? field;
        var name = Wrong() ? Pick(Words) : field.Name;
        var below = field.Type.Named.IsLeaf == Wrong() ? " " + Selections(field.Type.Named.IsComposite ? field.Type.Named : schema.Query!, depth - 1) : "";
        return alias + name + Arguments(field.Arguments) + Directives("FIELD") + below;
    }

    private string Fragment(NamedType type, int depth)
    {
        var possible = schema.Types.Where(each => each.IsComposite && !each.Name.StartsWith("__", StringComparison.Ordinal) && (Wrong() || each.Overlaps(type))).ToList();
        var condition = possible.Count == 0 ? type : possible[_random.Next(possible.Count)];
        if (depth <= 0)
            return "__typename";
        if (_random.Next(2) == 0)
        {
            var on = _random.Next(4) == 0 ? "" : $" on {(Wrong() ? Pick(Words) : condition.Name)}";
            return $"...{on}{Directives("INLINE_FRAGMENT")} {Selections(on.Length == 0 ? type : condition, depth - 1)}";
        }

        var name = "F" + _fragments.Count;
        if (_fragments.Count > 0 && Wrong())
            return "...F" + _random.Next(_fragments.Count);
        _fragments.Add("");
        _fragments[int.Parse(name[1..])] = $"fragment {name} on {condition} {Selections(condition, depth - 2)}";
        return $"...{name}{Directives("FRAGMENT_SPREAD")}";
    }

    private string Arguments(InputValue[] arguments)
    {
        var given = arguments.Where(argument => argument.IsRequired != Wrong() || _random.Next(3) == 0).Select(argument => $"{argument.Name}: {Value(argument.Type, 3)}").ToList();
        if (Wrong())
            given.Add(Pick(["nope: 1", "int: 1", "filter: {}"]));
        return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
    }

    private string Directives(string place)
    {
        if (_random.Next(8) != 0)
            return Wrong() ? " @" + Pick(Words) : "";
        return place switch
        {
            "FIELD" or "FRAGMENT_SPREAD" => " " + Pick(["@tag(name: \"t\")", $"@include(if: {Value(schema.TypeNamed("Boolean")!.Required, 0)})", "@skip(if: false)"]),
            "INLINE_FRAGMENT" => " @once",
            "QUERY" => " @tag(name: \"q\", weight: 2)",
            _ => "",
        };
    }

    private string Value(SchemaType type, int depth)
    {
        if (Wrong())
            return Pick(["1", "1.5", "\"s\"", "true", "null", "RED", "[1]", "{}", "{ limit: 1 }", "$undefined"]);
        if (_random.Next(6) == 0 && depth > 0)
        {
            var name = "v" + _variables.Count;
            _variables[name] = Wrong() ? Pick(["Int", "String!", "[Int]", "Filter"]) : type + (type is not NonNullType && _random.Next(4) == 0 ? "!" : "");
            return "$" + name;
        }

        if (type is not NonNullType && _random.Next(10) == 0)
            return "null";
        return type.Nullable switch
        {
            ListType list => _random.Next(5) == 0 && list.Item.Nullable is not ListType ? Value(list.Item.Required, depth - 1)
                : $"[{string.Join(", ", Enumerable.Range(0, _random.Next(3)).Select(_ => Value(list.Item, depth - 1)))}]",
            EnumType values => values.Values[_random.Next(values.Values.Count)].Name,
            InputObjectType { IsOneOf: true } one => OneOf(one, depth),
            InputObjectType input => $"{{ {string.Join(", ", input.Fields.Where(field => field.IsRequired || (depth > 0 && _random.Next(3) == 0)).Select(field => $"{field.Name}: {Value(field.Type, depth - 1)}"))} }}",
            NamedType { Name: "Int" } => _random.Next(-5, 50).ToString(),
            NamedType { Name: "Float" } => Pick(["1", "2.5", "-0.25", "1e3"]),
            NamedType { Name: "Boolean" } => Pick(["true", "false"]),
            NamedType { Name: "ID" } => Pick(["\"id\"", "7"]),
            NamedType { Name: "String" } => Pick(["\"text\"", "\"\"\"block\"\"\"", "\"\\u00e9\\n\"", "\"\""]),
            _ => Pick(["1", "\"any\"", "{ a: [1, true] }", "[null]", "WORD"]),
        };
    }

    private string OneOf(InputObjectType one, int depth)
    {
        var field = one.Fields[_random.Next(one.Fields.Length)];
        return $"{{ {field.Name}: {Value(field.Type.Required, depth - 1)} }}";
    }

    private bool Wrong() => _random.Next(100) < _wrong;

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
