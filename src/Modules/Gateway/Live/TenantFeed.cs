using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Gateway.Live;

/// <summary>The tail of one tenant's stream, for all who look at it in this process.</summary>
internal sealed class TenantFeed(TenantDb db, EventReader reader)
{
    private const int Stretch = 500;

    private readonly List<Subscription> _subscriptions = [];
    private Task? _opening;
    private EventPosition? _position;

    public Lock Gate { get; } = new();

    public TenantDb Db => db;

    public EventReader Reader => reader;

    /// <summary>Everything up to here was offered to every subscription that is in the tail. Read and changed under the gate.</summary>
    public EventPosition Position => _position ?? throw new InvalidOperationException("The feed was not opened.");

    /// <summary>Who uses it; counted by <see cref="EventFeed"/>.</summary>
    public int Users { get; set; }

    /// <summary>Finds its place, once.</summary>
    public Task Open(CancellationToken ct)
    {
        lock (Gate)
        {
            if (_opening is null or { IsFaulted: true })
                _opening = Find();
            return _opening.WaitAsync(ct);
        }
    }

    private async Task Find() => _position = await reader.End(db, CancellationToken.None);

    /// <summary>Under the gate.</summary>
    public void Add(Subscription subscription) => _subscriptions.Add(subscription);

    public void Remove(Subscription subscription)
    {
        lock (Gate)
            _subscriptions.Remove(subscription);
    }

    /// <summary>Reads what is new and offers it.</summary>
    public async Task Advance(CancellationToken ct)
    {
        if (Volatile.Read(ref _position) is not { } position)
            return;
        EventStretch stretch;
        do
        {
            stretch = await reader.After(db, position, Stretch, ct);
            var facts = stretch.Events.Select(e => new LiveFact(e, reader)).ToArray();
            lock (Gate)
            {
                foreach (var fact in facts)
                    foreach (var subscription in _subscriptions)
                        subscription.Offer(fact);
                _position = position = stretch.End;
            }
        }
        while (stretch.IsFull);
    }
}
