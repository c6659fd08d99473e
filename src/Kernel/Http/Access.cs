using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Kernel.Http;

/// <summary>Who may call a route. Every route of the API carries one; a route without one is closed to everybody.</summary>
/// <param name="Permission">Such as <c>orders:create</c>; null: any signed-in user; see <see cref="Anonymous"/>.</param>
public sealed record Access(string? Permission)
{
    /// <summary>No sign-in needed: sign-up, login, health.</summary>
    public static readonly Access Anonymous = new("anonymous");

    /// <summary>Any signed-in user.</summary>
    public static readonly Access SignedIn = new((string?)null);
}

/// <summary>Turns a bearer token into who is asking, or refuses with 401.</summary>
public interface IBearerAuthentication
{
    Principal Authenticate(string token) => Read(token).Bearer;

    /// <summary>As <see cref="Authenticate"/>, for a connection that outlives the request: it asks <see cref="IsRevoked"/> and looks at the clock from then on.</summary>
    AccessToken Read(string token);

    /// <summary>Whether somebody ended what this token stands for, as known here and now. Asks no database.</summary>
    bool IsRevoked(AccessToken token);

    /// <summary>Whether the answer of <see cref="IsRevoked"/> is fresh enough to show somebody something by it.</summary>
    bool KnowsRevocations { get; }
}

public static class AccessExtensions
{
    public static TBuilder Requires<TBuilder>(this TBuilder route, string permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Access(permission));

    public static TBuilder AllowSignedIn<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Access.SignedIn);

    public static TBuilder AllowEverybody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Access.Anonymous);

    /// <summary>Authenticates and authorizes after routing and before a body is read.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var endpoint = http.GetEndpoint();
        var access = endpoint?.Metadata.GetMetadata<Access>();
        if (ReferenceEquals(access, Access.Anonymous) || access is null && !http.Request.Path.StartsWithSegments("/api"))
            return next(http);
        if (access is null && endpoint is not (null or RouteEndpoint))
            return next(http); // the router's own answer: 405 or 415
        if (access is null)
            throw AccessRefusals.NotFound.AsException();

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            throw AccessRefusals.Unauthenticated.AsException();
        var principal = http.RequestServices.GetRequiredService<IBearerAuthentication>().Authenticate(value["Bearer ".Length..]);
        if (http.Request.Headers[ApprovalExtensions.Header] is { Count: > 0 } approval)
            return AdmitApproved(http, next, access, principal, approval);
        http.Admit(access, principal);
        return next(http);
    });

    /// <summary>Lets somebody in with the right that was approved for this request. A process that sends the request on only looks at it.</summary>
    private static async Task AdmitApproved(HttpContext http, RequestDelegate next, Access access, Principal principal, StringValues header)
    {
        if (header is not [{ } text] || http.GetEndpoint()!.Metadata.GetMetadata<Approvable>() is not { } route)
            throw ApprovalRefusals.Invalid.AsException();
        var approvals = http.RequestServices.GetRequiredService<IApprovals>();
        var approved = await approvals.Read(text, principal, http.NameOfRequest(principal), http.RequestAborted);
        if (approved.Permission != route.Permission)
            throw ApprovalRefusals.Invalid.AsException();
        http.Admit(access, principal with { Grants = [.. principal.Grants, new("approved", FrozenSet.Create(approved.Permission), approved.LocationId)] });
        http.RequestServices.GetRequiredService<Caller>().Approval = approved;
        await next(http);
    }

    /// <summary>Lets somebody in whom this request is known to come from, or refuses with 403.</summary>
    private static void Admit(this HttpContext http, Access access, Principal principal)
    {
        if (access.Permission is { } permission && !principal.CanSomewhere(permission))
            throw AccessRefusals.Forbidden(permission).AsException();
        http.RequestServices.GetRequiredService<Caller>().Principal = principal;
    }

    /// <summary>Runs an endpoint of the API for somebody who is known already, without a network in between: the same checks, the same answers,
    /// refusals as problems in the response. The endpoint must not be an anonymous one.</summary>
    /// <param name="http">With services of its own, the request filled in, and a response body that can be read.</param>
    public static Task RunInside(this HttpContext http, Endpoint endpoint, Principal principal, string correlationId)
    {
        if (endpoint.Metadata.GetMetadata<Access>() is not { } access || ReferenceEquals(access, Access.Anonymous))
            throw new InvalidOperationException($"{endpoint.DisplayName} cannot be called for somebody.");
        http.SetEndpoint(endpoint);
        http.RequestServices.GetRequiredService<Caller>().CorrelationId = correlationId;
        return Problems.Guard(http, inside =>
        {
            inside.Admit(access, principal);
            return endpoint.RequestDelegate!(inside);
        });
    }

    /// <summary>A request id for every request: the caller's, if it is harmless, else a new one. Echoed, logged and written into events.</summary>
    public static IApplicationBuilder UseRequestId(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.Http");
        return app.Use(async (http, next) =>
        {
            var given = http.Request.Headers["X-Request-Id"];
            var id = given is [{ Length: > 0 and <= 100 } text] && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
                ? text
                : Guid.CreateVersion7().ToString("N");
            http.RequestServices.GetRequiredService<Caller>().CorrelationId = id;
            http.Response.Headers["X-Request-Id"] = id;
            using (log.BeginScope(new Dictionary<string, object> { ["request_id"] = id }))
                await next(http);
        });
    }
}
