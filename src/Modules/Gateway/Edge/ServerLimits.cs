using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Olympus.Gateway.Edge;

/// <summary>How large and how slow a request may be, and how many connections there are.</summary>
internal static class ServerLimits
{
    public const int BodyBytes = 1024 * 1024;

    public static void Configure(KestrelServerOptions kestrel, IConfiguration section)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxConcurrentConnections = Number(section, "Connections", 10_000);
        kestrel.Limits.MaxConcurrentUpgradedConnections = Number(section, "UpgradedConnections", 15_000);
        Framing.Strictly(kestrel);
    }

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"Olympus:Limits:{name} must be a positive whole number, not '{text}'.");
}
