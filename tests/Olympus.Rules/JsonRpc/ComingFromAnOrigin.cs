using Microsoft.AspNetCore.Http;
using Olympus.Gateway.Live;

namespace Olympus.Rules.JsonRpc;

public sealed class ComingFromAnOrigin
{
    private static readonly string[] Allowed = ["https://till.example", "http://localhost:5173/"];

    [Theory]
    [InlineData(null, "http", "api.example", true)] // a program that is no browser
    [InlineData("https://till.example", "https", "api.example", true)]
    [InlineData("https://TILL.example", "https", "api.example", true)]
    [InlineData("http://localhost:5173", "https", "api.example", true)]
    [InlineData("https://api.example", "https", "api.example", true)]
    [InlineData("https://api.example", "http", "api.example", true)] // behind a proxy that takes off the TLS
    [InlineData("http://api.example", "http", "api.example", true)]
    [InlineData("http://127.0.0.1:8080", "http", "127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", "http", "[::1]:8080", true)]
    [InlineData("https://api.example:443", "https", "api.example", false)] // no browser writes the default port
    [InlineData("http://api.example", "https", "api.example", false)]
    [InlineData("http://till.example", "https", "api.example", false)]
    [InlineData("https://till.example:8443", "https", "api.example", false)]
    [InlineData("https://evil.example", "https", "api.example", false)]
    [InlineData("https://till.example.evil.example", "https", "api.example", false)]
    [InlineData("https://eviltill.example", "https", "api.example", false)]
    [InlineData("https://api.example.evil.example", "https", "api.example", false)]
    [InlineData("https://sub.api.example", "https", "api.example", false)]
    [InlineData("http://127.0.0.1:8081", "http", "127.0.0.1:8080", false)]
    [InlineData("https://till.example@evil.example", "https", "api.example", false)]
    [InlineData("https://till.example/", "https", "api.example", false)]
    [InlineData("https://till.example/path", "https", "api.example", false)]
    [InlineData("null", "https", "api.example", false)]
    [InlineData("", "https", "api.example", false)]
    [InlineData("*", "https", "api.example", false)]
    [InlineData("file://api.example", "https", "api.example", false)]
    [InlineData("chrome-extension://api.example", "https", "api.example", false)]
    [InlineData("https://till.example https://evil.example", "https", "api.example", false)]
    public void Is_allowed_to_our_own_pages_and_those_on_the_list(string? origin, string scheme, string host, bool allowed) =>
        Origins.Allows(origin, scheme, new HostString(host), Allowed).ShouldBe(allowed);
}
