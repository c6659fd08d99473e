using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Olympus.JsonRpc;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Live;

/// <summary>One use case of the API as a method.</summary>
internal sealed record EndpointMethod(string Name, RouteEndpoint Endpoint, string Verb)
{
    public RoutePattern Pattern => Endpoint.RoutePattern;

    /// <summary>In tokens of the caller's rate limit.</summary>
    public int Cost => Endpoint.Metadata.GetMetadata<RouteCost>()?.Tokens ?? 1;
}

/// <summary>What a use case came to.</summary>
/// <param name="Status">As over HTTP.</param>
/// <param name="Body">JSON: the answer, or the problem; empty where there is nothing to tell.</param>
/// <param name="CursorOf">Of a page: the cursor behind each of its rows.</param>
internal sealed record EndpointAnswer(int Status, AnswerBody Body, Func<int, string>? CursorOf) : IDisposable
{
    public bool IsRefusal => Status is < 200 or >= 300;

    public void Dispose() => Body.Dispose();
}

/// <summary>
/// Every use case of REST as a method: its name is the operation's, its params are those of the path and the query by their names, <c>body</c>,
/// <c>idempotency_key</c> and <c>if_match</c>. What runs is the endpoint itself, with its filters: nothing is implemented twice.
/// </summary>
/// <param name="endpoints">The endpoints that may be called; asked for at the first call.</param>
/// <param name="scopes">Each call has services of its own.</param>
internal sealed class EndpointMethods(Func<IEnumerable<Endpoint>> endpoints, IServiceScopeFactory scopes)
{
    private const int RefusedCode = -32000;

    private readonly Lazy<FrozenDictionary<string, EndpointMethod>> _methods = new(() => endpoints().Select(Method).OfType<EndpointMethod>()
        .ToFrozenDictionary(method => method.Name, StringComparer.Ordinal));

    public IEnumerable<string> Names => _methods.Value.Keys;

    public EndpointMethod? Find(string name) => _methods.Value.GetValueOrDefault(name);

    /// <summary>A refusal as an error: the code says only that, the problem in <c>data</c> says which.</summary>
    public static RpcAnswer Refused(Refusal refusal) =>
        new RpcError(RefusedCode, refusal.Detail, JsonSerializer.SerializeToUtf8Bytes(Problems.Body(refusal), WireJson.Options));

    /// <summary>What a use case came to, as the answer of a method.</summary>
    public static RpcAnswer Said(EndpointAnswer answer)
    {
        var text = answer.Body.Text.ToArray();
        if (!answer.IsRefusal)
            return text.Length == 0 ? RpcAnswer.Nothing : new(text);
        var problem = JsonElement.Parse(text);
        return new RpcError(RefusedCode, problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "Refused", text);
    }

    /// <returns>To be disposed of.</returns>
    public async ValueTask<EndpointAnswer> Call(EndpointMethod method, EndpointInput input, Principal principal, CallOrigin origin, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var body = new AnswerBody();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = ct };
        http.Features.Set<IHttpResponseBodyFeature>(body);
        http.Connection.RemoteIpAddress = origin.Address;
        Fill(http.Request, method, input, origin);
        await http.RunInside(method.Endpoint, principal, Guid.CreateVersion7().ToString("N"));
        ct.ThrowIfCancellationRequested();

        return new(http.Response.StatusCode, body, scope.ServiceProvider.GetRequiredService<Cursors>().OfRow);
    }

    /// <summary>Null for what is no method: without a name, for everybody (signing in and up), or a stream.</summary>
    private static EndpointMethod? Method(Endpoint endpoint) =>
        endpoint is RouteEndpoint route && endpoint.RequestDelegate is not null
        && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name
        && endpoint.Metadata.GetMetadata<Access>() is { } access && !ReferenceEquals(access, Access.Anonymous)
        && endpoint.Metadata.GetMetadata<OverHttpOnly>() is null
        && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var verb, ..]
            ? new(name, route, verb)
            : null;

    private static void Fill(HttpRequest request, EndpointMethod method, EndpointInput input, CallOrigin origin)
    {
        (request.Method, request.Scheme, request.Host) = (method.Verb, origin.Scheme, new(origin.Host));
        request.Headers.UserAgent = origin.UserAgent;
        request.Path = Path(request, method.Pattern, input);
        if (input.IdempotencyKey is { } key)
            request.Headers["Idempotency-Key"] = key;
        if (input.IfMatch is { } match)
            request.Headers.IfMatch = match;
        if (input.Body is { } body)
        {
            (request.Body, request.ContentType, request.ContentLength) = (new MemoryStream(body), "application/json", body.Length);
            request.HttpContext.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        }

        if (input.Rest.Count == 0)
            return;
        var query = new QueryBuilder();
        foreach (var (name, value) in input.Rest)
            query.Add(name, value);
        request.QueryString = query.ToQueryString();
    }

    private static string Path(HttpRequest request, RoutePattern pattern, EndpointInput input)
    {
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
                if (part is RoutePatternLiteralPart literal)
                    path.Append(literal.Content);
                else if (part is RoutePatternParameterPart place)
                {
                    var value = input.Take(place.Name);
                    request.RouteValues[place.Name] = value;
                    path.Append(value);
                }
        }

        return path.ToString();
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
