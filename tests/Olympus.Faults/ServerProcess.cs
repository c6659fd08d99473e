using System.Diagnostics;
using System.Net;

namespace Olympus.Faults;

/// <summary>The server as a process of its own, to be killed.</summary>
public sealed class ServerProcess
{
    private readonly Dictionary<string, string> _environment;
    private readonly int _port;
    private readonly string[] _arguments;
    private Process _process;

    private ServerProcess(Dictionary<string, string> environment, int port, string[] arguments, Process process) =>
        (_environment, _port, _arguments, _process) = (environment, port, arguments, process);

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Olympus.Host.dll");

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public int Id => _process.Id;

    /// <summary>As another process is told it.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    public static async Task<ServerProcess> Start(Dictionary<string, string> environment, int port, params string[] arguments)
    {
        var server = new ServerProcess(environment, port, arguments, Launch(environment, port, arguments));
        await server.UntilReady();
        return server;
    }

    public async Task Restart()
    {
        _process = Launch(_environment, _port, _arguments);
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
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return (_process.ExitCode, watch.Elapsed);
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
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                _process.HasExited.ShouldBeFalse("the server ended instead of becoming ready");
            }

            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "the server did not become ready");
            await Task.Delay(50);
        }
    }

    private static Process Launch(Dictionary<string, string> environment, int port, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--port", port.ToString(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
