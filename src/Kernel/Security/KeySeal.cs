using System.Security.Cryptography;
using System.Text;

namespace Olympus.Kernel.Security;

/// <summary>Seals secrets that are kept in the database (private keys) with a key that is not: AES-256-GCM, bound to what the secret is for.</summary>
public sealed class KeySeal
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key;

    public KeySeal(byte[] key) => _key = key.Length == KeyBytes
        ? key
        : throw new ArgumentException($"A key encryption key has {KeyBytes} bytes.", nameof(key));

    /// <param name="secret">The clear bytes.</param>
    /// <param name="purpose">Named again on opening: a sealed secret moved to another row does not open.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var box = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(
            box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, secret.Length), box.AsSpan(NonceBytes + secret.Length), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    /// <exception cref="CryptographicException">Another key, another purpose, or changed bytes.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The sealed secret is too short.");
        var secret = new byte[box.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], secret, Encoding.UTF8.GetBytes(purpose));
        return secret;
    }
}
