using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

public sealed class AccessTokensOverHttp(Server server)
{
    [Fact]
    public async Task Can_be_checked_by_anybody_with_the_published_keys()
    {
        var owner = await Visitor.Owner(server);
        var parts = owner.AccessToken.Split('.');
        var header = JsonNode.Parse(Decoded(parts[0]))!;
        var keys = (await new Visitor(server).Get("/.well-known/jwks.json")).MustBe(HttpStatusCode.OK)["keys"].AsArray();
        var key = keys.Single(key => key!["kid"]!.GetValue<string>() == header["kid"]!.GetValue<string>())!;

        using var published = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Decoded(key["x"]!.GetValue<string>()), Y = Decoded(key["y"]!.GetValue<string>()) },
        });
        published.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Decoded(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        header.ToJsonString().ShouldContain("ES256");
        keys.ShouldAllBe(one => one!.AsObject().All(member => member.Key != "d"));

        var claims = JsonNode.Parse(Decoded(parts[1]))!;
        claims["sid"]!.GetValue<Guid>().ShouldBe(owner.SessionId);
        claims["tid"]!.GetValue<Guid>().ShouldBe(owner.TenantId.Value);
        (claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>()).ShouldBe(900);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic YWRhOnBhc3N3b3Jk")]
    public async Task Are_needed(string authorization)
    {
        using var client = server.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Are_not_what_other_tokens_are()
    {
        var owner = await Visitor.Owner(server);
        foreach (var token in new[] { owner.RefreshToken, owner.DeviceToken, owner.AccessToken[..^4] + "AAAA" })
        {
            using var client = server.Client(token);
            using var response = await client.GetAsync(new Uri("/api/v1/auth/me", UriKind.Relative), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    private static byte[] Decoded(string text)
    {
        StrictBase64Url.TryDecode(text, out var bytes).ShouldBeTrue();
        return bytes!;
    }
}
