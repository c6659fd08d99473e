using System.Collections.Frozen;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Webhooks;

/// <summary>
/// Makes one delivery for each event and each endpoint that wants it. What left this house cannot be thrown away and computed anew, so a replay of this
/// projection makes none: the tenant's account remembers up to which event was handed out.
/// </summary>
internal sealed class HandOut : IProjection
{
    public const string ProjectionName = "webhook_deliveries";

    /// <summary>What no endpoint is told: pings have deliveries of their own, and what goods had cost stays in the house.</summary>
    internal static readonly string[] Untold = [WebhookEndpointPinged.EventType, OrderCosted.EventType];

    /// <summary>One statement without an answer: it costs a tenant without endpoints no round trip.</summary>
    private const string HandOutSql = """
        with news as (
            select e.id, e.type, e.xid
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[]) as e (id, type, xid, seq)
            join webhooks.accounts as account on (e.xid, e.seq) > (account.read_xid, account.read_seq)
        ), moved as (
            update webhooks.accounts set read_xid = $5, read_seq = $6 where (read_xid, read_seq) < ($5, $6)
        )
        insert into webhooks.deliveries (id, endpoint_id, event_id, event_type, series_at, next_at, created_at)
        select webhooks.new_id($7), endpoint.id, news.id, news.type, $7, $7, $7
        from news
        join webhooks.endpoints as endpoint on endpoint.status <> 'disabled' and endpoint.archived_at is null
            and news.xid > endpoint.since_xid and webhooks.wants(endpoint.event_types, news.type)
        on conflict on constraint deliveries_one_for_an_event do nothing
        """;

    public string Name => ProjectionName;

    public IReadOnlySet<string> Reads => FrozenSet<string>.Empty;

    public bool Takes(string type) => !Untold.Contains(type);

    public Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        tx.Enqueue(new(
            HandOutSql, events.Select(e => e.Id).ToArray(), events.Select(e => e.Type).ToArray(), events.Select(e => e.Xid).ToArray(),
            events.Select(e => e.Seq).ToArray(), events[^1].Xid, events[^1].Seq, tx.Now));
        return Task.CompletedTask;
    }

    /// <summary>Nothing: deliveries are what happened outside, not what was computed.</summary>
    public Task Reset(Tx tx) => Task.CompletedTask;
}
