using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>A value without parts of its own. Section 3.5. Each of its functions throws <see cref="GraphQLException"/> for what it cannot take.</summary>
public sealed class ScalarType(string name) : NamedType(name)
{
    /// <summary>Where its behaviour is written. Section 3.13.4.</summary>
    public string? SpecifiedBy { get; init; }

    /// <summary>What goes on the wire: a string, a number, a boolean, or a <see cref="JsonElement"/>.</summary>
    public Func<object, object?> Serialize { get; init; } = value => value;

    /// <summary>What a literal means.</summary>
    public Func<ValueNode, object?> FromLiteral { get; init; } = Untyped;

    /// <summary>What a variable's value means.</summary>
    public Func<JsonElement, object?> FromJson { get; init; } = Untyped;

    internal bool IsBuiltIn { get; private init; }

    /// <summary>Section 3.5.1.</summary>
    public static ScalarType Int() => new("Int")
    {
        IsBuiltIn = true,
        Description = "The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between -(2^31) and 2^31 - 1.",
        Serialize = value => value switch
        {
            int or short or byte or ushort or sbyte => value,
            bool yes => yes ? 1 : 0,
            IConvertible number => Whole(Convert.ToDouble(number, CultureInfo.InvariantCulture), value),
            _ => throw Cannot("Int", value),
        },
        FromLiteral = node => node is IntValue literal
            ? int.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
                : throw new GraphQLException($"Int cannot represent non 32-bit signed integer value: {literal.Text}")
            : throw new GraphQLException($"Int cannot represent non-integer value: {node}"),
        FromJson = json => json.ValueKind == JsonValueKind.Number
            ? json.TryGetInt32(out var value) ? value : Whole(json.GetDouble(), json)
            : throw new GraphQLException($"Int cannot represent non-integer value: {json.GetRawText()}"),
    };

    /// <summary>Section 3.5.2.</summary>
    public static ScalarType Float() => new("Float")
    {
        IsBuiltIn = true,
        Description = "The `Float` scalar type represents signed double-precision fractional values as specified by "
            + "[IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).",
        Serialize = value => value switch
        {
            double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => value,
            int or long or decimal => value,
            bool yes => yes ? 1 : 0,
            _ => throw new GraphQLException($"Float cannot represent non numeric value: {value}"),
        },
        FromLiteral = node => node switch
        {
            IntValue literal => Finite(literal.Text),
            FloatValue literal => Finite(literal.Text),
            _ => throw new GraphQLException($"Float cannot represent non numeric value: {node}"),
        },
        FromJson = json => json.ValueKind == JsonValueKind.Number && double.IsFinite(json.GetDouble())
            ? json.GetDouble()
            : throw new GraphQLException($"Float cannot represent non numeric value: {json.GetRawText()}"),
    };

    /// <summary>Section 3.5.3.</summary>
    public static ScalarType String() => new("String")
    {
        IsBuiltIn = true,
        Description = "The `String` scalar type represents textual data, represented as UTF-8 character sequences. The String type is most often used by "
            + "GraphQL to represent free-form human-readable text.",
        Serialize = value => value switch
        {
            string or JsonElement { ValueKind: JsonValueKind.String } => value,
            bool yes => yes ? "true" : "false",
            IFormattable or char => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => throw new GraphQLException($"String cannot represent value: {value}"),
        },
        FromLiteral = node => node is StringValue text ? text.Value : throw new GraphQLException($"String cannot represent a non string value: {node}"),
        FromJson = json => json.ValueKind == JsonValueKind.String ? json.GetString()
            : throw new GraphQLException($"String cannot represent a non string value: {json.GetRawText()}"),
    };

    /// <summary>Section 3.5.4.</summary>
    public static ScalarType Boolean() => new("Boolean")
    {
        IsBuiltIn = true,
        Description = "The `Boolean` scalar type represents `true` or `false`.",
        Serialize = value => value is bool ? value : throw new GraphQLException($"Boolean cannot represent a non boolean value: {value}"),
        FromLiteral = node => node is BooleanValue boolean ? boolean.Value
            : throw new GraphQLException($"Boolean cannot represent a non boolean value: {node}"),
        FromJson = json => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean()
            : throw new GraphQLException($"Boolean cannot represent a non boolean value: {json.GetRawText()}"),
    };

