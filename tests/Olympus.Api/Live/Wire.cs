using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Olympus.Api.Live;

/// <summary>A socket to the live hub as a client holds it: calls by id, notifications in the order in which they came.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Dictionary<string, TaskCompletionSource<JsonNode>> _calls = [];
    private readonly Channel<JsonNode> _notes = Channel.CreateUnbounded<JsonNode>();
    private readonly Channel<string> _texts = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Wire(ClientWebSocket socket) => _socket = socket;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>How the server ended it.</summary>
    public (int Status, string Reason) Closed => ((int)(_socket.CloseStatus ?? 0), _socket.CloseStatusDescription ?? "");

    public bool IsOpen => _socket.State == WebSocketState.Open;

    public static async Task<Wire> Open(Uri server, Action<ClientWebSocketOptions>? options = null, bool reads = true)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        options?.Invoke(socket.Options);
        var wire = new Wire(socket);
        try
        {
            await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri, Ct);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw new WireRefusedException((int)socket.HttpStatusCode);
        }

        if (reads)
            wire.Read();
        return wire;
    }

    /// <summary>A socket that belongs to somebody already.</summary>
    public static async Task<Wire> Open(Server server, string token)
    {
        var wire = await Open(server.Url);
        (await wire.Call("session.authenticate", new { token }))["result"].ShouldNotBeNull();
        return wire;
    }

    public void Read() => _reading = Task.Run(ReadAll);

    /// <summary>The whole answer to a call.</summary>
    public async Task<JsonNode> Call(string method, object? parameters = null)
    {
        var id = $"c{Interlocked.Increment(ref _last)}";
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["id"] = id };
        if (parameters is not null)
            call["params"] = parameters as JsonNode ?? System.Text.Json.JsonSerializer.SerializeToNode(parameters, System.Text.Json.JsonSerializerOptions.SnakeCase);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_calls)
            _calls[id] = answer;
        await Send(call.ToJsonString());
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    /// <summary>The result of a call that must succeed.</summary>
    public async Task<JsonNode> Must(string method, object? parameters = null)
    {
        var answer = await Call(method, parameters);
        return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
    }

    /// <summary>The stable code of a call that must be refused.</summary>
    public async Task<string> Refused(string method, object? parameters = null)
    {
        var answer = await Call(method, parameters);
        return answer["error"]?["data"]?["code"]?.GetValue<string>() ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
    }

    public async Task<JsonNode> Subscribe(string channel, string? after = null) =>
        await Must("live.subscribe", after is null ? new { channel } : (object)new { channel, after });

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true);

    public async Task Send(byte[] bytes, WebSocketMessageType type, bool last)
    {
        await _sending.WaitAsync(Ct);
        try
        {
            await _socket.SendAsync(bytes, type, last, Ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message that is no answer to <see cref="Call"/>, as its text.</summary>
    public async Task<string> Text() => await _texts.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

    /// <summary>The next notification.</summary>
    public async Task<JsonNode> Note() => await _notes.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

    /// <summary>The next notification of this method; others in between are passed over.</summary>
    public async Task<JsonNode> Note(string method)
    {
        while (true)
            if (await Note() is var note && note["method"]!.GetValue<string>() == method)
                return note["params"]!;
    }

    /// <summary>A notification that is there already.</summary>
    public JsonNode? NoteNow() => _notes.Reader.TryRead(out var note) ? note : null;

    /// <summary>Waits until the server or the network ended it.</summary>
    public async Task<(int Status, string Reason)> End()
    {
        await _reading.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        return Closed;
    }

    public void Cut() => _socket.Abort();

    public Task Bye() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Ct);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private async Task ReadAll()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var length = 0;
                WebSocketReceiveResult read;
                do
                {
                    read = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
                    length += read.Count;
                }
                while (!read.EndOfMessage);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    if (_socket.State == WebSocketState.CloseReceived)
                        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                    return;
                }

                Take(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            return; // cut, perhaps before the first look
        }
        finally
        {
            _notes.Writer.TryComplete();
            _texts.Writer.TryComplete();
            lock (_calls)
                foreach (var call in _calls.Values)
                    call.TrySetException(new InvalidOperationException($"The socket ended: {Closed}."));
        }
    }

    private void Take(string text)
    {
        var message = JsonNode.Parse(text)!;
        if (message is JsonObject && message["method"] is not null)
        {
            _notes.Writer.TryWrite(message);
            return;
        }

        if (message is JsonObject && message["id"] is JsonValue id && id.TryGetValue<string>(out var known))
            lock (_calls)
                if (_calls.Remove(known, out var call))
                {
                    call.TrySetResult(message);
                    return;
                }

        _texts.Writer.TryWrite(text);
    }
}

/// <summary>The server answered the handshake with something else than a socket.</summary>
internal sealed class WireRefusedException(int status) : Exception($"HTTP {status}")
{
    public int Status => status;
}
