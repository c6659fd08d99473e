using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Olympus.Gateway.Forwarding;

/// <summary>Asks every address whether it is ready, again and again, and says in the log when that changes.</summary>
internal sealed partial class ProbeServices(
    Forwarder forwarder, ForwardingSettings settings, ServiceConnections connections, TimeProvider clock, ILogger<ProbeServices> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from service in forwarder.Services
        from upstream in service.All
        select Follow(service.Service.Name, upstream, stoppingToken));

    private async Task Follow(string service, Upstream upstream, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            var no = await Ask(upstream, ct);
            if (ct.IsCancellationRequested)
                return;
            if (upstream.Said(no is null))
                if (no is null)
                    Ready(log, service, upstream.Address);
                else
                    Unready(log, service, upstream.Address, no);
            await Task.Delay(settings.Probe, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>null: it is ready; else why not.</returns>
    private async Task<string?> Ask(Upstream upstream, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(settings.Probe + settings.Connect, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, upstream.Prefix + "/health/ready");
            using var answer = await connections.Invoker.SendAsync(question, either.Token);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"it answers {(int)answer.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return "it does not answer in time";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Service} at {Address} is ready again")]
    private static partial void Ready(ILogger log, string service, Uri address);

    [LoggerMessage(2, LogLevel.Warning, "{Service} at {Address} is not ready: {Reason}")]
    private static partial void Unready(ILogger log, string service, Uri address, string reason);
}
