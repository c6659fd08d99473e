using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Olympus.Kernel.Http;

/// <summary>A view with a version that grows by one with every change; it becomes the <c>ETag</c>.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>The version a client read before it decided to change something, from <c>If-Match</c>. As a handler's parameter it makes the header
/// required: 428 when it is missing, 400 when it is not one of our tags.</summary>
public sealed record IfMatch(long Version)
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
            throw VersionRefusals.Missing.AsException();
        return header is [{ } text] && text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text.AsSpan(1, text.Length - 2), out var version)
            ? ValueTask.FromResult<IfMatch?>(new(version))
            : throw VersionRefusals.Malformed.AsException();
    }
}

public static class VersionRefusals
{
    public static readonly Refusal Missing =
        new(428, "request.if_match_missing", "Send If-Match with the ETag that you read, so that nobody's change is overwritten unseen.");

    public static readonly Refusal Malformed = new(400, "request.if_match_malformed", "If-Match takes one ETag as this API gave it.");

    public static Refusal Stale(long current) =>
        new Refusal(412, "request.version_stale", "This was changed since you read it; read it again.").With("etag", $"\"{current}\"");
}

/// <summary>Marks a route that answers with an <c>ETag</c>, for the API document.</summary>
public sealed record VersionedRoute;

public static class VersionExtensions
{
    /// <summary>Sends the view's version as <c>ETag</c>, and 304 without a body when <c>If-None-Match</c> names it.</summary>
    public static RouteHandlerBuilder Versioned(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        var result = await next(context);
        if ((result as IVersioned ?? (result as IValueHttpResult)?.Value as IVersioned) is not { } view)
            return result;
        var http = context.HttpContext;
        var tag = $"\"{view.Version}\"";
        http.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.Contains(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : result;
    }).WithMetadata(new VersionedRoute());
}
