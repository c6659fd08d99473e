using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Olympus.Bench;

/// <summary>One subscribed socket that costs the client as little as can be: the machine is shared with the server.</summary>
internal sealed class BenchSocket : IDisposable
{
    private readonly WebSocket _socket;
    private readonly byte[] _buffer = new byte[8 * 1024];
    private volatile TaskCompletionSource? _next;
    private TaskCompletionSource? _counted;
    private int _left;

    private BenchSocket(WebSocket socket) => _socket = socket;

    /// <summary>Where its subscription began.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>Hears every notification as its text.</summary>
    public Action<string>? Seen { get; set; }

    public static async Task<BenchSocket> Open(Uri url, string token, string channel, string? after, CancellationToken ct)
    {
        var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await tcp.ConnectAsync(url.Host, url.Port, ct);
        var stream = new NetworkStream(tcp, ownsSocket: true);
        var key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"), ct);
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
            if (await stream.ReadAsync(one, ct) == 1)
                head.Add(one[0]);
            else
                throw new InvalidOperationException("The server closed the connection.");
        if (!Encoding.ASCII.GetString([.. head]).StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            throw new InvalidOperationException(Encoding.ASCII.GetString([.. head]));
        var socket = new BenchSocket(WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan }));
        await socket.Call("session.authenticate", new JsonObject { ["token"] = token }, ct);
        var subscribed = await socket.Call("live.subscribe", after is null ? new() { ["channel"] = channel } : new JsonObject { ["channel"] = channel, ["after"] = after }, ct);
        socket.Cursor = subscribed["cursor"]!.ToString();
        _ = socket.ReadAll();
        return socket;
    }

    /// <summary>Ends with the next notification.</summary>
    public Task Next() => (_next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Ends with so many more notifications.</summary>
    public Task Count(int notifications)
    {
        _counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.Add(ref _left, notifications) <= 0)
            _counted.TrySetResult();
        return _counted.Task;
    }

    public void Dispose() => _socket.Abort();

    private async Task<JsonNode> Call(string method, JsonObject parameters, CancellationToken ct)
    {
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters, ["id"] = 1 };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, ct);
        var answer = JsonNode.Parse(await Receive(ct))!;
        return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer}");
    }

    private async Task<string> Receive(CancellationToken ct)
    {
        var length = 0;
        ValueWebSocketReceiveResult read;
        do
        {
            read = await _socket.ReceiveAsync(_buffer.AsMemory(length), ct);
            length += read.Count;
        }
        while (!read.EndOfMessage);
        return read.MessageType == WebSocketMessageType.Text
            ? Encoding.UTF8.GetString(_buffer, 0, length)
            : throw new InvalidOperationException($"The server ended a socket: {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
    }

    private async Task ReadAll()
    {
        try
        {
            while (true)
            {
                var text = await Receive(CancellationToken.None);
                Seen?.Invoke(text);
                _next?.TrySetResult();
                if (Interlocked.Decrement(ref _left) == 0)
                    _counted?.TrySetResult();
            }
        }
        catch (Exception e)
        {
            // Whoever waits must hear of it; a socket that was disposed has nobody who does.
            _next?.TrySetException(e);
            _counted?.TrySetException(e);
        }
    }
}
