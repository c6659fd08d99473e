using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Olympus.Gateway.Forwarding;

/// <summary>One request on its way to one address and the answer on its way back: which headers travel, and when the address began to answer.</summary>
internal sealed class Exchange(Upstream upstream, CancellationTokenSource overall) : HttpTransformer
{
    /// <summary>What only a proxy may say, and we say it ourselves; what others may have said before was read when the request came in.</summary>
    private static readonly string[] OfProxies =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Server",
        "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-Url", "X-Rewrite-Url", "X-Real-Ip", "Proxy",
    ];

    /// <summary>An empty body. With it the handler does not repeat by itself, several times and whatever the method, what a connection swallowed.</summary>
    private static readonly byte[] Nothing = [];

    /// <summary>Whether the address began to answer.</summary>
    public bool HasAnswer { get; private set; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var (from, to) = (httpContext.Request, proxyRequest.Headers);
        to.Host = null;
        foreach (var named in from.Headers.GetCommaSeparatedValues(HeaderNames.Connection))
            if (IsPlainName(named))
                Remove(proxyRequest, named);
        foreach (var name in OfProxies)
            to.Remove(name);
        if (httpContext.Connection.RemoteIpAddress is { } client)
            to.TryAddWithoutValidation("X-Forwarded-For", (client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client).ToString());
        to.TryAddWithoutValidation("X-Forwarded-Proto", from.Scheme);
        if (from.Host.HasValue)
            to.TryAddWithoutValidation("X-Forwarded-Host", from.Host.ToUriComponent());
        to.Remove("X-Request-Id");
        to.TryAddWithoutValidation("X-Request-Id", httpContext.Response.Headers["X-Request-Id"].ToString());
        if (proxyRequest.Content is null && from.Headers.Upgrade.Count == 0)
            proxyRequest.Content = new ByteArrayContent(Nothing);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        HasAnswer = true;
        upstream.Answered();
        foreach (var named in proxyResponse.Headers.Connection)
            if (IsPlainName(named))
                proxyResponse.Headers.Remove(named);
        // What the service says of its answer stands; what it leaves unsaid is as the gateway set it.
        var headers = httpContext.Response.Headers;
        Forget(headers, proxyResponse.Headers);
        Forget(headers, proxyResponse.Content.Headers);
        var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols)
            overall.CancelAfter(Timeout.InfiniteTimeSpan);
        else if (proxyResponse.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            overall.CancelAfter(Timeout.InfiniteTimeSpan);
            await httpContext.Response.Body.FlushAsync(cancellationToken); // the first event may be long in coming
        }

        return goesOn;
    }

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>RFC 9110 §7.6.1: names in Connection go no further. Those that the request cannot do without are no such names.</summary>
    private static bool IsPlainName(string name) =>
        name.Length > 0 && !name.Equals("close", StringComparison.OrdinalIgnoreCase) && !name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("upgrade", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        && !name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase);

    private static void Remove(HttpRequestMessage request, string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(TokenCharacters))
            request.Headers.Remove(name);
    }

    private static readonly System.Buffers.SearchValues<char> TokenCharacters =
        System.Buffers.SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static void Forget(IHeaderDictionary ours, HttpHeaders theirs)
    {
        foreach (var (name, _) in theirs.NonValidated)
            ours.Remove(name);
    }
}
