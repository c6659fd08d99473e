using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Olympus.Api.Live;

namespace Olympus.Api.Graph;

/// <summary>A socket of <c>graphql-transport-ws</c> as a client holds it.</summary>
internal sealed class GraphWire : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonNode> _messages = Channel.CreateUnbounded<JsonNode>();
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    private GraphWire()
    {
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.AddSubProtocol("graphql-transport-ws");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A socket that nobody has signed in on.</summary>
    public static async Task<GraphWire> Open(Uri server, Action<ClientWebSocketOptions>? options = null)
    {
        var wire = new GraphWire();
        options?.Invoke(wire._socket.Options);
        try
        {
            await wire._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/graphql/ws" }.Uri, Ct);
        }
        catch (WebSocketException) when (wire._socket.HttpStatusCode != 0)
        {
            throw new WireRefusedException((int)wire._socket.HttpStatusCode);
        }

        wire._reading = Task.Run(wire.Read, Ct);
        return wire;
    }

    /// <summary>A socket of somebody.</summary>
    public static async Task<GraphWire> Open(Uri server, string token)
    {
        var wire = await Open(server);
        await wire.Init(token);
        (await wire.Next()).MustBe("connection_ack");
        return wire;
    }

    public Task Init(string token) => Send(new JsonObject { ["type"] = "connection_init", ["payload"] = new JsonObject { ["authorization"] = $"Bearer {token}" } });

    public Task Send(JsonNode message) => _socket.SendAsync(
        System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()).AsMemory(), WebSocketMessageType.Text, true, Ct).AsTask();

    /// <returns>The id of the operation.</returns>
    public async Task<string> Subscribe(string query, JsonObject? variables = null)
    {
        var id = $"s{++_last}";
        await Send(new JsonObject { ["id"] = id, ["type"] = "subscribe", ["payload"] = new JsonObject { ["query"] = query, ["variables"] = variables } });
        return id;
    }

    public Task Complete(string id) => Send(new JsonObject { ["id"] = id, ["type"] = "complete" });

    /// <summary>The next message.</summary>
    public async Task<JsonNode> Next()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        return await _messages.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The only field of the next answer.</summary>
    public async Task<JsonNode> Answer()
    {
        var message = await Next();
        message.MustBe("next");
        return message["payload"]!["data"]?.AsObject().Single().Value ?? throw new InvalidOperationException(message.ToJsonString());
    }

    /// <summary>The code by which the next operation is refused.</summary>
    public async Task<string> Refusal()
    {
        var message = await Next();
        message.MustBe("error");
        return message["payload"]![0]!["extensions"]!["code"]!.ToString();
    }

    /// <summary>How the server ends it.</summary>
    public async Task<(int Code, string Reason)> End()
    {
        await _reading.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        return ((int)(_socket.CloseStatus ?? 0), _socket.CloseStatusDescription ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task Read()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(4096), _over.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _over.Token);
                _messages.Writer.TryComplete();
                return;
            }

            buffer.Advance(received.Count);
            if (!received.EndOfMessage)
                continue;
            _messages.Writer.TryWrite(JsonNode.Parse(buffer.WrittenSpan)!);
            buffer.ResetWrittenCount();
        }
    }
}

internal static class GraphWireMessages
{
    public static void MustBe(this JsonNode message, string type) => message["type"]!.ToString().ShouldBe(type, message.ToJsonString());
}
