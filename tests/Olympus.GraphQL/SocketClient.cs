using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Olympus.GraphQL.Tests;

/// <summary>A client that says exactly what a test wants, right or wrong.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public string? Protocol => _socket.SubProtocol;

    public static async Task<SocketClient> Open(Served server, params string[] protocols)
    {
        var client = new SocketClient();
        foreach (var protocol in protocols.Length == 0 ? ["graphql-transport-ws"] : protocols.Where(each => each.Length > 0))
            client._socket.Options.AddSubProtocol(protocol);
        await client._socket.ConnectAsync(server.Socket, Patience);
        return client;
    }

    public static async Task<SocketClient> Greeted(Served server)
    {
        var client = await Open(server);
        await client.Say("""{"type":"connection_init"}""");
        (await client.Hear()).ShouldBe("""{"type":"connection_ack"}""");
        return client;
    }

    public async Task Say(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20)); // its timer would count as memory that the server keeps
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
    }

    public Task SayBytes(byte[] bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, Patience);

    public Task Subscribe(string id, string query) =>
        Say(JsonSerializer.Serialize(new { id, type = "subscribe", payload = new { query } }));

    /// <summary>The next message, or the code and reason by which the socket was closed.</summary>
    public async Task<string> Hear()
    {
        var buffer = new byte[1 << 16];
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(length), Patience);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Patience);
                return $"{(int)_socket.CloseStatus!} {_socket.CloseStatusDescription}".TrimEnd();
            }

            length += received.Count;
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>What comes before the answer to a ping: everything that was on its way.</summary>
    public async Task<List<string>> HearAll()
    {
        await Say("""{"type":"ping","payload":{"end":true}}""");
        var heard = new List<string>();
        while (await Hear() is var message && message != """{"type":"pong","payload":{"end":true}}""")
            heard.Add(message);
        return heard;
    }

    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}
