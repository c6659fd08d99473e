using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Olympus.Bench;

/// <summary>A database and a server of the benchmark's own, thrown away afterwards. The database does not wait for the disk: what is measured is
/// the work, on both sides alike.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _urls = [];
    private readonly List<Process> _servers = [];

    private Site(string folder) => _folder = folder;

    public Uri Url { get; private set; } = null!;

    public string AdminUrl => new UriBuilder(_urls["OLYMPUS_ADMIN_URL"]) { Path = "olympus" }.Uri.AbsoluteUri;

    public string AppUrl => _urls["OLYMPUS_APP_URL"];

    public string OwnerUrl => _urls["OLYMPUS_OWNER_URL"];

    public string WorkerUrl => _urls["OLYMPUS_WORKER_URL"];

    public string LogFile => Directory.EnumerateFiles(_folder, "*.log", SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();

    private static string Door => Path.Combine(Environment.GetEnvironmentVariable("OLYMPUS_ROOT") ?? Environment.CurrentDirectory, "olympus");

    public static async Task<Site> Open(CancellationToken ct)
    {
        var parent = Directory.CreateTempSubdirectory("olympus-bench-").FullName;
        File.SetUnixFileMode(parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var site = new Site(Path.Combine(parent, "state"));
        foreach (var line in (await Programs.Run(Door, ["cluster", "start", site._folder, "--fast"], ct)).Split('\n'))
            if (line.Split('=', 2) is [var name, var value] && name.StartsWith("OLYMPUS_", StringComparison.Ordinal))
                site._urls[name] = value.Trim();
        site.Url = await site.ServeAnother(ct);
        return site;
    }

    /// <summary>Resident memory of the server, in bytes.</summary>
    public long Memory()
    {
        _servers[0].Refresh();
        return _servers[0].WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Where(server => !server.HasExited))
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        await Programs.Run(Door, ["cluster", "stop", _folder, "--remove"], CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    /// <summary>One server more over the same database.</summary>
    /// <param name="settings">Of this one alone, as environment variables.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Uri> ServeAnother(CancellationToken ct, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var port = FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Olympus.Host.dll"), "serve", "--migrate", "--port", port.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _urls)
            start.Environment[name] = value;
        start.Environment["OLYMPUS_STATE"] = _folder;
        // Every request is counted, and none refused: two merchants at one address make them all.
        foreach (var limit in new[] { "Standard", "Anonymous", "Routes__login", "Routes__refresh", "Routes__sign-up", "Routes__live" })
            start.Environment[$"Olympus__RateLimits__{limit}"] = "10000000";
        foreach (var limit in new[] { "SocketsPerUser", "SocketsPerTenant", "SocketsPerAddress", "ReplayEvents" })
            start.Environment[$"Olympus__Live__{limit}"] = "10000000";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var server = Programs.Start(start);
        _servers.Add(server);
        var last = "";
        server.OutputDataReceived += (_, line) => last = line.Data ?? last;
        server.ErrorDataReceived += (_, line) => last = line.Data ?? last;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = url };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50, ct))
        {
            if (server.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"The server did not become ready: {last}");
            try
            {
                if ((await client.GetAsync("/health/ready", ct)).IsSuccessStatusCode)
                    return url;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                continue;
            }
        }
    }

    /// <summary>Runs a verb of the program over the same database; the answer is what it printed.</summary>
    public async Task<string> Command(CancellationToken ct, params IEnumerable<string> verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Olympus.Host.dll"), .. verb]) { RedirectStandardOutput = true };
        foreach (var (name, value) in _urls)
            start.Environment[name] = value;
        start.Environment["OLYMPUS_STATE"] = _folder;
        using var process = Programs.Start(start);
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{string.Join(' ', verb)} ended with {process.ExitCode}: {said}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
