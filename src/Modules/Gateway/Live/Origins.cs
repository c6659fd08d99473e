using Microsoft.AspNetCore.Http;

namespace Olympus.Gateway.Live;

/// <summary>Which pages may open a socket. A browser lets any page try and says which one it was; programs that are no browsers say nothing.</summary>
public static class Origins
{
    /// <param name="origin">The header as it came; null: there was none.</param>
    /// <param name="scheme">Of the request as we see it.</param>
    /// <param name="host">The <c>Host</c> of the request.</param>
    /// <param name="allowed">Other origins that an operator named.</param>
    public static bool Allows(string? origin, string scheme, HostString host, IReadOnlyList<string> allowed)
    {
        if (origin is null)
            return true;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https") || !IsPlain(origin, page))
            return false;
        foreach (var one in allowed)
            if (string.Equals(one.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase))
                return true;
        // A proxy in front may have taken off the TLS; it never puts any on.
        return (page.Scheme == scheme || page.Scheme == "https")
            && string.Equals(page.IdnHost, host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && page.Port == (host.Port ?? (page.Scheme == "https" ? 443 : 80));
    }

    /// <summary>Scheme, host and port and nothing else: no path, no user, no second spelling.</summary>
    private static bool IsPlain(string origin, Uri page) =>
        string.Equals(origin, $"{page.Scheme}://{page.Authority}", StringComparison.OrdinalIgnoreCase) && page.UserInfo.Length == 0;
}
