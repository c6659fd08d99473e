using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Olympus.Tests;

namespace Olympus.Faults;

/// <summary>Debian's nginx as a process of the test's own, set up as docs/operations/nginx.conf tells operators to.</summary>
public sealed partial class Nginx : IAsyncDisposable
{
    private const string Debians = "/usr/sbin/nginx";

    private readonly string _folder;
    private readonly Process _process;

    private Nginx(string folder, int port, Process process) => (_folder, Url, _process) = (folder, new($"http://127.0.0.1:{port}"), process);

    public Uri Url { get; }

    public static async Task<Nginx> Before(params IReadOnlyList<ServerProcess> servers)
    {
        var folder = Directory.CreateTempSubdirectory("olympus-nginx-").FullName;
        var port = Ports.Free();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{folder}};
                proxy_temp_path {{folder}};
                fastcgi_temp_path {{folder}};
                uwsgi_temp_path {{folder}};
                scgi_temp_path {{folder}};
                {{Documented(servers, port)}}
            }
            """);
        var start = new ProcessStartInfo(File.Exists(Debians) ? Debians : "nginx", ["-e", $"{folder}/error.log", "-c", $"{folder}/nginx.conf"]);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("nginx is not installed: ./olympus test installs it where it may, otherwise apt-get install nginx.");
        }

        var nginx = new Nginx(folder, port, process);
        await nginx.UntilItListens();
        return nginx;
    }

    /// <summary>The documented file, with the addresses of here, and without the certificate.</summary>
    private static string Documented(IReadOnlyList<ServerProcess> servers, int port)
    {
        var text = File.ReadAllText(Path.Combine(Installation.Root, "docs", "operations", "nginx.conf"));
        var n = 0;
        text = Replica().Replace(text, _ => $"server {servers[n++].Url.Authority} ");
        n.ShouldBe(servers.Count);
        text = Certificate().Replace(text, "");
        text.ShouldContain("listen 443 ssl;");
        return text.Replace("listen 443 ssl;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal);
    }

    private async Task UntilItListens()
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var log = Path.Combine(_folder, "error.log");
            if (_process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException($"nginx does not listen: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "it says nothing")}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Url.Host, Url.Port);
                return;
            }
            catch (SocketException)
            {
                continue; // not yet
            }
        }
    }

    /// <summary>SIGTERM to the master ends its worker too; a kill would leave the worker behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
                await kill.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"server 10\.0\.0\.\d+:8080 ")]
    private static partial Regex Replica();

    [GeneratedRegex(@"^\s*ssl_.*$", RegexOptions.Multiline)]
    private static partial Regex Certificate();
}
