using System.Text.Json;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Something that happened to an order or to one of its payments.</summary>
/// <param name="EventType">Such as <c>commerce.order.created</c>.</param>
/// <param name="OccurredAt">When it happened in the world.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="Actor">Who did it, such as <c>user:0190…</c>.</param>
/// <param name="Payload">What happened, as webhooks and the event stream show it.</param>
public sealed record OrderEventView(Guid Id, string EventType, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Actor, JsonElement Payload);

/// <summary>Everything that happened to an order, oldest first.</summary>
public sealed record OrderHistoryView(Id<Order> OrderId, IReadOnlyList<OrderEventView> Data);

public static class GetOrderHistory
{
    private const string PlaceSql = "select location_id from commerce.orders where id = $1 and ($2::uuid[] is null or location_id = any($2))";

    private const string EventsSql = """
        select id, type as event_type, occurred_at, recorded_at, actor, payload::text as payload
        from events.log
        where aggregate_id = any($1) and type <> $2
        order by xid, seq
        """;

    /// <summary>What happened to its payments is told to who may read payments; what its goods had cost is not told here.</summary>
    public static async Task<OrderHistoryView> Handle(Id<Order> id, Principal principal, TenantDb db, IPayments payments, CancellationToken ct)
    {
        var aggregates = await db.Read(
            [new(PlaceSql, id, principal.LocationsFor("orders:read")), payments.Of(id)],
            async results => await results.List<Id<Location>>() switch
            {
                [var place] when principal.Can("payments:read", place) =>
                    [id.Value, .. (await results.List<PaymentSummaryView>()).Select(payment => payment.Id.Value)],
                [_] => [id.Value],
                _ => (Guid[])[],
            },
            ct);
        if (aggregates.Length == 0)
            throw AccessRefusals.NotFound.AsException();
        return new(id, await db.Query<OrderEventView>(new(EventsSql, aggregates, OrderCosted.EventType), ct));
    }
}
