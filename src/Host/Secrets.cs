using System.Security.Cryptography;
using Olympus.Kernel.Http;

namespace Olympus.Host;

/// <summary>Every key of the program comes from one secret, each for one purpose (HKDF, RFC 5869).</summary>
public static class Secrets
{
    public static CursorKey CursorKey(byte[] secret) => new(Derive(secret, "olympus/cursors"));

    public static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    /// <summary>The secret of this installation: <c>OLYMPUS_SECRET</c> (base64), or a file in the state directory, made on first use.</summary>
    public static byte[] Load(string stateFolder)
    {
        if (Environment.GetEnvironmentVariable("OLYMPUS_SECRET") is { Length: > 0 } given)
            return Convert.FromBase64String(given) is { Length: >= 32 } bytes
                ? bytes
                : throw new InvalidOperationException("OLYMPUS_SECRET must be at least 32 bytes in base64.");
        var file = Path.Combine(stateFolder, "secret");
        if (File.Exists(file))
            return Convert.FromBase64String(File.ReadAllText(file));
        Directory.CreateDirectory(stateFolder);
        var made = RandomNumberGenerator.GetBytes(32);
        using (var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(made)));
        return made;
    }
}
