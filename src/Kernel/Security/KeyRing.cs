using System.Collections.Frozen;

namespace Olympus.Kernel.Security;

/// <summary>
/// The signing keys in force: the newest active one signs, every one that has not retired verifies. A key is published before it is
/// used, so that no replica ever meets a token whose key it does not know.
/// </summary>
public sealed class KeyRing(IEnumerable<SigningKey> keys)
{
    private readonly FrozenDictionary<string, SigningKey> _keys = keys.ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);

    public static KeyRing Empty { get; } = new([]);

    public bool HasActive(DateTimeOffset now) => _keys.Values.Any(key => IsActive(key, now));

    public SigningKey SigningAt(DateTimeOffset now) =>
        _keys.Values.Where(key => IsActive(key, now)).MaxBy(key => key.ActiveFrom)
        ?? throw new InvalidOperationException("There is no active signing key.");

    public SigningKey? Find(string id, DateTimeOffset now) =>
        _keys.TryGetValue(id, out var key) && now < key.RetiresAt ? key : null;

    /// <summary>Whether a successor has to be made now, so that it is known everywhere (<paramref name="notice"/>) before it takes over.</summary>
    public bool NeedsSuccessor(DateTimeOffset now, TimeSpan period, TimeSpan notice) =>
        !_keys.Values.Any(key => now < key.RetiresAt && key.ActiveFrom + period - notice > now);

    private static bool IsActive(SigningKey key, DateTimeOffset now) => key.ActiveFrom <= now && now < key.RetiresAt;

    /// <summary>The public halves, for <c>/.well-known/jwks.json</c> (RFC 7517).</summary>
    public JwksView ToJwks(DateTimeOffset now) => new(
        [.. _keys.Values
            .Where(key => now < key.RetiresAt)
            .OrderBy(key => key.ActiveFrom)
            .Select(key => new JwkView("EC", "P-256", key.Id, "sig", "ES256", key.X, key.Y))]);
}

/// <summary>A JSON Web Key Set (RFC 7517).</summary>
/// <param name="Keys">Public keys with which access tokens can be checked.</param>
public sealed record JwksView(IReadOnlyList<JwkView> Keys);

/// <summary>One public key on the P-256 curve.</summary>
/// <param name="Kty">Key type, always <c>EC</c>.</param>
/// <param name="Crv">Curve, always <c>P-256</c>.</param>
/// <param name="Kid">Key id: the RFC 7638 thumbprint.</param>
/// <param name="Use">Always <c>sig</c>.</param>
/// <param name="Alg">Always <c>ES256</c>.</param>
/// <param name="X">First coordinate, base64url.</param>
/// <param name="Y">Second coordinate, base64url.</param>
public sealed record JwkView(string Kty, string Crv, string Kid, string Use, string Alg, string X, string Y);
