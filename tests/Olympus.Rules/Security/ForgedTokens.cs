using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Olympus.Kernel.Security;

namespace Olympus.Rules.Security;

/// <summary>A corpus of tokens that must not be let in, each with the reason it has to be refused for, so that none is refused by luck.</summary>
public sealed class ForgedTokens
{
    private static readonly BigInteger Order =
        BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);

    private static readonly Dictionary<string, (TokenFault Fault, Func<TokenForge, string> Make)> Corpus = new()
    {
        // the shape
        ["empty"] = (TokenFault.Malformed, _ => ""),
        ["two dots and nothing else"] = (TokenFault.Malformed, _ => ".."),
        ["one part"] = (TokenFault.Malformed, forge => forge.Good().Replace(".", "", StringComparison.Ordinal)),
        ["two parts"] = (TokenFault.Malformed, forge => forge.Good()[..forge.Good().LastIndexOf('.')]),
        ["four parts"] = (TokenFault.Malformed, forge => forge.Good() + ".AAAA"),
        ["five parts as an encrypted token"] = (TokenFault.Malformed, forge => forge.Good() + ".AAAA.AAAA"),
        ["no signature"] = (TokenFault.Malformed, forge => forge.Good()[..(forge.Good().LastIndexOf('.') + 1)]),
        ["leading space"] = (TokenFault.Malformed, forge => " " + forge.Good()),
        ["trailing line feed"] = (TokenFault.Malformed, forge => forge.Good() + "\n"),
        ["padding"] = (TokenFault.Malformed, forge => forge.Good() + "=="),
        ["plain base64 letters"] = (TokenFault.Malformed, forge => forge.Good()[..^1] + "+"),
        ["letters beyond ASCII"] = (TokenFault.Malformed, forge => forge.Good()[..^1] + "ａ"),
        ["trailing bits in the signature"] = (TokenFault.Malformed, forge => NextLetter(forge.Good())),
        ["a hundred kilobytes"] = (TokenFault.TooLong, forge => forge.WithClaims(claims => claims["pad"] = new string('x', 100_000))),
        ["header is not JSON"] = (TokenFault.Malformed, forge => forge.Signed("alg", forge.Claims().Plain())),
        ["header is an array"] = (TokenFault.Malformed, forge => forge.Signed("[\"ES256\"]", forge.Claims().Plain())),
        ["header with something after it"] = (TokenFault.Malformed, forge => forge.WithHeaderText(text => text + "{}")),
        ["header with a comment"] = (TokenFault.Malformed, forge => forge.WithHeaderText(text => text.Replace("{", "{/**/", StringComparison.Ordinal))),
        ["byte order mark"] = (TokenFault.Header, forge => forge.WithHeaderText(text => "\uFEFF" + text)),

        // the algorithm
        ["alg none without signature"] = (TokenFault.Algorithm, forge => forge.Signed(Alg(forge, "none"), forge.Claims().Plain(), _ => [0])),
        ["alg None"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "None")),
        ["alg nOnE"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "nOnE")),
        ["alg es256 in lower case"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "es256")),
        ["alg empty"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "")),
        ["alg missing"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header.Remove("alg"))),
        ["alg null"] = (TokenFault.Header, forge => forge.WithHeader(header => header["alg"] = null)),
        ["alg as a list"] = (TokenFault.Header, forge => forge.WithHeader(header => header["alg"] = new JsonArray("ES256"))),
        ["alg with a blank"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "ES256 ")),
        ["alg HS256 keyed with the public key"] =
            (TokenFault.Algorithm, forge => forge.Signed(Alg(forge, "HS256"), forge.Claims().Plain(), forge.HmacWithPublicKey)),
        ["alg ES384"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "ES384")),
        ["alg ES256K"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "ES256K")),
        ["alg RS256"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "RS256")),
        ["alg PBES2"] = (TokenFault.Algorithm, forge => forge.WithHeader(header => header["alg"] = "PBES2-HS256+A128KW")),
        ["alg given twice"] = (TokenFault.Malformed, forge => forge.WithHeaderText(text => text.Insert(1, "\"alg\":\"none\","))),
        ["alg given twice, once with an escape"] = (TokenFault.Header, forge => forge.WithHeaderText(text => text.Insert(1, "\"\\u0061lg\":\"none\","))),
        ["half a surrogate as key id"] = (TokenFault.Header, forge => forge.WithHeaderText(text => text.Replace(forge.Key.Id, "\\ud800", StringComparison.Ordinal))),

        // the type
        ["typ JWT"] = (TokenFault.Type, forge => forge.WithHeader(header => header["typ"] = "JWT")),
        ["typ of an id token"] = (TokenFault.Type, forge => forge.WithHeader(header => header["typ"] = "id+jwt")),
        ["typ of a refresh token"] = (TokenFault.Type, forge => forge.WithHeader(header => header["typ"] = "rt+jwt")),
        ["typ in other letters"] = (TokenFault.Type, forge => forge.WithHeader(header => header["typ"] = "AT+JWT")),
        ["typ missing"] = (TokenFault.Type, forge => forge.WithHeader(header => header.Remove("typ"))),

        // the key
        ["kid missing"] = (TokenFault.UnknownKey, forge => forge.WithHeader(header => header.Remove("kid"))),
        ["kid unknown"] = (TokenFault.UnknownKey, forge => forge.WithHeader(header => header["kid"] = "another")),
        ["kid as a path"] = (TokenFault.UnknownKey, forge => forge.WithHeader(header => header["kid"] = "../../../../dev/null")),
        ["kid as SQL"] = (TokenFault.UnknownKey, forge => forge.WithHeader(header => header["kid"] = "x' union select 'key")),
        ["kid as a number"] = (TokenFault.Header, forge => forge.WithHeader(header => header["kid"] = 1)),
        ["its own key in jwk"] = (TokenFault.Header, forge => forge.WithHeader(header => header["jwk"] = new JsonObject { ["kty"] = "EC" })),
        ["a key's address in jku"] = (TokenFault.Header, forge => forge.WithHeader(header => header["jku"] = "https://thief.test/keys")),
        ["a certificate's address in x5u"] = (TokenFault.Header, forge => forge.WithHeader(header => header["x5u"] = "https://thief.test/cert")),
        ["a certificate in x5c"] = (TokenFault.Header, forge => forge.WithHeader(header => header["x5c"] = new JsonArray("MIIB"))),
        ["a thumbprint in x5t"] = (TokenFault.Header, forge => forge.WithHeader(header => header["x5t"] = "AAAA")),
        ["crit"] = (TokenFault.Header, forge => forge.WithHeader(header => header["crit"] = new JsonArray("exp"))),
        ["b64 false"] = (TokenFault.Header, forge => forge.WithHeader(header => header["b64"] = false)),
        ["zip"] = (TokenFault.Header, forge => forge.WithHeader(header => header["zip"] = "DEF")),
        ["cty of a nested token"] = (TokenFault.Header, forge => forge.WithHeader(header => header["cty"] = "JWT")),
        ["claims repeated in the header"] = (TokenFault.Header, forge => forge.WithHeader(header => header["iss"] = "https://olympus.test")),

        // the signature
        ["somebody else's key under our key id"] = (TokenFault.Signature, forge => forge.Signed(
            forge.Header().Plain(), forge.Claims().Plain(), SigningKey.Create(TokenForge.Start, TokenForge.Start.AddDays(1)).Sign)),
        ["signature of another token"] = (TokenFault.Signature, forge => forge.Good()[..forge.Good().LastIndexOf('.')] + "." + forge.Good().Split('.')[2]),
        ["one bit changed in the signature"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => Flipped(bytes, 40))),
        ["payload changed after signing"] = (TokenFault.Signature, PayloadSwapped),
        ["signature cut short"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => bytes[..63])),
        ["signature too long"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => [.. bytes, 0])),
        ["signature in DER"] = (TokenFault.Signature, forge => forge.WithSignature(Der)),
        ["r and s zero"] = (TokenFault.Signature, forge => forge.WithSignature(_ => new byte[64])),
        ["r zero"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => [.. new byte[32], .. bytes[32..]])),
        ["s zero"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => [.. bytes[..32], .. new byte[32]])),
        ["r and s equal to the order"] = (TokenFault.Signature, forge => forge.WithSignature(_ => [.. Number(Order), .. Number(Order)])),
        ["r raised by the order"] = (TokenFault.Signature, forge => forge.WithSignature(bytes => [.. Enumerable.Repeat((byte)0xff, 32), .. bytes[32..]])),

        // the claims
        ["payload is not JSON"] = (TokenFault.Claims, forge => forge.Signed(forge.Header().Plain(), "hello")),
        ["payload is a string"] = (TokenFault.Claims, forge => forge.Signed(forge.Header().Plain(), "\"hello\"")),
        ["payload is null"] = (TokenFault.Claims, forge => forge.Signed(forge.Header().Plain(), "null")),
        ["a claim twice"] = (TokenFault.Claims, forge => forge.WithClaimText("\"ver\":1", "\"ver\":1,\"tid\":\"0190b5a0-0000-7000-8000-000000000000\"")),
        ["a claim twice, once with an escape"] =
            (TokenFault.Claims, forge => forge.WithClaimText("\"ver\":1", "\"ver\":1,\"t\\u0069d\":\"0190b5a0-0000-7000-8000-000000000000\"")),
        ["other issuer"] = (TokenFault.Issuer, forge => forge.WithClaims(claims => claims["iss"] = "https://olympus.evil")),
        ["issuer with a slash"] = (TokenFault.Issuer, forge => forge.WithClaims(claims => claims["iss"] = "https://olympus.test/")),
        ["issuer missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("iss"))),
        ["other audience"] = (TokenFault.Audience, forge => forge.WithClaims(claims => claims["aud"] = "another-api")),
        ["audience as a list"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["aud"] = new JsonArray("olympus-api", "another"))),
        ["audience missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("aud"))),
        ["subject missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("sub"))),
        ["tenant missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("tid"))),
        ["tenants as a list"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["tid"] = new JsonArray(Guid.CreateVersion7().ToString()))),
        ["tenant not an id"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["tid"] = "*")),
        ["tenant all zero"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["tid"] = Guid.Empty.ToString())),
        ["session missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("sid"))),
        ["jti missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("jti"))),
        ["security version missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("ver"))),
        ["security version negative"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["ver"] = -1)),
        ["security version as text"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["ver"] = "1")),
        ["grants missing"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("grants"))),
        ["a grant without a role"] = (TokenFault.Claims, forge => forge.WithClaimText("[]", "[{}]")),
        ["a grant at a location that is no id"] =
            (TokenFault.Claims, forge => forge.WithClaimText("[]", "[{\"role\":\"owner\",\"at\":null}]")),
        ["deeply nested"] = (TokenFault.Claims, forge => forge.WithClaimText("[]", new string('[', 200) + new string(']', 200))),

        // the time
        ["expired"] = (TokenFault.Expired, forge => forge.WithClaims(claims => Times(claims, forge.Seconds(-1000), forge.Seconds(-100)))),
        ["expired just beyond the skew"] = (TokenFault.Expired, forge => forge.WithClaims(claims => Times(claims, forge.Seconds(-900), forge.Seconds(-10)))),
        ["not valid yet"] = (TokenFault.NotYetValid, forge => forge.WithClaims(claims => Times(claims, forge.Seconds(60), forge.Seconds(120)))),
        ["not before is later than issued"] = (TokenFault.Lifetime, forge => forge.WithClaims(claims => claims["nbf"] = forge.Seconds(60))),
        ["no expiry"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("exp"))),
        ["no not-before"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("nbf"))),
        ["no issue time"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims.Remove("iat"))),
        ["expiry as text"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["exp"] = "9999999999")),
        ["expiry with a fraction"] = (TokenFault.Claims, forge => forge.WithClaimText($"\"exp\":{forge.Seconds(900)}", $"\"exp\":{forge.Seconds(900)}.5")),
        ["expiry 1e308"] = (TokenFault.Claims, forge => forge.WithClaimText($"\"exp\":{forge.Seconds(900)}", "\"exp\":1e308")),
        ["expiry beyond the calendar"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["exp"] = long.MaxValue)),
        ["expiry negative"] = (TokenFault.Claims, forge => forge.WithClaims(claims => claims["exp"] = -1)),
        ["expires before it was issued"] = (TokenFault.Lifetime, forge => forge.WithClaims(claims => Times(claims, forge.Seconds(0), forge.Seconds(-5)))),
        ["lives for a year"] = (TokenFault.Lifetime, forge => forge.WithClaims(claims => claims["exp"] = forge.Seconds(365 * 86_400))),
    };

    public static TheoryData<string> Names => [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_refused_for_their_own_reason(string name)
    {
        var forge = new TokenForge();
        var (fault, make) = Corpus[name];
        var text = make(forge);

        var verdict = forge.Tokens.Verify(text);

        verdict.Token.ShouldBeNull();
        verdict.Fault.ShouldBe(fault);
        forge.Tokens.Remembered.ShouldBe(0);
    }

    [Fact]
    public void Differ_from_a_good_one_only_in_what_is_forged()
    {
        var forge = new TokenForge();
        forge.Tokens.Verify(forge.Signed(forge.Header().Plain(), forge.Claims().Plain())).Fault.ShouldBe(TokenFault.None);
    }

    [Fact]
    public void Are_at_least_seventy() => Corpus.Count.ShouldBeGreaterThanOrEqualTo(70);

    private static string Alg(TokenForge forge, string alg)
    {
        var header = forge.Header();
        header["alg"] = alg;
        return header.Plain();
    }

    private static void Times(JsonObject claims, long from, long to)
    {
        claims["iat"] = from;
        claims["nbf"] = from;
        claims["exp"] = to;
    }

    private static string PayloadSwapped(TokenForge forge)
    {
        var parts = forge.Good().Split('.');
        return parts[0] + "." + TokenForge.Encode(forge.Claims().Plain()) + "." + parts[2];
    }

    /// <summary>64 bytes leave four bits over in the last letter: the next letter of the alphabet decodes to the same bytes.</summary>
    private static string NextLetter(string token)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return token[..^1] + Alphabet[Alphabet.IndexOf(token[^1], StringComparison.Ordinal) + 1];
    }

    private static byte[] Flipped(byte[] bytes, int index)
    {
        bytes[index] ^= 1;
        return bytes;
    }

    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private static byte[] Number(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
