using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <content>Sections 5.3, 5.4 and 5.7: fields, arguments, directives.</content>
internal sealed partial class Validator
{
    /// <summary>Section 5.3.1, "Field Selections".</summary>
    private void FieldOnCorrectType(FieldSelection field, NamedType parent)
    {
        var name = field.Name.Value;
        Report("FieldsOnCorrectType", $"Cannot query field \"{name}\" on type \"{parent}\".", () => Suggestions.ForField(_schema, parent, name), field.Start);
    }

    /// <summary>Section 5.3.3, "Leaf Field Selections".</summary>
    private void ScalarLeaf(FieldSelection field, Field definition)
    {
        if (definition.Type.Named.IsLeaf == (field.Selections is null))
            return;
        var name = field.Name.Value;
        if (field.Selections is { } selections)
            Report("ScalarLeafs", $"Field \"{name}\" must not have a selection since type \"{definition.Type}\" has no subfields.", selections.Start);
        else
            ReportMissingSelection(name, definition, field.Start);
    }

    /// <summary>By itself, so that only a fault makes what it captures.</summary>
    private void ReportMissingSelection(string name, Field definition, int start) => Report(
        "ScalarLeafs", $"Field \"{name}\" of type \"{definition.Type}\" must have a selection of subfields.", () => $"Did you mean \"{name} {{ ... }}\"?", start);

    /// <summary>Section 5.4.1, "Argument Names", of a field.</summary>
    private void KnownArgumentName(Argument argument, Field field, NamedType parent) => Report("KnownArgumentNames",
        $"Unknown argument \"{argument.Name}\" on field \"{parent}.{field.Name}\".",
        () => Suggestions.Of(argument.Name.Value, field.Arguments.Select(each => each.Name)), argument.Start);

    /// <summary>Section 5.4.1, "Argument Names", of a directive.</summary>
    private void KnownArgumentName(Argument argument, DirectiveType directive) => Report("KnownArgumentNames",
        $"Unknown argument \"{argument.Name}\" on directive \"@{directive.Name}\".",
        () => Suggestions.Of(argument.Name.Value, directive.Arguments.Select(each => each.Name)), argument.Start);

    /// <summary>Section 5.4.2, "Argument Uniqueness".</summary>
    private void UniqueArgumentNames(Argument[] arguments)
    {
        for (var i = 1; i < arguments.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (arguments[i].Name.Value != arguments[j].Name.Value)
                    continue;
                ReportGroups("UniqueArgumentNames", "There can be only one argument named", arguments.Select(each => each.Name));
                return;
            }
        }
    }

    /// <summary>Section 5.4.3, "Required Arguments". A null that is written out is the concern of <see cref="NullIsAllowed"/>.</summary>
    private void RequiredArguments(Argument[] given, InputValue[] definitions, string owner, Node node)
    {
        foreach (var definition in definitions)
        {
            if (!definition.IsRequired || IsGiven(given, definition.Name))
                continue;
            var place = node is Directive ? $"Directive \"{owner}\"" : $"Field \"{owner}\"";
            Report("ProvidedRequiredArguments",
                $"{place} argument \"{definition.Name}\" of type \"{definition.Type}\" is required, but it was not provided.", node.Start);
        }
    }

    private static bool IsGiven(Argument[] given, string name)
    {
        foreach (var argument in given)
        {
            if (argument.Name.Value == name)
                return true;
        }

        return false;
    }

    /// <summary>Sections 5.7.1, "Directives Are Defined", and 5.7.2, "Directives Are in Valid Locations".</summary>
    private void KnownDirective(Directive directive, DirectiveType? definition, DirectiveLocation location)
    {
        if (definition is null)
            Report("KnownDirectives", $"Unknown directive \"@{directive.Name}\".", directive.Start);
        else if ((definition.Locations & location) == 0)
            Report("KnownDirectives", $"Directive \"@{directive.Name}\" may not be used on {DirectiveLocations.NamesOf(location).First()}.", directive.Start);
    }

    /// <summary>Section 5.7.3, "Directives Are Unique per Location".</summary>
    private void UniqueDirectives(Directive[] directives)
    {
        for (var i = 1; i < directives.Length; i++)
        {
            var name = directives[i].Name.Value;
            var first = Array.Find(directives, each => each.Name.Value == name)!;
            if (ReferenceEquals(first, directives[i]) || _schema.DirectiveNamed(name) is null or { IsRepeatable: true })
                continue;
            Report("UniqueDirectivesPerLocation", $"The directive \"@{name}\" can only be used once at this location.", first.Start, directives[i].Start);
        }
    }

    private void ReportGroups(string rule, string message, IEnumerable<Name> names)
    {
        foreach (var group in names.GroupBy(name => name.Value).Where(group => group.Count() > 1))
            Report(rule, $"{message} \"{group.Key}\".", group.Select(name => name.Start).ToArray());
    }
}
