using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Olympus.Kernel.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Olympus.Gateway.Forwarding;

/// <summary>
/// Sends requests on to where their part of the API runs. A request that nobody received is sent to another address; one that may have been received
/// only if it changes nothing, and once (to the same address where there is but one). What stays without an answer is a problem with a stable code, of the paths of that service only.
/// </summary>
public sealed partial class Forwarder(
    IReadOnlyList<Elsewhere> services, ForwardingSettings settings, IHttpForwarder http, ServiceConnections connections, TimeProvider clock,
    ILogger<Forwarder> log)
{
    private static readonly Version Http11 = new(1, 1);

    /// <summary>What holds answers back to compress them may do so: services do not compress.</summary>
    private readonly ForwarderRequestConfig _exchange = new()
    {
        Version = Http11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = settings.Activity,
        AllowResponseBuffering = true,
    };

    private readonly ForwarderRequestConfig _stream = new() { Version = Http11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = settings.StreamActivity };

    public IReadOnlyList<Upstreams> Services { get; } = [.. services.Select(service => new Upstreams(service, clock))];

    /// <summary>The service that a path belongs to, if it is one that runs elsewhere.</summary>
    public Upstreams? Of(PathString path)
    {
        foreach (var service in Services)
            foreach (var prefix in service.Service.Prefixes)
                if (path.StartsWithSegments(prefix))
                    return service;
        return null;
    }

    private enum Outcome
    {
        Done,
        ClientGone,
        NotSent,
        Broken,
        TooLate,
        TooLarge,
    }

    /// <summary>Answers with what the service answers; 503 <c>service.unavailable</c>, 504 <c>service.timeout</c>, 413 <c>request.too_large</c>.</summary>
    public async Task Send(HttpContext context, Upstreams service)
    {
        DemandSize(context);
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout(); // from here on, the limits of forwarding hold
        var ours = context.Response.Headers.ToArray();
        var (tried, again) = (0UL, false);
        while (service.Take(ref tried) is { } upstream)
        {
            Outcome outcome;
            try
            {
                outcome = await Send(context, upstream);
            }
            finally
            {
                upstream.Left();
            }

            if (outcome == Outcome.Done || context.Response.HasStarted)
                return;
            Restore(context.Response, ours);
            switch (outcome)
            {
                case Outcome.ClientGone:
                    context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                    return;
                case Outcome.TooLarge:
                    throw TooLarge();
                case Outcome.TooLate:
                    await Problems.Write(context, TimedOut);
                    return;
                case Outcome.Broken when again || !Exchange.IsSafe(context.Request.Method) || CanHaveBody(context):
                    await Problems.Write(context, Unavailable);
                    return;
                case Outcome.Broken:
                    again = true;
                    if (service.All.Count == 1)
                        tried = 0;
                    break;
                default:
                    break;
            }
        }

        await Problems.Write(context, Unavailable);
    }

    private async Task<Outcome> Send(HttpContext context, Upstream upstream)
    {
        using var overall = new CancellationTokenSource(settings.Overall, clock);
        var exchange = new Exchange(upstream, overall);
        var error = await http.SendAsync(
            context, upstream.Prefix, connections.Invoker, IsStream(context.Request) ? _stream : _exchange, exchange, overall.Token);
        if (error == ForwarderError.None)
            return Outcome.Done;
        var e = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (IsTooLarge(e))
            return Outcome.TooLarge;
        if (context.RequestAborted.IsCancellationRequested || IsOfClient(error))
            return Outcome.ClientGone;
        if (IsNotSent(e))
        {
            upstream.Unreachable();
            Failed(log, upstream.Address, context.Request.Method, context.Request.Path, "cannot be reached", Reason(e));
            return Outcome.NotSent;
        }

        upstream.Failed();
        var late = overall.IsCancellationRequested || error is ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled or ForwarderError.ResponseBodyCanceled;
        Failed(log, upstream.Address, context.Request.Method, context.Request.Path, late ? "took too long" : "broke off", Reason(e));
        return late ? Outcome.TooLate : Outcome.Broken;
    }

    /// <summary>Nothing of the request left this process: there was no connection.</summary>
    private static bool IsNotSent(Exception? e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        OperationCanceledException { InnerException: TimeoutException } => true, // the time to connect was over
        _ => false,
    };

    private static bool IsOfClient(ForwarderError error) =>
        error is ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient;

    private static bool IsTooLarge(Exception? e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => true,
        AggregateException several => several.InnerExceptions.Any(IsTooLarge),
        { InnerException: { } inner } => IsTooLarge(inner),
        _ => false,
    };

    /// <summary>Said before anything is sent on; a body whose length nobody told is cut off when it grows too large.</summary>
    private static void DemandSize(HttpContext context)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
            throw TooLarge();
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);

    private static bool CanHaveBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static bool IsStream(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0 || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>The forwarder clears the answer in some cases; what the gateway says on every answer must stay.</summary>
    private static void Restore(HttpResponse response, KeyValuePair<string, StringValues>[] headers)
    {
        response.Headers.Clear();
        response.StatusCode = StatusCodes.Status200OK;
        foreach (var (name, value) in headers)
            response.Headers[name] = value;
    }

    private static string Reason(Exception? e) => e is AggregateException { InnerException: { } first } ? first.Message : e?.Message ?? "no reason given";

    private static readonly Refusal Unavailable =
        new Refusal(503, "service.unavailable", "This part of Olympus cannot be reached right now; try again shortly.").With("retry_after_seconds", 1);

    private static readonly Refusal TimedOut =
        new(504, "service.timeout", "This part of Olympus took too long to answer; what was asked may have been done all the same.");

    [LoggerMessage(1, LogLevel.Warning, "{Address} {How}: {Method} {Path}: {Reason}")]
    private static partial void Failed(ILogger log, Uri address, string method, PathString path, string how, string reason);
}
