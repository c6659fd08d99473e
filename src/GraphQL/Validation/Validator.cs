using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <summary>
/// Checks a document against a schema by every rule of section 5, in one walk. What a definition spreads and which variables it uses is written down on
/// the way, so that the rules that look through fragments need no second walk.
/// </summary>
internal sealed partial class Validator
{
    private const int MostErrors = 100;
    private readonly Schema _schema;
    private readonly Document _document;
    private readonly List<GraphQLError> _errors = [];
    private readonly List<Usage> _usages = [];
    private readonly List<FragmentSpread> _spreads = [];
    private readonly Dictionary<string, Part> _fragments = [];
    private readonly List<Part> _parts = [];
    private readonly OverlappingFields _overlapping;

    private Validator(Schema schema, Document document)
    {
        _schema = schema;
        _document = document;
        _overlapping = new OverlappingFields(this);
    }

    internal Schema Schema => _schema;

    /// <summary>What is wrong with a document; empty when nothing is.</summary>
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, Document document)
    {
        var run = new Validator(schema, document);
        run.Run();
        return run._errors;
    }

    internal FragmentDefinition? Fragment(string name) => _fragments.TryGetValue(name, out var part) ? (FragmentDefinition)part.Definition : null;

    internal void Report(string rule, string message, params ReadOnlySpan<int> offsets) => Report(rule, message, null, offsets);

    internal void Report(string rule, string message, Func<string?>? suggestion, params ReadOnlySpan<int> offsets)
    {
        if (_errors.Count >= MostErrors)
            return;
        var locations = new Location[offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
            locations[i] = Location.Of(_document.Source, offsets[i]);
        _errors.Add(new GraphQLError(message) { Rule = rule, Locations = locations, Suggestion = suggestion, Code = "GRAPHQL_VALIDATION_FAILED" });
    }

    private void Run()
    {
        foreach (var definition in _document.Definitions)
        {
            if (definition is TypeSystemDefinition)
            {
                ExecutableDefinitions(definition);
                continue;
            }

            var part = new Part(definition);
            _parts.Add(part);
            if (definition is FragmentDefinition fragment)
                _fragments[fragment.Name.Value] = part;
        }

        UniqueOperationNames();
        LoneAnonymousOperation();
        UniqueFragmentNames();
        foreach (var part in _parts)
            Walk(part);
        NoFragmentCycles();
        NoUnusedFragments();
        foreach (var part in _parts)
        {
            if (part.Definition is OperationDefinition operation)
                CheckVariables(operation, part);
        }
    }

    private void Walk(Part part)
    {
        part.FirstUsage = _usages.Count;
        part.FirstSpread = _spreads.Count;
        if (part.Definition is OperationDefinition operation)
        {
            var root = _schema.RootOf(operation.Kind);
            OperationTypeExists(operation, root);
            UniqueVariableNames(operation);
            _variables = operation.Variables;
            foreach (var variable in operation.Variables)
                Walk(variable);
            Walk(operation.Directives, operation.Kind switch
            {
                OperationKind.Mutation => DirectiveLocation.Mutation,
                OperationKind.Subscription => DirectiveLocation.Subscription,
                _ => DirectiveLocation.Query,
            });
            if (operation.Kind == OperationKind.Subscription && root is not null)
                SingleRootField(operation, root);
            Walk(operation.Selections, root, root);
        }
        else if (part.Definition is FragmentDefinition fragment)
        {
            _variables = [];
            var type = TypeCondition(fragment.Condition, fragment.Name.Value);
            Walk(fragment.Directives, DirectiveLocation.FragmentDefinition);
            Walk(fragment.Selections, type, type as NamedType);
        }

        part.Usages = _usages.Count - part.FirstUsage;
        part.Spreads = _spreads.Count - part.FirstSpread;
    }

    private void Walk(VariableDefinition variable)
    {
        var named = variable.Type;
        while (named is not NamedTypeNode)
            named = named is ListTypeNode list ? list.Item : ((NonNullTypeNode)named).Inner;
        KnownTypeName((NamedTypeNode)named);
        var type = _schema.TypeOf(variable.Type);
        VariableIsInputType(variable, type);
        if (variable.Default is { } value)
            Walk(value, type is { IsInput: true } ? type : null, hasDefault: false, check: true);
        Walk(variable.Directives, DirectiveLocation.VariableDefinition);
    }

    /// <param name="type">The type in scope, of whatever kind; null when it is unknown.</param>
    /// <param name="parent">The same when fields can be selected on it.</param>
    /// <param name="isInline">Whether its fields belong to the set around it and are compared there.</param>
    private void Walk(SelectionSet set, SchemaType? type, NamedType? parent, bool isInline = false)
    {
        if (parent is { IsComposite: false })
            parent = null;
        if (!isInline)
            _overlapping.Check(set, parent);
        foreach (var selection in set.Items)
        {
            switch (selection)
            {
                case FieldSelection field:
                    Walk(field, parent);
                    break;
                case FragmentSpread spread:
                    _spreads.Add(spread);
                    KnownFragmentName(spread);
                    SpreadIsPossible(spread, parent);
                    Walk(spread.Directives, DirectiveLocation.FragmentSpread);
                    break;
                case InlineFragment inline:
                    var inner = inline.Condition is { } condition ? TypeCondition(condition, null) : type?.Named;
                    SpreadIsPossible(inline, inner, parent);
                    Walk(inline.Directives, DirectiveLocation.InlineFragment);
                    Walk(inline.Selections, inner, inner, isInline: true);
                    break;
            }
        }
    }

    private void Walk(FieldSelection field, NamedType? parent)
    {
        var definition = parent is null ? null : _schema.FieldOf(parent, field.Name.Value);
        if (parent is not null && definition is null)
            FieldOnCorrectType(field, parent);
        if (definition is not null)
            ScalarLeaf(field, definition);
        if (field.Arguments.Length > 0)
        {
            UniqueArgumentNames(field.Arguments);
            foreach (var argument in field.Arguments)
            {
                var known = definition?.ArgumentNamed(argument.Name.Value);
                if (known is null && definition is not null)
                    KnownArgumentName(argument, definition, parent!);
                Walk(argument.Value, known?.Type, known?.DefaultText is not null, check: true);
            }
        }

        if (definition is { Arguments.Length: > 0 })
            RequiredArguments(field.Arguments, definition.Arguments, field.Name.Value, field);
        Walk(field.Directives, DirectiveLocation.Field);
        if (field.Selections is { } selections)
            Walk(selections, definition?.Type, definition?.Type.Named);
    }

    private void Walk(Directive[] directives, DirectiveLocation location)
    {
        if (directives.Length == 0)
            return;
        UniqueDirectives(directives);
        foreach (var directive in directives)
        {
            var definition = _schema.DirectiveNamed(directive.Name.Value);
            KnownDirective(directive, definition, location);
            UniqueArgumentNames(directive.Arguments);
            foreach (var argument in directive.Arguments)
            {
                var known = definition?.ArgumentNamed(argument.Name.Value);
                if (known is null && definition is not null)
                    KnownArgumentName(argument, definition);
                Walk(argument.Value, known?.Type, known?.DefaultText is not null, check: true);
            }

            if (definition is not null)
                RequiredArguments(directive.Arguments, definition.Arguments, "@" + definition.Name, directive);
        }
    }

    /// <summary>An operation or fragment with what it spreads and uses by itself: ranges of the run's lists.</summary>
    private sealed class Part(Definition definition)
    {
        public Definition Definition { get; } = definition;

        public int FirstUsage { get; set; }

        public int Usages { get; set; }

        public int FirstSpread { get; set; }

        public int Spreads { get; set; }

        /// <summary>The last operation that reached it, so that each reaches it once.</summary>
        public Part? ReachedBy { get; set; }

        public bool IsUsed { get; set; }
    }

    /// <summary>A variable where it stands.</summary>
    /// <param name="Type">The type that is expected there; null when unknown.</param>
    /// <param name="HasDefault">Whether that place has a default of its own.</param>
    /// <param name="OneOf">The input object of which it is a field, when that takes exactly one.</param>
    private readonly record struct Usage(VariableValue Node, SchemaType? Type, bool HasDefault, InputObjectType? OneOf);
}
