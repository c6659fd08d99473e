using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using IPNetwork = System.Net.IPNetwork;

namespace Olympus.Gateway.Edge;

/// <summary>
/// Whose word is taken for where a request comes from. <c>X-Forwarded-For</c> and <c>-Proto</c> count only from the addresses and networks in
/// <c>Olympus:TrustedProxies</c>, from the right, over at most <c>Olympus:TrustedHops</c> of them; nobody's unless told. After this the connection's remote
/// address and the request's scheme are the client's, for everything behind. <c>X-Forwarded-Host</c> is never read.
/// </summary>
internal static class TrustedProxies
{
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var trusted = Lists.Of(configuration, "Olympus:TrustedProxies");
        if (trusted.Length == 0)
            return app;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = Hops(configuration["Olympus:TrustedHops"]),
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in trusted)
            options.KnownIPNetworks.Add(Network(text));
        return app.UseForwardedHeaders(options);
    }

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Olympus:TrustedProxies wants addresses or networks such as 10.0.0.0/8, not '{text}'.");

    private static int Hops(string? text) =>
        text is null ? 1
        : int.TryParse(text, out var hops) && hops is > 0 and <= 10 ? hops
        : throw new InvalidOperationException($"Olympus:TrustedHops must be a whole number from 1 to 10, not '{text}'.");
}
