using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>Thirty seconds for a request. A stream declares that it has no end (<c>.DisableRequestTimeout()</c>); what becomes a socket needs not.</summary>
internal static class TimeLimit
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly Refusal TooLong =
        new Refusal(503, "request.timed_out", "This took longer than 30 seconds and was given up; try again shortly.").With("retry_after_seconds", 1);

    public static IServiceCollection AddTimeLimit(this IServiceCollection services) =>
        services.AddRequestTimeouts(limits => limits.DefaultPolicy = new RequestTimeoutPolicy { Timeout = Longest });

    public static IApplicationBuilder UseTimeLimit(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }, branch => branch.UseRequestTimeouts().Use(Tell));

    /// <summary>Refused like everything else, outside: here the request still counts as cancelled, and nothing more can be written for it.</summary>
    private static async Task Tell(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true)
        {
            throw TooLong.AsException();
        }
    }
}
