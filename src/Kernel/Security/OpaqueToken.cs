using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Olympus.Kernel.Security;

/// <summary>A secret that means nothing by itself: 256 random bits behind a prefix that says what it is for. Only its hash is stored;
/// with that much randomness a plain SHA-256 cannot be guessed back.</summary>
/// <param name="Text">What the bearer gets, once.</param>
/// <param name="Hash">What is stored.</param>
public sealed record OpaqueToken(string Text, byte[] Hash)
{
    public const string Refresh = "olr_";
    public const string Invitation = "oli_";
    private const int Bytes = 32;

    public static OpaqueToken New(string prefix)
    {
        var text = prefix + StrictBase64Url.Encode(RandomNumberGenerator.GetBytes(Bytes));
        return new(text, HashOf(text));
    }

    /// <summary>False when the text cannot be such a token at all: wrong kind, wrong length, not canonical.</summary>
    public static bool TryHash(string prefix, string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        hash = null;
        if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal)
            || !StrictBase64Url.TryDecode(text.AsSpan(prefix.Length), out var secret) || secret.Length != Bytes)
            return false;
        hash = HashOf(text);
        return true;
    }

    public override string ToString() => "opaque token";

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));
}
