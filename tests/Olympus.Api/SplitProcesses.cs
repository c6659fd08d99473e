using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Olympus.Api;

/// <summary>The product as several processes, as <c>./olympus up --topology split</c> starts it: a gateway, auth and platform, commerce, analytics, worker.</summary>
internal sealed class SplitProcesses : IAsyncDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("olympus-split-");
    private readonly Process _gateway;

    private SplitProcesses(byte[] secret, string appUrl, string workerUrl)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Url = new($"http://127.0.0.1:{port}");
        var program = Path.Combine(AppContext.BaseDirectory, "Olympus.Host.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--topology", "split", "--port", port.ToString(), "--attached", "--detached"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("OLYMPUS_APP_URL", appUrl), ("OLYMPUS_WORKER_URL", workerUrl), ("OLYMPUS_STATE", _state.FullName), ("OLYMPUS_SECRET", Convert.ToBase64String(secret)),
            ("Olympus__Auth__SignUpsPerHour", "1000000"), ("Olympus__Live__SocketsPerAddress", "1000000"),
            ("Olympus__Auth__PasskeyDomain", Url.Host), ("Olympus__Auth__PasskeyOrigins", Url.GetLeftPart(UriPartial.Authority)), .. Server.Generous.Select(limit => ($"Olympus__RateLimits__{limit}", "1000000"))])
            start.Environment[name] = value;
        _gateway = Process.Start(start)!;
        _gateway.OutputDataReceived += (_, line) => Said(line.Data);
        _gateway.BeginOutputReadLine();
    }

    public Uri Url { get; }

    public static async Task<SplitProcesses> Start(byte[] secret, string appUrl, string workerUrl)
    {
        var split = new SplitProcesses(secret, appUrl, workerUrl);
        using var client = new HttpClient { BaseAddress = split.Url };
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (split._gateway.HasExited || patience.Elapsed > TimeSpan.FromMinutes(3))
                throw new InvalidOperationException("The processes did not become ready.");
            try
            {
                if ((await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK)
                    return split;
            }
            catch (HttpRequestException)
            {
                continue; // not listening yet
            }
        }
    }

    /// <summary>The end of its input is the word to stop, for all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        _gateway.StandardInput.Close();
        await _gateway.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        _gateway.Dispose();
        _state.Delete(recursive: true);
    }

    private static void Said(string? line)
    {
        if (line?.Contains("\"Error\"", StringComparison.Ordinal) == true)
            Console.WriteLine(line);
    }
}
