using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Hosting;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;

namespace Olympus.Gateway.Live;

/// <summary>Everybody who is connected to this process: counts them, and ends those whose time or right is over.</summary>
internal sealed class LiveHub(LiveSettings settings, IBearerAuthentication bearer, TimeProvider clock, IHostApplicationLifetime lifetime, Presence presence)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<LiveClient, bool> _clients = new();
    private readonly Dictionary<(char Kind, object Whose), int> _counts = [];
    private readonly Lock _gate = new();

    public LiveSettings Settings => settings;

    public int Count => _clients.Count;

    /// <summary>Whether one more may come from an address: asked before a socket is opened.</summary>
    public bool HasRoom(IPAddress? address)
    {
        lock (_gate)
            return _counts.GetValueOrDefault(('a', ClientPlace.Of(address))) < settings.PerAddress;
    }

    /// <summary>Somebody connected, from an address that may; false when there are too many from there.</summary>
    public bool Enter(LiveClient client)
    {
        if (!Take('a', client.Place, settings.PerAddress))
            return false;
        _clients[client] = true;
        // Whoever comes while we close is told at once; the others were told already.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            client.End(LiveEnd.Restarting);
        return true;
    }

    /// <summary>Now it is known who it is. 429 <c>live.too_many_sockets</c>.</summary>
    public void SignIn(LiveClient client, AccessToken token)
    {
        lock (_gate)
        {
            if (!Take('u', token.Bearer.UserId, settings.PerUser))
                throw LiveRefusals.TooManySockets.AsException();
            if (!Take('t', token.Bearer.TenantId, settings.PerTenant))
            {
                GiveBack('u', token.Bearer.UserId);
                throw LiveRefusals.TooManySockets.AsException();
            }
        }

        client.Token = token;
        presence.Come(token.Bearer.TenantId, token.Bearer.UserId);
    }

    public void Leave(LiveClient client)
    {
        if (!_clients.TryRemove(client, out _))
            return;
        GiveBack('a', client.Place);
        if (client.Token?.Bearer is not { } principal)
            return;
        GiveBack('u', principal.UserId);
        GiveBack('t', principal.TenantId);
        presence.Go(principal.TenantId, principal.UserId);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var closing = lifetime.ApplicationStopping.Register(EndAll);
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && !stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            foreach (var (client, _) in _clients)
                Check(client, now);
        }
    }

    private void Check(LiveClient client, DateTimeOffset now)
    {
        if (client.Token is not { } token)
        {
            if (now - client.OpenedAt > settings.SignIn)
                client.End(LiveEnd.SilentTooLong);
        }
        else if (bearer.IsRevoked(token))
            client.End(LiveEnd.Revoked);
        else if (now >= token.ExpiresAt)
            client.End(LiveEnd.Expired);
        else if (now >= token.ExpiresAt - settings.Warning && client.WarnedOf != token)
        {
            client.WarnedOf = token;
            client.Warn(token.ExpiresAt);
        }
    }

    private void EndAll()
    {
        foreach (var (client, _) in _clients)
            client.End(LiveEnd.Restarting);
    }

    private bool Take(char kind, object whose, int atMost)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault((kind, whose));
            if (count >= atMost)
                return false;
            _counts[(kind, whose)] = count + 1;
            return true;
        }
    }

    private void GiveBack(char kind, object whose)
    {
        lock (_gate)
            if (--_counts[(kind, whose)] == 0)
                _counts.Remove((kind, whose));
    }
}
