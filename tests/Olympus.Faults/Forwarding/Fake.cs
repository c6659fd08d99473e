using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Olympus.Faults.Forwarding;

/// <summary>A request as it came over the wire.</summary>
public sealed record Asked(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, int BodyLength)
{
    public string[] All(string name) => [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    public string? this[string name] => All(name) is [var value] ? value : null;
}

/// <summary>What stands at an address of a service instead of the service, written on a bare socket so that it can do what a server never would.</summary>
public sealed class Fake : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;

    /// <summary>What it does with each request; true: the connection goes on.</summary>
    public Func<Asked, Stream, Task<bool>> Do { get; set; } = (_, stream) => Say(stream, "fine");

    public Fake(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Ends with the test.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>All it was asked, but whether it is ready.</summary>
    public ConcurrentQueue<Asked> Seen { get; } = new();

    public static async Task<bool> Say(Stream to, string body, string head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain")
    {
        await to.WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        return true;
    }

    public static async Task<bool> Raw(Stream to, string bytes)
    {
        await to.WriteAsync(Encoding.ASCII.GetBytes(bytes));
        return false;
    }

    /// <summary>Says nothing more for as long as the test lasts.</summary>
    public async Task<bool> Hang()
    {
        await Task.Delay(Timeout.Infinite, _over.Token);
        return false;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _conversations.Add(Converse(await _listener.AcceptTcpClientAsync(_over.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return; // the test is over
        }
    }

    private async Task Converse(TcpClient client)
    {
        _clients.Add(client);
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var more = true;
                while (more && await Read(stream) is { } asked)
                {
                    if (asked.Path == "/health/ready")
                    {
                        await Say(stream, "ready");
                        continue;
                    }

                    Seen.Enqueue(asked);
                    more = await Do(asked, stream);
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
            {
                return; // the gateway hung up, or the test is over
            }
        }
    }

    private async Task<Asked?> Read(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _over.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var asked = new Asked(lines[0].Split(' ')[0], lines[0].Split(' ')[1], [.. lines[1..].Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : ""))], 0);
        if (asked["Content-Length"] is not { } length)
            return asked;
        var body = new byte[int.Parse(length)];
        await stream.ReadExactlyAsync(body, _over.Token);
        return asked with { BodyLength = body.Length };
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients)
            client.Dispose();
        await _accepting;
        await Task.WhenAll(_conversations).WaitAsync(TimeSpan.FromSeconds(5));
        _over.Dispose();
    }
}
