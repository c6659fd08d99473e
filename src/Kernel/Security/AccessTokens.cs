using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Security;

/// <summary>
/// Issues and checks access tokens: JWS compact serialisation, ES256 and nothing else, <c>typ: at+jwt</c> (RFC 7515, 8725, 9068).
/// </summary>
/// <remarks>A signature can be changed into another valid one (r, n − s), so a verified token is never denied by its text or hash: denial is by
/// session and by the user's security version.</remarks>
/// <param name="settings">Issuer, audience, lifetime.</param>
/// <param name="roles">What each role permits; a role that is not there permits nothing.</param>
/// <param name="clock">The time.</param>
/// <param name="remember">How many verified tokens are kept at most.</param>
public sealed class AccessTokens(
    TokenSettings settings, IReadOnlyDictionary<string, FrozenSet<string>> roles, TimeProvider clock, int remember = 16_384)
{
    public const int LongestToken = 8 * 1024;

    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private static readonly JsonWriterOptions PlainLetters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TokenCache _verified = new(remember);
    private volatile KeyRing _ring = KeyRing.Empty;

    public TokenSettings Settings { get; } = settings;

    /// <summary>The keys in force. Replaced as a whole when keys rotate.</summary>
    public KeyRing Ring
    {
        get => _ring;
        set => _ring = value;
    }

    /// <summary>How many verified tokens are remembered; never more than a fixed bound.</summary>
    public int Remembered => _verified.Count;

    public string Issue(AccessToken token)
    {
        var key = Ring.SigningAt(clock.GetUtcNow());
        var input = Encode(writer =>
        {
            writer.WriteString("alg", "ES256");
            writer.WriteString("typ", "at+jwt");
            writer.WriteString("kid", key.Id);
        }) + "." + Encode(writer => WriteClaims(writer, token));
        var text = input + "." + StrictBase64Url.Encode(key.Sign(Encoding.ASCII.GetBytes(input)));
        return text.Length <= LongestToken
            ? text
            : throw new InvalidOperationException($"The token would have {text.Length} characters; at most {LongestToken} are accepted.");
    }

    public TokenVerdict Verify(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestToken)
            return No(TokenFault.TooLong);

        var now = clock.GetUtcNow();
        var digest = TokenCache.Digest.Of(text);
        if (_verified.Find(digest) is { } known)
            return Ring.Find(known.KeyId, now) is null ? No(TokenFault.UnknownKey) : InTime(known.Token, now);

        var verdict = Check(text, now, out var keyId);
        if (verdict.Token is not null)
            _verified.Add(digest, new(verdict.Token, keyId));
        return verdict;
    }

    private TokenVerdict Check(ReadOnlySpan<char> text, DateTimeOffset now, out string keyId)
    {
        keyId = "";
        var first = text.IndexOf('.');
        var last = text.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || last == text.Length - 1
            || !StrictBase64Url.TryDecode(text[..first], out var header)
            || !StrictBase64Url.TryDecode(text[(first + 1)..last], out var payload)
            || !StrictBase64Url.TryDecode(text[(last + 1)..], out var signature))
            return No(TokenFault.Malformed);

        var fault = CheckHeader(header, now, out var key);
        if (key is null)
            return No(fault);
        keyId = key.Id;

        // Nothing of the payload is even parsed before the signature holds.
        var input = new byte[last];
        Encoding.ASCII.GetBytes(text[..last], input);
        if (!key.Verifies(input, signature))
            return No(TokenFault.Signature);

        var token = ReadClaims(payload, out fault);
        return token is null ? No(fault) : InTime(token, now);
    }

    /// <summary>The header may say three things and nothing more: whatever else there is (jwk, jku, x5u, x5c, crit, b64, cty, zip …) refuses
    /// the token.</summary>
    private TokenFault CheckHeader(byte[] json, DateTimeOffset now, out SigningKey? key)
    {
        key = null;
        string? alg = null, typ = null, kid = null;

        // Ours are plain printable ASCII; escapes and broken UTF-8 would only serve to spell a name in another way.
        if (json.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~') || json.Contains((byte)'\\'))
            return TokenFault.Header;
        using var document = Parse(json);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object)
            return TokenFault.Malformed;
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                return TokenFault.Header;
            switch (member.Name)
            {
                case "alg": alg = member.Value.GetString(); break;
                case "typ": typ = member.Value.GetString(); break;
                case "kid": kid = member.Value.GetString(); break;
                default: return TokenFault.Header;
            }
        }

        if (alg != "ES256")
            return TokenFault.Algorithm;
        if (typ != "at+jwt")
            return TokenFault.Type;
        key = kid is null ? null : Ring.Find(kid, now);
        return key is null ? TokenFault.UnknownKey : TokenFault.None;
    }

    private AccessToken? ReadClaims(byte[] json, out TokenFault fault)
    {
        fault = TokenFault.Claims;
        using var document = Parse(json);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var claims = document.RootElement;
        if (!Text(claims, "iss", out var issuer) || !Text(claims, "aud", out var audience)
            || !Uuid(claims, "jti", out var jti) || !Uuid(claims, "tid", out var tenant)
            || !Uuid(claims, "sub", out var user) || !Uuid(claims, "sid", out var session)
            || !Whole(claims, "ver", out var version)
            || !Time(claims, "iat", out var issuedAt) || !Time(claims, "nbf", out var notBefore) || !Time(claims, "exp", out var expiresAt)
            || !Grants(claims, out var grants))
            return null;

        fault = issuer != Settings.Issuer ? TokenFault.Issuer
            : audience != Settings.Audience ? TokenFault.Audience
            : notBefore != issuedAt || expiresAt <= issuedAt || expiresAt - issuedAt > TokenSettings.LongestLifetime ? TokenFault.Lifetime
            : TokenFault.None;
        return fault == TokenFault.None ? new(jti, new(new(tenant), new(user), new(session), grants), version, issuedAt, expiresAt) : null;
    }

    private TokenVerdict InTime(AccessToken token, DateTimeOffset now) =>
        now + Settings.Skew < token.IssuedAt ? No(TokenFault.NotYetValid)
        : now - Settings.Skew >= token.ExpiresAt ? No(TokenFault.Expired)
        : new(token, TokenFault.None);

    private void WriteClaims(Utf8JsonWriter writer, AccessToken token)
    {
        writer.WriteString("iss", Settings.Issuer);
        writer.WriteString("aud", Settings.Audience);
        writer.WriteString("sub", token.Bearer.UserId.Value);
        writer.WriteString("tid", token.Bearer.TenantId.Value);
        writer.WriteString("sid", token.Bearer.SessionId.Value);
        writer.WriteString("jti", token.TokenId);
        writer.WriteNumber("ver", token.SecurityVersion);
        writer.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        writer.WriteNumber("nbf", token.IssuedAt.ToUnixTimeSeconds());
        writer.WriteNumber("exp", token.ExpiresAt.ToUnixTimeSeconds());
        writer.WriteStartArray("grants");
        foreach (var grant in token.Bearer.Grants)
        {
            writer.WriteStartObject();
            writer.WriteString("role", grant.Role);
            if (grant.LocationId is { } location)
                writer.WriteString("at", location.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private bool Grants(JsonElement claims, out IReadOnlyList<Grant> grants)
    {
        grants = [];
        if (!claims.TryGetProperty("grants", out var list) || list.ValueKind != JsonValueKind.Array)
            return false;
        var read = new List<Grant>(list.GetArrayLength());
        foreach (var grant in list.EnumerateArray())
        {
            Id<Location>? location = null;
            if (grant.ValueKind != JsonValueKind.Object || !Text(grant, "role", out var role))
                return false;
            if (grant.TryGetProperty("at", out _))
            {
                if (!Uuid(grant, "at", out var at))
                    return false;
                location = new(at);
            }

            read.Add(new(role, roles.TryGetValue(role, out var permissions) ? permissions : [], location));
        }

        grants = read;
        return true;
    }

    private static bool Text(JsonElement claims, string name, out string value)
    {
        value = claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";
        return value.Length > 0;
    }

    private static bool Uuid(JsonElement claims, string name, out Guid value)
    {
        value = default;
        return Text(claims, name, out var text) && Guid.TryParseExact(text, "D", out value) && value != Guid.Empty;
    }

    private static bool Whole(JsonElement claims, string name, out long value)
    {
        value = 0;
        return claims.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out value) && value >= 0;
    }

    /// <summary>RFC 7519 allows fractions of seconds; we never write them, so they are not ours. The bound is the year 9999.</summary>
    private static bool Time(JsonElement claims, string name, out DateTimeOffset value)
    {
        var ok = Whole(claims, name, out var seconds) && seconds <= 253_402_300_799;
        value = ok ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return ok;
    }

    private static JsonDocument? Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json, StrictJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, PlainLetters))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return StrictBase64Url.Encode(buffer.WrittenSpan);
    }

    private static TokenVerdict No(TokenFault fault) => new(null, fault);
}
