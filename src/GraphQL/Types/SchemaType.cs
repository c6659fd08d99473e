using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>A type of a schema: a named one, a list or a non-null one. Section 3.4. Lists and non-null types of one type exist once, so that
/// types are the same exactly when they are the same object.</summary>
public abstract class SchemaType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    /// <summary>The list of this type.</summary>
    public ListType InList => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    /// <summary>The non-null type of this one; itself when it is that already.</summary>
    public virtual SchemaType Required => _nonNull ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null) ?? _nonNull;

    /// <summary>This type, or what a non-null type promises.</summary>
    public virtual SchemaType Nullable => this;

    /// <summary>What stands inside all lists and non-null types.</summary>
    public NamedType Named { get; private protected init; } = null!;

    /// <summary>Section 3.4.2.</summary>
    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    /// <summary>Section 3.4.2.</summary>
    public bool IsOutput => Named is not InputObjectType;
}

/// <summary>Section 3.11.</summary>
public sealed class ListType : SchemaType
{
    internal ListType(SchemaType item) => (Item, Named) = (item, item.Named);

    public SchemaType Item { get; }

    public override string ToString() => $"[{Item}]";
}

/// <summary>Section 3.12.</summary>
public sealed class NonNullType : SchemaType
{
    internal NonNullType(SchemaType inner) => (Inner, Named) = (inner, inner.Named);

    public SchemaType Inner { get; }

    public override SchemaType Required => this;

    public override SchemaType Nullable => Inner;

    public override string ToString() => Inner + "!";
}

/// <summary>A type with a name of its own.</summary>
public abstract class NamedType : SchemaType
{
    private protected NamedType(string name)
    {
        (Name, Named) = (name, this);
        IsLeaf = this is ScalarType or EnumType;
        IsComposite = this is ObjectType or InterfaceType or UnionType;
    }

    public string Name { get; }

    /// <summary>Markdown for people. Section 3.2.</summary>
    public string? Description { get; init; }

    /// <summary>Leaves have no fields to select.</summary>
    public bool IsLeaf { get; }

    public bool IsComposite { get; }

    /// <summary>Which objects a value of this type may be, one bit an object type of the schema.</summary>
    internal ulong[] Possible { get; set; } = [];

    internal bool MayBe(ObjectType type) => (Possible[type.Index >> 6] >> (type.Index & 63) & 1) != 0;

    internal bool Overlaps(NamedType other)
    {
        if (ReferenceEquals(this, other))
            return true;
        for (var i = 0; i < Possible.Length; i++)
        {
            if ((Possible[i] & other.Possible[i]) != 0)
                return true;
        }

        return false;
    }

    public override string ToString() => Name;
}

/// <summary>A type with fields: an object or an interface.</summary>
public abstract class FieldsType : NamedType
{
    /// <summary>Up to so many, running along the names is quicker than hashing one.</summary>
    private const int FewFields = 32;

    private readonly Dictionary<string, Field> _byName = new(StringComparer.Ordinal);

    /// <summary>As documents that are read have them: one text of one name, unless strangers' names pushed it out.</summary>
    private readonly string[] _names = [];
    private readonly Field[] _fields;

    protected FieldsType(string name, IEnumerable<Field> fields)
        : base(name)
    {
        _fields = [.. fields];
        if (_fields.Length <= FewFields)
            _names = Array.ConvertAll(_fields, field => NameTable.Get(field.Name));
        foreach (var field in _fields)
        {
            if (!_byName.TryAdd(field.Name, field))
                throw new SchemaException([$"{name}.{field.Name} is defined twice."]);
        }
    }

    public IReadOnlyList<Field> Fields => _fields;

    /// <summary>Names of the interfaces it implements, those that these implement included.</summary>
    public IReadOnlyList<string> Implements { get; init; } = [];

    public IReadOnlyList<InterfaceType> Interfaces { get; internal set; } = [];

    public Field? FieldNamed(string name)
    {
        var names = _names;
        for (var i = 0; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
                return _fields[i];
        }

        return _byName.GetValueOrDefault(name);
    }
}

/// <summary>Section 3.6.</summary>
public sealed class ObjectType(string name, IEnumerable<Field> fields) : FieldsType(name, fields)
{
    /// <summary>Whether a value is one of these; asked when an interface or a union does not say what a value is.</summary>
    public Func<object, bool>? IsTypeOf { get; init; }

    internal int Index { get; set; }

    internal Field? TypeNameField { get; set; }
}

/// <summary>Section 3.7.</summary>
public sealed class InterfaceType(string name, IEnumerable<Field> fields) : FieldsType(name, fields)
{
    /// <summary>The name of the object type that a value is.</summary>
    public Func<object, string?>? ResolveType { get; init; }
}

/// <summary>Section 3.8.</summary>
public sealed class UnionType(string name, IEnumerable<string> members) : NamedType(name)
{
    public IReadOnlyList<string> MemberNames { get; } = [.. members];

    public IReadOnlyList<ObjectType> Members { get; internal set; } = [];

    /// <summary>The name of the object type that a value is.</summary>
    public Func<object, string?>? ResolveType { get; init; }
}

/// <summary>Section 3.10.</summary>
public sealed class InputObjectType : NamedType
{
    private readonly Dictionary<string, InputValue> _byName = new(StringComparer.Ordinal);

    public InputObjectType(string name, IEnumerable<InputValue> fields)
        : base(name)
    {
        Fields = [.. fields];
        for (var i = 0; i < Fields.Length; i++)
        {
            Fields[i].Index = i;
            if (!_byName.TryAdd(Fields[i].Name, Fields[i]))
                throw new SchemaException([$"{name}.{Fields[i].Name} is defined twice."]);
        }
    }

    public InputValue[] Fields { get; }

    /// <summary>Exactly one field must be given, and not null. Section 3.10.1.</summary>
    public bool IsOneOf { get; init; }

    /// <summary>Makes what resolvers see of the coerced fields; they see <see cref="InputValues"/> without.</summary>
    public Func<InputValues, object>? Bind { get; init; }

    public InputValue? FieldNamed(string name) => _byName.GetValueOrDefault(name);
}
