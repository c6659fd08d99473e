namespace Olympus.GraphQL.Language;

/// <summary>Where a directive may stand. Section 3.13.</summary>
[Flags]
public enum DirectiveLocation
{
    None = 0,
    Query = 1,
    Mutation = 2,
    Subscription = 4,
    Field = 8,
    FragmentDefinition = 16,
    FragmentSpread = 32,
    InlineFragment = 64,
    VariableDefinition = 128,
    Schema = 256,
    Scalar = 512,
    Object = 1024,
    FieldDefinition = 2048,
    ArgumentDefinition = 4096,
    Interface = 8192,
    Union = 16384,
    Enum = 32768,
    EnumValue = 65536,
    InputObject = 131072,
    InputFieldDefinition = 262144,
}

/// <summary>The locations by their names in documents, in the order of the specification.</summary>
public static class DirectiveLocations
{
    private static readonly (DirectiveLocation Location, string Name)[] All =
    [
        (DirectiveLocation.Query, "QUERY"), (DirectiveLocation.Mutation, "MUTATION"), (DirectiveLocation.Subscription, "SUBSCRIPTION"),
        (DirectiveLocation.Field, "FIELD"), (DirectiveLocation.FragmentDefinition, "FRAGMENT_DEFINITION"),
        (DirectiveLocation.FragmentSpread, "FRAGMENT_SPREAD"), (DirectiveLocation.InlineFragment, "INLINE_FRAGMENT"),
        (DirectiveLocation.VariableDefinition, "VARIABLE_DEFINITION"), (DirectiveLocation.Schema, "SCHEMA"), (DirectiveLocation.Scalar, "SCALAR"),
        (DirectiveLocation.Object, "OBJECT"), (DirectiveLocation.FieldDefinition, "FIELD_DEFINITION"),
        (DirectiveLocation.ArgumentDefinition, "ARGUMENT_DEFINITION"), (DirectiveLocation.Interface, "INTERFACE"), (DirectiveLocation.Union, "UNION"),
        (DirectiveLocation.Enum, "ENUM"), (DirectiveLocation.EnumValue, "ENUM_VALUE"), (DirectiveLocation.InputObject, "INPUT_OBJECT"),
        (DirectiveLocation.InputFieldDefinition, "INPUT_FIELD_DEFINITION"),
    ];

    public static IEnumerable<string> NamesOf(DirectiveLocation locations) =>
        All.Where(each => (locations & each.Location) != 0).Select(each => each.Name);

    public static bool IsKnown(string name) => Array.Exists(All, each => each.Name == name);
}
