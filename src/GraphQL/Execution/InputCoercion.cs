using System.Text.Json;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Execution;

/// <summary>Values of variables by name, coerced; one that was not given and has no default is not among them.</summary>
internal sealed class VariableValues(Dictionary<string, object?> values)
{
    public static VariableValues None { get; } = new([]);

    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);
}

/// <summary>Turns literals and JSON into what resolvers see. "Input coercion" in sections 3.5 to 3.12, and section 6.1.2.</summary>
internal static class InputCoercion
{
    /// <summary>What a literal means to a type; <see cref="InputValues.Missing"/> when it means nothing to it.</summary>
    /// <param name="variables">null for constants.</param>
    public static object? Literal(SchemaType type, ValueNode node, VariableValues? variables)
    {
        if (node is VariableValue variable)
        {
            return variables is not null && variables.TryGet(variable.Name.Value, out var given) && (given is not null || type is not NonNullType)
                ? given : InputValues.Missing;
        }

        if (node is NullValue)
            return type is NonNullType ? InputValues.Missing : null;
        switch (type.Nullable)
        {
            case ListType list:
                return List(list.Item, node, variables);
            case InputObjectType input:
                return node is ObjectValue fields ? Fields(input, fields, variables) : InputValues.Missing;
            case var leaf:
                try
                {
                    return leaf is EnumType names ? names.FromLiteral(node) : ((ScalarType)leaf).FromLiteral(node);
                }
                catch (GraphQLException)
                {
                    return InputValues.Missing;
                }
        }
    }

    /// <summary>Arguments of a field or directive. Section 6.4.1.</summary>
    /// <exception cref="GraphQLException">One has no value that its type takes.</exception>
    public static InputValues Arguments(InputValue[] definitions, Argument[] arguments, VariableValues variables)
    {
        if (definitions.Length == 0)
            return InputValues.None;
        var values = new object?[definitions.Length];
        for (var i = 0; i < definitions.Length; i++)
        {
            var definition = definitions[i];
            var node = Find(arguments, definition.Name)?.Value;
            if (node is null || (node is VariableValue variable && !variables.TryGet(variable.Name.Value, out _)))
            {
                values[i] = definition.DefaultValue;
                if (ReferenceEquals(values[i], InputValues.Missing) && definition.Type is NonNullType)
                    throw new GraphQLException($"Argument \"{definition.Name}\" of required type \"{definition.Type}\" was not provided.");
                continue;
            }

            values[i] = Literal(definition.Type, node, variables);
            if (ReferenceEquals(values[i], InputValues.Missing))
                throw new GraphQLException($"Argument \"{definition.Name}\" has invalid value {node}.");
        }

        return new InputValues(definitions, values);
    }

    /// <summary>A variable's value. Says what is wrong by <paramref name="refuse"/> and goes on, so that all faults are told at once.</summary>
    public static object? Json(SchemaType type, JsonElement json, string path, Action<string, string> refuse)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            if (type is NonNullType)
                refuse(path, $"Expected non-nullable type \"{type}\" not to be null.");
            return null;
        }

        switch (type.Nullable)
        {
            case ListType list:
                if (json.ValueKind != JsonValueKind.Array)
                    return new[] { Json(list.Item, json, path, refuse) };
                var items = new object?[json.GetArrayLength()];
                for (var i = 0; i < items.Length; i++)
                    items[i] = Json(list.Item, json[i], $"{path}[{i}]", refuse);
                return items;
            case InputObjectType input:
                return JsonFields(input, json, path, refuse);
            case var leaf:
                try
                {
                    return leaf is EnumType names ? names.FromJson(json) : ((ScalarType)leaf).FromJson(json);
                }
                catch (GraphQLException e)
                {
                    refuse(path, e.Message);
                    return null;
                }
        }
    }

    private static object? List(SchemaType item, ValueNode node, VariableValues? variables)
    {
        if (node is not ListValue list)
            return Literal(item, node, variables) is var single && ReferenceEquals(single, InputValues.Missing) ? single : new[] { single };
        var items = new object?[list.Items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var each = list.Items[i];
            items[i] = IsAbsent(each, variables) && item is not NonNullType ? null : Literal(item, each, variables);
            if (ReferenceEquals(items[i], InputValues.Missing))
                return InputValues.Missing;
        }

        return items;
    }

    private static object? Fields(InputObjectType type, ObjectValue node, VariableValues? variables)
    {
        var values = new object?[type.Fields.Length];
        var given = 0;
        foreach (var definition in type.Fields)
        {
            ref var value = ref values[definition.Index];
            var field = Array.Find(node.Fields, each => each.Name.Value == definition.Name);
            if (field is null || IsAbsent(field.Value, variables))
            {
                value = definition.DefaultValue;
                if (definition.IsRequired)
                    return InputValues.Missing;
                continue;
            }

            value = Literal(definition.Type, field.Value, variables);
            given++;
            if (ReferenceEquals(value, InputValues.Missing) || (type.IsOneOf && value is null))
                return InputValues.Missing;
        }

        return type.IsOneOf && (given != 1 || node.Fields.Length != 1) ? InputValues.Missing : Bound(type, values);
    }

    private static object JsonFields(InputObjectType type, JsonElement json, string path, Action<string, string> refuse)
    {
        var values = new object?[type.Fields.Length];
        if (json.ValueKind != JsonValueKind.Object)
        {
            refuse(path, $"Expected type \"{type}\" to be an object.");
            return values;
        }

        var refused = false;
        void Refuse(string at, string why)
        {
            refused = true;
            refuse(at, why);
        }

        foreach (var definition in type.Fields)
        {
            if (json.TryGetProperty(definition.Name, out var field))
            {
                values[definition.Index] = Json(definition.Type, field, $"{path}.{definition.Name}", Refuse);
                continue;
            }

            values[definition.Index] = definition.DefaultValue;
            if (definition.IsRequired)
                Refuse(path, $"Field \"{definition.Name}\" of required type \"{definition.Type}\" was not provided.");
        }

        var count = 0;
        foreach (var property in json.EnumerateObject())
        {
            count++;
            if (type.FieldNamed(property.Name) is null)
                Refuse(path, $"Field \"{property.Name}\" is not defined by type \"{type}\".");
            else if (type.IsOneOf && property.Value.ValueKind == JsonValueKind.Null)
                Refuse(path, $"Field \"{property.Name}\" must be non-null.");
        }

        if (type.IsOneOf && count != 1)
            Refuse(path, $"Exactly one key must be specified for OneOf type \"{type}\".");
        return refused ? values : Bound(type, values);
    }

    private static object Bound(InputObjectType type, object?[] values) =>
        new InputValues(type.Fields, values) is var fields && type.Bind is { } bind ? bind(fields) : fields;

    private static bool IsAbsent(ValueNode node, VariableValues? variables) =>
        node is VariableValue variable && (variables is null || !variables.TryGet(variable.Name.Value, out _));

    private static Argument? Find(Argument[] arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name.Value == name)
                return argument;
        }

        return null;
    }
}
