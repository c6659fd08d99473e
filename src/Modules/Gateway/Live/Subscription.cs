using Olympus.JsonRpc;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Live;

/// <summary>
/// One client's look at one channel: first what it missed, then the tail, without a gap and without a repeat. It joins the tail at a known place and holds back
/// what the tail offers until everything before that place was sent.
/// </summary>
internal sealed class Subscription(string id, string channel, Audience audience, LiveClient client, TenantFeed feed, int mostReplayed)
{
    private const int Stretch = 200;
    private const int MostHeld = 1000;

    private volatile Audience _audience = audience;
    private List<LiveFact>? _held;
    private EventPosition _from = EventPosition.Beginning;
    private bool _over;

    public string Id => id;

    public string Channel => channel;

    /// <summary>The beginning of its notifications.</summary>
    public byte[] Head { get; } = RpcText.NotificationHead("live.event", ("subscription", id), ("channel", channel));

    public Audience Audience
    {
        set => _audience = value;
    }

    public TenantFeed Feed => feed;

    /// <summary>By the feed, under its gate, in the order of the log.</summary>
    public void Offer(LiveFact fact)
    {
        if (_over || fact.Position <= _from || !_audience.Sees(fact))
            return;
        if (_held is not { } held)
            client.Deliver(this, fact);
        else if (held.Count < MostHeld)
            held.Add(fact);
        else
            client.End(LiveEnd.TooSlow);
    }

    /// <summary>Ends when its client has room for more.</summary>
    public Task Room() => client.Room();

    /// <summary>Takes its place at the end of the stream, and says where that is; nothing is sent before <see cref="Release"/>.</summary>
    public string Join()
    {
        lock (feed.Gate)
        {
            (_held, _from) = ([], feed.Position);
            feed.Add(this);
            return feed.Reader.Cursor(feed.Db.Tenant, _from);
        }
    }

    /// <summary>Sends what was held back, and everything from now on as it comes.</summary>
    public void Release()
    {
        lock (feed.Gate)
        {
            foreach (var fact in _held ?? [])
                client.Deliver(this, fact);
            _held = null;
        }
    }

    public void Stop()
    {
        lock (feed.Gate)
            _over = true;
        feed.Remove(this);
    }

    /// <summary>Sends what lies behind <paramref name="cursor"/>, then the tail. Ends when the tail has taken over.</summary>
    public async Task ReplayFrom(string cursor)
    {
        try
        {
            if (Read(cursor) is not { } position)
            {
                StartAnew("cursor_invalid");
                return;
            }

            var stretch = await feed.Reader.After(feed.Db, position, Stretch, client.Gone);
            if (position > stretch.Horizon)
                StartAnew("cursor_ahead");
            else if (stretch.Events.Count > mostReplayed || stretch.IsFull && await feed.Reader.CountAfter(feed.Db, position, mostReplayed + 1, client.Gone) > mostReplayed)
                StartAnew("too_old");
            else
                await Follow(stretch);
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            Stop();
        }
        catch (Exception e)
        {
            feed.Failed(e);
            client.End(LiveEnd.Unavailable);
        }
    }

    private async Task Follow(EventStretch stretch)
    {
        while (true)
        {
            Send(stretch, until: null);
            await client.Room();
            if (!stretch.IsFull)
                break;
            stretch = await feed.Reader.After(feed.Db, stretch.End, Stretch, client.Gone);
        }

        await JoinBehind(stretch.End);
    }

    /// <summary>The tail may be ahead of what was replayed: then it waits for the stretch between.</summary>
    private async Task JoinBehind(EventPosition position)
    {
        EventPosition tail;
        lock (feed.Gate)
        {
            tail = feed.Position;
            _from = position > tail ? position : tail;
            _held = position < tail ? [] : null;
            feed.Add(this);
        }

        while (position < tail)
        {
            var stretch = await feed.Reader.After(feed.Db, position, Stretch, client.Gone);
            Send(stretch, until: tail);
            position = stretch.End;
            await client.Room();
        }

        Release();
    }

    private void Send(EventStretch stretch, EventPosition? until)
    {
        foreach (var e in stretch.Events)
        {
            if (until is not null && new EventPosition(e.Xid, e.Seq) > until)
                return;
            var fact = new LiveFact(e, feed.Reader);
            lock (feed.Gate)
                if (!_over && _audience.Sees(fact))
                    client.Deliver(this, fact);
        }
    }

    private EventPosition? Read(string cursor)
    {
        try
        {
            return feed.Reader.Position(feed.Db.Tenant, cursor);
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>Tells the client to read everything anew, and goes on from now.</summary>
    private void StartAnew(string reason)
    {
        var here = Join();
        client.Resync(this, reason, here);
        Release();
    }
}
