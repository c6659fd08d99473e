using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Olympus.Faults.Forwarding;

public sealed class PassingThrough(Gateways gateways) : IClassFixture<Gateways>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Carries_the_request_and_its_names_but_nothing_that_only_proxies_may_say()
    {
        await using var service = new Fake();
        await using var gateway = await gateways.Before(service);
        await Raw(gateway, $"""
            POST {GatewayBefore.Path}?q=%C3%A4&x=a%2Fb HTTP/1.1
            Host: shop.example:8443
            Authorization: Bearer abc
            X-Request-Id: till-7
            traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
            X-Forwarded-For: 6.6.6.6
            X-Forwarded-Proto: https
            X-Forwarded-Host: evil.example
            x-forwarded-port: 666
            Forwarded: for=6.6.6.6
            X-Real-IP: 6.6.6.6
            X-Original-For: 6.6.6.6
            Proxy: http://evil.example
            Connection: X-Secret-Hop, Authorization
            X-Secret-Hop: 1
            Keep-Alive: timeout=5
            TE: gzip
            Proxy-Authorization: Basic Zm9v
            Proxy-Connection: keep-alive
            Content-Type: application/json
            Content-Length: 2
            X-Kept: yes

            {"{}"}
            """);
        var asked = service.Seen.ShouldHaveSingleItem();
        asked.Method.ShouldBe("POST");
        asked.Path.ShouldBe(GatewayBefore.Path + "?q=%C3%A4&x=a%2Fb");
        asked.BodyLength.ShouldBe(2);
        asked["Authorization"].ShouldBe("Bearer abc");
        asked["X-Request-Id"].ShouldBe("till-7");
        asked["traceparent"].ShouldNotBeNull().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
        asked["X-Forwarded-For"].ShouldBe("127.0.0.1");
        asked["X-Forwarded-Proto"].ShouldBe("http");
        asked["X-Forwarded-Host"].ShouldBe("shop.example:8443");
        asked["Host"].ShouldBe(new Uri(service.Address).Authority);
        asked["Content-Type"].ShouldBe("application/json");
        asked["X-Kept"].ShouldBe("yes");
        foreach (var name in (string[])["X-Forwarded-Port", "Forwarded", "X-Real-Ip", "X-Original-For", "Proxy", "Connection", "X-Secret-Hop", "Keep-Alive",
            "TE", "Proxy-Authorization", "Proxy-Connection", "Upgrade", "Transfer-Encoding"])
            asked.All(name).ShouldBeEmpty(name);
    }

    [Fact]
    public async Task Makes_a_request_id_and_a_trace_where_the_caller_gave_none()
    {
        await using var service = new Fake();
        await using var gateway = await gateways.Before(service);
        using var answer = await gateway.Client.GetAsync(GatewayBefore.Path, Ct);
        var asked = service.Seen.ShouldHaveSingleItem();
        asked["X-Request-Id"].ShouldNotBeNull().ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
        asked.Headers.Select(header => header.Name.ToLowerInvariant()).Count(name => name == "traceparent").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Returns_the_answer_with_the_gateways_headers_once_and_the_services_word_where_both_speak()
    {
        await using var service = new Fake();
        service.Do = (_, stream) => Fake.Say(stream, "{}", "HTTP/1.1 418 I'm a teapot\r\nContent-Type: application/json\r\nCache-Control: public, max-age=300\r\nETag: \"7\"\r\n"
            + "X-Content-Type-Options: nosniff\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2");
        await using var gateway = await gateways.Before(service);
        using var answer = await gateway.Client.GetAsync(GatewayBefore.Path, Ct);
        answer.StatusCode.ShouldBe((HttpStatusCode)418);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        answer.Headers.ETag!.Tag.ShouldBe("\"7\"");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        answer.Headers.Contains("X-Hop").ShouldBeFalse();
        answer.Headers.Contains("Keep-Alive").ShouldBeFalse();
    }

    [Theory]
    [InlineData("br", 20_000, null, "br")]
    [InlineData("gzip", 20_000, null, "gzip")]
    [InlineData("br", 100, null, "")]
    [InlineData(null, 20_000, null, "")]
    [InlineData("br, gzip", 20_000, "gzip", "gzip")]
    public async Task Compresses_what_the_service_did_not(string? accepts, int length, string? done, string coding)
    {
        await using var service = new Fake();
        var text = $"\"{new string('a', length)}\"";
        service.Do = (_, stream) => Fake.Say(stream, text, $"HTTP/1.1 200 OK\r\nContent-Type: application/json{(done is null ? "" : $"\r\nContent-Encoding: {done}")}");
        await using var gateway = await gateways.Before(service);
        if (accepts is not null)
            gateway.Client.DefaultRequestHeaders.Add("Accept-Encoding", accepts);
        using var answer = await gateway.Client.GetAsync(GatewayBefore.Path, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        string.Join(",", answer.Content.Headers.ContentEncoding).ShouldBe(coding);
        await using var body = await answer.Content.ReadAsStreamAsync(Ct);
        await using Stream plain = done is not null ? body
            : coding == "br" ? new BrotliStream(body, CompressionMode.Decompress)
            : coding == "gzip" ? new GZipStream(body, CompressionMode.Decompress)
            : body;
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync(Ct)).ShouldBe(text); // what came compressed was passed on as it was
    }

    [Fact]
    public async Task Shows_each_server_sent_event_as_it_comes_and_longer_than_other_answers_may_take()
    {
        await using var service = new Fake();
        var next = new SemaphoreSlim(0);
        service.Do = async (_, stream) =>
        {
            await Fake.Raw(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var n = 0; n < 3; n++)
            {
                await next.WaitAsync(service.Over);
                await Fake.Raw(stream, $"9\r\ndata: {n}\n\n\r\n");
            }

            return await Fake.Raw(stream, "0\r\n\r\n");
        };
        await using var gateway = await gateways.Before([service.Address], overall: 0.5, activity: 0.5);
        using var request = new HttpRequestMessage(HttpMethod.Get, GatewayBefore.Path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        // The head comes before the first event.
        using var answer = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        await Task.Delay(700, Ct); // longer than an answer may take that is no stream
        for (var n = 0; n < 3; n++)
        {
            next.Release();
            (await reader.ReadLineAsync(Ct)).ShouldBe($"data: {n}");
            (await reader.ReadLineAsync(Ct)).ShouldBe("");
        }

        (await reader.ReadLineAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Lets_a_websocket_talk_both_ways_and_close()
    {
        await using var service = new Fake { Do = Echo };
        await using var gateway = await gateways.Before([service.Address], overall: 0.5, activity: 0.5);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("jsonrpc");
        await socket.ConnectAsync(new UriBuilder(gateway.Url) { Scheme = "ws", Path = GatewayBefore.Path }.Uri, Ct);
        socket.SubProtocol.ShouldBe("jsonrpc");
        var buffer = new byte[70_000];
        await Task.Delay(700, Ct); // longer than an answer may take that is no stream
        foreach (var size in (int[])[1, 125, 126, 65_536])
        {
            var sent = RandomNumberGenerator.GetBytes(size);
            await socket.SendAsync(sent, WebSocketMessageType.Binary, true, Ct);
            var length = 0;
            ValueWebSocketReceiveResult got;
            do
            {
                got = await socket.ReceiveAsync(buffer.AsMemory(length), Ct);
                length += got.Count;
            }
            while (!got.EndOfMessage);
            buffer.AsSpan(0, length).SequenceEqual(sent).ShouldBeTrue();
        }

        await socket.CloseAsync((WebSocketCloseStatus)1012, "restarting", Ct);
        socket.CloseStatus.ShouldBe((WebSocketCloseStatus)1012);
        service.Seen.ShouldHaveSingleItem()["Upgrade"].ShouldBe("websocket");
    }

#pragma warning disable CA5350 // RFC 6455 wants SHA-1 here; no secret depends on it.
    private static async Task<bool> Echo(Asked asked, Stream stream)
    {
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(asked["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        await Fake.Raw(stream, $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: jsonrpc\r\n\r\n");
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = "jsonrpc" });
        var buffer = new byte[70_000];
        while (await socket.ReceiveAsync(buffer.AsMemory(), Ct) is var got && got.MessageType != WebSocketMessageType.Close)
            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, Ct);
        await socket.CloseAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, Ct);
        return false;
    }

#pragma warning restore CA5350

    /// <summary>Sends bytes that no client of ours would.</summary>
    private static async Task<string> Raw(GatewayBefore gateway, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port, Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n")), Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(Ct) ?? "";
    }
}
