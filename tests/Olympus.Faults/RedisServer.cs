using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Olympus.Tests;

/// <summary>Debian's redis-server as a process of the test's own, with a password, keeping nothing on disk: after a kill it comes back empty.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port;
    private readonly string _folder = Directory.CreateTempSubdirectory("olympus-redis-").FullName;
    private Process? _process;

    private RedisServer(int port) => _port = port;

    public static string Password => "a-password-of-tests";

    public string Url => $"redis://:{Password}@127.0.0.1:{_port}/1";

    public static async Task<RedisServer> Start()
    {
        var server = new RedisServer(await FreePort());
        await server.Restart();
        return server;
    }

    /// <summary>A place where no Redis is until <see cref="Restart"/>.</summary>
    public static async Task<RedisServer> Absent() => new(await FreePort());

    public async Task Restart(params string[] options)
    {
        var start = new ProcessStartInfo("redis-server")
        {
            ArgumentList = { "--port", $"{_port}", "--bind", "127.0.0.1", "--requirepass", Password, "--save", "", "--appendonly", "no", "--dir", _folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var option in options)
            start.ArgumentList.Add(option);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("redis-server is not installed: ./olympus test installs it where it may, otherwise apt-get install redis-server.");
        }

        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var patience = Stopwatch.StartNew(); await TryDo("PING") != "+PONG"; await Task.Delay(20))
            if (_process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException("redis-server does not answer.");
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        if (_process is not { HasExited: false })
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it in its tracks: connections stay, answers do not come. <c>CONT</c> lets it go on.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The first line of what it answers to a command in database 1.</summary>
    public async Task<string> Do(params string[] command) => await TryDo(command) ?? throw new InvalidOperationException("Redis is away.");

    private async Task<string?> TryDo(params string[] command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            var answer = "";
            foreach (var parts in new[] { ["AUTH", Password], ["SELECT", "1"], command })
            {
                var text = new StringBuilder($"*{parts.Length}\r\n");
                foreach (var part in parts)
                    text.Append($"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                answer = await reader.ReadLineAsync() ?? "";
            }

            return answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<int> FreePort()
    {
        while (true)
        {
            // Above these, ports are given to outgoing connections.
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
                listener.Start();
                await Task.Yield();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
                continue;
            }
        }
    }
}
