using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Api.Gateway;

/// <summary>Who talks TLS with the server itself is told to stay with it, whatever the answer is; who does not is told nothing.</summary>
public sealed class ComingByHttps
{
    private const string TwoYears = "Strict-Transport-Security: max-age=63072000; includeSubDomains";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: shop.test", 200)]
    [InlineData("GET /api/v1/products HTTP/1.1\r\nHost: shop.test", 401)]
    [InlineData("GET /nowhere HTTP/1.1\r\nHost: shop.test", 404)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: shop.test\r\nHost: evil.test", 400)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: shop.test\r\nX-Forwarded-Proto: http", 200)]
    public async Task Is_told_to_stay(string request, int status)
    {
        var (plain, secure) = (Tests.Ports.Free(), Tests.Ports.Free());
        using var certificate = Certificate();
        await using var server = await Server.With(services => services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, plain);
            kestrel.Listen(IPAddress.Loopback, secure, listen => listen.UseHttps(certificate));
        }));
        var byTls = await Ask(secure, request, isSecure: true);
        byTls.ShouldStartWith($"HTTP/1.1 {status} ");
        byTls.ShouldContain($"\r\n{TwoYears}\r\n");
        var inClear = await Ask(plain, request, isSecure: false);
        inClear.ShouldStartWith($"HTTP/1.1 {status} ");
        inClear.ShouldNotContain("Strict-Transport-Security", Case.Insensitive);
    }

    private static async Task<string> Ask(int port, string request, bool isSecure)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Ct);
        Stream stream = client.GetStream();
        if (isSecure)
        {
#pragma warning disable CA5359 // Who the server is does not matter here.
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Ct);
            stream = tls;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request + "\r\nConnection: close\r\n\r\n"), Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var signed = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
    }
}
