using System.Security.Cryptography;
using System.Text;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>Signs as Standard Webhooks 1.0 says. Pure.</summary>
public static class Signing
{
    public const string SecretPrefix = "whsec_";

    /// <summary>The header's value: one signature for each secret, with spaces between.</summary>
    /// <param name="id">Without a full stop.</param>
    /// <param name="body">Exactly the bytes that are sent.</param>
    public static string Header(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{at.ToUnixTimeSeconds()}."), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}

/// <summary>Makes, seals and opens the secrets of endpoints.</summary>
public sealed class SigningSecrets(byte[] sealKey)
{
    private const int Bytes = 32;
    public const int MostAtOnce = 4;

    private const string AddSql = "insert into webhooks.secrets (id, endpoint_id, sealed, created_at) values ($1, $2, $3, $4)";

    /// <summary>The newest first; the old ones of a rotation until they expire.</summary>
    internal const string LiveSql = """
        select id, sealed as sealed_bytes from webhooks.secrets where endpoint_id = $1 and (expires_at is null or expires_at > $2) order by created_at desc, id desc
        """;

    internal sealed record Sealed(Guid Id, byte[] SealedBytes);

    private readonly KeySeal _seal = new(sealKey);

    /// <summary>Gives the endpoint a new secret.</summary>
    /// <returns>The secret as its receiver needs it: shown this once.</returns>
    public string Add(Tx tx, Id<WebhookEndpoint> endpoint)
    {
        var (id, secret) = (Guid.CreateVersion7(tx.Now), RandomNumberGenerator.GetBytes(Bytes));
        tx.Enqueue(new(AddSql, id, endpoint, _seal.Seal(secret, Purpose(endpoint, id)), tx.Now));
        return Signing.SecretPrefix + Convert.ToBase64String(secret);
    }

    /// <exception cref="CryptographicException">The installation's secret was changed.</exception>
    internal byte[] Open(Id<WebhookEndpoint> endpoint, Sealed secret) => _seal.Open(secret.SealedBytes, Purpose(endpoint, secret.Id));

    private static string Purpose(Id<WebhookEndpoint> endpoint, Guid id) => $"webhook {endpoint} {id}";
}
