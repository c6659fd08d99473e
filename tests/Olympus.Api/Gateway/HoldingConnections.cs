using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Olympus.Api.Gateway;

/// <summary>As many connections and sockets as an operator allows, and not one more; room comes back with each that goes.</summary>
public sealed class HoldingConnections
{
    private const int Most = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_at_once_what_is_more_than_the_limit()
    {
        await using var server = await Server.Set(("Olympus:Limits:Connections", $"{Most}"));
        var held = new List<Socket>();
        for (var n = 0; n < Most; n++)
        {
            held.Add(await Connect(server));
            (await Ask(held[^1])).ShouldStartWith("HTTP/1.1 200 OK");
        }

        using (var more = await Connect(server))
            (await Ask(more)).ShouldBe("");
        foreach (var one in held)
            (await Ask(one)).ShouldStartWith("HTTP/1.1 200 OK");

        held[0].Dispose();
        await Live.Eventually.Holds(async () =>
        {
            using var again = await Connect(server);
            return (await Ask(again)).StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal);
        });
        held.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Refuses_a_socket_more_than_the_limit_and_goes_on_with_requests()
    {
        await using var server = await Server.Set(("Olympus:Limits:UpgradedConnections", $"{Most}"));
        var held = new List<Live.Wire>();
        for (var n = 0; n < Most; n++)
            held.Add(await Live.Wire.Open(server.Url));

        (await Should.ThrowAsync<Live.WireRefusedException>(() => Live.Wire.Open(server.Url))).Status.ShouldBe(503);
        var refused = await RawConnection.Exchange(
            server.Url,
            "GET /ws HTTP/1.1\r\nHost: shop.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", Ct);
        refused.ShouldContain("\"code\":\"live.full\"");
        refused.ShouldContain("\r\nRetry-After: ");
        server.Logs.With("server.error").ShouldBeEmpty();
        using var client = server.Anonymous();
        (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var one in held)
            await one.Must("ping");

        await held[0].DisposeAsync();
        await Live.Eventually.Holds(async () =>
        {
            try
            {
                await using var again = await Live.Wire.Open(server.Url);
                return true;
            }
            catch (Live.WireRefusedException)
            {
                return false;
            }
        });
        foreach (var one in held.Skip(1))
            await one.DisposeAsync();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Does_not_start_with_a_limit_that_is_none(string limit) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => Server.Set(("Olympus:Limits:Connections", limit)))).Message.ShouldContain("Olympus:Limits:Connections");

    private static async Task<Socket> Connect(Server server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Url.Port, Ct);
        return socket;
    }

    /// <summary>What is answered first; empty: the connection was ended.</summary>
    private static async Task<string> Ask(Socket socket)
    {
        try
        {
            await socket.SendAsync("GET /health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n"u8.ToArray(), Ct);
            var buffer = new byte[8192];
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
