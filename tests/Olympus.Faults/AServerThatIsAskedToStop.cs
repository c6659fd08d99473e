using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Olympus.Faults;

/// <summary>Between "not ready any more" and the end: a balancer that has not noticed yet must not lose a request.</summary>
public sealed class AServerThatIsAskedToStop
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_so_and_serves_on_and_ends_each_connection_with_its_answer()
    {
        await using var installation = await Installation.Start(durable: false);
        installation.Set("Olympus__Shutdown__DrainSeconds", "5");
        var server = await installation.Serve();
        using var merchant = await Merchant.Open(server.Url);
        // Kept open from before: one that is used again at once, one that is idle for a while.
        using var busy = await Connection.To(server);
        using var idle = await Connection.To(server);
        foreach (var one in new[] { busy, idle })
            (await one.Ask("/health/live")).ShouldBe((200, false));

        await server.BeginToTerminate();
        await UntilItSaysSo(server);

        (await busy.Ask("/health/live")).ShouldBe((200, true));
        (await busy.IsClosed()).ShouldBeTrue();
        using var fresh = await Connection.To(server);
        (await fresh.Ask("/health/ready")).ShouldBe((503, true));
        using var client = new HttpClient();
        using var order = merchant.AnOrder(server.Url);
        using var placed = await client.SendAsync(order, Ct);
        placed.StatusCode.ShouldBe(HttpStatusCode.Created);
        placed.Headers.ConnectionClose.ShouldBe(true);
        (await idle.Ask("/health/live")).ShouldBe((200, true));

        (await server.UntilItEnded()).ShouldBe(0);
        await Should.ThrowAsync<SocketException>(() => Connection.To(server));
    }

    /// <summary>As a balancer asks: with a connection for each question.</summary>
    private static async Task UntilItSaysSo(ServerProcess server)
    {
        while (true)
        {
            using var connection = await Connection.To(server);
            if (await connection.Ask("/health/ready") is (503, _))
                return;
            await Task.Delay(10, Ct);
        }
    }

    /// <summary>One connection, used again and again; no client of ours in between that would open another one by itself.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly TcpClient _client = new();

        public static async Task<Connection> To(ServerProcess server)
        {
            var connection = new Connection();
            try
            {
                await connection._client.ConnectAsync(server.Url.Host, server.Url.Port, Ct);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        /// <summary>The status, and whether the server says that the connection ends.</summary>
        public async Task<(int Status, bool Closes)> Ask(string path)
        {
            var stream = _client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_client.Client.RemoteEndPoint}\r\n\r\n"), Ct);
            var answer = new StringBuilder();
            var buffer = new byte[8192];
            // Short answers with a length or one chunk: whole when their body is there.
            while (!IsWhole(answer.ToString()))
            {
                var read = await stream.ReadAsync(buffer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);
                read.ShouldBeGreaterThan(0, $"the connection ended instead of answering {path}: {answer}");
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            return (int.Parse(answer.ToString(9, 3)), answer.ToString().Contains("\r\nConnection: close\r\n", StringComparison.OrdinalIgnoreCase));
        }

        public async Task<bool> IsClosed() => await _client.GetStream().ReadAsync(new byte[1], Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct) == 0;

        public void Dispose() => _client.Dispose();

        private static bool IsWhole(string answer)
        {
            if (answer.Split("\r\n\r\n", 2) is not [var head, var body])
                return false;
            var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return length is null ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal) : body.Length >= int.Parse(length["Content-Length:".Length..]);
        }
    }
}
