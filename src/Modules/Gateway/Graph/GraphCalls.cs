using System.Text.Json;
using System.Text.Json.Nodes;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Graph;

/// <summary>Use cases as GraphQL calls them.</summary>
internal sealed class GraphCalls(EndpointMethods methods, RateLimits limits)
{
    public EndpointMethod? Find(string operation) => methods.Find(operation);

    /// <summary>Runs it as the caller, and counts it.</summary>
    /// <returns>The answer, or the problem.</returns>
    public async Task<(JsonElement Answer, JsonElement? Problem)> Run(EndpointMethod method, JsonObject given, GraphCaller caller, CancellationToken ct) =>
        await limits.Count(caller.Principal, method.Cost) is { } refusal
            ? (default, JsonSerializer.SerializeToElement(Problems.Body(refusal), WireJson.Options))
            : await RunUncounted(method, given, caller, ct);

    /// <summary>The answer of one that reads; a refusal is an error.</summary>
    public async Task<JsonElement> Read(string operation, JsonObject given, GraphCaller caller, CancellationToken ct) =>
        await Run(methods.Find(operation)!, given, caller, ct) is (var answer, var problem) && problem is { } refused ? throw Told(refused) : answer;

    /// <summary>As <see cref="Read"/>, for what a subscription shows beside its event. It takes no token: what happened took one already.</summary>
    public async ValueTask<object?> Show(string operation, JsonObject given, ResolveContext context)
    {
        var (answer, problem) = await RunUncounted(methods.Find(operation)!, given, context.State<GraphCaller>(), context.Cancelled);
        return problem is { } refused ? throw Told(refused) : ApiTypes.Plain(answer);
    }

    public static GraphQLException Told(Refusal refusal) => Told(JsonSerializer.SerializeToElement(Problems.Body(refusal), WireJson.Options));

    /// <summary>What a refusal is to somebody who reads.</summary>
    public static GraphQLException Told(JsonElement problem) => new(
        problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "Refused.", problem.TryGetProperty("code", out var code) ? code.GetString() : null)
    {
        Extensions = new Dictionary<string, object?> { ["problem"] = problem },
    };

    private async Task<(JsonElement Answer, JsonElement? Problem)> RunUncounted(EndpointMethod method, JsonObject given, GraphCaller caller, CancellationToken ct)
    {
        var answer = await methods.Call(method, JsonSerializer.SerializeToElement(given), caller.Principal, caller.Origin, ct);
        return answer.Error is { } error ? (default, JsonElement.Parse(error.Details.Span)) : (JsonElement.Parse(answer.Value.Span), null);
    }
}
