using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Olympus.Tests;

/// <summary>Debian's redis-server as a process of the test's own, with a password, keeping nothing on disk: after a kill it comes back empty.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port;
    private readonly string _folder = Directory.CreateTempSubdirectory("olympus-redis-").FullName;
    private Process? _process;
    private bool _hasTls;

    private RedisServer(int port) => _port = port;

    public static string Password => "a-password-of-tests";

    public string Url => $"redis://:{Password}@127.0.0.1:{_port}/1";

    /// <summary>Of one that was started with <see cref="StartWithTls"/>, by the name that stands in its certificate.</summary>
    public string TlsUrl => $"rediss://:{Password}@localhost:{_port}/1";

    /// <summary>Whoever trusts this file trusts the server of <see cref="StartWithTls"/>.</summary>
    public string Authority => Path.Combine(_folder, "authority.pem");

    public static async Task<RedisServer> Start()
    {
        var server = new RedisServer(Ports.Free());
        await server.Restart();
        return server;
    }

    /// <summary>One that speaks TLS and nothing else, with a certificate for <c>localhost</c> of an authority that nobody knows.</summary>
    public static async Task<RedisServer> StartWithTls()
    {
        var server = new RedisServer(Ports.Free()) { _hasTls = true };
        server.Certify();
        await server.Restart();
        return server;
    }

    /// <summary>A place where no Redis is until <see cref="Restart"/>.</summary>
    public static RedisServer Absent() => new(Ports.Free());

    public async Task Restart(params string[] options)
    {
        var start = new ProcessStartInfo("redis-server")
        {
            ArgumentList = { "--port", $"{_port}", "--bind", "127.0.0.1", "--requirepass", Password, "--save", "", "--appendonly", "no", "--dir", _folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var option in _hasTls
            ? ["--port", "0", "--tls-port", $"{_port}", "--tls-cert-file", $"{_folder}/server.pem", "--tls-key-file", $"{_folder}/server.key",
                "--tls-ca-cert-file", Authority, "--tls-auth-clients", "no", .. options]
            : options)
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
            await using Stream stream = _hasTls ? await Secured(client.GetStream()) : client.GetStream();
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
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return null;
        }
    }

    /// <summary>Whether it is the right one is for those to find out who are tested.</summary>
    private static async Task<Stream> Secured(Stream stream)
    {
#pragma warning disable CA5359
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("localhost");
        return tls;
    }

    private void Certify()
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=An authority of tests", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var issuer = authority.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, from, until, [1, 2, 3, 4]);
        File.WriteAllText(Authority, issuer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
