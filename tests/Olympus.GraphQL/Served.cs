using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Transport;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Tests;

/// <summary>A small server with our transports, on a port of its own.</summary>
public sealed class Served : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();

    private Served(WebApplication app) => _app = app;

    public Uri Http => new(_app.Urls.First() + "/graphql");

    public Uri Socket => new(_app.Urls.First().Replace("http://", "ws://", StringComparison.Ordinal) + "/graphql/ws");

    /// <summary>What the subscription <c>fed</c> sends.</summary>
    public Channel<object?> Feed { get; } = Channel.CreateUnbounded<object?>();

    public int Running => _running;

    /// <summary>Ends the grants of all sockets.</summary>
    public CancellationTokenSource Grants { get; } = new();

    public TaskCompletionSource Gate { get; } = new();

    private int _running;

    public static async Task<Served> Start(GraphQLLimits? limits = null, SocketLimits? socket = null, PersistedQueries? persisted = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var served = new Served(app);
        app.UseWebSockets();
        var transport = new GraphQLTransport(
            new GraphQLEngine(served.Schema(), limits ?? new GraphQLLimits(), TimeProvider.System),
            (http, request) => request with { MayReadSchema = http.Request.Headers["X-Anonymous"].Count == 0 })
        {
            Persisted = persisted,
            Socket = socket ?? new SocketLimits(),
            Stopping = served._stopping.Token,
            Connect = served.Connect,
        };
        app.MapGraphQL("/graphql", transport);
        app.MapGraphQLSocket("/graphql/ws", transport);
        await app.StartAsync();
        return served;
    }

    /// <summary>Runs a script of the reference folder; its lines.</summary>
    public static async Task<string[]> Script(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Reference.Node()!, [script, .. arguments]) { WorkingDirectory = Reference.Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public Task Stop() => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        Feed.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async ValueTask<SocketGrant?> Connect(HttpContext http, JsonElement payload, CancellationToken ct)
    {
        var token = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("token", out var given) ? given.GetString() : null;
        if (token == "slow")
            await Gate.Task.WaitAsync(ct);
        if (token == "broken")
            throw new InvalidOperationException("broken");
        return token == "bad" ? null : new SocketGrant(token is null ? null : JsonSerializer.SerializeToElement(new { hello = token }), Grants.Token);
    }

    private Schema Schema() => new(
        [
            new ObjectType("Query",
            [
                new Field("hello", "String") { Get = _ => "world" },
                new Field("gate", "String") { Resolve = async context => { await Gate.Task.WaitAsync(context.Cancelled); return "open"; } },
                new Field("deep", "Deep") { Get = _ => 1 },
                new Field("must", "String!") { Get = _ => null },
            ]),
            new ObjectType("Deep", [new Field("deep", "Deep") { Get = _ => 1 }, new Field("end", "Int") { Get = _ => 1 }]),
            new ObjectType("Mutation", [new Field("set", "Int") { Arguments = [new("to", "Int!")], Resolve = context => new(context.Arguments.Get<int>("to")) }]),
            new ObjectType("Subscription",
            [
                new Field("fed", "Int") { Subscribe = context => new(Fed(context.Cancelled)) },
                new Field("count", "Int") { Arguments = [new("to", "Int!")], Subscribe = context => new(Count(context.Arguments.Get<int>("to"))) },
                new Field("failing", "Int") { Subscribe = _ => new(Failing()) },
                new Field("refused", "Int") { Subscribe = _ => throw new GraphQLException("Refused.") },
            ]),
        ],
        mutation: "Mutation", subscription: "Subscription");

    private async IAsyncEnumerable<object?> Fed([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await foreach (var each in Feed.Reader.ReadAllAsync(ct))
                yield return each;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static async IAsyncEnumerable<object?> Count(int to)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<object?> Failing()
    {
        await Task.Yield();
        yield return 1;
        throw new InvalidOperationException("failed");
    }
}
