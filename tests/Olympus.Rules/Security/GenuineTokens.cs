using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Olympus.Kernel.Security;

namespace Olympus.Rules.Security;

public sealed class GenuineTokens
{
    private readonly TokenForge _forge = new();

    [Fact]
    public void Come_back_as_they_were_issued()
    {
        var token = _forge.Fresh();
        var text = _forge.Tokens.Issue(token);

        foreach (var _ in Enumerable.Range(0, 2))
            Written(_forge.Tokens.Verify(text).Token).ShouldBe(Written(token));
        _forge.Tokens.Remembered.ShouldBe(1);
    }

    [Fact]
    public void May_carry_claims_of_a_later_version() =>
        _forge.Tokens.Verify(_forge.WithClaims(claims => claims["later"] = true)).Fault.ShouldBe(TokenFault.None);

    [Fact]
    public void Expire_even_when_they_are_remembered()
    {
        var text = _forge.Good();
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.None);

        _forge.Clock.Now += TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(9);
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.None);

        _forge.Clock.Now += TimeSpan.FromSeconds(1);
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.Expired);
    }

    [Fact]
    public void Stay_good_when_keys_rotate_and_end_when_their_key_is_retired_or_dropped()
    {
        var text = _forge.Good();
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.None);
        var now = _forge.Clock.GetUtcNow();
        var successor = SigningKey.Create(now, now.AddDays(30));

        _forge.Tokens.Ring = new KeyRing([_forge.Key, successor]);
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.None);
        var younger = _forge.Good();
        Encoding.ASCII.GetString(Decoded(younger.Split('.')[0])).ShouldContain(successor.Id);
        _forge.Tokens.Verify(younger).Fault.ShouldBe(TokenFault.None);

        _forge.Tokens.Ring = new KeyRing([successor]);
        _forge.Tokens.Verify(text).Fault.ShouldBe(TokenFault.UnknownKey);
        _forge.Tokens.Verify(younger).Fault.ShouldBe(TokenFault.None);
    }

    [Fact]
    public void Can_be_spelled_with_another_signature_and_still_name_the_same_session()
    {
        // (r, n − s) verifies wherever (r, s) does. So nothing may be denied by the token's text: session and security version are what counts.
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);
        var token = _forge.Fresh();
        var parts = _forge.Tokens.Issue(token).Split('.');
        var signature = Decoded(parts[2]);
        var other = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] malleated = [.. signature[..32], .. new byte[32 - other.Length], .. other];

        var verdict = _forge.Tokens.Verify(parts[0] + "." + parts[1] + "." + StrictBase64Url.Encode(malleated));

        Written(verdict.Token).ShouldBe(Written(token));
    }

    [Fact]
    public void Agree_with_the_example_of_RFC_7515_appendix_A_3()
    {
        const string Input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        const string Signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        using var published = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Decoded("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
            Q = { X = Decoded("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), Y = Decoded("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0") },
        });
        var key = SigningKey.FromPkcs8(published.ExportPkcs8PrivateKey(), TokenForge.Start, TokenForge.Start);

        key.Verifies(Encoding.ASCII.GetBytes(Input), Decoded(Signature)).ShouldBeTrue();
        key.X.ShouldBe("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    }

    [Fact]
    public async Task Are_checked_from_many_threads_at_once()
    {
        var texts = Enumerable.Range(0, 32).Select(_ => _forge.Good()).ToArray();
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 512).Select(i => Task.Run(() => _forge.Tokens.Verify(texts[i % 32]).Fault)));
        verdicts.ShouldAllBe(fault => fault == TokenFault.None);
    }

    [Fact]
    public void Are_remembered_up_to_a_bound()
    {
        var tokens = new AccessTokens(_forge.Tokens.Settings, TokenForge.Roles, _forge.Clock, remember: 8) { Ring = _forge.Tokens.Ring };
        for (var i = 0; i < 50; i++)
        {
            tokens.Verify(_forge.Good()).Fault.ShouldBe(TokenFault.None);
            tokens.Remembered.ShouldBeLessThanOrEqualTo(8);
        }
    }

    [Fact]
    public void Cannot_be_made_to_outlive_what_denials_are_kept_for()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new TokenSettings("i", "a", TimeSpan.FromHours(2), TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => new TokenSettings("i", "a", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)));
    }

    private static string Written(AccessToken? token) => System.Text.Json.JsonSerializer.Serialize(token);

    private static byte[] Decoded(string text)
    {
        StrictBase64Url.TryDecode(text, out var bytes).ShouldBeTrue();
        return bytes!;
    }
}
