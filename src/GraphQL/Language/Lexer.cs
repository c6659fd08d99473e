namespace Olympus.GraphQL.Language;

internal enum TokenKind
{
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    ParenLeft,
    ParenRight,
    Spread,
    Colon,
    Equal,
    At,
    BracketLeft,
    BracketRight,
    BraceLeft,
    Pipe,
    BraceRight,
    Name,
    Int,
    Float,
    String,
    BlockString,
}

/// <summary>Cuts a source into tokens. Sections 2.1 and 2.1.1 to 2.1.9.</summary>
internal ref struct Lexer(string source)
{
    private readonly ReadOnlySpan<char> _text = source;

    public TokenKind Kind { get; private set; }

    public int Start { get; private set; }

    /// <summary>Exclusive.</summary>
    public int End { get; private set; }

    public int Count { get; private set; }

    public readonly ReadOnlySpan<char> Text => _text[Start..End];

    /// <summary>Steps to the next token.</summary>
    /// <exception cref="GraphQLSyntaxException">There is none here.</exception>
    public void Next()
    {
        var text = _text;
        var i = End;
        while ((uint)i < (uint)text.Length)
        {
            var c = text[i];
            switch (c)
            {
                case ' ' or '\t' or ',' or '\n' or '\r' or '\uFEFF':
                    i++;
                    continue;
                case '#':
                    i = SkipComment(i + 1);
                    continue;
                case '{':
                    Take(TokenKind.BraceLeft, i, 1);
                    return;
                case '}':
                    Take(TokenKind.BraceRight, i, 1);
                    return;
                case '(':
                    Take(TokenKind.ParenLeft, i, 1);
                    return;
                case ')':
                    Take(TokenKind.ParenRight, i, 1);
                    return;
                case ':':
                    Take(TokenKind.Colon, i, 1);
                    return;
                case '$':
                    Take(TokenKind.Dollar, i, 1);
                    return;
                case '!':
                    Take(TokenKind.Bang, i, 1);
                    return;
                case '=':
                    Take(TokenKind.Equal, i, 1);
                    return;
                case '@':
                    Take(TokenKind.At, i, 1);
                    return;
                case '[':
                    Take(TokenKind.BracketLeft, i, 1);
                    return;
                case ']':
                    Take(TokenKind.BracketRight, i, 1);
                    return;
                case '|':
                    Take(TokenKind.Pipe, i, 1);
                    return;
                case '&':
                    Take(TokenKind.Ampersand, i, 1);
                    return;
                case '.':
                    if (i + 2 >= text.Length || text[i + 1] != '.' || text[i + 2] != '.')
                        throw Unexpected(i);
                    Take(TokenKind.Spread, i, 3);
                    return;
                case '"':
                    TakeString(i);
                    return;
                default:
                    if (IsNameStart(c))
                        TakeName(i);
                    else if (char.IsAsciiDigit(c) || c == '-')
                        TakeNumber(i);
                    else
                        throw Unexpected(i);
                    return;
            }
        }

        Take(TokenKind.EndOfFile, text.Length, 0);
    }

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNameContinue(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void Take(TokenKind kind, int start, int length)
    {
        Kind = kind;
        Start = start;
        End = start + length;
        Count++;
    }

    private void TakeName(int start)
    {
        var i = start + 1;
        while ((uint)i < (uint)_text.Length && IsNameContinue(_text[i]))
            i++;
        Take(TokenKind.Name, start, i - start);
    }

    private readonly int SkipComment(int i)
    {
        while (i < _text.Length && _text[i] is not ('\n' or '\r'))
        {
            var width = ScalarWidth(i);
            if (width == 0)
                break; // the next token complains about it
            i += width;
        }

        return i;
    }

    /// <summary>How many UTF-16 units the scalar value here takes; 0 for half a surrogate pair, which is no source character.</summary>
    private readonly int ScalarWidth(int i)
    {
        if (!char.IsSurrogate(_text[i]))
            return 1;
        return i + 1 < _text.Length && char.IsSurrogatePair(_text[i], _text[i + 1]) ? 2 : 0;
    }

    /// <summary>Sections 2.9.1 and 2.9.2: nothing that could continue a number or a name may follow one.</summary>
    private void TakeNumber(int start)
    {
        var i = start;
        var kind = TokenKind.Int;
        if (At(i) == '-')
            i++;
        if (At(i) == '0')
        {
            i++;
            if (char.IsAsciiDigit(At(i)))
                throw Error(i, $"Invalid number, unexpected digit after 0: {Shown(i)}.");
        }
        else
        {
            i = Digits(i);
        }

        if (At(i) == '.')
        {
            kind = TokenKind.Float;
            i = Digits(i + 1);
        }

        if (At(i) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            i++;
            if (At(i) is '+' or '-')
                i++;
            i = Digits(i);
        }

        if (At(i) == '.' || IsNameStart(At(i)))
            throw Error(i, $"Invalid number, expected digit but got: {Shown(i)}.");
        Take(kind, start, i - start);
    }

    private readonly char At(int i) => (uint)i < (uint)_text.Length ? _text[i] : '\0';

    private readonly int Digits(int i)
    {
        if (!char.IsAsciiDigit(At(i)))
            throw Error(i, $"Invalid number, expected digit but got: {Shown(i)}.");
        while (char.IsAsciiDigit(At(i)))
            i++;
        return i;
    }

    /// <summary>Section 2.9.4; the text is only checked here, <see cref="StringText"/> says what it means.</summary>
    private void TakeString(int start)
    {
        var isBlock = At(start + 1) == '"' && At(start + 2) == '"';
        var i = start + (isBlock ? 3 : 1);
        while (i < _text.Length)
        {
            var c = _text[i];
            if (c == '"')
            {
                if (!isBlock || (At(i + 1) == '"' && At(i + 2) == '"'))
                {
                    Take(isBlock ? TokenKind.BlockString : TokenKind.String, start, i + (isBlock ? 3 : 1) - start);
                    return;
                }

                i++;
            }
            else if (c == '\\' && !isBlock)
            {
                var width = StringText.EscapeWidth(_text[i..], out _);
                i += width > 0 ? width : throw Error(i, "Invalid escape sequence.");
            }
            else if (c == '\\' && At(i + 1) == '"' && At(i + 2) == '"' && At(i + 3) == '"')
            {
                i += 4;
            }
            else if (c is ('\n' or '\r') && !isBlock)
            {
                break;
            }
            else
            {
                var width = ScalarWidth(i);
                i += width > 0 ? width : throw Error(i, $"Invalid character within String: {Shown(i)}.");
            }
        }

        throw Error(i, "Unterminated string.");
    }

    private readonly GraphQLSyntaxException Unexpected(int i) => Error(i, $"Unexpected character: {Shown(i)}.");

    private readonly string Shown(int i)
    {
        if (i >= _text.Length)
            return "<EOF>";
        if (ScalarWidth(i) == 0 || char.IsControl(_text[i]))
            return $"U+{(int)_text[i]:X4}";
        return _text[i] == '"' ? "'\"'" : $"\"{_text.Slice(i, ScalarWidth(i))}\"";
    }

    private readonly GraphQLSyntaxException Error(int offset, string message) => new(message, _text.ToString(), offset);
}
