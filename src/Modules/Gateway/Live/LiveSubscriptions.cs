using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Live;

/// <summary>The subscriptions of one client.</summary>
internal sealed class LiveSubscriptions(LiveClient client, Channels channels, EventFeed feeds, LiveSettings settings)
{
    private readonly Dictionary<string, Subscription> _byId = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _last;
    private bool _over;

    /// <summary>A subscription that sends nothing yet. Refuses as <see cref="Channels.Admit"/>, and <c>live.too_many_subscriptions</c>.</summary>
    public async Task<Subscription> Begin(string channel, Principal principal, CancellationToken ct)
    {
        var feed = await feeds.Open(principal.TenantId, ct);
        try
        {
            var audience = await channels.Admit(channel, principal, feed.Db, ct);
            return Keep(channel, audience, feed);
        }
        catch
        {
            feeds.Close(feed);
            throw;
        }
    }

    /// <summary>The same for an audience that was decided elsewhere.</summary>
    public async Task<Subscription> Begin(string channel, Audience audience, Id<Tenant> tenant, CancellationToken ct)
    {
        var feed = await feeds.Open(tenant, ct);
        try
        {
            return Keep(channel, audience, feed);
        }
        catch
        {
            feeds.Close(feed);
            throw;
        }
    }

    public bool End(string id)
    {
        Subscription? ended;
        lock (_gate)
            if (!_byId.Remove(id, out ended))
                return false;
        ended.Stop();
        feeds.Close(ended.Feed);
        return true;
    }

    public void EndAll()
    {
        string[] all;
        lock (_gate)
        {
            _over = true;
            all = [.. _byId.Keys];
        }

        foreach (var id in all)
            End(id);
    }

    /// <summary>The rights may be others now: what is not allowed any more ends.</summary>
    /// <returns>The ids of those that ended, and why.</returns>
    public async Task<List<(string Id, Refusal Why)>> Review(Principal principal, CancellationToken ct)
    {
        Subscription[] all;
        lock (_gate)
            all = [.. _byId.Values];
        var ended = new List<(string, Refusal)>();
        foreach (var subscription in all)
            try
            {
                subscription.Audience = await channels.Admit(subscription.Channel, principal, subscription.Feed.Db, ct);
            }
            catch (RefusalException e)
            {
                if (End(subscription.Id))
                    ended.Add((subscription.Id, e.Refusal));
            }

        return ended;
    }

    private Subscription Keep(string channel, Audience audience, TenantFeed feed)
    {
        lock (_gate)
        {
            if (_over)
                throw new OperationCanceledException("The client is gone.");
            if (_byId.Count >= settings.Subscriptions)
                throw LiveRefusals.TooManySubscriptions.AsException();
            var id = (++_last).ToString();
            return _byId[id] = new(id, channel, audience, client, feed, settings.Replay);
        }
    }
}
