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

    public async ValueTask<RpcAnswer> Call(EndpointMethod method, JsonElement parameters, Principal principal, CallOrigin origin, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = ct };
        using var body = new MemoryStream();
        http.Response.Body = body;
        http.Connection.RemoteIpAddress = origin.Address;
        Fill(http.Request, method, new(parameters), origin);
        await http.RunInside(method.Endpoint, principal, Guid.CreateVersion7().ToString("N"));
        ct.ThrowIfCancellationRequested();

        var text = body.ToArray();
        if (http.Response.StatusCode is >= 200 and < 300)
            return text.Length == 0 ? RpcAnswer.Nothing : new(text);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        return new RpcError(
            RefusedCode, problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "Refused", text);
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

    private static void Fill(HttpRequest request, EndpointMethod method, RpcParams parameters, CallOrigin origin)
    {
        (request.Method, request.Scheme, request.Host) = (method.Verb, origin.Scheme, new(origin.Host));
        request.Headers.UserAgent = origin.UserAgent;
        request.Path = Path(request, method.Pattern, parameters);
        if (parameters.OptionalText("idempotency_key") is { } key)
            request.Headers["Idempotency-Key"] = key;
        if (parameters.Take("if_match") is { } match)
            request.Headers.IfMatch = match.ValueKind switch
            {
                JsonValueKind.Number => $"\"{match.GetRawText()}\"",
                JsonValueKind.String => match.GetString(),
                _ => throw RpcError.ParamsInvalid("'if_match' is a version or an ETag").AsException(),
            };
        if (parameters.Take("body") is { } body)
        {
            var text = Encoding.UTF8.GetBytes(body.GetRawText());
            (request.Body, request.ContentType, request.ContentLength) = (new MemoryStream(text), "application/json", text.Length);
            request.HttpContext.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        }

        var query = new QueryBuilder();
        foreach (var (name, value) in parameters.Rest)
            if (value.ValueKind != JsonValueKind.Null)
                query.Add(name, Scalar(name, value));
        request.QueryString = query.ToQueryString();
    }

    private static string Path(HttpRequest request, RoutePattern pattern, RpcParams parameters)
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
                    var value = Scalar(place.Name, parameters.Take(place.Name) ?? throw RpcError.ParamsInvalid($"'{place.Name}' is missing").AsException());
                    request.RouteValues[place.Name] = value;
                    path.Append(value);
                }
        }

        return path.ToString();
    }

    private static string Scalar(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw RpcError.ParamsInvalid($"'{name}' is a text, a number, true or false").AsException(),
    };

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
