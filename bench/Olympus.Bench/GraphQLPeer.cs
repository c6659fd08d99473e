using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Olympus.Bench;

/// <summary>
/// Another GraphQL server over the same rows of the same database: Node's, of <c>bench/peer</c>. It is given an easier task: it knows no tokens, rights, limits
/// or row-level security, and takes the tenant as it is told.
/// </summary>
internal sealed class GraphQLPeer : IAsyncDisposable
{
    public const string Name = "mercurius";

    private readonly Process _process;

    private GraphQLPeer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    private static string Folder => Path.Combine(Environment.GetEnvironmentVariable("OLYMPUS_ROOT") ?? Environment.CurrentDirectory, "bench", "peer");

    /// <summary>Null when it is not installed.</summary>
    public static async Task<GraphQLPeer?> Open(Site site, CancellationToken ct)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", Name)))
            return null;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "peer.mjs")]) { RedirectStandardError = true };
        start.Environment["DATABASE_URL"] = site.AdminUrl;
        start.Environment["PORT"] = port.ToString();
        start.Environment["NODE_ENV"] = "production";
        var peer = new GraphQLPeer(Programs.Start(start), new Uri($"http://127.0.0.1:{port}"));
        using var client = new HttpClient();
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100, ct))
        {
            if (peer._process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException($"{Name} did not start: {await peer._process.StandardError.ReadToEndAsync(ct)}");
            try
            {
                if ((await client.GetAsync(new Uri(peer.Url, "/health"), ct)).IsSuccessStatusCode)
                    return peer;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                continue;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
