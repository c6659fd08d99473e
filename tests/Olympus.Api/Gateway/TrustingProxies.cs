
namespace Olympus.Api.Gateway;

/// <summary>Two trusted proxies in a row: 127.0.0.1 talks to us, and 10.0.0.0/8 and 2001:db8:ffff::/48 may have talked to it.</summary>
public sealed class BehindProxies : IAsyncLifetime
{
    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.Set(
        ("Olympus:TrustedProxies", "127.0.0.1, 10.0.0.0/8, 2001:db8:ffff::/48"), ("Olympus:TrustedHops", "2"));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class TrustingProxies(BehindProxies proxied, Server direct) : IClassFixture<BehindProxies>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What comes in and which client that is; several headers are parted by |.</summary>
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("  203.0.113.7  ", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("203.0.113.7|10.1.2.3", "203.0.113.7")]
    [InlineData("198.51.100.9, 203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.9, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("198.51.100.9|203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.3.2.1, 10.1.2.3", "10.3.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::9, 2001:db8:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("garbage", "127.0.0.1")]
    [InlineData("203.0.113.7, garbage", "127.0.0.1")]
    [InlineData("unknown", "127.0.0.1")]
    [InlineData("'; drop table auth.sessions; --", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    [InlineData("999.1.1.1", "127.0.0.1")]
    [InlineData("203.0.113.7,", "203.0.113.7")]
    public async Task Takes_the_last_address_that_no_trusted_hop_gave(string forwarded, string client) =>
        (await ClientOf(proxied.Server, "127.0.0.1", forwarded)).ShouldBe(client);

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("203.0.113.7, 127.0.0.1")]
    [InlineData("2001:db8::1")]
    [InlineData("10.1.2.3")]
    [InlineData("::1")]
    public async Task Takes_nobodys_word_unless_told(string forwarded)
    {
        (await ClientOf(direct, "127.0.0.1", forwarded)).ShouldBe("127.0.0.1");
        (await ClientOf(proxied.Server, "127.0.0.9", forwarded)).ShouldBe("127.0.0.9");
    }

    [Fact]
    public async Task Knows_from_a_trusted_hop_alone_that_the_client_came_by_https()
    {
        (await IsHttps(proxied.Server, "127.0.0.1", "https")).ShouldBeTrue();
        (await IsHttps(proxied.Server, "127.0.0.1", "http")).ShouldBeFalse();
        (await IsHttps(proxied.Server, "127.0.0.1", "javascript")).ShouldBeFalse();
        (await IsHttps(proxied.Server, "127.0.0.9", "https")).ShouldBeFalse();
        (await IsHttps(direct, "127.0.0.1", "https")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("X-Forwarded-Host: evil.test")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Original-Url: /health/live")]
    [InlineData("X-Rewrite-Url: /health/live")]
    [InlineData("Forwarded: for=203.0.113.7;proto=https;host=evil.test")]
    [InlineData("X-Real-IP: 203.0.113.7")]
    [InlineData("CF-Connecting-IP: 203.0.113.7")]
    [InlineData("True-Client-IP: 203.0.113.7")]
    public async Task Reads_no_other_header_of_that_kind(string header)
    {
        var answer = await RawConnection.Exchange(
            proxied.Server.Url, $"GET /api/v1/products HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n{header}\r\n\r\n", Ct);
        RawConnection.Statuses(answer).ShouldBe([401]);
        answer.ShouldNotContain("evil", Case.Insensitive);
        answer.ShouldNotContain("Strict-Transport-Security", Case.Insensitive);
    }

    /// <summary>The one that a session shows.</summary>
    private static async Task<string> ClientOf(Server server, string from, string forwarded)
    {
        var headers = forwarded.Split('|').Select(value => ("X-Forwarded-For", value)).ToArray();
        var visitor = new Auth.Visitor(server, from, forwarded: headers);
        visitor.Become((await visitor.Post("/api/v1/auth/sign-up", Auth.Visitor.SignUp(Auth.Visitor.NewSlug()))).MustBe(System.Net.HttpStatusCode.Created));
        return (await visitor.Get("/api/v1/auth/sessions"))["data"][0]!["address"]!.GetValue<string>();
    }

    private static async Task<bool> IsHttps(Server server, string from, string scheme)
    {
        var visitor = new Auth.Visitor(server, from, forwarded: ("X-Forwarded-Proto", scheme));
        return (await visitor.Get("/api/v1/products")).Headers.TryGetValues("Strict-Transport-Security", out _);
    }
}
