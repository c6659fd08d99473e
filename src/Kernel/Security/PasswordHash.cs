using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Olympus.Kernel.Security;

/// <summary>PBKDF2 with HMAC-SHA-512, written as <c>$pbkdf2-sha512$i=220000$salt$hash</c> (base64url), so that parameters can grow later.</summary>
/// <remarks>Source: OWASP password storage cheat sheet, NIST SP 800-132. The password is taken exactly as typed: no trimming, cutting or case change.</remarks>
public static class PasswordHash
{
    public const int LeastIterations = 220_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Scheme = "pbkdf2-sha512";

    public static string Of(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Derive(password, salt, iterations);
        return $"${Scheme}$i={iterations.ToString(CultureInfo.InvariantCulture)}${StrictBase64Url.Encode(salt)}${StrictBase64Url.Encode(hash)}";
    }

    /// <summary>A hash that no password has, made without deriving anything: checking against it costs what a real check costs.</summary>
    public static string Nobody(int iterations) =>
        $"${Scheme}$i={iterations.ToString(CultureInfo.InvariantCulture)}${StrictBase64Url.Encode(RandomNumberGenerator.GetBytes(SaltBytes))}"
        + $"${StrictBase64Url.Encode(RandomNumberGenerator.GetBytes(HashBytes))}";

    public static bool Matches(string password, string stored)
    {
        var (iterations, salt, hash) = Parse(stored);
        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), hash);
    }

    /// <summary>Whether the stored hash was made with weaker parameters than today's; then the next sign-in makes a new one.</summary>
    public static bool NeedsRehash(string stored, int iterations) => Parse(stored).Iterations < iterations;

    private static (int Iterations, byte[] Salt, byte[] Hash) Parse(string stored) =>
        stored.Split('$') is ["", Scheme, var parameters, var saltText, var hashText]
        && parameters.StartsWith("i=", StringComparison.Ordinal)
        && int.TryParse(parameters.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations > 0
        && StrictBase64Url.TryDecode(saltText, out var salt)
        && StrictBase64Url.TryDecode(hashText, out var hash) && hash.Length == HashBytes
            ? (iterations, salt, hash)
            : throw new FormatException("The stored password hash cannot be read.");

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
