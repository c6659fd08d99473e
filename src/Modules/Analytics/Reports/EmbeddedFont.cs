using System.Buffers.Binary;
using System.Text;

namespace Olympus.Analytics.Reports;

/// <summary>The one font that every machine has, for it comes along: DejaVu Sans, with Latin, Greek and Cyrillic. Reads of the TrueType file what a document
/// needs: which glyph a letter has, how wide it is, and the outlines of the glyphs that were used (ISO/IEC 14496-22). Pure.</summary>
internal sealed class EmbeddedFont
{
    public static readonly EmbeddedFont DejaVu = new(Load());

    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _file;
    private readonly Dictionary<string, (int At, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int _units;
    private readonly int _widths;

    private EmbeddedFont(byte[] file)
    {
        _file = file;
        for (var table = 0; table < U16(4); table++)
            _tables[Encoding.ASCII.GetString(file, 12 + 16 * table, 4)] = ((int)U32(12 + 16 * table + 8), (int)U32(12 + 16 * table + 12));
        _units = U16(_tables["head"].At + 18);
        _widths = U16(_tables["hhea"].At + 34);
        Ascent = Thousandths((short)U16(_tables["hhea"].At + 4));
        Descent = Thousandths((short)U16(_tables["hhea"].At + 6));
        if (U16(_tables["head"].At + 50) != 1)
            throw new InvalidOperationException("Only fonts with long glyph offsets are read.");
        ReadLetters();
    }

    /// <summary>In thousandths of the size.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    /// <summary>0, the empty box, for a letter that it does not have.</summary>
    public ushort Glyph(int letter) => _glyphs.GetValueOrDefault(letter);

    /// <summary>How far a glyph moves the pen, in thousandths of the size.</summary>
    public int Width(ushort glyph) => Thousandths(U16(_tables["hmtx"].At + 4 * Math.Min(glyph, _widths - 1)));

    /// <summary>The width of a text, in the unit of the size.</summary>
    public double Measure(string text, double size) => text.EnumerateRunes().Sum(letter => Width(Glyph(letter.Value))) * size / 1000;

    /// <summary>A font file with the outlines of these glyphs alone; their numbers stay.</summary>
    public byte[] With(IEnumerable<ushort> used)
    {
        var wanted = new SortedSet<ushort>(used) { 0 };
        var open = new Queue<ushort>(wanted);
        while (open.TryDequeue(out var glyph))
            foreach (var part in Parts(glyph))
                if (wanted.Add(part))
                    open.Enqueue(part);

        var count = U16(_tables["maxp"].At + 4);
        var (outlines, offsets) = (new MemoryStream(), new byte[4 * (count + 1)]);
        for (var glyph = 0; glyph <= count; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * glyph), (uint)outlines.Length);
            if (glyph < count && wanted.Contains((ushort)glyph) && Outline((ushort)glyph) is { Length: > 0 } outline)
                outlines.Write(outline);
        }

        return File(name => name switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => offsets,
            _ => _file.AsSpan(_tables[name].At, _tables[name].Length).ToArray(),
        });
    }

    /// <summary>Glyphs that a composed one is made of.</summary>
    private List<ushort> Parts(ushort glyph)
    {
        var outline = Outline(glyph);
        var parts = new List<ushort>();
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return parts;
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            if ((flags & 0x20) == 0)
                return parts;
            at += 4 + ((flags & 0x1) != 0 ? 4 : 2) + ((flags & 0x8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
    }

    private ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var (from, to) = (U32(_tables["loca"].At + 4 * glyph), U32(_tables["loca"].At + 4 * glyph + 4));
        return _file.AsSpan(_tables["glyf"].At + (int)from, (int)(to - from));
    }

    private byte[] File(Func<string, byte[]> table)
    {
        string[] names = [.. Kept.Where(_tables.ContainsKey)];
        var (head, body) = (new byte[12 + 16 * names.Length], new MemoryStream());
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)names.Length);
        foreach (var (place, name) in names.Index())
        {
            var content = table(name);
            var entry = head.AsSpan(12 + 16 * place);
            Encoding.ASCII.GetBytes(name, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)(head.Length + body.Length));
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)content.Length);
            body.Write(content);
            body.Write(new byte[(4 - content.Length % 4) % 4]);
        }

        return [.. head, .. body.ToArray()];
    }

    /// <summary>The table of letters in its two usual forms: 12 for all of Unicode, 4 for its first plane.</summary>
    private void ReadLetters()
    {
        var cmap = _tables["cmap"].At;
        var forms = Enumerable.Range(0, U16(cmap + 2)).Select(table => cmap + (int)U32(cmap + 4 + 8 * table + 4)).ToLookup(at => (int)U16(at));
        if (forms[12].FirstOrDefault() is > 0 and var all)
        {
            for (var group = 0; group < U32(all + 12); group++)
                for (var letter = U32(all + 16 + 12 * group); letter <= U32(all + 20 + 12 * group); letter++)
                    _glyphs[(int)letter] = (ushort)(U32(all + 24 + 12 * group) + letter - U32(all + 16 + 12 * group));
            return;
        }

        var first = forms[4].First();
        var segments = U16(first + 6) / 2;
        for (var segment = 0; segment < segments; segment++)
        {
            var (end, start) = (U16(first + 14 + 2 * segment), U16(first + 16 + 2 * segments + 2 * segment));
            var (delta, rangeAt) = (U16(first + 16 + 4 * segments + 2 * segment), first + 16 + 6 * segments + 2 * segment);
            for (var letter = (int)start; letter <= end && letter < 0xFFFF; letter++)
                _glyphs[letter] = U16(rangeAt) == 0 ? (ushort)(letter + delta)
                    : U16(rangeAt + U16(rangeAt) + 2 * (letter - start)) is var glyph and > 0 ? (ushort)(glyph + delta) : (ushort)0;
        }
    }

    private int Thousandths(int units) => (int)Math.Round(units * 1000.0 / _units);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));

    private static byte[] Load()
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")
            ?? throw new InvalidOperationException("The font of reports is not in the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
