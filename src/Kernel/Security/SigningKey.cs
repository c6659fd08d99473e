using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Olympus.Kernel.Security;

/// <summary>One P-256 key for ES256. Its id is the RFC 7638 thumbprint of its public half, so one key has one name everywhere.</summary>
/// <remarks><see cref="ECDsa"/> makes no promise about threads, so each operation borrows an instance from a small pool.</remarks>
public sealed class SigningKey : IDisposable
{
    public const int SignatureBytes = 64;

    private readonly ECParameters _parameters;
    private readonly ConcurrentBag<ECDsa> _idle = [];

    private SigningKey(ECParameters parameters, DateTimeOffset activeFrom, DateTimeOffset retiresAt)
    {
        _parameters = parameters;
        ActiveFrom = activeFrom;
        RetiresAt = retiresAt;
        X = StrictBase64Url.Encode(parameters.Q.X);
        Y = StrictBase64Url.Encode(parameters.Q.Y);
        Id = StrictBase64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    public string Id { get; }

    /// <summary>When tokens may first be signed with it; it is published before that.</summary>
    public DateTimeOffset ActiveFrom { get; }

    /// <summary>When nothing signed with it is accepted any more.</summary>
    public DateTimeOffset RetiresAt { get; }

    public string X { get; }
    public string Y { get; }

    public static SigningKey Create(DateTimeOffset activeFrom, DateTimeOffset retiresAt)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportParameters(includePrivateParameters: true), activeFrom, retiresAt);
    }

    /// <param name="pkcs8">The private key as <see cref="ToPkcs8"/> wrote it.</param>
    /// <param name="activeFrom">See <see cref="ActiveFrom"/>.</param>
    /// <param name="retiresAt">See <see cref="RetiresAt"/>.</param>
    public static SigningKey FromPkcs8(ReadOnlySpan<byte> pkcs8, DateTimeOffset activeFrom, DateTimeOffset retiresAt)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            throw new CryptographicException("A signing key is a P-256 key.");
        return new(parameters, activeFrom, retiresAt);
    }

    public byte[] ToPkcs8() => With(static (key, _) => key.ExportPkcs8PrivateKey(), 0);

    /// <summary>The signature as JWS wants it: r and s side by side, 64 bytes.</summary>
    public byte[] Sign(byte[] content) =>
        With(static (key, data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation), content);

    public bool Verifies(byte[] content, byte[] signature) =>
        signature.Length == SignatureBytes
        && With(
            static (key, input) => key.VerifyData(
                input.content, input.signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            (content, signature));

    private TResult With<TInput, TResult>(Func<ECDsa, TInput, TResult> use, TInput input)
    {
        if (!_idle.TryTake(out var key))
            key = ECDsa.Create(_parameters);
        var result = use(key, input);
        _idle.Add(key);
        return result;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var key))
            key.Dispose();
    }
}
