namespace Olympus.JsonRpc;

/// <summary>How much one peer may ask for and be owed.</summary>
/// <param name="MessageBytes">Of one message from the peer.</param>
/// <param name="Batch">Items in a batch.</param>
/// <param name="InFlight">Messages that are being answered at the same time.</param>
/// <param name="QueuedMessages">Waiting for a peer that does not read.</param>
/// <param name="QueuedBytes">The same in bytes; one larger message alone is let through.</param>
/// <param name="Closing">How long a peer has to take what is left and to say goodbye.</param>
public sealed record RpcLimits(int MessageBytes, int Batch, int InFlight, int QueuedMessages, int QueuedBytes, TimeSpan Closing)
{
    public static readonly RpcLimits Usual = new(64 * 1024, 50, 16, 1000, 1024 * 1024, TimeSpan.FromSeconds(3));

    /// <summary>Said to a peer that does not read what it is sent.</summary>
    public string TooSlow { get; init; } = "too slow: resume";
}
