using System.Text.Json;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Graph;

/// <summary>What a use case came to.</summary>
/// <param name="Json">The answer; undefined where there is nothing to tell.</param>
/// <param name="Problem">Why there is none.</param>
internal readonly record struct GraphAnswer(JsonElement Json, JsonElement? Problem)
{
    /// <summary>Of a page: the cursor behind each of its rows.</summary>
    public Func<int, string>? CursorOf { get; init; }
}

/// <summary>Use cases as GraphQL calls them.</summary>
internal sealed class GraphCalls(EndpointMethods methods, RateLimits limits)
{
    public EndpointMethod? Find(string operation) => methods.Find(operation);

    /// <summary>Runs it as the caller, and counts it.</summary>
    public async ValueTask<GraphAnswer> Run(EndpointMethod method, EndpointInput input, GraphCaller caller, CancellationToken ct) =>
        await limits.Count(caller.Principal, method.Cost) is { } refusal
            ? new GraphAnswer(default, JsonSerializer.SerializeToElement(Problems.Body(refusal), WireJson.Options))
            : await RunUncounted(method, input, caller, ct);

    /// <summary>The answer of one that reads; a refusal is an error.</summary>
    public async ValueTask<JsonElement> Read(string operation, EndpointInput input, GraphCaller caller, CancellationToken ct)
    {
        var answer = await Run(methods.Find(operation)!, input, caller, ct);
        return answer.Problem is { } refused ? throw Told(refused) : answer.Json;
    }

    /// <summary>As <see cref="Read"/>, for what a subscription shows beside its event. It takes no token: what happened took one already.</summary>
    public async ValueTask<object?> Show(string operation, EndpointInput input, ResolveContext context)
    {
        var answer = await RunUncounted(methods.Find(operation)!, input, context.State<GraphCaller>(), context.Cancelled);
        return answer.Problem is { } refused ? throw Told(refused) : ApiTypes.Plain(answer.Json);
    }

    public static GraphQLException Told(Refusal refusal) => Told(JsonSerializer.SerializeToElement(Problems.Body(refusal), WireJson.Options));

    /// <summary>What a refusal is to somebody who reads.</summary>
    public static GraphQLException Told(JsonElement problem) => new(
        problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "Refused.", problem.TryGetProperty("code", out var code) ? code.GetString() : null)
    {
        Extensions = new Dictionary<string, object?> { ["problem"] = problem },
    };

    private async ValueTask<GraphAnswer> RunUncounted(EndpointMethod method, EndpointInput input, GraphCaller caller, CancellationToken ct)
    {
        using var answer = await Begin(method, input, caller, ct);
        var json = answer.Body.Text.IsEmpty ? default : JsonElement.Parse(answer.Body.Text);
        return answer.IsRefusal ? new GraphAnswer(default, json) : new GraphAnswer(json, null) { CursorOf = answer.CursorOf };
    }

    /// <summary>A use case is no part of the request's loop: nothing of it has to wait until the loop is free.</summary>
    private ValueTask<EndpointAnswer> Begin(EndpointMethod method, EndpointInput input, GraphCaller caller, CancellationToken ct)
    {
        var loop = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return methods.Call(method, input, caller.Principal, caller.Origin, ct);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(loop);
        }
    }
}
