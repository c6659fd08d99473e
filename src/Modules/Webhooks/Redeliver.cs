using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>Sends a delivery again, under the same <c>webhook-id</c>.</summary>
public static class Redeliver
{
    /// <summary>An attempt that runs is left alone, and its outcome still counts.</summary>
    private const string AgainSql = """
        update webhooks.deliveries
        set state = 'waiting', tries = 0, series_at = $3, next_at = case when leased_until > $3 then next_at else $3 end, finished_at = null
        where id = $1 and endpoint_id = $2
        """;

    private const string StatusSql = "select status from webhooks.endpoints where id = $1 and archived_at is null";

    /// <summary>Gives a delivery a new series of attempts, beginning at once, or when the endpoint is resumed. Refuses 409
    /// <c>webhooks.endpoint_disabled</c>.</summary>
    public static async Task<Accepted<DeliveryView>> Handle(Id<WebhookEndpoint> id, Guid deliveryId, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        var again = await db.Write(
            async tx =>
            {
                await DemandEnabled(tx, id);
                tx.Enqueue(new(AgainSql, deliveryId, id, tx.Now));
                return await tx.First<DeliveryView>(new(GetDelivery.DeliverySql, deliveryId, id)) ?? throw AccessRefusals.NotFound.AsException();
            },
            ct);
        return TypedResults.Accepted($"/api/v1/webhooks/{id}/deliveries/{deliveryId}", again);
    }

    internal static async Task DemandEnabled(Tx tx, Id<WebhookEndpoint> id)
    {
        switch (await tx.First<string>(new(StatusSql, id)))
        {
            case null:
                throw AccessRefusals.NotFound.AsException();
            case "disabled":
                throw WebhookRefusals.Disabled.AsException();
        }
    }
}

/// <summary>Which stretch of time to send again.</summary>
/// <param name="From">The first moment: events whose <c>timestamp</c> is not before it.</param>
/// <param name="To">The end: events before it; at most 31 days later.</param>
/// <param name="Types">Only these types or prefixes, of those that the endpoint wants anyway; none: all of them.</param>
public sealed record ReplayDeliveriesRequest(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string>? Types = null);

/// <summary>What is on its way.</summary>
/// <param name="Created">Events that this endpoint was not sent before, or whose delivery is no longer in the log.</param>
/// <param name="Repeated">Events that were delivered or given up and are sent again, under the same ids.</param>
/// <param name="Waiting">Events that wait for it anyway.</param>
public sealed record ReplayDeliveriesResponse(long Created, long Repeated, long Waiting);

public sealed class ReplayDeliveriesRules : AbstractValidator<ReplayDeliveriesRequest>
{
    public ReplayDeliveriesRules()
    {
        RuleFor(replay => replay.To).Must((replay, to) => to > replay.From && to - replay.From <= TimeSpan.FromDays(31))
            .WithErrorCode("range").WithMessage("After from, and at most 31 days later.");
        RuleFor(replay => replay.Types).AreEventTypes();
    }
}

/// <summary>Sends what happened in a stretch of time to one endpoint again. The deliveries are the job: they are worked off like all others.</summary>
public static class ReplayDeliveries
{
    private const int Most = 10_000;

    /// <summary>Claims hold the endpoint too, so no two want the same deliveries in different orders.</summary>
    private const string LockSql = "select event_types from webhooks.endpoints where id = $1 and archived_at is null for no key update";

    private sealed record Filter(string[] EventTypes);

    /// <summary>An event's id begins with the moment it happened, so the range is found along the primary key.</summary>
    private const string CountSql = """
        select count(*)
        from (
            select
            from events.log
            where id >= $1 and id < $2 and occurred_at >= $3 and occurred_at < $4 and type <> all($5) and webhooks.wants($6, type) and webhooks.wants($7, type)
            limit $8
        ) as found
        """;

    private const string ReplaySql = """
        with wanted as (
            select log.id, log.type, delivery.state
            from events.log as log
            left join webhooks.deliveries as delivery on delivery.endpoint_id = $8 and delivery.event_id = log.id
            where log.id >= $1 and log.id < $2 and log.occurred_at >= $3 and log.occurred_at < $4 and log.type <> all($5)
                and webhooks.wants($6, log.type) and webhooks.wants($7, log.type)
        ), sent as (
            insert into webhooks.deliveries (id, endpoint_id, event_id, event_type, series_at, next_at, created_at)
            select webhooks.new_id($9), $8, wanted.id, wanted.type, $9, $9, $9
            from wanted
            where wanted.state is distinct from 'waiting'
            on conflict on constraint deliveries_one_for_an_event
                do update set state = 'waiting', tries = 0, series_at = $9, next_at = $9, finished_at = null where deliveries.state <> 'waiting'
        )
        select count(*) filter (where state is null) as created, count(*) filter (where state <> 'waiting') as repeated,
            count(*) filter (where state = 'waiting') as waiting
        from wanted
        """;

    /// <summary>Sends the events of a stretch of time again, at most 10000. Refuses 422 <c>webhooks.replay_too_large</c> and 409
    /// <c>webhooks.endpoint_disabled</c>.</summary>
    public static async Task<Accepted<ReplayDeliveriesResponse>> Handle(
        Id<WebhookEndpoint> id, ReplayDeliveriesRequest body, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        var (first, end) = (OldDeliveries.FirstIdAt(body.From), OldDeliveries.FirstIdAt(body.To.AddMilliseconds(1)));
        string[] types = [.. body.Types ?? []];
        var response = await db.Write(
            async tx =>
            {
                await Redeliver.DemandEnabled(tx, id);
                var wants = (await tx.First<Filter>(new(LockSql, id)))!.EventTypes;
                var events = await tx.First<long>(new(CountSql, first, end, body.From, body.To, HandOut.Untold, wants, types, Most + 1));
                if (events > Most)
                    throw WebhookRefusals.ReplayTooLarge.AsException();
                return (await tx.First<ReplayDeliveriesResponse>(new(
                    ReplaySql, first, end, body.From, body.To, HandOut.Untold, wants, types, id, tx.Now)))!;
            },
            ct);
        return TypedResults.Accepted($"/api/v1/webhooks/{id}/deliveries", response);
    }
}
