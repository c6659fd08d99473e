using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>Joins the members of a schema: names become types, texts of defaults become values.</summary>
internal static class SchemaAssembly
{
    public static void Join(Schema schema, List<string> problems)
    {
        foreach (var type in schema.Types)
        {
            switch (type)
            {
                case FieldsType fields:
                    foreach (var field in fields.Fields)
                        Join(schema, field, type.Name, problems);
                    fields.Interfaces = [.. fields.Implements.Select(name => Find<InterfaceType>(schema, name, type.Name, problems)).OfType<InterfaceType>()];
                    break;
                case UnionType union:
                    union.Members = [.. union.MemberNames.Select(name => Find<ObjectType>(schema, name, type.Name, problems)).OfType<ObjectType>()];
                    break;
                case InputObjectType input:
                    JoinTypes(schema, input.Fields, type.Name, problems);
                    break;
            }
        }

        foreach (var directive in schema.Directives)
            JoinTypes(schema, directive.Arguments, "@" + directive.Name, problems);
        if (problems.Count > 0)
            return;
        SetPossible(schema);
        SetDefaults(schema, problems);
    }

    /// <summary>A field of introspection, which belongs to no type.</summary>
    public static Field Resolved(Field field, Schema schema)
    {
        Join(schema, field, "__", []);
        return field;
    }

    private static void Join(Schema schema, Field field, string owner, List<string> problems)
    {
        field.Type = TypeOf(schema, field.TypeText, $"{owner}.{field.Name}", problems) ?? field.Type;
        JoinTypes(schema, field.Arguments, $"{owner}.{field.Name}", problems);
    }

    private static void JoinTypes(Schema schema, InputValue[] values, string owner, List<string> problems)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            value.Index = i;
            value.Type = TypeOf(schema, value.TypeText, $"{owner}.{value.Name}", problems) ?? value.Type;
            try
            {
                value.Default = value.DefaultText is { } text ? new Parser(text, ParseLimits.Default).ParseOnlyValue() : null;
            }
            catch (GraphQLSyntaxException e)
            {
                problems.Add($"{owner}.{value.Name}: the default {value.DefaultText} is no value: {e.Message}");
            }
        }
    }

    private static SchemaType? TypeOf(Schema schema, string text, string owner, List<string> problems)
    {
        try
        {
            if (schema.TypeOf(new Parser(text, ParseLimits.Default).ParseOnlyType()) is { } type)
                return type;
            problems.Add($"{owner}: the type {text} does not exist.");
        }
        catch (GraphQLSyntaxException e)
        {
            problems.Add($"{owner}: {text} is no type: {e.Message}");
        }

        return null;
    }

    private static T? Find<T>(Schema schema, string name, string owner, List<string> problems)
        where T : NamedType
    {
        if (schema.TypeNamed(name) is T type)
            return type;
        problems.Add($"{owner} refers to {name}, which is no {typeof(T).Name}.");
        return null;
    }

    private static void SetPossible(Schema schema)
    {
        var objects = schema.Types.OfType<ObjectType>().ToList();
        var words = (objects.Count + 63) / 64;
        foreach (var type in schema.Types)
            type.Possible = new ulong[words];
        for (var i = 0; i < objects.Count; i++)
        {
            objects[i].Index = i;
            NamedType[] names = [objects[i], .. objects[i].Interfaces, .. schema.Types.OfType<UnionType>().Where(union => union.Members.Contains(objects[i]))];
            foreach (var type in names)
                type.Possible[i >> 6] |= 1UL << (i & 63);
        }
    }

    private static void SetDefaults(Schema schema, List<string> problems)
    {
        var values = schema.Types.SelectMany(type => type switch
        {
            FieldsType fields => fields.Fields.SelectMany(field => field.Arguments),
            InputObjectType input => input.Fields,
            _ => [],
        }).Concat(schema.Directives.SelectMany(directive => directive.Arguments)).Where(value => value.Default is not null).ToList();

        // Defaults of input objects may lean on the defaults of their fields: these first, as often as there are objects inside objects.
        for (var round = 0; round < 2; round++)
        {
            foreach (var value in values.OrderBy(value => value.Type.Named is InputObjectType))
                value.DefaultValue = InputCoercion.Literal(value.Type, value.Default!, null);
        }

        problems.AddRange(values.Where(value => ReferenceEquals(value.DefaultValue, InputValues.Missing))
            .Select(value => $"The default {value.DefaultText} of {value.Name} is no {value.Type}."));
    }
}
