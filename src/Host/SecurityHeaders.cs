using Microsoft.Extensions.Primitives;

namespace Olympus.Host;

/// <summary>What every answer tells a browser to leave alone, refusals included. Only <c>/docs</c> is a page; everything else may load nothing.</summary>
public static class SecurityHeaders
{
    private static readonly StringValues Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page of the API document: its own files only. It sets styles on elements and shows icons from data addresses.</summary>
    private static readonly StringValues Docs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff", NoReferrer = "no-referrer", Deny = "DENY", SameOrigin = "same-origin", NoStore = "no-store",
        NoFeatures = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>Set before anything else runs, so that no branch can forget them; a route that may be cached says so itself.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers.XFrameOptions = Deny;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers["Permissions-Policy"] = NoFeatures;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? Docs : Nothing;
        if (http.Request.Path.StartsWithSegments("/api"))
            headers.CacheControl = NoStore;
        return next(http);
    });
}
