namespace Olympus.Api.Live.Protocol;

/// <summary>The opening handshake of RFC 6455 §4.2, byte by byte.</summary>
public sealed class ShakingHands(Server server)
{
    private const string Good = """
        GET /ws HTTP/1.1
        Host: shop.test
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("Upgrade: websocket", "upgrade: WebSocket")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive, upgrade")]
    [InlineData("Host: shop.test", "Host: shop.test\nSec-WebSocket-Protocol: jsonrpc, chat")]
    [InlineData("Host: shop.test", "Host: shop.test\nSec-WebSocket-Extensions: permessage-deflate")]
    [InlineData("Host: shop.test", "Host: shop.test\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; server_no_context_takeover")]
    [InlineData("Host: shop.test", "Host: shop.test\nSec-WebSocket-Extensions: x-webkit-deflate-frame, permessage-bzip2")]
    [InlineData("Host: shop.test", "Host: shop.test\nCookie: a=1")]
    public async Task Opens_a_socket_without_compression_or_subprotocol(string instead, string of)
    {
        var (socket, answer) = await RawSocket.Shake(server.Url, Changed(instead, of));
        using (socket)
        {
            answer.ShouldStartWith("HTTP/1.1 101 ");
            answer.ShouldContain("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
            answer.ShouldNotContain("Sec-WebSocket-Extensions", Case.Insensitive);
            answer.ShouldNotContain("Sec-WebSocket-Protocol", Case.Insensitive);
            await socket.Send(FramingMessages.Call(100));
            await FramingMessages.MustAnswer(socket, FramingMessages.Call(100));
            // Whoever compresses all the same is not understood.
            await socket.Bytes(RawSocket.Made(Opcode.Text, [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00], reserved: 4));
            await socket.MustClose(1002);
        }
    }

    [Theory]
    [InlineData("GET /ws HTTP/1.1", "POST /ws HTTP/1.1\nContent-Length: 0", 405)]
    [InlineData("GET /ws HTTP/1.1", "GET /ws HTTP/1.0", 426)]
    [InlineData("Upgrade: websocket\n", "", 426)]
    [InlineData("Upgrade: websocket", "Upgrade: h2c", 426)]
    [InlineData("Connection: Upgrade\n", "", 426)]
    [InlineData("Connection: Upgrade", "Connection: close", 426)]
    [InlineData("Sec-WebSocket-Version: 13", "X-Nothing: 1", 426)]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", 426)]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 14", 426)]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 013", 426)]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n", "", 426)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "", 426)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", 426)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZXh5eg==", 426)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==", 426)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", 426)]
    [InlineData("Host: shop.test\n", "", 400)]
    [InlineData("Host: shop.test", "Host: shop.test\nOrigin: https://evil.test", 403)]
    [InlineData("Host: shop.test", "Host: shop.test\nOrigin: null", 403)]
    public async Task Refuses_what_is_no_handshake(string instead, string of, int status)
    {
        var (socket, answer) = await RawSocket.Shake(server.Url, Changed(instead, of));
        socket.Dispose();
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        if (status != 426)
            return;
        // RFC 9110 §15.5.22 and RFC 6455 §4.4: what to come back with.
        answer.ShouldContain("\r\nUpgrade: websocket\r\n", Case.Insensitive);
        answer.ShouldContain("\r\nSec-WebSocket-Version: 13\r\n", Case.Insensitive);
    }

    private static string Changed(string instead, string of)
    {
        var good = Good.ReplaceLineEndings("\n") + "\n";
        if (instead.Length == 0)
            return good;
        good.ShouldContain(instead);
        return good.Replace(instead, of, StringComparison.Ordinal);
    }
}
