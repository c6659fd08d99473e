using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <content>Section 5.6: values.</content>
internal sealed partial class Validator
{
    private const string ValuesOfCorrectType = "ValuesOfCorrectType";

    /// <param name="type">What is expected here; null when unknown.</param>
    /// <param name="hasDefault">Whether this place has a default of its own.</param>
    /// <param name="check">Whether values are still compared with types: not inside a value that was refused as a whole.</param>
    private void Walk(ValueNode node, SchemaType? type, bool hasDefault, bool check, InputObjectType? oneOf = null)
    {
        switch (node)
        {
            case VariableValue variable:
                _usages.Add(new Usage(variable, type, hasDefault, oneOf));
                break;
            case ListValue list:
                var inner = type?.Nullable;
                if (inner is not ListType)
                {
                    if (check)
                        ValueOfCorrectType(list, inner);
                    check = false;
                }

                foreach (var item in list.Items)
                    Walk(item, inner is ListType { Item: var itemType } ? itemType : inner, hasDefault: false, check);
                break;
            case ObjectValue fields:
                WalkFields(fields, type, check);
                break;
            case NullValue:
                if (check)
                    NullIsAllowed(node, type);
                break;
            default:
                if (check)
                    ValueOfCorrectType(node, type);
                break;
        }
    }

    private void WalkFields(ObjectValue node, SchemaType? type, bool check)
    {
        UniqueInputFieldNames(node);
        var input = type?.Named as InputObjectType;
        if (input is null && check)
        {
            ValueOfCorrectType(node, type);
            check = false;
        }

        if (input is not null && check)
        {
            RequiredInputFields(node, input);
            OneOfHasOneField(node, input);
        }

        foreach (var field in node.Fields)
        {
            var known = input?.FieldNamed(field.Name.Value);
            if (known is null && input is not null && check)
                KnownInputField(field, input);
            Walk(field.Value, known?.Type, known?.DefaultText is not null, check, input is { IsOneOf: true } ? input : null);
        }
    }

    /// <summary>Section 5.6.1, "Values of Correct Type".</summary>
    private void ValueOfCorrectType(ValueNode node, SchemaType? type)
    {
        if (type is null)
            return;
        var named = type.Named;
        if (!named.IsLeaf)
        {
            Report(ValuesOfCorrectType, $"Expected value of type \"{type}\", found {node}.", node.Start);
            return;
        }

        try
        {
            _ = named is EnumType names ? names.FromLiteral(node) : ((ScalarType)named).FromLiteral(node);
        }
        catch (GraphQLException e)
        {
            Report(ValuesOfCorrectType, e.Message, e.Near is { } near ? () => Suggestions.Of(near.Written, near.Known) : null, node.Start);
        }
    }

    /// <summary>Section 5.6.1, "Values of Correct Type", of a null that is written out.</summary>
    private void NullIsAllowed(ValueNode node, SchemaType? type)
    {
        if (type is NonNullType)
            Report(ValuesOfCorrectType, $"Expected value of type \"{type}\", found null.", node.Start);
    }

    /// <summary>Section 5.6.2, "Input Object Field Names".</summary>
    private void KnownInputField(ObjectField field, InputObjectType input) => Report(ValuesOfCorrectType,
        $"Field \"{field.Name}\" is not defined by type \"{input}\".",
        () => Suggestions.Of(field.Name.Value, input.Fields.Select(each => each.Name)), field.Start);

    /// <summary>Section 5.6.3, "Input Object Field Uniqueness".</summary>
    private void UniqueInputFieldNames(ObjectValue node)
    {
        var fields = node.Fields;
        for (var i = 1; i < fields.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (fields[i].Name.Value != fields[j].Name.Value)
                    continue;
                Report("UniqueInputFieldNames", $"There can be only one input field named \"{fields[i].Name}\".", fields[j].Name.Start, fields[i].Name.Start);
                break;
            }
        }
    }

    /// <summary>Section 5.6.4, "Input Object Required Fields".</summary>
    private void RequiredInputFields(ObjectValue node, InputObjectType input)
    {
        foreach (var definition in input.Fields)
        {
            if (definition.IsRequired && !Array.Exists(node.Fields, field => field.Name.Value == definition.Name))
            {
                Report(ValuesOfCorrectType,
                    $"Field \"{input}.{definition.Name}\" of required type \"{definition.Type}\" was not provided.", node.Start);
            }
        }
    }

    /// <summary>Section 5.6.1, "Values of Correct Type", as section 3.10.1 says it for objects that take exactly one field.</summary>
    private void OneOfHasOneField(ObjectValue node, InputObjectType input)
    {
        if (!input.IsOneOf)
            return;
        var names = node.Fields.Select(field => field.Name.Value).Distinct().Count();
        if (names != 1)
            Report(ValuesOfCorrectType, $"OneOf Input Object \"{input}\" must specify exactly one key.", node.Start);
        else if (node.Fields[^1].Value is NullValue)
            Report(ValuesOfCorrectType, $"Field \"{input}.{node.Fields[^1].Name}\" must be non-null.", node.Start);
    }
}
