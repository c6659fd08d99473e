namespace Olympus.GraphQL.Language;

/// <summary>A literal. Section 2.9.</summary>
public abstract class ValueNode(int start, int end) : Node(start, end)
{
    public override string ToString() => Printer.Print(this);
}

/// <summary>Section 2.10. The name stands without its dollar sign.</summary>
public sealed class VariableValue(int start, int end, Name name) : ValueNode(start, end)
{
    public Name Name { get; } = name;
}

/// <summary>Section 2.9.1.</summary>
public sealed class IntValue(int start, int end, string text) : ValueNode(start, end)
{
    public string Text { get; } = text;
}

/// <summary>Section 2.9.2.</summary>
public sealed class FloatValue(int start, int end, string text) : ValueNode(start, end)
{
    public string Text { get; } = text;
}

/// <summary>Section 2.9.4: what the text means, escapes resolved and a block's indentation taken away.</summary>
public sealed class StringValue(int start, int end, string value, bool isBlock) : ValueNode(start, end)
{
    public string Value { get; } = value;

    public bool IsBlock { get; } = isBlock;
}

/// <summary>Section 2.9.3.</summary>
public sealed class BooleanValue(int start, int end, bool value) : ValueNode(start, end)
{
    public bool Value { get; } = value;
}

/// <summary>Section 2.9.5.</summary>
public sealed class NullValue(int start, int end) : ValueNode(start, end);

/// <summary>Section 2.9.6.</summary>
public sealed class EnumLiteral(int start, int end, string name) : ValueNode(start, end)
{
    public string Name { get; } = name;
}

/// <summary>Section 2.9.7.</summary>
public sealed class ListValue(int start, int end, ValueNode[] items) : ValueNode(start, end)
{
    public ValueNode[] Items { get; } = items;
}

/// <summary>Section 2.9.8.</summary>
public sealed class ObjectValue(int start, int end, ObjectField[] fields) : ValueNode(start, end)
{
    public ObjectField[] Fields { get; } = fields;
}

public sealed class ObjectField(int start, int end, Name name, ValueNode value) : Node(start, end)
{
    public Name Name { get; } = name;

    public ValueNode Value { get; } = value;
}
