using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Olympus.Kernel.Data;

namespace Olympus.Host.Verbs;

/// <summary>
/// The roles other than the gateway's as processes of their own on this machine, on ports that only this machine reaches. They live as long as this process:
/// each stops when its standard input ends, which it also does when this process is killed. One that dies is named and started again.
/// </summary>
internal sealed partial class SplitTopology : IAsyncDisposable
{
    /// <summary>What the process that starts the others does itself.</summary>
    public const ProcessRoles Here = ProcessRoles.Gateway | ProcessRoles.Web;

    private static readonly ProcessRoles[] There =
        [ProcessRoles.Auth | ProcessRoles.Platform, ProcessRoles.Commerce, ProcessRoles.Analytics, ProcessRoles.Worker];

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(12);

    private readonly Part[] _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private readonly Task _watching;

    private sealed record Part(string Roles, int Port);

    private SplitTopology(Part[] parts, Task after, ILogger log)
    {
        (_parts, _log) = (parts, log);
        _watching = Task.WhenAll(parts.Select(part => Keep(part, after)));
    }

    /// <summary>Chooses the ports, and tells this process' configuration (by the environment, as an operator would) where each role runs.</summary>
    public static int[] Announce(int beside)
    {
        var ports = FreePorts(There.Length, beside);
        foreach (var (roles, port) in There.Zip(ports))
            foreach (var role in Topology.Lacking(Here).Where(role => roles.HasFlag(role)))
                Environment.SetEnvironmentVariable($"Olympus__Services__{Topology.Name(role)}", $"http://127.0.0.1:{port}");
        // Which address people open, the others cannot know: it is the gateway that was asked.
        if (Environment.GetEnvironmentVariable("Olympus__Auth__PasskeyDomain") is null && Environment.GetEnvironmentVariable("Olympus__Auth__PasskeyOrigins") is null)
        {
            Environment.SetEnvironmentVariable("Olympus__Auth__PasskeyDomain", "localhost");
            Environment.SetEnvironmentVariable("Olympus__Auth__PasskeyOrigins", $"http://localhost:{beside}");
        }

        return ports;
    }

    /// <summary>Starts them as soon as <paramref name="after"/> ended well: the schema must be there, none of them migrates.</summary>
    public static SplitTopology Start(int[] ports, Task after, ILoggerFactory logs) =>
        new([.. There.Zip(ports, (roles, port) => new Part(Topology.Names(roles), port))], after, logs.CreateLogger("Olympus.Topology"));

    /// <summary>Waits until each says that it is ready.</summary>
    /// <exception cref="StartupException">One did not become ready.</exception>
    public async Task UntilReady(CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        foreach (var part in _parts)
            while (!await IsReady(client, part.Port, ct))
            {
                if (patience.Elapsed > ReadyWithin)
                    throw new StartupException($"The process for {part.Roles} did not become ready; the log above tells why.");
                await Task.Delay(50, ct);
            }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient client, int port, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Runs one process, again and again, until told to stop; then ends it.</summary>
    private async Task Keep(Part part, Task after)
    {
        await after.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // who started us says why it failed
        if (!after.IsCompletedSuccessfully || _stop.IsCancellationRequested)
            return;
        var pause = FirstPause;
        while (true)
        {
            using var process = Launch(part);
            Started(_log, part.Roles, process.Id, part.Port);
            var since = Stopwatch.GetTimestamp();
            try
            {
                await process.WaitForExitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                await End(process, part);
                return;
            }

            if (Stopwatch.GetElapsedTime(since) > Steady)
                pause = FirstPause;
            Died(_log, part.Roles, process.Id, process.ExitCode, pause.TotalSeconds);
            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task End(Process process, Part part)
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(GoneWithin);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Stuck(_log, part.Roles, process.Id);
            process.Kill();
        }
    }

    /// <summary>Its output goes where ours goes.</summary>
    private static Process Launch(Part part)
    {
        var program = Environment.ProcessPath!;
        string[] first = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(SplitTopology).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. first, "serve", "--roles", part.Roles, "--port", part.Port.ToString(), "--attached"]) { RedirectStandardInput = true };
        start.Environment["Olympus__TrustedProxies"] = "127.0.0.1";
        return Process.Start(start)!;
    }

    /// <summary>Below those that outgoing connections take: a process that is started again needs its port again.</summary>
    private static int[] FreePorts(int count, int beside)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).Append(beside).ToHashSet();
        var ports = new List<int>();
        while (ports.Count < count)
            if (Random.Shared.Next(20_000, 32_000) is var port && taken.Add(port) && CanListen(port))
                ports.Add(port);
        return [.. ports];
    }

    private static bool CanListen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Started the process for {Roles}: {Pid}, port {Port}")]
    private static partial void Started(ILogger log, string roles, int pid, int port);

    [LoggerMessage(2, LogLevel.Error, "The process for {Roles} ({Pid}) ended with code {Code}; it is started again in {Seconds} s")]
    private static partial void Died(ILogger log, string roles, int pid, int code, double seconds);

    [LoggerMessage(3, LogLevel.Warning, "The process for {Roles} ({Pid}) does not end by itself: killing it")]
    private static partial void Stuck(ILogger log, string roles, int pid);
}
