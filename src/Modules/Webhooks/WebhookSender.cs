using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Olympus.Webhooks;

/// <summary>What came of one attempt.</summary>
/// <param name="StatusCode">What the receiver answered; null: nothing.</param>
/// <param name="Error">Why it was not taken: <c>http_status</c>, <c>redirect</c>, <c>timeout</c>, <c>dns</c>, <c>address_refused</c>, <c>connect</c>,
/// <c>tls</c>, <c>reset</c>, <c>protocol</c>, <c>too_large</c>, <c>secret_lost</c>; null: it was.</param>
/// <param name="RetryAfter">What a 429 or 503 asked for.</param>
public sealed record Outcome(int? StatusCode, string? Error, TimeSpan Duration, TimeSpan? RetryAfter = null)
{
    public bool IsTaken => Error is null;
}

/// <summary>Sends one signed request. What is answered is not read beyond its head.</summary>
public sealed class WebhookSender : IDisposable
{
    public const int LargestBody = 256 * 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly Targets _targets;
    private readonly WebhookSettings _settings;
    private readonly TimeProvider _clock;

    public WebhookSender(Targets targets, WebhookSettings settings, TimeProvider clock)
    {
        (_targets, _settings, _clock) = (targets, settings, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = Connect,
            ConnectTimeout = ConnectPatience,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            // A stranger has no use for our trace ids.
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Olympus-Webhooks", "1"));
    }

    /// <param name="id">The event's, the same on every attempt.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> says so; a time-out is an outcome.</exception>
    public async Task<Outcome> Send(string address, Guid id, byte[] body, IEnumerable<byte[]> secrets, CancellationToken ct)
    {
        var started = _clock.GetTimestamp();
        if (body.Length > LargestBody)
            return new(null, "too_large", TimeSpan.Zero);
        if (_targets.Read(address).Url is not { } url)
            return new(null, "address_refused", TimeSpan.Zero);
        var at = _clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json", "utf-8");
        request.Headers.Add("webhook-id", id.ToString());
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", Signing.Header(id.ToString(), at, body, secrets));
        using var late = new CancellationTokenSource(_settings.Patience, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var status = (int)response.StatusCode;
            var error = status is >= 200 and <= 299 ? null : status is >= 300 and <= 399 ? "redirect" : "http_status";
            return new(status, error, _clock.GetElapsedTime(started), status is 429 or 503 ? RetryAfter(response, at) : null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(null, late.IsCancellationRequested ? "timeout" : ErrorClass(e), _clock.GetElapsedTime(started));
        }
    }

    /// <summary>Connects to the very address that was checked: a name that is asked twice may answer twice.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
        var addresses = await _targets.Addresses(host, port, ct);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter is not { } asked ? null : asked.Delta ?? (asked.Date is { } date ? date - now : null);

    private static string ErrorClass(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is TargetRefusedException)
                return "address_refused";
            if (cause is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery })
                return "dns";
        }

        return e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "dns",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "connect",
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => "protocol",
            // The time for connecting alone was over.
            OperationCanceledException => "connect",
            _ => "reset",
        };
    }

    public void Dispose() => _http.Dispose();
}
