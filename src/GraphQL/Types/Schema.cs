using System.Collections.Frozen;
using Olympus.GraphQL.Introspection;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Types;

/// <summary>Everything a service can do. Section 3.3. It is checked when it is made and never changes.</summary>
public sealed class Schema
{
    private readonly FrozenDictionary<string, NamedType> _types;
    private readonly FrozenDictionary<string, DirectiveType> _directives;

    /// <param name="types">All types but the built-in ones. A type, and each of its members, belongs to one schema.</param>
    /// <param name="query">The name of the type that answers queries.</param>
    /// <param name="directives">Further directives.</param>
    /// <exception cref="SchemaException">It breaks the rules of section 3.</exception>
    public Schema(
        IEnumerable<NamedType> types, string query = "Query", string? mutation = null, string? subscription = null,
        IEnumerable<DirectiveType>? directives = null, string? description = null)
    {
        Description = description;
        var problems = new List<string>();
        Directives = [.. DirectiveType.BuiltIn(), .. directives ?? []];
        var own = types.ToList();
        NamedType[] all = [.. own, .. Missing(own), .. Meta.Types()];
        foreach (var twice in all.GroupBy(type => type.Name).Where(group => group.Count() > 1))
            problems.Add($"Type {twice.Key} is defined twice.");
        foreach (var twice in Directives.GroupBy(directive => directive.Name).Where(group => group.Count() > 1))
            problems.Add($"Directive @{twice.Key} is defined twice.");
        _types = all.DistinctBy(type => type.Name).ToFrozenDictionary(type => type.Name);
        _directives = Directives.DistinctBy(directive => directive.Name).ToFrozenDictionary(directive => directive.Name);
        Types = all;

        SchemaAssembly.Join(this, problems);
        (Query, Mutation, Subscription) = (Root(query, problems), Root(mutation, problems), Root(subscription, problems));
        if (problems.Count == 0)
            SchemaRules.Check(this, problems);
        if (problems.Count > 0)
            throw new SchemaException(problems);
        SchemaField = SchemaAssembly.Resolved(Meta.SchemaField(this), this);
        TypeField = SchemaAssembly.Resolved(Meta.TypeField(this), this);
        TypeNameField = SchemaAssembly.Resolved(Meta.TypeNameField(null), this);
        foreach (var type in all.OfType<ObjectType>())
            type.TypeNameField = SchemaAssembly.Resolved(Meta.TypeNameField(type), this);
    }

    public string? Description { get; }

    public IReadOnlyList<NamedType> Types { get; }

    public IReadOnlyList<DirectiveType> Directives { get; }

    public ObjectType? Query { get; }

    public ObjectType? Mutation { get; }

    public ObjectType? Subscription { get; }

    internal Field SchemaField { get; }

    internal Field TypeField { get; }

    internal Field TypeNameField { get; }

    public NamedType? TypeNamed(string name) => _types.GetValueOrDefault(name);

    public DirectiveType? DirectiveNamed(string name) => _directives.GetValueOrDefault(name);

    /// <summary>A field of a composite type, <c>__typename</c> everywhere and <c>__schema</c> and <c>__type</c> at the root of queries. Section 4.</summary>
    public Field? FieldOf(NamedType type, string name)
    {
        if ((type as FieldsType)?.FieldNamed(name) is { } field)
            return field;
        if (name.Length < 6 || name[0] != '_' || name[1] != '_')
            return null;
        return name switch
        {
            "__typename" => type is ObjectType known ? known.TypeNameField : TypeNameField,
            "__schema" when ReferenceEquals(type, Query) => SchemaField,
            "__type" when ReferenceEquals(type, Query) => TypeField,
            _ => null,
        };
    }

    public ObjectType? RootOf(OperationKind kind) => kind switch
    {
        OperationKind.Mutation => Mutation,
        OperationKind.Subscription => Subscription,
        _ => Query,
    };

    /// <summary>The type a document refers to; null when its name is unknown.</summary>
    public SchemaType? TypeOf(TypeNode node) => node switch
    {
        NamedTypeNode named => TypeNamed(named.Name),
        ListTypeNode list => TypeOf(list.Item)?.InList,
        _ => TypeOf(((NonNullTypeNode)node).Inner)?.Required,
    };

    /// <summary>The objects that a value of a type may be.</summary>
    public IEnumerable<ObjectType> PossibleTypes(NamedType type) => Types.OfType<ObjectType>().Where(type.MayBe);

    /// <summary>The schema as a text. Section 3.</summary>
    public override string ToString() => SchemaPrinter.Print(this);

    /// <summary>Section 5.8.5, and covariance of section 3.6.</summary>
    internal static bool IsSubtype(SchemaType type, SchemaType super)
    {
        if (ReferenceEquals(type, super))
            return true;
        if (super is NonNullType nonNull)
            return type is NonNullType own && IsSubtype(own.Inner, nonNull.Inner);
        if (type is NonNullType some)
            return IsSubtype(some.Inner, super);
        if (super is ListType list)
            return type is ListType ownList && IsSubtype(ownList.Item, list.Item);
        return (type, super) switch
        {
            (ObjectType member, UnionType union) => union.MayBe(member),
            (FieldsType fields, InterfaceType port) => fields.Interfaces.Contains(port),
            _ => false,
        };
    }

    private ObjectType? Root(string? name, List<string> problems)
    {
        if (name is null)
            return null;
        if (TypeNamed(name) is ObjectType type)
            return type;
        problems.Add($"{name} is the root of operations, but no object type.");
        return null;
    }

    /// <summary>Built-in scalars are there when somebody refers to them, and where introspection does.</summary>
    private IEnumerable<NamedType> Missing(List<NamedType> own)
    {
        var used = own.SelectMany(type => type switch
        {
            FieldsType fields => fields.Fields.SelectMany(field => field.Arguments.Select(each => each.TypeText).Append(field.TypeText)),
            InputObjectType input => input.Fields.Select(each => each.TypeText),
            _ => [],
        }).Concat(Directives.SelectMany(directive => directive.Arguments).Select(each => each.TypeText)).Select(text => text.Trim('[', ']', '!')).ToHashSet();
        ScalarType[] known = [ScalarType.Int(), ScalarType.Float(), ScalarType.String(), ScalarType.Boolean(), ScalarType.Id()];
        return known.Where(type => own.TrueForAll(each => each.Name != type.Name) && (type.Name is "String" or "Boolean" || used.Contains(type.Name)));
    }
}
