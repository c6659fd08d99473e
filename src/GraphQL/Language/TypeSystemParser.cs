namespace Olympus.GraphQL.Language;

/// <content>Definitions and extensions of a type system. Section 3.</content>
internal ref partial struct Parser
{
    private TypeSystemDefinition ParseTypeSystem(int start, StringValue? description, bool extends)
    {
        if (!Is(TokenKind.Name))
            throw Unexpected();
        switch (_lexer.Text)
        {
            case "schema":
                return ParseSchema(start, description, extends);
            case "scalar":
                return ParseScalar(start, description, extends);
            case "type":
                return ParseFields(start, description, isInterface: false, extends);
            case "interface":
                return ParseFields(start, description, isInterface: true, extends);
            case "union":
                return ParseUnion(start, description, extends);
            case "enum":
                return ParseEnum(start, description, extends);
            case "input":
                return ParseInput(start, description, extends);
            case "directive" when !extends:
                return ParseDirectiveDefinition(start, description);
            default:
                throw Unexpected();
        }
    }

    private SchemaDefinition ParseSchema(int start, StringValue? description, bool extends)
    {
        Advance();
        var directives = ParseDirectives(isConstant: true);
        var mark = _openCount;
        if (extends ? Skip(TokenKind.BraceLeft) : Must(TokenKind.BraceLeft))
        {
            do
            {
                var rootStart = _lexer.Start;
                var kind = ParseOperationKind();
                Expect(TokenKind.Colon);
                var type = ParseNamedType();
                Keep(new RootType(rootStart, _lastEnd, kind, type));
            }
            while (!Skip(TokenKind.BraceRight));
        }

        var roots = Take<RootType>(mark);
        Adds(extends, directives.Length + roots.Length);
        return new SchemaDefinition(start, _lastEnd, description, directives, extends, roots);
    }

    private ScalarDefinition ParseScalar(int start, StringValue? description, bool extends)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        Adds(extends, directives.Length);
        return new ScalarDefinition(start, _lastEnd, description, name, directives, extends);
    }

    private FieldsDefinition ParseFields(int start, StringValue? description, bool isInterface, bool extends)
    {
        Advance();
        var name = ParseName();
        var interfaces = SkipKeyword("implements") ? ParseNames(TokenKind.Ampersand) : [];
        var directives = ParseDirectives(isConstant: true);
        var mark = _openCount;
        if (Skip(TokenKind.BraceLeft))
        {
            do
            {
                Keep(ParseFieldDefinition());
            }
            while (!Skip(TokenKind.BraceRight));
        }

        var fields = Take<FieldNode>(mark);
        Adds(extends, interfaces.Length + directives.Length + fields.Length);
        return new FieldsDefinition(start, _lastEnd, description, name, isInterface, interfaces, directives, fields, extends);
    }

    private FieldNode ParseFieldDefinition()
    {
        var start = _lexer.Start;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
        Expect(TokenKind.Colon);
        var type = ParseType();
        var directives = ParseDirectives(isConstant: true);
        return new FieldNode(start, _lastEnd, description, name, arguments, type, directives);
    }

    private InputValueNode[] ParseInputValues(TokenKind open, TokenKind close)
    {
        if (!Skip(open))
            return [];
        var mark = _openCount;
        do
        {
            var start = _lexer.Start;
            var description = ParseDescription();
            var name = ParseName();
            Expect(TokenKind.Colon);
            var type = ParseType();
            var value = Skip(TokenKind.Equal) ? ParseValue(isConstant: true) : null;
            var directives = ParseDirectives(isConstant: true);
            Keep(new InputValueNode(start, _lastEnd, description, name, type, value, directives));
        }
        while (!Skip(close));
        return Take<InputValueNode>(mark);
    }

    /// <summary>Names between separators; one may stand before the first.</summary>
    private NamedTypeNode[] ParseNames(TokenKind separator)
    {
        Skip(separator);
        var mark = _openCount;
        do
        {
            Keep(ParseNamedType());
        }
        while (Skip(separator));
        return Take<NamedTypeNode>(mark);
    }

    private UnionDefinition ParseUnion(int start, StringValue? description, bool extends)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var members = Skip(TokenKind.Equal) ? ParseNames(TokenKind.Pipe) : [];
        Adds(extends, directives.Length + members.Length);
        return new UnionDefinition(start, _lastEnd, description, name, directives, members, extends);
    }

    private EnumDefinition ParseEnum(int start, StringValue? description, bool extends)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var mark = _openCount;
        if (Skip(TokenKind.BraceLeft))
        {
            do
            {
                var valueStart = _lexer.Start;
                var about = ParseDescription();
                if (IsKeyword("true") || IsKeyword("false") || IsKeyword("null"))
                    throw Error(_lexer.Start, $"Name \"{_lexer.Text}\" is reserved and cannot be used for an enum value.");
                var value = ParseName();
                var valueDirectives = ParseDirectives(isConstant: true);
                Keep(new EnumValueNode(valueStart, _lastEnd, about, value, valueDirectives));
            }
            while (!Skip(TokenKind.BraceRight));
        }

        var values = Take<EnumValueNode>(mark);
        Adds(extends, directives.Length + values.Length);
        return new EnumDefinition(start, _lastEnd, description, name, directives, values, extends);
    }

    private InputDefinition ParseInput(int start, StringValue? description, bool extends)
    {
        Advance();
        var name = ParseName();
        var directives = ParseDirectives(isConstant: true);
        var fields = ParseInputValues(TokenKind.BraceLeft, TokenKind.BraceRight);
        Adds(extends, directives.Length + fields.Length);
        return new InputDefinition(start, _lastEnd, description, name, directives, fields, extends);
    }

    private DirectiveDefinition ParseDirectiveDefinition(int start, StringValue? description)
    {
        Advance();
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
        var isRepeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        Skip(TokenKind.Pipe);
        var locations = new List<Name>();
        do
        {
            var at = _lexer.Start;
            var location = ParseName();
            if (!DirectiveLocations.IsKnown(location.Value))
                throw Error(at, $"Unexpected Name \"{location}\".");
            locations.Add(location);
        }
        while (Skip(TokenKind.Pipe));
        return new DirectiveDefinition(start, _lastEnd, description, name, arguments, isRepeatable, [.. locations]);
    }

    private bool Must(TokenKind kind)
    {
        Expect(kind);
        return true;
    }

    /// <summary>An extension must add something.</summary>
    private readonly void Adds(bool extends, int count)
    {
        if (extends && count == 0)
            throw Unexpected();
    }
}
