using System.Text.Json;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>An event as it stands in the log.</summary>
/// <param name="Xid">With <paramref name="Seq"/> its place in the order in which everybody reads the log.</param>
/// <param name="OccurredAt">When it happened in the world.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="Payload">The record as JSON text.</param>
public sealed record LoggedEvent(
    Id<Tenant> TenantId, Guid Id, long Xid, long Seq, string Type, int Version, string AggregateType, Guid AggregateId,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, string CorrelationId, string Payload)
{
    /// <summary>The payload as the record it was appended as.</summary>
    public T As<T>()
        where T : IEvent => Type == T.EventType
            ? JsonSerializer.Deserialize<T>(Payload, Tolerant)!
            : throw new InvalidOperationException($"{Type} is not {T.EventType}.");

    /// <summary>Readers accept members that a newer version of the program wrote.</summary>
    private static readonly JsonSerializerOptions Tolerant = new(WireJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
    };
}

/// <summary>
/// Something computed from the log alone: it can be thrown away and replayed to the same numbers. Its position moves in the transaction of its
/// writes, so every event has its effect exactly once. It must touch only its own tables, and nothing outside the database.
/// </summary>
public interface IProjection
{
    /// <summary>Stable: positions are kept under it, and <c>replay</c> takes it.</summary>
    string Name { get; }

    /// <summary>The event types it reads; others pass by.</summary>
    IReadOnlySet<string> Reads { get; }

    /// <summary>For one that reads types nobody can list beforehand.</summary>
    bool Takes(string type) => Reads.Contains(type);

    /// <summary>Takes events of one tenant in the order of the log. Queue the statements (<see cref="Tx.Enqueue(Sql, Action{ulong})"/>) where
    /// no answer is needed: many events then cost one round trip.</summary>
    Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx);

    /// <summary>Removes everything it computed for this tenant; the replay fills it again in the same transaction.</summary>
    Task Reset(Tx tx);

    /// <summary>For a projection that can sum up many stretches of the log before it writes, as a replay has them. Null: <see cref="Apply"/> takes each.</summary>
    Gathering? Gather() => null;
}

/// <summary>Stretches of the log that are written together.</summary>
/// <param name="Take">One of them, as <see cref="IProjection.Apply"/> takes it; it reads what it needs, and writes nothing.</param>
/// <param name="Enqueue">Queues what all of them together change.</param>
public sealed record Gathering(Func<IReadOnlyList<LoggedEvent>, Tx, Task> Take, Action<Tx> Enqueue);
