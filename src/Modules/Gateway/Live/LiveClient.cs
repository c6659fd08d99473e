using Olympus.Kernel.Http;
using Olympus.Kernel.Security;

namespace Olympus.Gateway.Live;

/// <summary>Somebody who is connected: by a socket, or by a stream of server-sent events.</summary>
internal abstract class LiveClient(ClientPlace place, DateTimeOffset openedAt)
{
    private volatile AccessToken? _token;

    /// <summary>Where from.</summary>
    public ClientPlace Place => place;

    public DateTimeOffset OpenedAt => openedAt;

    /// <summary>Who it is; null until it has said so.</summary>
    public AccessToken? Token
    {
        get => _token;
        set => _token = value;
    }

    /// <summary>The token whose end it was warned of.</summary>
    public AccessToken? WarnedOf { get; set; }

    /// <summary>Cancelled when it is gone.</summary>
    public abstract CancellationToken Gone { get; }

    public abstract void Deliver(Subscription to, LiveFact fact);

    /// <summary>Says that the subscription missed what cannot be told any more, and goes on from <paramref name="cursor"/>.</summary>
    public abstract void Resync(Subscription to, string reason, string cursor);

    /// <summary>Ends when there is room for more.</summary>
    public abstract Task Room();

    public abstract void Warn(DateTimeOffset expiresAt);

    public abstract void End(LiveEnd why);
}
