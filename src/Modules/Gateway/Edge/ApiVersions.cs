using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>Which versions of the API there are, and what of them will go.</summary>
internal static partial class ApiVersions
{
    private static readonly string[] There = ["v1"];

    private static readonly Refusal Unknown =
        new Refusal(404, "request.version_unknown", "This version of the API does not exist; see versions.").With("versions", There);

    public static IApplicationBuilder UseApiVersions(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.Http");
        return app.Use((http, next) =>
        {
            var endpoint = http.GetEndpoint();
            if (endpoint is null && NamesAnother(http.Request.Path))
                throw Unknown.AsException();
            if (endpoint?.Metadata.GetMetadata<Deprecation>() is { } deprecation)
            {
                Tell(http.Response.Headers, deprecation);
                DeprecatedUse(log, http.Request.Method, (endpoint as RouteEndpoint)?.RoutePattern.RawText, deprecation.Sunset);
            }

            return next(http);
        });
    }

    private static bool NamesAnother(PathString path) =>
        path.StartsWithSegments("/api", out var rest) && rest.Value is ['/', 'v' or 'V', ..] text
        && text[1..].Split('/')[0] is { Length: > 1 } version && version.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && !There.Contains(version);

    private static void Tell(IHeaderDictionary headers, Deprecation deprecation)
    {
        headers["Deprecation"] = $"@{deprecation.Since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        headers["Sunset"] = HeaderUtilities.FormatDate(deprecation.Sunset);
        headers.Append("Link", $"<{deprecation.Link}>; rel=\"deprecation\"");
        if (deprecation.Successor is { } successor)
            headers.Append("Link", $"<{successor}>; rel=\"successor-version\"");
    }

    [LoggerMessage(3, LogLevel.Information, "{Method} {Route} was used, which goes on {Sunset:O}")]
    private static partial void DeprecatedUse(ILogger log, string method, string? route, DateTimeOffset sunset);
}
