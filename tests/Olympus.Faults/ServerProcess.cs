using System.Diagnostics;
using System.Net;

namespace Olympus.Faults;

/// <summary>The server as a process of its own, to be killed.</summary>
public sealed class ServerProcess
{
    /// <summary>For machines on which many others work as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> _environment;
    private readonly int _port;
    private readonly string[] _arguments;
    private readonly Queue<string> _said = new();
    private Process _process = null!;

    private ServerProcess(Dictionary<string, string> environment, int port, string[] arguments) =>
        (_environment, _port, _arguments) = (environment, port, arguments);

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Olympus.Host.dll");

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public int Id => _process.Id;

    /// <summary>As another process is told it.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    public static async Task<ServerProcess> Start(Dictionary<string, string> environment, int port, params string[] arguments)
    {
        var server = new ServerProcess(environment, port, arguments);
        await server.Restart();
        return server;
    }

    public async Task Restart()
    {
        _process = Launch();
        await UntilReady();
    }

    public void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM; the exit code and how long it took.</summary>
    public async Task<(int Code, TimeSpan Took)> Terminate()
    {
        var watch = Stopwatch.StartNew();
        await BeginToTerminate();
        return (await UntilItEnded(), watch.Elapsed);
    }

    public async Task BeginToTerminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> UntilItEnded()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    public async Task UntilReady()
    {
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && patience.Elapsed < Patience)
            {
                _process.HasExited.ShouldBeFalse($"the server ended instead of becoming ready: {Said}");
            }

            patience.Elapsed.ShouldBeLessThan(Patience, $"the server did not become ready: {Said}");
            await Task.Delay(50);
        }
    }

    /// <summary>The end of what it printed.</summary>
    private string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--port", _port.ToString(), .. _arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Take(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            if (_said.Count > 20)
                _said.Dequeue();
        }
    }
}
