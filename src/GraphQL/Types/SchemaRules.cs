namespace Olympus.GraphQL.Types;

/// <summary>What a schema must be, beyond names that exist: the "type validation" parts of section 3.</summary>
internal static class SchemaRules
{
    public static void Check(Schema schema, List<string> problems)
    {
        if (schema.Query is null)
            problems.Add("A schema needs a type for queries.");
        var roots = new[] { schema.Query, schema.Mutation, schema.Subscription }.OfType<ObjectType>().ToList();
        if (roots.Distinct().Count() != roots.Count)
            problems.Add("The types for queries, mutations and subscriptions must differ.");
        foreach (var directive in schema.Directives)
        {
            CheckName(directive.Name, "@" + directive.Name, problems);
            CheckInputs(directive.Arguments, "@" + directive.Name, problems);
        }

        foreach (var type in schema.Types.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) || !Introspection.Meta.IsOwn(type)))
        {
            CheckName(type.Name, type.Name, problems);
            Check(type, problems);
        }
    }

    private static void Check(NamedType type, List<string> problems)
    {
        switch (type)
        {
            case FieldsType fields:
                CheckFields(fields, problems);
                break;
            case UnionType union:
                if (union.Members.Count == 0)
                    problems.Add($"Union {union} has no members.");
                if (union.Members.Distinct().Count() != union.Members.Count)
                    problems.Add($"Union {union} has a member twice.");
                break;
            case EnumType values:
                if (values.Values.Count == 0)
                    problems.Add($"Enum {values} has no values.");
                foreach (var value in values.Values)
                    CheckName(value.Name, $"{values}.{value.Name}", problems);
                if (values.Values.Any(value => value.Name is "true" or "false" or "null"))
                    problems.Add($"Enum {values} has a value that is a literal of its own.");
                break;
            case InputObjectType input:
                CheckInput(input, problems);
                break;
        }
    }

    private static void CheckFields(FieldsType type, List<string> problems)
    {
        if (type.Fields.Count == 0)
            problems.Add($"Type {type} has no fields.");
        foreach (var field in type.Fields)
        {
            var owner = $"{type}.{field.Name}";
            CheckName(field.Name, owner, problems);
            if (!field.Type.IsOutput)
                problems.Add($"{owner} returns {field.Type}, which only goes in.");
            CheckInputs(field.Arguments, owner, problems);
        }

        if (type.Interfaces.Distinct().Count() != type.Interfaces.Count)
            problems.Add($"{type} implements an interface twice.");
        foreach (var port in type.Interfaces)
        {
            if (ReferenceEquals(port, type))
                problems.Add($"{type} implements itself.");
            else
                CheckImplements(type, port, problems);
        }
    }

    /// <summary>Sections 3.6 and 3.7: fields are covariant, arguments the same, further arguments optional.</summary>
    private static void CheckImplements(FieldsType type, InterfaceType port, List<string> problems)
    {
        foreach (var above in port.Interfaces.Where(above => !type.Interfaces.Contains(above)))
            problems.Add($"{type} must implement {above} because {port} does.");
        foreach (var wanted in port.Fields)
        {
            if (type.FieldNamed(wanted.Name) is not { } field)
            {
                problems.Add($"{type} lacks {port}.{wanted.Name}.");
                continue;
            }

            if (!Schema.IsSubtype(field.Type, wanted.Type))
                problems.Add($"{type}.{field.Name} is {field.Type}, but {port}.{field.Name} is {wanted.Type}.");
            foreach (var argument in wanted.Arguments)
            {
                if (!ReferenceEquals(field.ArgumentNamed(argument.Name)?.Type, argument.Type))
                    problems.Add($"{type}.{field.Name} must take {argument.Name}: {argument.Type} as {port} does.");
            }

            foreach (var argument in field.Arguments.Where(each => each.IsRequired && wanted.ArgumentNamed(each.Name) is null))
                problems.Add($"{type}.{field.Name} requires {argument.Name}, which {port} does not know.");
        }
    }

    private static void CheckInput(InputObjectType input, List<string> problems)
    {
        if (input.Fields.Length == 0)
            problems.Add($"Input {input} has no fields.");
        CheckInputs(input.Fields, input.Name, problems);
        foreach (var field in input.Fields)
        {
            if (input.IsOneOf && (field.Type is NonNullType || field.DefaultText is not null))
                problems.Add($"{input}.{field.Name} must be nullable and have no default: exactly one of the fields is given.");
        }

        if (input.Fields.Any(field => Needs(field, input, [])))
            problems.Add($"Input {input} contains itself without end.");
    }

    /// <summary>Whether a field cannot be given without giving another one of the wanted type first.</summary>
    private static bool Needs(InputValue field, InputObjectType wanted, HashSet<InputObjectType> seen) =>
        field.Type is NonNullType { Inner: InputObjectType inner }
        && (ReferenceEquals(inner, wanted) || (seen.Add(inner) && inner.Fields.Any(each => Needs(each, wanted, seen))));

    private static void CheckInputs(InputValue[] values, string owner, List<string> problems)
    {
        foreach (var value in values)
        {
            CheckName(value.Name, $"{owner}.{value.Name}", problems);
            if (!value.Type.IsInput)
                problems.Add($"{owner}.{value.Name} takes {value.Type}, which only comes out.");
            if (value.Deprecated is not null && value.IsRequired)
                problems.Add($"{owner}.{value.Name} is required and so cannot be deprecated.");
        }

        if (values.DistinctBy(value => value.Name).Count() != values.Length)
            problems.Add($"{owner} takes an argument twice.");
    }

    private static void CheckName(string name, string owner, List<string> problems)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            problems.Add($"{owner}: \"{name}\" is no name.");
        else if (name.StartsWith("__", StringComparison.Ordinal))
            problems.Add($"{owner}: names with two underscores belong to introspection.");
    }
}
