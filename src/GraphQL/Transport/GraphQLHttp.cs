using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Transport;

/// <summary>
/// GraphQL over HTTP. A POST must say that it is JSON, which no form of another site can; a GET answers only queries. So nothing changes by a request that
/// a browser sends by itself.
/// </summary>
public static class GraphQLHttp
{
    private const string Json = "application/json", GraphQLJson = "application/graphql-response+json";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static async Task Answer(HttpContext http, GraphQLTransport transport)
    {
        if (MediaType(http.Request) is not { } media)
        {
            http.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        try
        {
            switch (http.Request.Method)
            {
                case "GET":
                    await AnswerGet(http, transport, media);
                    break;
                case "POST":
                    await AnswerPost(http, transport, media);
                    break;
                default:
                    http.Response.Headers.Allow = "GET, POST";
                    await Refuse(http, StatusCodes.Status405MethodNotAllowed, media, "GraphQL is asked by GET or POST.");
                    break;
            }
        }
        catch (JsonException e)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, media, $"The request is not JSON: {e.Message}");
        }
        catch (FormatException e)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, media, e.Message);
        }
    }

    private static async Task AnswerGet(HttpContext http, GraphQLTransport transport, string media)
    {
        var query = http.Request.Query;
        using var variables = Parsed(query["variables"]);
        using var extensions = Parsed(query["extensions"]);
        var parameters = new Parameters(
            query.ContainsKey("query") ? query["query"].ToString() : null, query.ContainsKey("operationName") ? query["operationName"].ToString() : null,
            variables?.RootElement ?? default, extensions?.RootElement ?? default);
        var request = Requested(http, transport, parameters, out var refusal);
        if (request is not null && transport.Engine.Prepare(request.Query).KindOf(request.OperationName) is OperationKind.Mutation or OperationKind.Subscription)
        {
            http.Response.Headers.Allow = "POST";
            await Refuse(http, StatusCodes.Status405MethodNotAllowed, media, "Only queries are answered by GET.");
            return;
        }

        await Send(http, transport, media, request is null ? refusal! : await transport.Engine.Execute(request, http.RequestAborted));
    }

    private static async Task AnswerPost(HttpContext http, GraphQLTransport transport, string media)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            await Refuse(http, StatusCodes.Status415UnsupportedMediaType, media, "The request must be application/json in UTF-8.");
            return;
        }

        if (http.Request.ContentLength > transport.LargestBody)
        {
            await Refuse(http, StatusCodes.Status413PayloadTooLarge, media, $"The request is larger than {transport.LargestBody} bytes.");
            return;
        }

        using var body = await JsonDocument.ParseAsync(http.Request.Body, Strict, http.RequestAborted);
        if (body.RootElement.ValueKind == JsonValueKind.Array)
        {
            await AnswerBatch(http, transport, media, body.RootElement);
            return;
        }

        var request = Requested(http, transport, Parameters.Of(body.RootElement), out var refusal);
        await Send(http, transport, media, request is null ? refusal! : await transport.Engine.Execute(request, http.RequestAborted));
    }

    private static async Task AnswerBatch(HttpContext http, GraphQLTransport transport, string media, JsonElement batch)
    {
        var most = transport.Dress(http, new GraphQLRequest("")).MayReadSchema ? transport.Engine.Limits.Batch : 1;
        if (batch.GetArrayLength() is 0 || batch.GetArrayLength() > most)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, media, $"A batch has 1 to {most} requests.");
            return;
        }

        var results = new List<GraphQLResult>();
        foreach (var each in batch.EnumerateArray())
        {
            var request = Requested(http, transport, Parameters.Of(each), out var refusal);
            results.Add(request is null ? refusal! : await transport.Engine.Execute(request, http.RequestAborted));
        }

        await Write(http, StatusCodes.Status200OK, media, writer =>
        {
            writer.WriteStartArray();
            foreach (var result in results)
            {
                transport.Report(http, result);
                result.WriteTo(writer);
            }

            writer.WriteEndArray();
        });
    }

    private static GraphQLRequest? Requested(HttpContext http, GraphQLTransport transport, Parameters parameters, out GraphQLResult? refusal)
    {
        refusal = null;
        try
        {
            return transport.Dress(http, parameters.ToRequest(transport.Persisted));
        }
        catch (GraphQLException e)
        {
            refusal = GraphQLResult.Refused(new GraphQLError(e.Message) { Code = e.Code });
            return null;
        }
    }

    /// <summary>With the newer media type the status tells whether the request was good; with the older one only whether it was one.</summary>
    private static Task Send(HttpContext http, GraphQLTransport transport, string media, GraphQLResult result)
    {
        transport.Report(http, result);
        var status = result.HasData || media == Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Write(http, status, media, result.WriteTo);
    }

    private static Task Refuse(HttpContext http, int status, string media, string message) =>
        Write(http, status, media, GraphQLResult.Refused(new GraphQLError(message) { Code = "BAD_REQUEST" }).WriteTo);

    private static async Task Write(HttpContext http, int status, string media, Action<Utf8JsonWriter> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = media + "; charset=utf-8";
        using var buffer = new LentBuffer(4096);
        using (var writer = new Utf8JsonWriter(buffer, ResponseWriter.Options))
            write(writer);
        http.Response.ContentLength = buffer.Written.Length;
        await http.Response.BodyWriter.WriteAsync(buffer.Written, http.RequestAborted);
    }

    /// <summary>The media type to answer with; null when the caller takes neither.</summary>
    private static string? MediaType(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return Json;
        foreach (var each in accepted.OrderByDescending(each => each.Quality ?? 1))
        {
            if (each.Quality is 0)
                continue;
            if (each.MediaType.Equals(GraphQLJson, StringComparison.OrdinalIgnoreCase))
                return GraphQLJson;
            if (each.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) || each.MatchesAllTypes
                || each.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase))
                return Json;
        }

        return null;
    }

    private static JsonDocument? Parsed(string? text) => string.IsNullOrEmpty(text) ? null : JsonDocument.Parse(text, Strict);
}