    /// <summary>Section 3.5.5.</summary>
    public static ScalarType Id() => new("ID")
    {
        IsBuiltIn = true,
        Description = "The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. The ID type appears in "
            + "a JSON response as a String; however, it is not intended to be human-readable. When expected as an input type, any string (such as `\"4\"`) "
            + "or integer (such as `4`) input value will be accepted as an ID.",
        Serialize = value => value switch
        {
            string or JsonElement { ValueKind: JsonValueKind.String } => value,
            Guid or int or long => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => throw new GraphQLException($"ID cannot represent value: {value}"),
        },
        FromLiteral = node => node switch
        {
            StringValue text => text.Value,
            IntValue number => number.Text,
            _ => throw new GraphQLException($"ID cannot represent a non-string and non-integer value: {node}"),
        },
        FromJson = json => json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number when json.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new GraphQLException($"ID cannot represent value: {json.GetRawText()}"),
        },
    };

    /// <summary>A constant literal as plain values: text, numbers, booleans, arrays, dictionaries, null.</summary>
    public static object? Untyped(ValueNode node) => node switch
    {
        IntValue number => long.TryParse(number.Text, out var whole) ? whole : double.Parse(number.Text, CultureInfo.InvariantCulture),
        FloatValue number => double.Parse(number.Text, CultureInfo.InvariantCulture),
        StringValue text => text.Value,
        BooleanValue boolean => boolean.Value,
        EnumLiteral name => name.Name,
        ListValue list => Array.ConvertAll(list.Items, Untyped),
        ObjectValue fields => fields.Fields.ToDictionary(field => field.Name.Value, field => Untyped(field.Value)),
        VariableValue variable => throw new GraphQLException($"Variable \"${variable.Name}\" cannot stand inside a literal of a custom scalar."),
        _ => null,
    };

    /// <summary>A JSON value as the same plain values.</summary>
    public static object? Untyped(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Untyped).ToArray(),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(each => each.Name, each => Untyped(each.Value)),
        _ => null,
    };

    private static int Whole(double number, object shown) => Math.Floor(number) == number && number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw new GraphQLException(double.IsFinite(number) && Math.Floor(number) == number
            ? $"Int cannot represent non 32-bit signed integer value: {shown}"
            : $"Int cannot represent non-integer value: {shown}");

    private static double Finite(string text) => double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
        ? number
        : throw new GraphQLException($"Float cannot represent non numeric value: {text}");

    private static GraphQLException Cannot(string type, object value) => new($"{type} cannot represent non-integer value: {value}");
}

/// <summary>One of a closed list of names. Section 3.9.</summary>
public sealed class EnumType : NamedType
{
    private readonly FrozenDictionary<string, EnumValue> _byName;
    private readonly FrozenDictionary<object, EnumValue> _byMeaning;

    public EnumType(string name, IEnumerable<EnumValue> values)
        : base(name)
    {
        Values = [.. values];
        if (Values.GroupBy(value => value.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SchemaException([$"{name}.{twice.Key} is defined twice."]);
        _byName = Values.ToFrozenDictionary(value => value.Name);
        _byMeaning = Values.DistinctBy(value => value.Meaning).ToFrozenDictionary(value => value.Meaning);
    }

    public IReadOnlyList<EnumValue> Values { get; }

    public EnumValue? ValueNamed(string name) => _byName.GetValueOrDefault(name);

    internal string Serialize(object value) => _byMeaning.TryGetValue(value, out var known)
        ? known.Name
        : throw new GraphQLException($"Enum \"{Name}\" cannot represent value: {value}");

    internal object FromLiteral(ValueNode node) => node is EnumLiteral literal
        ? Named(literal.Name)
        : throw new GraphQLException($"Enum \"{Name}\" cannot represent non-enum value: {node}.");

    internal object FromJson(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? Named(json.GetString()!)
        : throw new GraphQLException($"Enum \"{Name}\" cannot represent non-string value: {json.GetRawText()}.");

    private new object Named(string name) => ValueNamed(name)?.Meaning
        ?? throw new GraphQLException($"Value \"{name}\" does not exist in \"{Name}\" enum.") { Near = (name, Values.Select(value => value.Name)) };
}
