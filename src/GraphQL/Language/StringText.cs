using System.Text;

namespace Olympus.GraphQL.Language;

/// <summary>What a string literal means, and how a meaning is written. Section 2.9.4.</summary>
internal static class StringText
{
    /// <summary>The length of the escape sequence a text begins with, or 0 when it is none.</summary>
    /// <param name="scalar">What it stands for.</param>
    public static int EscapeWidth(ReadOnlySpan<char> text, out Rune scalar)
    {
        scalar = default;
        if (text.Length < 2)
            return 0;
        var simple = text[1] switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (simple != '\0')
        {
            scalar = new Rune(simple);
            return 2;
        }

        if (text[1] != 'u')
            return 0;
        if (text.Length > 2 && text[2] == '{')
            return VariableWidth(text, out scalar);
        var high = Hex4(text, 2);
        if (high < 0)
            return 0;
        if (Rune.TryCreate(high, out scalar))
            return 6;
        // Two escapes may write one supplementary character; half of one is an error.
        if (text.Length >= 8 && text[6] == '\\' && text[7] == 'u' && Hex4(text, 8) is var low and >= 0
            && Rune.TryCreate((char)high, (char)low, out scalar))
            return 12;
        return 0;
    }

    /// <summary>The meaning of a string token, quotes included.</summary>
    public static string Of(ReadOnlySpan<char> token)
    {
        var text = token[1..^1];
        if (!text.Contains('\\'))
            return text.ToString();
        var result = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf('\\');
            if (plain < 0)
                plain = text.Length;
            result.Append(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty)
                break;
            var width = EscapeWidth(text, out var scalar);
            result.Append(scalar.ToString());
            text = text[width..];
        }

        return result.ToString();
    }

    /// <summary>The meaning of a block string token, quotes included: common indentation and blank edges are taken away.</summary>
    public static string OfBlock(ReadOnlySpan<char> token)
    {
        var raw = token[3..^3].ToString().Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal);
        var lines = Lines(raw);
        var common = int.MaxValue;
        int first = -1, last = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = Indent(lines[i]);
            if (indent == lines[i].Length)
                continue;
            first = first < 0 ? i : first;
            last = i;
            if (i > 0)
                common = Math.Min(common, indent);
        }

        if (first < 0)
            return "";
        for (var i = 1; i < lines.Length; i++)
            lines[i] = common < lines[i].Length ? lines[i][common..] : "";
        return string.Join('\n', lines[first..(last + 1)]);
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or (>= '\u007F' and <= '\u009F') => text.Append($"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>A block string that means the value; it takes lines of its own when one line would be long, or read as something else.</summary>
    public static string QuoteBlock(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = Lines(escaped);
        var single = lines.Length == 1;
        var indented = !single && lines.Skip(1).All(line => line.Length == 0 || line[0] is (' ' or '\t'));
        var endsInQuotes = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var runsIntoQuotes = (value.EndsWith('"') && !endsInQuotes) || value.EndsWith('\\');
        var tall = !single || value.Length > 70 || runsIntoQuotes || endsInQuotes;
        var beginsBlank = single && value.Length > 0 && value[0] is (' ' or '\t');
        var before = (tall && !beginsBlank) || indented ? "\n" : "";
        return $"\"\"\"{before}{escaped}{(tall ? "\n" : "")}\"\"\"";
    }

    private static int VariableWidth(ReadOnlySpan<char> text, out Rune scalar)
    {
        scalar = default;
        var point = 0;
        for (var i = 3; i < text.Length && i < 12; i++)
        {
            if (text[i] == '}')
                return i > 3 && Rune.TryCreate(point, out scalar) ? i + 1 : 0;
            if (!char.IsAsciiHexDigit(text[i]))
                return 0;
            point = (point << 4) | Convert.ToInt32(text[i].ToString(), 16);
        }

        return 0;
    }

    private static int Hex4(ReadOnlySpan<char> text, int at) =>
        text.Length >= at + 4 && ushort.TryParse(text.Slice(at, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value) ? value : -1;

    private static int Indent(string line)
    {
        var i = 0;
        while (i < line.Length && line[i] is (' ' or '\t'))
            i++;
        return i;
    }

    private static string[] Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
}
