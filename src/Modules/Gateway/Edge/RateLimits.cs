using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Edge;

/// <summary>
/// How much anybody may ask for. A signed-in request is counted for its user and for its tenant, so that a colleague's runaway script starves nobody else;
/// any other one for the place it comes from. A request with a token that is good is never refused because of its place.
/// </summary>
internal sealed class RateLimits
{
    private readonly RateLimitSettings _settings;
    private readonly RateBuckets _buckets;
    private readonly TenantPlans _plans;
    private readonly TimeProvider _clock;
    private readonly RateLimit? _ofPlace;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<OwnLimit, RateLimit?> _ofRoutes = new();
    private readonly long _start;

    public RateLimits(RateLimitSettings settings, RateBuckets buckets, TenantPlans plans, TimeProvider clock)
    {
        (_settings, _buckets, _plans, _clock, _ofPlace) = (settings, buckets, plans, clock, settings.OfPlace);
        _start = clock.GetTimestamp();
    }

    private long Now => _clock.GetElapsedTime(_start).Ticks;

    /// <summary>Before authentication: counts what anybody may call, and every 401.</summary>
    public Task CountPlaces(HttpContext http, RequestDelegate next)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var cost = metadata?.GetMetadata<RouteCost>()?.Tokens ?? 1;
        if (!_settings.Enabled || cost == 0)
            return next(http);
        return metadata?.GetMetadata<Access>() is { } access && !ReferenceEquals(access, Access.Anonymous)
            ? CountRefusedTokens(http, next)
            : CountAnonymous(http, next, metadata?.GetMetadata<OwnLimit>(), cost);
    }

    /// <summary>After authentication: counts the user and the tenant.</summary>
    public Task CountUsers(HttpContext http, RequestDelegate next)
    {
        if (!_settings.Enabled || http.RequestServices.GetRequiredService<Caller>() is not { IsAuthenticated: true } caller)
            return next(http);
        var plan = _plans.Of(caller.Principal.TenantId);
        return plan is { IsCompletedSuccessfully: true, Result.User: null } ? next(http) : CountUser(http, next, caller.Principal, plan);
    }

    private async Task CountUser(HttpContext http, RequestDelegate next, Principal principal, ValueTask<PlanLimits> plan)
    {
        var cost = http.GetEndpoint()?.Metadata.GetMetadata<RouteCost>()?.Tokens ?? 1;
        if (await Charge(principal, await plan, cost, http.Response.Headers) is { } refusal)
            await Problems.Write(http, refusal);
        else
            await next(http);
    }

    /// <summary>Counts what is no request of its own, such as a call over a socket; null: it may go on.</summary>
    public async ValueTask<Refusal?> Count(Principal principal, int cost)
    {
        if (!_settings.Enabled || cost == 0)
            return null;
        return await Charge(principal, await _plans.Of(principal.TenantId), cost, null);
    }

    /// <param name="headers">Where the client is told of the user's limit, and of the tenant's when that one is what refuses.</param>
    private async ValueTask<Refusal?> Charge(Principal principal, PlanLimits plan, int cost, IHeaderDictionary? headers)
    {
        if (plan.User is { } user
            && await Take(new(user.Name, Bits(principal.UserId.Value)), principal.TenantId, cost, user, headers, tells: true) is { } ofUser)
            return ofUser;
        return plan.Tenant is { } tenant
            ? await Take(new(tenant.Name, Bits(principal.TenantId.Value)), principal.TenantId, cost, tenant, headers, tells: false)
            : null;
    }

    private async Task CountAnonymous(HttpContext http, RequestDelegate next, OwnLimit? own, int cost)
    {
        var limit = own is null ? _ofPlace : _ofRoutes.GetOrAdd(own, static (own, settings) => settings.OfRoute(own), _settings);
        if (limit is not null && await Take(PlaceKey(http, limit), null, cost, limit, http.Response.Headers, tells: true) is { } refusal)
            await Problems.Write(http, refusal);
        else
            await next(http);
    }

    private async Task CountRefusedTokens(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (RefusalException e) when (e.Refusal.Status == StatusCodes.Status401Unauthorized && _ofPlace is not null)
        {
            if (await Take(PlaceKey(http, _ofPlace), null, 1, _ofPlace, http.Response.Headers, tells: true) is not { } refusal)
                throw;
            await Problems.Write(http, refusal);
        }
    }

    private static BucketKey PlaceKey(HttpContext http, RateLimit limit) =>
        new(limit.Name, ClientPlace.Of(http.Connection.RemoteIpAddress).Bits, IsPlace: true);

    /// <summary>Null when it passes.</summary>
    /// <param name="tells">Whether the client hears of this limit while it is kept.</param>
    private async ValueTask<Refusal?> Take(BucketKey key, Id<Tenant>? tenant, int cost, RateLimit limit, IHeaderDictionary? headers, bool tells)
    {
        var decision = await _buckets.Take(key, tenant, cost, limit, Now);
        if (headers is not null && (tells || !decision.Passes))
            Tell(headers, limit, decision);
        return decision.Passes ? null : RateRefusals.Limited(limit.Name, decision.RetrySeconds);
    }

    private static void Tell(IHeaderDictionary headers, RateLimit limit, Decision decision)
    {
        var remaining = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        var reset = decision.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Limit"] = limit.LimitText;
        headers["RateLimit-Remaining"] = remaining;
        headers["RateLimit-Reset"] = reset;
        headers["RateLimit-Policy"] = limit.PolicyText;
        headers["RateLimit"] = $"\"{limit.Name}\";r={remaining};t={reset}";
    }

    private static UInt128 Bits(Guid id) => MemoryMarshal.Cast<Guid, UInt128>(MemoryMarshal.CreateReadOnlySpan(in id, 1))[0];
}

public static class RateRefusals
{
    /// <param name="scope"><c>user</c>, <c>tenant</c>, <c>address</c> or the name of a route's own limit.</param>
    public static Refusal Limited(string scope, int seconds) =>
        new Refusal(429, "request.rate_limited", "Too many requests; wait as long as Retry-After says.")
            .With("scope", scope).With("retry_after_seconds", seconds);
}
