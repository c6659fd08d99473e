using System.Runtime.CompilerServices;

namespace Olympus.GraphQL.Language;

/// <summary>Reads a document by recursive descent with one token of look-ahead. Appendix B.</summary>
internal ref partial struct Parser
{
    private static readonly Directive[] NoDirectives = [];
    private readonly string _source;
    private readonly ParseLimits _limits;
    private Lexer _lexer;
    private int _lastEnd;
    private int _nesting;

    /// <summary>Nodes of lists that are not closed yet, the innermost last; so a list is allocated once, at its length.</summary>
    private object[] _open = new object[32];
    private int _openCount;

    public Parser(string source, ParseLimits limits)
    {
        _source = source;
        _limits = limits;
        _lexer = new Lexer(source);
        _lexer.Next();
    }

    public Document ParseDocument()
    {
        var mark = _openCount;
        do
        {
            Keep(ParseDefinition());
        }
        while (_lexer.Kind != TokenKind.EndOfFile);
        return new Document(_source, Take<Definition>(mark), _lexer.Count - 1);
    }

    /// <summary>A type reference that stands alone, such as <c>[Product!]!</c>.</summary>
    public TypeNode ParseOnlyType()
    {
        var type = ParseType();
        Expect(TokenKind.EndOfFile);
        return type;
    }

    /// <summary>A constant that stands alone, such as <c>{ first: 20 }</c>.</summary>
    public ValueNode ParseOnlyValue()
    {
        var value = ParseValue(isConstant: true);
        Expect(TokenKind.EndOfFile);
        return value;
    }

    private Definition ParseDefinition()
    {
        if (Is(TokenKind.BraceLeft))
            return ParseOperation(_lexer.Start, null);
        var start = _lexer.Start;
        var description = ParseDescription();
        if (Is(TokenKind.Name))
        {
            switch (_lexer.Text)
            {
                case "query" or "mutation" or "subscription":
                    return ParseOperation(start, description);
                case "fragment":
                    return ParseFragment(start, description);
                case "extend":
                    if (description is not null)
                        throw Error(start, "Unexpected description, only GraphQL definitions support descriptions.");
                    Advance();
                    return ParseTypeSystem(start, null, extends: true);
                case "schema" or "scalar" or "type" or "interface" or "union" or "enum" or "input" or "directive":
                    return ParseTypeSystem(start, description, extends: false);
                default:
                    throw description is null ? Unexpected() : Error(start, "Unexpected description, only GraphQL definitions support descriptions.");
            }
        }

        throw description is not null && Is(TokenKind.BraceLeft)
            ? Error(start, "Unexpected description, descriptions are not supported on shorthand queries.")
            : Unexpected();
    }

    private StringValue? ParseDescription() =>
        _lexer.Kind is TokenKind.String or TokenKind.BlockString ? ParseString() : null;

    private StringValue ParseString()
    {
        int start = _lexer.Start, end = _lexer.End;
        var isBlock = Is(TokenKind.BlockString);
        var value = isBlock ? StringText.OfBlock(_lexer.Text) : StringText.Of(_lexer.Text);
        Advance();
        return new StringValue(start, end, value, isBlock);
    }

    private OperationDefinition ParseOperation(int start, StringValue? description)
    {
        if (Is(TokenKind.BraceLeft))
        {
            var only = ParseSelectionSet();
            return new OperationDefinition(start, _lastEnd, null, OperationKind.Query, null, [], NoDirectives, only);
        }

        var kind = ParseOperationKind();
        Name? name = Is(TokenKind.Name) ? ParseName() : null;
        var variables = ParseVariables();
        var directives = ParseDirectives(isConstant: false);
        var selections = ParseSelectionSet();
        return new OperationDefinition(start, _lastEnd, description, kind, name, variables, directives, selections);
    }

    private OperationKind ParseOperationKind()
    {
        var name = ParseName();
        return name.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw Error(name.Start, $"Unexpected Name \"{name}\"."),
        };
    }

    private VariableDefinition[] ParseVariables()
    {
        if (!Skip(TokenKind.ParenLeft))
            return [];
        var mark = _openCount;
        do
        {
            var start = _lexer.Start;
            var description = ParseDescription();
            Expect(TokenKind.Dollar);
            var name = ParseName();
            Expect(TokenKind.Colon);
            var type = ParseType();
            var value = Skip(TokenKind.Equal) ? ParseValue(isConstant: true) : null;
            var directives = ParseDirectives(isConstant: true);
            Keep(new VariableDefinition(start, _lastEnd, description, name, type, value, directives));
        }
        while (!Skip(TokenKind.ParenRight));
        return Take<VariableDefinition>(mark);
    }

    private FragmentDefinition ParseFragment(int start, StringValue? description)
    {
        Advance();
        if (IsKeyword("on"))
            throw Unexpected();
        var name = ParseName();
        ExpectKeyword("on");
        var condition = ParseNamedType();
        var directives = ParseDirectives(isConstant: false);
        var selections = ParseSelectionSet();
        return new FragmentDefinition(start, _lastEnd, description, name, condition, directives, selections);
    }

    private SelectionSet ParseSelectionSet()
    {
        var start = _lexer.Start;
        Expect(TokenKind.BraceLeft);
        Enter();
        var mark = _openCount;
        do
        {
            Keep(Is(TokenKind.Spread) ? ParseSpread() : ParseField());
        }
        while (!Skip(TokenKind.BraceRight));
        _nesting--;
        return new SelectionSet(start, _lastEnd, Take<Selection>(mark));
    }

    private FieldSelection ParseField()
    {
        var start = _lexer.Start;
        Name? alias = null;
        var name = ParseName();
        if (Skip(TokenKind.Colon))
            (alias, name) = (name, ParseName());
        var arguments = ParseArguments(isConstant: false);
        var directives = ParseDirectives(isConstant: false);
        var selections = Is(TokenKind.BraceLeft) ? ParseSelectionSet() : null;
        return new FieldSelection(start, _lastEnd, alias, name, arguments, directives, selections);
    }

    private Selection ParseSpread()
    {
        var start = _lexer.Start;
        Advance();
        NamedTypeNode? condition = null;
        if (Is(TokenKind.Name))
        {
            if (!IsKeyword("on"))
            {
                var name = ParseName();
                var spreadDirectives = ParseDirectives(isConstant: false);
                return new FragmentSpread(start, _lastEnd, name, spreadDirectives);
            }

            Advance();
            condition = ParseNamedType();
        }

        var directives = ParseDirectives(isConstant: false);
        var selections = ParseSelectionSet();
        return new InlineFragment(start, _lastEnd, condition, directives, selections);
    }

    private Argument[] ParseArguments(bool isConstant)
    {
        if (!Skip(TokenKind.ParenLeft))
            return [];
        var mark = _openCount;
        do
        {
            var start = _lexer.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            var value = ParseValue(isConstant);
            Keep(new Argument(start, _lastEnd, name, value));
        }
        while (!Skip(TokenKind.ParenRight));
        return Take<Argument>(mark);
    }

    private Directive[] ParseDirectives(bool isConstant)
    {
        if (!Is(TokenKind.At))
            return NoDirectives;
        var mark = _openCount;
        while (Is(TokenKind.At))
        {
            var start = _lexer.Start;
            Advance();
            var name = ParseName();
            var arguments = ParseArguments(isConstant);
            Keep(new Directive(start, _lastEnd, name, arguments));
        }

        return Take<Directive>(mark);
    }

    private TypeNode ParseType()
    {
        var start = _lexer.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Enter();
            var item = ParseType();
            Expect(TokenKind.BracketRight);
            _nesting--;
            type = new ListTypeNode(start, _lastEnd, item);
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(start, _lastEnd, type) : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var name = ParseName();
        return new NamedTypeNode(name.Start, _lastEnd, name.Value);
    }

    private Name ParseName()
    {
        if (_lexer.Kind != TokenKind.Name)
            throw Unexpected();
        var name = new Name(NameTable.Get(_lexer.Text), _lexer.Start);
        Advance();
        return name;
    }

    private readonly bool Is(TokenKind kind) => _lexer.Kind == kind;

    private readonly bool IsKeyword(string word) => _lexer.Kind == TokenKind.Name && _lexer.Text.SequenceEqual(word);

    private void Advance()
    {
        _lastEnd = _lexer.End;
        _lexer.Next();
        if (_lexer.Count > _limits.Tokens && _lexer.Kind != TokenKind.EndOfFile)
            throw new GraphQLSyntaxException($"Document contains more than {_limits.Tokens} tokens. Parsing aborted.", _source, _lexer.Start, true);
    }

    private bool Skip(TokenKind kind)
    {
        if (_lexer.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind) && kind != TokenKind.EndOfFile)
            throw Error(_lexer.Start, $"Expected {Shown(kind)}, found {Found()}.");
        if (kind == TokenKind.EndOfFile && _lexer.Kind != kind)
            throw Unexpected();
    }

    private void ExpectKeyword(string word)
    {
        if (!SkipKeyword(word))
            throw Error(_lexer.Start, $"Expected \"{word}\", found {Found()}.");
    }

    private bool SkipKeyword(string word)
    {
        if (!IsKeyword(word))
            return false;
        Advance();
        return true;
    }

    private void Enter()
    {
        if (++_nesting > _limits.Nesting)
            throw new GraphQLSyntaxException($"Document nests deeper than {_limits.Nesting} levels.", _source, _lexer.Start, true);
    }

    private void Keep(object node)
    {
        if (_openCount == _open.Length)
            Array.Resize(ref _open, _openCount * 2);
        _open[_openCount++] = node;
    }

    private T[] Take<T>(int mark)
        where T : class
    {
        var items = new T[_openCount - mark];
        for (var i = 0; i < items.Length; i++)
            items[i] = Unsafe.As<T>(_open[mark + i]);
        _openCount = mark;
        return items;
    }

    private readonly GraphQLSyntaxException Unexpected() => Error(_lexer.Start, $"Unexpected {Found()}.");

    private readonly GraphQLSyntaxException Error(int offset, string message) => new(message, _source, offset);

    private readonly string Found() => _lexer.Kind switch
    {
        TokenKind.EndOfFile => "<EOF>",
        TokenKind.Name => $"Name \"{_lexer.Text}\"",
        TokenKind.Int => $"Int \"{_lexer.Text}\"",
        TokenKind.Float => $"Float \"{_lexer.Text}\"",
        TokenKind.String => $"String \"{StringText.Of(_lexer.Text)}\"",
        TokenKind.BlockString => $"BlockString \"{StringText.OfBlock(_lexer.Text)}\"",
        _ => $"\"{_lexer.Text}\"",
    };

    private static string Shown(TokenKind kind) => kind switch
    {
        TokenKind.Name => "Name",
        TokenKind.ParenRight => "\")\"",
        TokenKind.BracketRight => "\"]\"",
        TokenKind.BraceLeft => "\"{\"",
        TokenKind.Colon => "\":\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.At => "\"@\"",
        TokenKind.Equal => "\"=\"",
        TokenKind.ParenLeft => "\"(\"",
        _ => kind.ToString(),
    };
}
