namespace Olympus.GraphQL.Language;

/// <summary>A piece of a document. <see cref="Start"/> and <see cref="End"/> are offsets in UTF-16 units of its source; the end is exclusive.</summary>
public abstract class Node(int start, int end)
{
    public int Start { get; } = start;

    public int End { get; } = end;
}

/// <summary>A name and where it stands. Section 2.1.9.</summary>
public readonly record struct Name(string Value, int Start)
{
    public override string ToString() => Value;
}

/// <summary>A line and a column, both from 1. Section 7.1.2.</summary>
public readonly record struct Location(int Line, int Column)
{
    /// <summary>Where an offset of a source is; CR, LF and CR LF end a line.</summary>
    public static Location Of(string source, int offset)
    {
        int line = 1, begin = 0;
        for (var i = 0; i < offset && i < source.Length; i++)
        {
            if (source[i] is not ('\n' or '\r'))
                continue;
            if (source[i] == '\r' && i + 1 < source.Length && source[i + 1] == '\n')
            {
                if (i + 1 >= offset)
                    break;
                i++;
            }

            line++;
            begin = i + 1;
        }

        return new Location(line, offset - begin + 1);
    }
}

/// <summary>A whole request or schema text. Section 2.2.</summary>
public sealed class Document(string source, Definition[] definitions, int tokens) : Node(0, source.Length)
{
    public string Source { get; } = source;

    public Definition[] Definitions { get; } = definitions;

    /// <summary>How many lexical tokens it has.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Reads a document.</summary>
    /// <exception cref="GraphQLSyntaxException">It is none.</exception>
    public static Document Parse(string source, ParseLimits? limits = null) => new Parser(source, limits ?? ParseLimits.Default).ParseDocument();

    public Location LocationOf(Node node) => Location.Of(Source, node.Start);

    /// <summary>The document in its canonical form.</summary>
    public override string ToString() => Printer.Print(this);
}

/// <summary>What a text may not exceed while it is read.</summary>
/// <param name="Tokens">Lexical tokens.</param>
/// <param name="Nesting">How deep selections, values and types may nest; guards the stack.</param>
public sealed record ParseLimits(int Tokens = int.MaxValue, int Nesting = 200)
{
    public static ParseLimits Default { get; } = new();
}

/// <summary>A text is no GraphQL document.</summary>
public sealed class GraphQLSyntaxException(string message, string source, int offset, bool overLimit = false) : Exception("Syntax Error: " + message)
{
    /// <summary>Where in UTF-16 units.</summary>
    public int Offset { get; } = offset;

    public Location Location => Location.Of(source, Offset);

    /// <summary>Whether a limit refused it rather than the grammar.</summary>
    public bool OverLimit { get; } = overLimit;
}

public abstract class Definition(int start, int end) : Node(start, end);

public enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

/// <summary>Section 2.3.</summary>
public sealed class OperationDefinition(
    int start, int end, StringValue? description, OperationKind kind, Name? name, VariableDefinition[] variables, Directive[] directives,
    SelectionSet selections) : Definition(start, end)
{
    public StringValue? Description { get; } = description;

    public OperationKind Kind { get; } = kind;

    public Name? Name { get; } = name;

    public VariableDefinition[] Variables { get; } = variables;

    public Directive[] Directives { get; } = directives;

    public SelectionSet Selections { get; } = selections;
}

/// <summary>Section 2.8.</summary>
public sealed class FragmentDefinition(
    int start, int end, StringValue? description, Name name, NamedTypeNode condition, Directive[] directives, SelectionSet selections)
    : Definition(start, end)
{
    public StringValue? Description { get; } = description;

    public Name Name { get; } = name;

    public NamedTypeNode Condition { get; } = condition;

    public Directive[] Directives { get; } = directives;

    public SelectionSet Selections { get; } = selections;
}

/// <summary>Section 2.10.</summary>
public sealed class VariableDefinition(int start, int end, StringValue? description, Name name, TypeNode type, ValueNode? defaultValue, Directive[] directives)
    : Node(start, end)
{
    public StringValue? Description { get; } = description;

    /// <summary>The name without its dollar sign, and where the name stands.</summary>
    public Name Name { get; } = name;

    public TypeNode Type { get; } = type;

    public ValueNode? Default { get; } = defaultValue;

    public Directive[] Directives { get; } = directives;
}

/// <summary>Section 2.4.</summary>
public sealed class SelectionSet(int start, int end, Selection[] items) : Node(start, end)
{
    public Selection[] Items { get; } = items;
}

public abstract class Selection(int start, int end, Directive[] directives) : Node(start, end)
{
    public Directive[] Directives { get; } = directives;
}

/// <summary>Section 2.5.</summary>
public sealed class FieldSelection(int start, int end, Name? alias, Name name, Argument[] arguments, Directive[] directives, SelectionSet? selections)
    : Selection(start, end, directives)
{
    public Name? Alias { get; } = alias;

    public Name Name { get; } = name;

    /// <summary>The key of the answer: the alias, or the name.</summary>
    public string ResponseName { get; } = (alias ?? name).Value;

    public Argument[] Arguments { get; } = arguments;

    public SelectionSet? Selections { get; } = selections;
}

/// <summary>Section 2.8.</summary>
public sealed class FragmentSpread(int start, int end, Name name, Directive[] directives) : Selection(start, end, directives)
{
    public Name Name { get; } = name;
}

/// <summary>Section 2.8.2.</summary>
public sealed class InlineFragment(int start, int end, NamedTypeNode? condition, Directive[] directives, SelectionSet selections)
    : Selection(start, end, directives)
{
    public NamedTypeNode? Condition { get; } = condition;

    public SelectionSet Selections { get; } = selections;
}

/// <summary>Section 2.6.</summary>
public sealed class Argument(int start, int end, Name name, ValueNode value) : Node(start, end)
{
    public Name Name { get; } = name;

    public ValueNode Value { get; } = value;
}

/// <summary>Section 2.12.</summary>
public sealed class Directive(int start, int end, Name name, Argument[] arguments) : Node(start, end)
{
    public Name Name { get; } = name;

    public Argument[] Arguments { get; } = arguments;
}

/// <summary>Section 2.11.</summary>
public abstract class TypeNode(int start, int end) : Node(start, end)
{
    public override string ToString() => Printer.Print(this);
}

public sealed class NamedTypeNode(int start, int end, string name) : TypeNode(start, end)
{
    public string Name { get; } = name;
}

public sealed class ListTypeNode(int start, int end, TypeNode item) : TypeNode(start, end)
{
    public TypeNode Item { get; } = item;
}

public sealed class NonNullTypeNode(int start, int end, TypeNode inner) : TypeNode(start, end)
{
    public TypeNode Inner { get; } = inner;
}
