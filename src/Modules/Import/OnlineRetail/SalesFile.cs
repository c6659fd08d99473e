using System.IO.Compression;
using System.Text;

namespace Olympus.Import.OnlineRetail;

/// <summary>The file as a stream of text, however it is packed: gzip by its first bytes, not by its name.</summary>
public sealed class SalesFile : IDisposable
{
    private readonly FileStream _file;

    private SalesFile(FileStream file, TextReader text)
    {
        _file = file;
        Text = text;
    }

    public TextReader Text { get; }

    public long Length => _file.Length;

    /// <summary>How much of the file has been taken from the disk: the measure of progress.</summary>
    public long Position => _file.Position;

    public static SalesFile Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        Stream bytes = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new(file, new StreamReader(bytes, Utf8OrLatin1, detectEncodingFromByteOrderMarks: true, 1 << 16));
    }

    public void Dispose()
    {
        Text.Dispose();
        _file.Dispose();
    }

    /// <summary>UTF-8, and a byte that is none stands for its Latin-1 character: the set circulates in both, and a £ must not break a line.</summary>
    public static readonly Encoding Utf8OrLatin1 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Latin1Fallback());

    private sealed class Latin1Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Latin1Buffer();
    }

    private sealed class Latin1Buffer : DecoderFallbackBuffer
    {
        private byte[] _bytes = [];
        private int _next;

        public override int Remaining => _bytes.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _bytes = bytesUnknown;
            _next = 0;
            return bytesUnknown.Length > 0;
        }

        public override char GetNextChar() => _next < _bytes.Length ? (char)_bytes[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
                return false;
            _next--;
            return true;
        }

        public override void Reset() => (_bytes, _next) = ([], 0);
    }
}
