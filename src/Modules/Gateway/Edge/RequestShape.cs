using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>What no route takes: a query parameter that is given twice, JSON in another encoding than UTF-8, and JSON of absurd proportions.</summary>
internal static class RequestShape
{
    private const string Json = "application/json";

    public const int LongestArray = 10_000;
    public const int LongestText = 64 * 1024;

    /// <summary>No shorter body can hold what is forbidden: 10,001 elements and as many commas.</summary>
    private const int Harmless = 2 * LongestArray;

    public static IApplicationBuilder UseRequestShape(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.QueryString.HasValue && Repeated(http.Request.Query) is { } name)
            throw ShapeRefusals.Repeated(name).AsException();
        if (http.Request.ContentType is not { } type || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            || !IsJson(http.Request, type))
            return next(http);
        return http.Request.ContentLength < Harmless ? next(http) : Scan(http, next);
    });

    /// <summary>Which of two values counts is read differently everywhere, so there is never more than one.</summary>
    private static string? Repeated(IQueryCollection query)
    {
        foreach (var (name, values) in query)
            if (values.Count > 1)
                return name;
        return null;
    }

    /// <summary>Whether the body is JSON; if so, in UTF-8 and under its plain name, or refused.</summary>
    private static bool IsJson(HttpRequest request, string type)
    {
        if (type.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return true;
        if (!type.Contains("json", StringComparison.OrdinalIgnoreCase))
            return false; // routing refuses it
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed) || !parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            throw ShapeRefusals.MediaType.AsException();
        if (parsed.Charset is { HasValue: true } charset && !charset.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw ShapeRefusals.Charset.AsException();
        request.ContentType = Json;
        return true;
    }

    /// <summary>A long body, or one that does not tell its length, is looked through before it is read into objects. At most a mebibyte, as for every body.</summary>
    private static async Task Scan(HttpContext http, RequestDelegate next)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        Demand(body.GetBuffer().AsSpan(0, (int)body.Length));
        body.Position = 0;
        http.Request.Body = body;
        await next(http);
    }

    internal static void Demand(ReadOnlySpan<byte> json)
    {
        Span<int> counts = stackalloc int[64];
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            while (reader.Read())
            {
                var depth = reader.CurrentDepth;
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    counts[depth + 1] = 0;
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueSpan.Length > LongestText)
                    throw ShapeRefusals.TextTooLong.AsException();
                if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName) && ++counts[depth] > LongestArray)
                    throw ShapeRefusals.TooMany.AsException();
            }
        }
        catch (JsonException)
        {
            return; // whoever reads it into objects says better what is wrong with it
        }
    }
}

public static class ShapeRefusals
{
    public static readonly Refusal Charset = new(415, "request.charset", "Send JSON in UTF-8.");

    public static readonly Refusal MediaType = new(415, "request.media_type", "Send the body as application/json.");

    public static readonly Refusal TooMany =
        new(400, "request.too_many_elements", $"An array or object in the body has more than {RequestShape.LongestArray} elements.");

    public static readonly Refusal TextTooLong =
        new(400, "request.text_too_long", $"A text in the body is longer than {RequestShape.LongestText} bytes.");

    public static Refusal Repeated(string parameter) =>
        new Refusal(400, "request.parameter_repeated", "A query parameter is given more than once.").With("parameter", parameter);
}
