namespace Olympus.GraphQL.Language;

/// <summary>Writes a node in the one form that every tool agrees on: two spaces, a line for a selection, arguments in one line up to 80 characters.</summary>
public static class Printer
{
    private const int LongestArguments = 80;

    public static string Print(Node node) => node switch
    {
        Document document => string.Join("\n\n", document.Definitions.Select(Print)),
        OperationDefinition operation => Operation(operation),
        FragmentDefinition fragment => Described(fragment.Description,
            $"fragment {fragment.Name} on {fragment.Condition.Name} {After(Directives(fragment.Directives), " ")}{Print(fragment.Selections)}"),
        VariableDefinition variable => Described(variable.Description,
            $"${variable.Name}: {Print(variable.Type)}{Before(" = ", variable.Default)}{Before(" ", Directives(variable.Directives))}"),
        SelectionSet set => Block(set.Items.Select(Print)),
        FieldSelection field => Field(field),
        FragmentSpread spread => $"...{spread.Name}{Before(" ", Directives(spread.Directives))}",
        InlineFragment inline => Spaced("...", Before("on ", inline.Condition), Directives(inline.Directives), Print(inline.Selections)),
        Argument argument => $"{argument.Name}: {Print(argument.Value)}",
        Directive directive => $"@{directive.Name}{InParentheses(directive.Arguments)}",
        TypeNode type => Type(type),
        ValueNode value => Value(value),
        ObjectField field => $"{field.Name}: {Print(field.Value)}",
        _ => TypeSystemPrinter.Print(node),
    };

    internal static string Directives(Directive[] directives) => string.Join(' ', directives.Select(Print));

    internal static string Before(string lead, Node? node) => node is null ? "" : lead + Print(node);

    internal static string Before(string lead, string text) => text.Length == 0 ? "" : lead + text;

    internal static string After(string text, string tail) => text.Length == 0 ? "" : text + tail;

    internal static string Spaced(params ReadOnlySpan<string> parts)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            if (part.Length > 0)
                text.Append(text.Length > 0 ? " " : "").Append(part);
        }

        return text.ToString();
    }

    internal static string Indent(string text) => text.Length == 0 ? "" : "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    internal static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        return text.Length == 0 ? "" : $"{{\n{Indent(text)}\n}}";
    }

    internal static string Described(StringValue? description, string text) => description is null ? text : $"{Value(description)}\n{text}";

    private static string Operation(OperationDefinition operation)
    {
        // One that is described keeps its keyword: the shorthand takes no description.
        var variables = operation.Variables.Select(Print).ToArray();
        var list = variables.Length == 0 ? ""
            : Array.Exists(operation.Variables, variable => variable.Description is not null) ? $"(\n{string.Join('\n', variables)}\n)"
            : $"({string.Join(", ", variables)})";
        var head = Spaced(KeywordOf(operation.Kind), operation.Name + list, Directives(operation.Directives));
        var isShort = head == "query" && operation.Description is null;
        return Described(operation.Description, (isShort ? "" : head + " ") + Print(operation.Selections));
    }

    internal static string KeywordOf(OperationKind kind) => kind switch
    {
        OperationKind.Mutation => "mutation",
        OperationKind.Subscription => "subscription",
        _ => "query",
    };

    private static string Field(FieldSelection field)
    {
        var head = field.Alias is { } alias ? $"{alias}: {field.Name}" : field.Name.Value;
        var line = head + InParentheses(field.Arguments);
        if (line.Length > LongestArguments)
            line = $"{head}(\n{Indent(string.Join('\n', field.Arguments.Select(Print)))}\n)";
        return Spaced(line, Directives(field.Directives), field.Selections is { } selections ? Print(selections) : "");
    }

    private static string InParentheses(Argument[] arguments) => arguments.Length == 0 ? "" : $"({string.Join(", ", arguments.Select(Print))})";

    private static string Type(TypeNode type) => type switch
    {
        ListTypeNode list => $"[{Type(list.Item)}]",
        NonNullTypeNode nonNull => Type(nonNull.Inner) + "!",
        _ => ((NamedTypeNode)type).Name,
    };

    private static string Value(ValueNode value) => value switch
    {
        VariableValue variable => "$" + variable.Name,
        IntValue number => number.Text,
        FloatValue number => number.Text,
        StringValue { IsBlock: true } text => StringText.QuoteBlock(text.Value),
        StringValue text => StringText.Quote(text.Value),
        BooleanValue boolean => boolean.Value ? "true" : "false",
        EnumLiteral name => name.Name,
        ListValue list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        ObjectValue fields => $"{{{string.Join(", ", fields.Fields.Select(Print))}}}",
        _ => "null",
    };
}
