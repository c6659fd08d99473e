using System.Text;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>Writes a schema as a text, in the order its types were given. Section 3.</summary>
internal static class SchemaPrinter
{
    public static string Print(Schema schema)
    {
        var parts = new List<string>();
        if (SchemaLine(schema) is { } line)
            parts.Add(line);
        parts.AddRange(schema.Directives.Where(directive => !DirectiveType.IsBuiltIn(directive.Name)).Select(Directive));
        parts.AddRange(schema.Types.Where(type => type is not ScalarType { IsBuiltIn: true } && !Introspection.Meta.IsOwn(type)).Select(Type));
        return string.Join("\n\n", parts) + "\n";
    }

    private static string? SchemaLine(Schema schema)
    {
        if (schema.Description is null && schema.Query?.Name == "Query" && schema.Mutation?.Name is null or "Mutation"
            && schema.Subscription?.Name is null or "Subscription")
            return null;
        var roots = new[] { ("query", schema.Query), ("mutation", schema.Mutation), ("subscription", schema.Subscription) };
        return Described(schema.Description, "",
            $"schema {{\n{string.Concat(roots.Where(root => root.Item2 is not null).Select(root => $"  {root.Item1}: {root.Item2}\n"))}}}");
    }

    private static string Directive(DirectiveType directive) => Described(directive.Description, "",
        $"directive @{directive.Name}{Arguments(directive.Arguments, "")}{(directive.IsRepeatable ? " repeatable" : "")} on "
        + string.Join(" | ", DirectiveLocations.NamesOf(directive.Locations)));

    private static string Type(NamedType type) => Described(type.Description, "", type switch
    {
        ScalarType scalar => $"scalar {scalar}" + (scalar.SpecifiedBy is { } url ? $" @specifiedBy(url: {StringText.Quote(url)})" : ""),
        FieldsType fields => $"{(fields is ObjectType ? "type" : "interface")} {fields}"
            + (fields.Interfaces.Count > 0 ? " implements " + string.Join(" & ", fields.Interfaces) : "")
            + Block(fields.Fields.Select(Field)),
        UnionType union => $"union {union} = {string.Join(" | ", union.Members)}",
        EnumType values => $"enum {values}" + Block(values.Values.Select(value =>
            Described(value.Description, "  ", $"  {value.Name}{Deprecated(value.Deprecated)}"))),
        InputObjectType input => $"input {input}{(input.IsOneOf ? " @oneOf" : "")}" + Block(input.Fields.Select(field =>
            Described(field.Description, "  ", "  " + Input(field)))),
        _ => throw new ArgumentException($"{type.GetType().Name} cannot be printed.", nameof(type)),
    });

    private static string Field(Field field) => Described(field.Description, "  ",
        $"  {field.Name}{Arguments(field.Arguments, "  ")}: {field.Type}{Deprecated(field.Deprecated)}");

    private static string Block(IEnumerable<string> lines) => $" {{\n{string.Join("\n", lines)}\n}}";

    private static string Arguments(InputValue[] arguments, string indent)
    {
        if (arguments.Length == 0)
            return "";
        if (Array.TrueForAll(arguments, argument => argument.Description is null))
            return $"({string.Join(", ", arguments.Select(Input))})";
        var lines = arguments.Select(argument => Described(argument.Description, indent + "  ", $"{indent}  {Input(argument)}"));
        return $"(\n{string.Join("\n", lines)}\n{indent})";
    }

    private static string Input(InputValue value) =>
        $"{value.Name}: {value.Type}{(value.Default is { } node ? $" = {node}" : "")}{Deprecated(value.Deprecated)}";

    private static string Deprecated(string? reason) => reason switch
    {
        null => "",
        "No longer supported" => " @deprecated",
        _ => $" @deprecated(reason: {StringText.Quote(reason)})",
    };

    private static string Described(string? description, string indent, string text)
    {
        if (description is null)
            return text;
        var result = new StringBuilder();
        foreach (var line in StringText.QuoteBlock(description).Split('\n'))
            result.Append(line.Length > 0 ? indent : "").Append(line).Append('\n');
        return result.Append(text).ToString();
    }
}
