using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Security;

/// <summary>
/// A secret that only our database can tell the meaning of: a prefix that says what it is for, the tenant in which to look, and 256 random
/// bits. Only the hash of the whole is stored, within that tenant; so a changed tenant finds nothing, and with that much randomness a
/// plain SHA-256 cannot be guessed back.
/// </summary>
/// <param name="Tenant">In which to look for <paramref name="Hash"/>.</param>
/// <param name="Text">What the bearer gets, once.</param>
/// <param name="Hash">What is stored.</param>
public sealed record OpaqueToken(Id<Tenant> Tenant, string Text, byte[] Hash)
{
    public const string Refresh = "olr_";
    public const string Invitation = "oli_";
    public const string Device = "old_";
    public const string Till = "olt_";
    public const string Approval = "ola_";
    private const int TenantBytes = 16;
    private const int SecretBytes = 32;

    public static OpaqueToken New(string prefix, Id<Tenant> tenant)
    {
        Span<byte> bytes = stackalloc byte[TenantBytes + SecretBytes];
        tenant.Value.TryWriteBytes(bytes);
        RandomNumberGenerator.Fill(bytes[TenantBytes..]);
        var text = prefix + StrictBase64Url.Encode(bytes);
        return new(tenant, text, HashOf(text));
    }

    /// <summary>False when the text cannot be such a token at all: wrong kind, wrong length, not canonical.</summary>
    public static bool TryRead(string prefix, string? text, [NotNullWhen(true)] out OpaqueToken? token)
    {
        token = null;
        if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal)
            || !StrictBase64Url.TryDecode(text.AsSpan(prefix.Length), out var bytes) || bytes.Length != TenantBytes + SecretBytes)
            return false;
        token = new(new(new Guid(bytes.AsSpan(0, TenantBytes))), text, HashOf(text));
        return true;
    }

    public override string ToString() => "opaque token";

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));
}
