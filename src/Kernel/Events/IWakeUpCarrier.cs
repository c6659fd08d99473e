namespace Olympus.Kernel.Events;

/// <summary>A quicker way than PostgreSQL to wake other processes, which may be away. What comes by it is given to <see cref="EventSignal.Hear"/>.</summary>
public interface IWakeUpCarrier
{
    /// <summary>Tells all other processes; false when it cannot now, so that PostgreSQL does.</summary>
    ValueTask<bool> Tell(News news, CancellationToken ct);
}
