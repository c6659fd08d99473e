namespace Olympus.Import.OnlineRetail;

/// <summary>
/// Stands between the file and the CSV parser and lets only lines through that can be a record of their own. A line whose quotes do not close
/// would make the parser swallow everything up to the next quote: here it costs only itself.
/// </summary>
internal sealed class WholeLines(TextReader source, Action<RejectedLine> reject) : TextReader
{
    private readonly Queue<(int Number, string Text)> _passed = new();
    private string _current = "";
    private int _offset;
    private int _number;

    /// <summary>Number and text of the oldest line handed to the parser and not yet asked for.</summary>
    public (int Number, string Text) TakePassed() => _passed.Dequeue();

    public override int Read(char[] buffer, int index, int count)
    {
        if (_offset == _current.Length && !MoveNext())
            return 0;
        var taken = Math.Min(count, _current.Length - _offset);
        _current.CopyTo(_offset, buffer, index, taken);
        _offset += taken;
        return taken;
    }

    private bool MoveNext()
    {
        while (source.ReadLine() is { } line)
        {
            _number++;
            if (string.IsNullOrWhiteSpace(line))
                reject(new(_number, RejectReasons.EmptyLine, "The line is empty.", line));
            else if (line.Any(c => char.IsControl(c) && c != '\t'))
                reject(new(_number, RejectReasons.ControlCharacters, "The line holds characters that are no text.", new string([.. line.Where(c => !char.IsControl(c))])));
            else if (!ClosesItsQuotes(line))
                reject(new(_number, RejectReasons.UnbalancedQuotes, "A quote is opened and not closed on this line.", line));
            else
            {
                _passed.Enqueue((_number, line));
                (_current, _offset) = (line + "\n", 0);
                return true;
            }
        }
        return false;
    }

    /// <summary>A quote counts where a field begins with one; inside such a field two quotes stand for one.</summary>
    private static bool ClosesItsQuotes(string line)
    {
        var (atStart, quoted) = (true, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                i++;
            else if (line[i] == '"' && (quoted || atStart))
                quoted = !quoted;
            atStart = !quoted && line[i] == ',';
        }
        return !quoted;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
