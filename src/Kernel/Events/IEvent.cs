namespace Olympus.Kernel.Events;

/// <summary>Something that happened. The record is the payload, as JSON and as <c>proto/</c> define it: facts, never secrets,
/// only ever widened within one version.</summary>
public interface IEvent
{
    /// <summary><c>module.entity.action</c>, such as <c>commerce.order.created</c>; never changes.</summary>
    static abstract string EventType { get; }

    /// <summary>What kind of thing it happened to, such as <c>order</c>.</summary>
    static abstract string AggregateType { get; }

    /// <summary>Of which one. Events of one aggregate are seen by everybody in the order they happened.</summary>
    Guid AggregateId { get; }

    /// <summary>1, unless the payload changed its meaning.</summary>
    static virtual int Version => 1;
}
