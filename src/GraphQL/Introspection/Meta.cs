using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Introspection;

/// <summary>The types and fields by which a schema tells of itself. Section 4.</summary>
internal static class Meta
{
    private static readonly string[] Kinds =
        ["SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL"];

    public static bool IsOwn(NamedType type) =>
        type.Name is "__Schema" or "__Type" or "__TypeKind" or "__Field" or "__InputValue" or "__EnumValue" or "__Directive" or "__DirectiveLocation";

    /// <summary>Section 4.1. On an object the answer is known before anybody asks.</summary>
    public static Field TypeNameField(ObjectType? type) => new("__typename", "String!")
    {
        Description = "The name of the current Object type at runtime.",
        Get = type is { Name: var name } ? _ => name : null,
    };

    public static Field SchemaField(Schema schema) => new("__schema", "__Schema!")
    {
        Description = "Access the current type schema of this server.",
        Get = _ => schema,
    };

    public static Field TypeField(Schema schema) => new("__type", "__Type")
    {
        Description = "Request the type information of a single type.",
        Arguments = [new InputValue("name", "String!")],
        Resolve = context => ValueTask.FromResult<object?>(schema.TypeNamed(context.Arguments.Get<string>("name")!)),
    };

    public static IEnumerable<NamedType> Types() =>
    [
        SchemaMeta(),
        TypeMeta(),
        new EnumType("__TypeKind", Kinds.Select(kind => new EnumValue(kind))) { Description = "An enum describing what kind of type a given `__Type` is." },
        new ObjectType("__Field",
        [
            Field.Of<Field>("name", "String!", field => field.Name),
            Field.Of<Field>("description", "String", field => field.Description),
            Deprecable<Field, InputValue>("args", "[__InputValue!]!", field => field.Arguments, value => value.Deprecated),
            Field.Of<Field>("type", "__Type!", field => field.Type),
            Field.Of<Field>("isDeprecated", "Boolean!", field => field.Deprecated is not null),
            Field.Of<Field>("deprecationReason", "String", field => field.Deprecated),
        ]) { Description = "Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of arguments, and a return type." },
        new ObjectType("__InputValue",
        [
            Field.Of<InputValue>("name", "String!", value => value.Name),
            Field.Of<InputValue>("description", "String", value => value.Description),
            Field.Of<InputValue>("type", "__Type!", value => value.Type),
            new Field("defaultValue", "String")
            {
                Description = "A GraphQL-formatted string representing the default value for this input value.",
                Get = value => ((InputValue)value).Default?.ToString(),
            },
            Field.Of<InputValue>("isDeprecated", "Boolean!", value => value.Deprecated is not null),
            Field.Of<InputValue>("deprecationReason", "String", value => value.Deprecated),
        ]) { Description = "Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input Values which describe their type and optionally a default value." },
        new ObjectType("__EnumValue",
        [
            Field.Of<EnumValue>("name", "String!", value => value.Name),
            Field.Of<EnumValue>("description", "String", value => value.Description),
            Field.Of<EnumValue>("isDeprecated", "Boolean!", value => value.Deprecated is not null),
            Field.Of<EnumValue>("deprecationReason", "String", value => value.Deprecated),
        ]) { Description = "One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or numeric value. However an Enum value is returned in a JSON response as a string." },
        new ObjectType("__Directive",
        [
            Field.Of<DirectiveType>("name", "String!", directive => directive.Name),
            Field.Of<DirectiveType>("description", "String", directive => directive.Description),
            Field.Of<DirectiveType>("isRepeatable", "Boolean!", directive => directive.IsRepeatable),
            Field.Of<DirectiveType>("locations", "[__DirectiveLocation!]!", directive => DirectiveLocations.NamesOf(directive.Locations)),
            Deprecable<DirectiveType, InputValue>("args", "[__InputValue!]!", directive => directive.Arguments, value => value.Deprecated),
        ]) { Description = "A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL document." },
        new EnumType("__DirectiveLocation", DirectiveLocations.NamesOf((DirectiveLocation)(-1)).Select(name => new EnumValue(name)))
        {
            Description = "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.",
        },
    ];

    private static ObjectType SchemaMeta() => new("__Schema",
    [
        Field.Of<Schema>("description", "String", schema => schema.Description),
        Field.Of<Schema>("types", "[__Type!]!", schema => schema.Types),
        Field.Of<Schema>("queryType", "__Type!", schema => schema.Query),
        Field.Of<Schema>("mutationType", "__Type", schema => schema.Mutation),
        Field.Of<Schema>("subscriptionType", "__Type", schema => schema.Subscription),
        Field.Of<Schema>("directives", "[__Directive!]!", schema => schema.Directives),
    ])
    { Description = "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, as well as the entry points for query, mutation, and subscription operations." };

    private static ObjectType TypeMeta() => new("__Type",
    [
        Field.Of<SchemaType>("kind", "__TypeKind!", KindOf),
        Field.Of<SchemaType>("name", "String", type => (type as NamedType)?.Name),
        Field.Of<SchemaType>("description", "String", type => (type as NamedType)?.Description),
        Field.Of<SchemaType>("specifiedByURL", "String", type => (type as ScalarType)?.SpecifiedBy),
        Deprecable<SchemaType, Field>("fields", "[__Field!]", type => (type as FieldsType)?.Fields, field => field.Deprecated),
        Field.Of<SchemaType>("interfaces", "[__Type!]", type => (type as FieldsType)?.Interfaces),
        new Field("possibleTypes", "[__Type!]")
        {
            Resolve = context => ValueTask.FromResult<object?>(
                context.Source is InterfaceType or UnionType ? context.Schema.PossibleTypes((NamedType)context.Source) : null),
        },
        Deprecable<SchemaType, EnumValue>("enumValues", "[__EnumValue!]", type => (type as EnumType)?.Values, value => value.Deprecated),
        Deprecable<SchemaType, InputValue>("inputFields", "[__InputValue!]", type => (type as InputObjectType)?.Fields, value => value.Deprecated),
        Field.Of<SchemaType>("ofType", "__Type", type => type switch
        {
            ListType list => list.Item,
            NonNullType nonNull => nonNull.Inner,
            _ => null,
        }),
        Field.Of<SchemaType>("isOneOf", "Boolean", type => type is InputObjectType input ? input.IsOneOf : null),
    ])
    {
        Description = "The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented by the `__TypeKind` enum.\n\n"
            + "Depending on the kind of a type, certain fields describe information about that type. Scalar types provide no information beyond a name, description "
            + "and optional `specifiedByURL`, while Enum types provide their values. Object and Interface types provide the fields they describe. Abstract types, "
            + "Union and Interface, provide the Object types possible at runtime. List and NonNull types compose other types.",
    };

    /// <summary>A list whose deprecated members stay away unless they are asked for. Sections 4.2.2 to 4.2.5.</summary>
    private static Field Deprecable<TOwner, TItem>(string name, string type, Func<TOwner, IEnumerable<TItem>?> items, Func<TItem, string?> reason) => new(name, type)
    {
        Arguments = [new InputValue("includeDeprecated", "Boolean!", "false")],
        Resolve = context => ValueTask.FromResult<object?>(
            context.Arguments.Get<bool>("includeDeprecated") ? items((TOwner)context.Source!) : items((TOwner)context.Source!)?.Where(item => reason(item) is null)),
    };

    private static object KindOf(SchemaType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };
}
