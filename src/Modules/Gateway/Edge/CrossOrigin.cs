using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>Which web pages of elsewhere may call the API: those of the origins in <c>Olympus:Cors:Origins</c>, exactly; none unless told. They send a
/// bearer token, so a browser has no credentials of its own to add.</summary>
internal static class CrossOrigin
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Sent =
        ["Accept", "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id", "Last-Event-ID", ApprovalExtensions.Header];

    private static readonly string[] Read =
    [
        "Deprecation", "ETag", "Idempotent-Replayed", "Link", "Location", "RateLimit", "RateLimit-Limit", "RateLimit-Policy", "RateLimit-Remaining",
        "RateLimit-Reset", "Retry-After", "Sunset", "X-Request-Id",
    ];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services, IConfiguration configuration)
    {
        var origins = Lists.Of(configuration, "Olympus:Cors:Origins");
        foreach (var origin in origins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.GetLeftPart(UriPartial.Authority) != origin)
                throw new InvalidOperationException($"Olympus:Cors:Origins wants origins such as https://shop.example, not '{origin}'.");
        return services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins(origins).WithMethods(Methods).WithHeaders(Sent)
            .WithExposedHeaders(Read).SetPreflightMaxAge(TimeSpan.FromHours(2))));
    }

    /// <summary>What depends on who asks is kept apart by caches, whoever asked first.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app, IConfiguration configuration)
    {
        var origins = Lists.Of(configuration, "Olympus:Cors:Origins");
        return origins.Length == 0 ? app : app.Use((http, next) =>
        {
            if (origins.Length == 1 || !origins.Contains(http.Request.Headers.Origin.ToString())) // else the framework says so
                http.Response.Headers.Append("Vary", "Origin");
            return next(http);
        }).UseCors();
    }
}

internal static class Lists
{
    /// <summary>A setting with several values: an array, or one text with commas.</summary>
    public static string[] Of(IConfiguration configuration, string name) =>
    [
        .. (configuration[name] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        .. configuration.GetSection(name).GetChildren().Select(child => child.Value).OfType<string>(),
    ];
}
