using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Npgsql;
using Olympus.Kernel.Tenancy;

namespace Olympus.Kernel.Http;

/// <summary>Turns everything that goes wrong into one shape: RFC 9457 <c>application/problem+json</c> with a stable <c>code</c>.</summary>
public static partial class Problems
{
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.Use((http, next) => Guard(http, next));

    /// <summary>Runs <paramref name="next"/>, and answers for it when it refuses or fails.</summary>
    internal static async Task Guard(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: 400 or 404 or 405 or 415, HasStarted: false, ContentLength: null or 0, ContentType: null })
                await Write(http, OfStatus(http.Response.StatusCode));
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            if (http.RequestAborted.IsCancellationRequested)
            {
                http.Response.StatusCode = 499;
                return;
            }

            var refusal = OfException(e).OrApprovable(http);
            if (refusal.Status >= 500)
                Failed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.Http"), e, refusal.Code, http.Request.Method, http.Request.Path);
            await Write(http, refusal);
        }
    }

    /// <summary>Writes a refusal as the whole response.</summary>
    public static async Task Write(HttpContext http, Refusal refusal)
    {
        // Nothing was sent yet. Headers about the content that is not sent go; those about every answer (request id, security) stay.
        foreach (var name in OfContent)
            http.Response.Headers.Remove(name);
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "application/problem+json";
        if (refusal.Status == 401)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (refusal.Facts?.GetValueOrDefault("retry_after_seconds") is int seconds)
            http.Response.Headers.RetryAfter = seconds.ToString();
        if (refusal.Facts?.GetValueOrDefault("etag") is string etag)
            http.Response.Headers.ETag = etag;

        var body = Body(refusal);
        body["request_id"] = http.RequestServices.GetService<Caller>()?.CorrelationId;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>The members of a refusal's problem.</summary>
    public static Dictionary<string, object?> Body(Refusal refusal)
    {
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"/problems/{refusal.Code}",
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(refusal.Status),
            ["status"] = refusal.Status,
            ["detail"] = refusal.Detail,
            ["code"] = refusal.Code,
        };
        foreach (var (fact, value) in refusal.Facts ?? new Dictionary<string, object?>())
            body[fact] = value;
        return body;
    }

    private static readonly string[] OfContent =
    [
        HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.ContentDisposition, HeaderNames.ETag, HeaderNames.LastModified,
        HeaderNames.Location, HeaderNames.SetCookie,
    ];

    private static Refusal OfException(Exception e) => e switch
    {
        RefusalException refusal => refusal.Refusal,
        BadHttpRequestException { StatusCode: 413 } => TooLarge,
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException { StatusCode: 408 } => new(408, "request.too_slow", "The body came too slowly."),
        BadHttpRequestException bad when bad.Message.StartsWith("Implicit body", StringComparison.Ordinal) =>
            new(400, "request.malformed", "This route wants a body."),
        BadHttpRequestException bad => new(bad.StatusCode, "request.malformed", Plain(bad.Message)),
        JsonException json => Malformed(json),
        IOException { InnerException: OverflowException } => new(400, "request.malformed", "A chunk of the body has a size that cannot be."),
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
            new(400, "request.text_invalid", "A text holds a character that no text can hold."),
        NpgsqlException npgsql when IsUnavailable(npgsql) => Unavailable,
        TimeoutException => Unavailable,
        _ => new(500, "server.error", "Something broke on our side; it is logged under the request id."),
    };

    private static readonly Refusal TooLarge = new(413, "request.too_large", "The body is larger than this route takes.");

    private static readonly Refusal Unavailable =
        new Refusal(503, "database.unavailable", "The database cannot be reached right now; try again shortly.").With("retry_after_seconds", 1);

    /// <summary>The database is away or going away: shutdown (57P0x), connection errors (08xxx), too many connections (53300), I/O.</summary>
    private static bool IsUnavailable(NpgsqlException e) =>
        e is not PostgresException { SqlState: var state }
        || state.StartsWith("57P0", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) || state == "53300" || state == "25006";

    private static Refusal Malformed(JsonException json) =>
        new Refusal(400, "request.malformed", "The body is not the JSON that this route takes.")
            .With("errors", new[] { new FieldError(Pointer(json.Path), "malformed", Plain(json.Message)) });

    /// <summary><c>$.lines[0].quantity</c> → <c>/lines/0/quantity</c> (RFC 6901).</summary>
    private static string Pointer(string? path) =>
        path is null or "$" ? "" : "/" + path.TrimStart('$').TrimStart('.').Replace("[", ".", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal).TrimStart('.').Replace('.', '/');

    /// <summary>Framework messages name C# types and positions; people need the first sentence only.</summary>
    private static string Plain(string message) =>
        message.Split(" Path:", 2)[0].Split(" to type '", 2)[0] is var head && head.Contains("Olympus.", StringComparison.Ordinal)
            ? head.Contains("required", StringComparison.Ordinal) ? "A required member is missing." : "A value has the wrong form."
            : head;

    private static Refusal OfStatus(int status) => status switch
    {
        // What the framework read into an optional parameter and could not.
        400 => new(400, "request.malformed", "A parameter has a value that it cannot have."),
        404 => AccessRefusals.NotFound,
        405 => new(405, "request.method_not_allowed", "This address does not take that method."),
        _ => new(415, "request.media_type", "Send the body as application/json."),
    };

    [LoggerMessage(1, LogLevel.Error, "{Code} on {Method} {Path}")]
    private static partial void Failed(ILogger log, Exception e, string code, string method, PathString path);
}

/// <summary>What is wrong with one member of a body.</summary>
/// <param name="Pointer">RFC 6901 pointer into the body.</param>
/// <param name="Code">Stable.</param>
/// <param name="Detail">One sentence.</param>
public sealed record FieldError(string Pointer, string Code, string Detail);
