using System.Text.Json;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Kernel.Events;

/// <summary>An event on its way into <c>events.log</c>.</summary>
internal sealed record PendingEvent(
    Guid Id, string Type, int Version, string AggregateType, Guid AggregateId, DateTimeOffset OccurredAt, Json Payload)
{
    private const string AppendSql = """
        insert into events.log (id, type, version, aggregate_type, aggregate_id, occurred_at, payload, actor, correlation_id)
        select e.id, e.type, e.version, e.aggregate_type, e.aggregate_id, e.occurred_at, e.payload, $8, $9
        from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::uuid[], $6::timestamptz[], $7::jsonb[])
            as e (id, type, version, aggregate_type, aggregate_id, occurred_at, payload)
        """;

    public static PendingEvent Of<T>(T happened, DateTimeOffset occurredAt)
        where T : IEvent => new(
            Guid.CreateVersion7(occurredAt), T.EventType, T.Version, T.AggregateType, happened.AggregateId, occurredAt,
            new Json(JsonSerializer.Serialize(happened, happened.GetType(), WireJson.Options)));

    public static Sql InsertSql(List<PendingEvent> events, TenantScope scope) => new(
        AppendSql,
        events.ConvertAll(e => e.Id).ToArray(),
        events.ConvertAll(e => e.Type).ToArray(),
        events.ConvertAll(e => e.Version).ToArray(),
        events.ConvertAll(e => e.AggregateType).ToArray(),
        events.ConvertAll(e => e.AggregateId).ToArray(),
        events.ConvertAll(e => e.OccurredAt).ToArray(),
        events.ConvertAll(e => e.Payload).ToArray(),
        scope.Actor,
        scope.CorrelationId);
}
