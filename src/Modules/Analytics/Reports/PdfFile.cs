using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Olympus.Analytics.Reports;

/// <summary>A document of pages with text, lines and filled rectangles, as PDF 1.7 (ISO 32000-1). Coordinates are points from the upper left corner.</summary>
internal sealed class PdfFile(string title, double width, double height)
{
    private readonly EmbeddedFont _font = EmbeddedFont.DejaVu;
    private readonly List<StringBuilder> _pages = [];
    private readonly SortedDictionary<ushort, int> _used = [];

    public int Pages => _pages.Count;

    public double Width => width;

    public double Height => height;

    public void Turn() => _pages.Add(new());

    /// <summary>A text from its base line on.</summary>
    /// <param name="page">The last one unless told.</param>
    public void Text(string text, double x, double y, double size, Colour colour, bool isBold = false, int? page = null)
    {
        var codes = new StringBuilder();
        foreach (var letter in text.EnumerateRunes())
        {
            var glyph = _font.Glyph(letter.Value);
            _used.TryAdd(glyph, letter.Value);
            codes.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        // Bold is the same outline with a stroke of its own colour around it.
        Write(page, $"BT {colour.Fill} {(isBold ? $"{colour.Stroke} 2 Tr {N(size / 30)} w" : "0 Tr")} /F1 {N(size)} Tf {N(x)} {N(height - y)} Td <{codes}> Tj ET");
    }

    public double Measure(string text, double size) => _font.Measure(text, size);

    public void Fill(double x, double y, double wide, double high, Colour colour) =>
        Write(null, $"{colour.Fill} {N(x)} {N(height - y - high)} {N(wide)} {N(high)} re f");

    public void Line(double x, double y, double toX, double toY, double thick, Colour colour) =>
        Write(null, $"{colour.Stroke} {N(thick)} w {N(x)} {N(height - y)} m {N(toX)} {N(height - toY)} l S");

    public byte[] Save()
    {
        var (file, offsets) = (new MemoryStream(), new List<long>());
        void Raw(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        int Object(string dictionary, byte[]? stream = null)
        {
            offsets.Add(file.Length);
            Raw($"{offsets.Count} 0 obj\n");
            if (stream is null)
                Raw(dictionary);
            else
            {
                var packed = Packed(stream);
                Raw($"<< {dictionary} /Length {packed.Length} /Filter /FlateDecode >>\nstream\n");
                file.Write(packed);
                Raw("\nendstream");
            }

            Raw("\nendobj\n");
            return offsets.Count;
        }

        Raw("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var outlines = _font.With(_used.Keys);
        var program = Object($"/Length1 {outlines.Length}", outlines);
        var look = Object(
            $"<< /Type /FontDescriptor /FontName /OLYMPU+DejaVuSans /Flags 4 /FontBBox [-1021 -463 1793 1232] /ItalicAngle 0 /Ascent {_font.Ascent} "
            + $"/Descent {_font.Descent} /CapHeight 729 /StemV 80 /FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', _used.Keys.Select(glyph => $"{glyph} [{_font.Width(glyph)}]"));
        var glyphs = Object(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /OLYMPU+DejaVuSans /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {look} 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}] >>");
        var letters = Object("", Encoding.ASCII.GetBytes(Letters()));
        var font = Object(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /OLYMPU+DejaVuSans /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] /ToUnicode {letters} 0 R >>");
        var contents = _pages.ConvertAll(page => Object("", Encoding.ASCII.GetBytes(page.ToString())));
        var tree = offsets.Count + _pages.Count + 1;
        var pages = contents.ConvertAll(content => Object(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {N(width)} {N(height)}] /Resources << /Font << /F1 {font} 0 R >> >> /Contents {content} 0 R >>"));
        Object($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(page => $"{page} 0 R"))}] >>");
        var root = Object($"<< /Type /Catalog /Pages {tree} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>");
        var about = Object($"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (Olympus) >>");

        var table = file.Length;
        Raw($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Raw($"{offset.ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n");
        Raw($"trailer\n<< /Size {offsets.Count + 1} /Root {root} 0 R /Info {about} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>Which letter a glyph stands for, so that text can be searched and copied.</summary>
    private string Letters()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
            + "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var some in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (glyph, letter) in some)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(new Rune(letter).ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }

    private void Write(int? page, string operators) => _pages[page ?? _pages.Count - 1].Append(operators).Append('\n');

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return packed.ToArray();
    }

    internal static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>Red, green and blue from 0 to 255.</summary>
internal readonly record struct Colour(int Red, int Green, int Blue)
{
    public string Fill => $"{Text} rg";

    public string Stroke => $"{Text} RG";

    private string Text => string.Join(' ', new[] { Red, Green, Blue }.Select(part => (part / 255.0).ToString("0.###", CultureInfo.InvariantCulture)));
}
