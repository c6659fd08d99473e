namespace Olympus.GraphQL.Language;

/// <content>Literals. Section 2.9.</content>
internal ref partial struct Parser
{
    private ValueNode ParseValue(bool isConstant)
    {
        int start = _lexer.Start, end = _lexer.End;
        switch (_lexer.Kind)
        {
            case TokenKind.Int:
                var whole = _lexer.Text.ToString();
                Advance();
                return new IntValue(start, end, whole);
            case TokenKind.Float:
                var number = _lexer.Text.ToString();
                Advance();
                return new FloatValue(start, end, number);
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                return ParseNameValue(start, end);
            case TokenKind.Dollar when isConstant:
                Advance();
                throw Error(start, Is(TokenKind.Name) ? $"Unexpected variable \"${_lexer.Text}\" in constant value." : "Unexpected \"$\".");
            case TokenKind.Dollar:
                Advance();
                var name = ParseName();
                return new VariableValue(start, _lastEnd, name);
            case TokenKind.BracketLeft:
                return ParseList(isConstant);
            case TokenKind.BraceLeft:
                return ParseObject(isConstant);
            default:
                throw Unexpected();
        }
    }

    private ValueNode ParseNameValue(int start, int end)
    {
        ValueNode value = _lexer.Text switch
        {
            "true" => new BooleanValue(start, end, true),
            "false" => new BooleanValue(start, end, false),
            "null" => new NullValue(start, end),
            _ => new EnumLiteral(start, end, NameTable.Get(_lexer.Text)),
        };
        Advance();
        return value;
    }

    private ListValue ParseList(bool isConstant)
    {
        var start = _lexer.Start;
        Advance();
        Enter();
        var mark = _openCount;
        while (!Skip(TokenKind.BracketRight))
            Keep(ParseValue(isConstant));
        _nesting--;
        return new ListValue(start, _lastEnd, Take<ValueNode>(mark));
    }

    private ObjectValue ParseObject(bool isConstant)
    {
        var start = _lexer.Start;
        Advance();
        Enter();
        var mark = _openCount;
        while (!Skip(TokenKind.BraceRight))
        {
            var fieldStart = _lexer.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            var value = ParseValue(isConstant);
            Keep(new ObjectField(fieldStart, _lastEnd, name, value));
        }

        _nesting--;
        return new ObjectValue(start, _lastEnd, Take<ObjectField>(mark));
    }
}
