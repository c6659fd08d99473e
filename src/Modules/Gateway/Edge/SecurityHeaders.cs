using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Olympus.Gateway.Edge;

/// <summary>What every answer tells a browser to leave alone, refusals included. Only <c>/docs</c> is a page; everything else may load nothing.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page of the API document: its own files only. It sets styles on elements and shows icons from data addresses.</summary>
    private static readonly StringValues Docs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff", NoReferrer = "no-referrer", Deny = "DENY", SameOrigin = "same-origin", NoStore = "no-store",
        TwoYears = "max-age=63072000; includeSubDomains";

    /// <summary>Of what a device can do, nothing.</summary>
    public static readonly StringValues NoFeatures =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

    /// <summary>Set before anything else runs, so that no branch can forget them; a route that may be cached says so itself. What Kestrel
    /// refuses before there is a request gets them too.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<DiagnosticListener>().Subscribe(new OnBadRequest(), name => name == OnBadRequest.Name);
        return app.Use((http, next) =>
        {
            Set(http.Response.Headers, http.Request.Path, http.Request.IsHttps);
            return next(http);
        });
    }

    private static void Set(IHeaderDictionary headers, PathString path, bool isHttps)
    {
        headers.XContentTypeOptions = NoSniff;
        headers.XFrameOptions = Deny;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        headers["Permissions-Policy"] = NoFeatures;
        headers.ContentSecurityPolicy = path.StartsWithSegments("/docs") ? Docs : Nothing;
        if (isHttps)
            headers.StrictTransportSecurity = TwoYears;
        if (path.StartsWithSegments("/api"))
            headers.CacheControl = NoStore;
    }

    /// <summary>A request that cannot be read never gets here: Kestrel answers it with a bare status. It announces that first, and an answer that has
    /// started by then stays as it is. It can have no body: there is nothing yet to write one with.</summary>
    private sealed class OnBadRequest : IObserver<KeyValuePair<string, object?>>
    {
        public const string Name = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

        public void OnNext(KeyValuePair<string, object?> happened)
        {
            if (happened.Value is not IFeatureCollection features || features.Get<IHttpResponseFeature>() is not { HasStarted: false } response
                || features.Get<IHttpResponseBodyFeature>() is not { } body)
                return;
            Set(response.Headers, default, features.Get<IHttpRequestFeature>()?.Scheme == "https");
            response.Headers.Connection = "close";
            response.Headers.ContentLength = 0;
            _ = body.StartAsync(); // only puts the headers into the connection's buffer
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
