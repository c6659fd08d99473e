using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Security;

/// <summary>Makes tokens, good and bad: what a thief with any skill could send.</summary>
internal sealed class TokenForge
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Dictionary<string, FrozenSet<string>> Roles = new()
    {
        ["owner"] = ["orders:read", "orders:write"],
        ["staff"] = ["stock:read"],
    };

    public TokenForge()
    {
        Clock = new SetClock(Start);
        Key = SigningKey.Create(Start.AddDays(-1), Start.AddDays(30));
        Tokens = new AccessTokens(new TokenSettings("https://olympus.test", "olympus-api", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(10)), Roles, Clock)
        {
            Ring = new KeyRing([Key]),
        };
    }

    public SetClock Clock { get; }
    public SigningKey Key { get; set; }
    public AccessTokens Tokens { get; }

    public AccessToken Fresh() => new(
        Guid.CreateVersion7(),
        new Principal(
            Id<Tenant>.New(), Id<User>.New(), Id<Session>.New(),
            [new("owner", Roles["owner"], null), new("staff", Roles["staff"], Id<Location>.New()), new("abolished", [], null)]),
        3, Clock.GetUtcNow(), Clock.GetUtcNow() + Tokens.Settings.Lifetime);

    public static JsonObject Header(string kid) => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = kid };

    public JsonObject Header() => Header(Key.Id);

    public JsonObject Claims() => new()
    {
        ["iss"] = "https://olympus.test",
        ["aud"] = "olympus-api",
        ["sub"] = Guid.CreateVersion7().ToString(),
        ["tid"] = Guid.CreateVersion7().ToString(),
        ["sid"] = Guid.CreateVersion7().ToString(),
        ["jti"] = Guid.CreateVersion7().ToString(),
        ["ver"] = 1,
        ["iat"] = Seconds(0),
        ["nbf"] = Seconds(0),
        ["exp"] = Seconds(900),
        ["grants"] = new JsonArray(),
    };

    public long Seconds(int fromNow) => Clock.GetUtcNow().ToUnixTimeSeconds() + fromNow;

    public string Signed(string header, string claims, Func<byte[], byte[]>? sign = null)
    {
        var input = Encode(header) + "." + Encode(claims);
        return input + "." + StrictBase64Url.Encode((sign ?? Key.Sign)(Encoding.ASCII.GetBytes(input)));
    }

    public string WithHeader(Action<JsonObject> change) => Signed(Changed(Header(), change), Claims().Plain());

    public string WithClaims(Action<JsonObject> change) => Signed(Header().Plain(), Changed(Claims(), change));

    /// <summary>Replaces a piece of the claims' text: for what a JSON library would not write.</summary>
    public string WithClaimText(string old, string replacement)
    {
        var text = Claims().Plain();
        text.ShouldContain(old);
        return Signed(Header().Plain(), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public string WithHeaderText(Func<string, string> change) => Signed(change(Header().Plain()), Claims().Plain());

    public string WithSignature(Func<byte[], byte[]> change) => Signed(Header().Plain(), Claims().Plain(), data => change(Key.Sign(data)));

    public string Good() => Tokens.Issue(Fresh());

    public static string Encode(string text) => StrictBase64Url.Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>Signs with HMAC under the public key's bytes: the classic confusion of algorithms.</summary>
    public byte[] HmacWithPublicKey(byte[] data) =>
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key.X + Key.Y), data);

    private static string Changed(JsonObject json, Action<JsonObject> change)
    {
        change(json);
        return json.Plain();
    }
}

internal static class PlainJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without escapes for <c>+</c> and the like, as our own tokens are written.</summary>
    public static string Plain(this JsonObject json) => json.ToJsonString(Relaxed);
}

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
