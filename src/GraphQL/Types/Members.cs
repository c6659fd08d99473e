using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>Answers a field.</summary>
public delegate ValueTask<object?> Resolver(ResolveContext context);

/// <summary>Answers a subscription's root field with events; each is then resolved like a source.</summary>
public delegate ValueTask<IAsyncEnumerable<object?>> Subscriber(ResolveContext context);

/// <summary>A field of an object or an interface. Section 3.6.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type as in a schema text, such as <c>[Product!]!</c>.</param>
public sealed class Field(string name, string type)
{
    public string Name { get; } = name;

    public string TypeText { get; } = type;

    public string? Description { get; init; }

    public InputValue[] Arguments { get; init; } = [];

    /// <summary>Why nobody should use it any more. Section 3.13.3.</summary>
    public string? Deprecated { get; init; }

    /// <summary>The type; known once the field is part of a schema.</summary>
    public SchemaType Type { get; internal set; } = null!;

    /// <summary>Reads the value off its source without asking anybody; wins over <see cref="Resolve"/>.</summary>
    public Func<object, object?>? Get { get; init; }

    public Resolver? Resolve { get; init; }

    public Subscriber? Subscribe { get; init; }

    /// <summary>What it costs to answer it once; null: 1 when it returns objects or asks somebody, otherwise 0.</summary>
    public int? Cost { get; init; }

    /// <summary>How many items its list is thought to have when no argument of <see cref="SizedBy"/> says so.</summary>
    public int AssumedSize { get; init; } = 10;

    /// <summary>Arguments that say how many items come at most: by a number, or by the length of a list.</summary>
    public string[] SizedBy { get; init; } = [];

    /// <summary>Whether the size belongs to the lists one level below, as in connections.</summary>
    public bool SizesChildren { get; init; }

    internal int CostOnce => Cost ?? (Resolve is not null || Type.Named.IsComposite ? 1 : 0);

    public InputValue? ArgumentNamed(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
                return argument;
        }

        return null;
    }

    /// <summary>A field that is read off its source.</summary>
    public static Field Of<T>(string name, string type, Func<T, object?> get) => new(name, type) { Get = source => get((T)source) };

    /// <summary>A field that asks somebody.</summary>
    public static Field Of<T>(string name, string type, Func<T, ResolveContext, ValueTask<object?>> resolve, params InputValue[] arguments) =>
        new(name, type) { Resolve = context => resolve((T)context.Source!, context), Arguments = arguments };
}

/// <summary>An argument (section 3.6.1) or a field of an input object (section 3.10).</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type as in a schema text.</param>
/// <param name="defaultValue">Its default as a literal, such as <c>20</c> or <c>"en"</c>; null for none.</param>
public sealed class InputValue(string name, string type, string? defaultValue = null)
{
    public string Name { get; } = name;

    public string TypeText { get; } = type;

    public string? DefaultText { get; } = defaultValue;

    public string? Description { get; init; }

    public string? Deprecated { get; init; }

    public SchemaType Type { get; internal set; } = null!;

    public ValueNode? Default { get; internal set; }

    internal object? DefaultValue { get; set; } = InputValues.Missing;

    /// <summary>Its place in its field's arguments or its object's fields.</summary>
    internal int Index { get; set; }

    public bool IsRequired => Type is NonNullType && DefaultText is null;
}

/// <summary>One of an enum's values. Section 3.9.</summary>
/// <param name="Name">What clients write.</param>
/// <param name="Value">What resolvers see and return; the name when null.</param>
public sealed record EnumValue(string Name, object? Value = null)
{
    public string? Description { get; init; }

    public string? Deprecated { get; init; }

    internal object Meaning => Value ?? Name;
}

/// <summary>Section 3.13.</summary>
public sealed class DirectiveType(string name, DirectiveLocation locations, params InputValue[] arguments)
{
    public string Name { get; } = name;

    public DirectiveLocation Locations { get; } = locations;

    public InputValue[] Arguments { get; } = arguments;

    public string? Description { get; init; }

    public bool IsRepeatable { get; init; }

    public InputValue? ArgumentNamed(string name) => Array.Find(Arguments, argument => argument.Name == name);

    private const DirectiveLocation ConditionPlaces = DirectiveLocation.Field | DirectiveLocation.FragmentSpread | DirectiveLocation.InlineFragment;

    /// <summary>The directives every schema has: sections 3.13.1 to 3.13.5.</summary>
    public static IEnumerable<DirectiveType> BuiltIn() =>
    [
        new("include", ConditionPlaces, new InputValue("if", "Boolean!") { Description = "Included when true." })
        {
            Description = "Directs the executor to include this field or fragment only when the `if` argument is true.",
        },
        new("skip", ConditionPlaces, new InputValue("if", "Boolean!") { Description = "Skipped when true." })
        {
            Description = "Directs the executor to skip this field or fragment when the `if` argument is true.",
        },
        new("deprecated",
            DirectiveLocation.FieldDefinition | DirectiveLocation.ArgumentDefinition | DirectiveLocation.InputFieldDefinition | DirectiveLocation.EnumValue,
            new InputValue("reason", "String!", "\"No longer supported\"")
            {
                Description = "Explains why this element was deprecated, usually also including a suggestion for how to access supported similar data. "
                    + "Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).",
            })
        {
            Description = "Marks an element of a GraphQL schema as no longer supported.",
        },
        new("specifiedBy", DirectiveLocation.Scalar, new InputValue("url", "String!") { Description = "The URL that specifies the behavior of this scalar." })
        {
            Description = "Exposes a URL that specifies the behavior of this scalar.",
        },
        new("oneOf", DirectiveLocation.InputObject) { Description = "Indicates exactly one field must be supplied and this field must not be `null`." },
    ];

    internal static bool IsBuiltIn(string name) => name is "include" or "skip" or "deprecated" or "specifiedBy" or "oneOf";
}

/// <summary>Coerced arguments or fields of an input object, in the order of their definitions.</summary>
public sealed class InputValues(InputValue[] definitions, object?[] values)
{
    internal static readonly object Missing = new();

    internal static readonly InputValues None = new([], []);

    internal object?[] Values => values;

    /// <summary>Whether it was given, be it null, or has a default.</summary>
    public bool Has(string name) => !ReferenceEquals(Raw(name), Missing);

    /// <summary>The value, or the default of its type when it is null or was not given.</summary>
    public T? Get<T>(string name) => Raw(name) is T value ? value : default;

    /// <summary>The value as an optional one of a value type.</summary>
    public T? Maybe<T>(string name)
        where T : struct => Raw(name) is T value ? value : null;

    /// <summary>A list's items; null when it is null or was not given.</summary>
    public T[]? List<T>(string name) => Raw(name) is object?[] items ? Array.ConvertAll(items, item => (T)item!) : null;

    /// <summary>The value as it is: a scalar's or enum's, an array, <see cref="InputValues"/> or what an input object binds to.</summary>
    public object? this[string name] => Raw(name) is var value && ReferenceEquals(value, Missing) ? null : value;

    /// <summary>Each that was given, with its value.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Given()
    {
        for (var i = 0; i < definitions.Length; i++)
        {
            if (!ReferenceEquals(values[i], Missing))
                yield return new(definitions[i].Name, values[i]);
        }
    }

    private object? Raw(string name)
    {
        for (var i = 0; i < definitions.Length; i++)
        {
            if (definitions[i].Name == name)
                return values[i];
        }

        return Missing;
    }
}
