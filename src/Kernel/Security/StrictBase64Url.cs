using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Olympus.Kernel.Security;

/// <summary>Base64url in its one canonical spelling: no padding, no white space, no left-over bits. Two texts never decode to the same bytes,
/// so a token cannot be respelled to slip past a list that knows it by its text.</summary>
public static class StrictBase64Url
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return false;
        if (text.Length % 4 == 1)
            return false;

        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var written) != OperationStatus.Done)
            return false;

        // Whatever a decoder forgives (bits that no byte carries, white space): a canonical text is the one that encoding gives back.
        var decoded = buffer.AsSpan(0, written);
        if (!text.SequenceEqual(Base64Url.EncodeToString(decoded)))
            return false;
        bytes = decoded.ToArray();
        return true;
    }
}
