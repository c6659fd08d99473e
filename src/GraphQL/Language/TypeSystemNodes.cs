namespace Olympus.GraphQL.Language;

/// <summary>A definition or extension of a type system. Section 3.1.</summary>
public abstract class TypeSystemDefinition(int start, int end, StringValue? description, Directive[] directives, bool extends) : Definition(start, end)
{
    public StringValue? Description { get; } = description;

    public Directive[] Directives { get; } = directives;

    /// <summary>Whether it adds to what stands elsewhere.</summary>
    public bool Extends { get; } = extends;
}

/// <summary>Section 3.3.</summary>
public sealed class SchemaDefinition(int start, int end, StringValue? description, Directive[] directives, bool extends, RootType[] roots)
    : TypeSystemDefinition(start, end, description, directives, extends)
{
    public RootType[] Roots { get; } = roots;
}

/// <summary>Which type answers one kind of operation.</summary>
public sealed class RootType(int start, int end, OperationKind kind, NamedTypeNode type) : Node(start, end)
{
    public OperationKind Kind { get; } = kind;

    public NamedTypeNode Type { get; } = type;
}

/// <summary>Section 3.5.</summary>
public sealed class ScalarDefinition(int start, int end, StringValue? description, Name name, Directive[] directives, bool extends)
    : TypeSystemDefinition(start, end, description, directives, extends)
{
    public Name Name { get; } = name;
}

/// <summary>An object (section 3.6) or an interface (section 3.7).</summary>
public sealed class FieldsDefinition(
    int start, int end, StringValue? description, Name name, bool isInterface, NamedTypeNode[] interfaces, Directive[] directives, FieldNode[] fields,
    bool extends) : TypeSystemDefinition(start, end, description, directives, extends)
{
    public Name Name { get; } = name;

    public bool IsInterface { get; } = isInterface;

    public NamedTypeNode[] Interfaces { get; } = interfaces;

    public FieldNode[] Fields { get; } = fields;
}

/// <summary>Section 3.8.</summary>
public sealed class UnionDefinition(int start, int end, StringValue? description, Name name, Directive[] directives, NamedTypeNode[] members, bool extends)
    : TypeSystemDefinition(start, end, description, directives, extends)
{
    public Name Name { get; } = name;

    public NamedTypeNode[] Members { get; } = members;
}

/// <summary>Section 3.9.</summary>
public sealed class EnumDefinition(int start, int end, StringValue? description, Name name, Directive[] directives, EnumValueNode[] values, bool extends)
    : TypeSystemDefinition(start, end, description, directives, extends)
{
    public Name Name { get; } = name;

    public EnumValueNode[] Values { get; } = values;
}

/// <summary>Section 3.10.</summary>
public sealed class InputDefinition(int start, int end, StringValue? description, Name name, Directive[] directives, InputValueNode[] fields, bool extends)
    : TypeSystemDefinition(start, end, description, directives, extends)
{
    public Name Name { get; } = name;

    public InputValueNode[] Fields { get; } = fields;
}

/// <summary>Section 3.13.</summary>
public sealed class DirectiveDefinition(
    int start, int end, StringValue? description, Name name, InputValueNode[] arguments, bool isRepeatable, Name[] locations)
    : TypeSystemDefinition(start, end, description, [], extends: false)
{
    public Name Name { get; } = name;

    public InputValueNode[] Arguments { get; } = arguments;

    public bool IsRepeatable { get; } = isRepeatable;

    public Name[] Locations { get; } = locations;
}

public sealed class FieldNode(int start, int end, StringValue? description, Name name, InputValueNode[] arguments, TypeNode type, Directive[] directives)
    : Node(start, end)
{
    public StringValue? Description { get; } = description;

    public Name Name { get; } = name;

    public InputValueNode[] Arguments { get; } = arguments;

    public TypeNode Type { get; } = type;

    public Directive[] Directives { get; } = directives;
}

public sealed class InputValueNode(int start, int end, StringValue? description, Name name, TypeNode type, ValueNode? defaultValue, Directive[] directives)
    : Node(start, end)
{
    public StringValue? Description { get; } = description;

    public Name Name { get; } = name;

    public TypeNode Type { get; } = type;

    public ValueNode? Default { get; } = defaultValue;

    public Directive[] Directives { get; } = directives;
}

public sealed class EnumValueNode(int start, int end, StringValue? description, Name name, Directive[] directives) : Node(start, end)
{
    public StringValue? Description { get; } = description;

    public Name Name { get; } = name;

    public Directive[] Directives { get; } = directives;
}
