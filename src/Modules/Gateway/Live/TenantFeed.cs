using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Gateway.Live;

/// <summary>The tail of one tenant's stream, for all who look at it in this process.</summary>
internal sealed class TenantFeed(TenantDb db, EventReader reader, TimeProvider clock, Action<Exception> failed)
{
    private const int Stretch = 200;

    /// <summary>A client that does not read holds the others up no longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly List<Subscription> _subscriptions = [];
    private Task? _opening;
    private EventPosition? _position;

    public Lock Gate { get; } = new();

    public TenantDb Db => db;

    public EventReader Reader => reader;

    /// <summary>Takes what kept a reader of this feed from going on.</summary>
    public Action<Exception> Failed => failed;

    /// <summary>Everything up to here was offered to every subscription that is in the tail. Read and changed under the gate.</summary>
    public EventPosition Position => _position ?? throw new InvalidOperationException("The feed was not opened.");

    /// <summary>Not before there is room for more: a burst must not overrun those who read.</summary>
    public Task Ready { get; private set; } = Task.CompletedTask;

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

    /// <summary>Reads a stretch of what is new and offers it.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> Advance(CancellationToken ct)
    {
        if (Volatile.Read(ref _position) is not { } position)
            return true;
        var stretch = await reader.After(db, position, Stretch, ct);
        var facts = stretch.Events.Select(e => new LiveFact(e, reader)).ToArray();
        Task[] rooms = [];
        lock (Gate)
        {
            foreach (var fact in facts)
                foreach (var subscription in _subscriptions)
                    subscription.Offer(fact);
            _position = stretch.End;
            if (stretch.IsFull)
                rooms = [.. _subscriptions.Select(subscription => subscription.Room())];
        }

        if (stretch.IsFull)
            Ready = Task.WhenAny(Task.WhenAll(rooms), Task.Delay(Patience, clock, ct));
        return stretch.IsFull;
    }
}
