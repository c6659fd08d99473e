using System.Collections.Frozen;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Analytics.Behaviour;

/// <summary>How far the orders of each day came, and what customers got back. It keeps single orders only while something may still happen to them.</summary>
internal sealed class BehaviourFigures : IProjection
{
    public const string ProjectionName = "behaviour";

    private const string OnTheirWaySql = """
        select id, location_id, business_on, source, channel, currency, status, gross_minor, captured_minor
        from analytics.orders_on_their_way
        where id = any($1)
        """;

    private const string ForgetRefundsSql = "delete from analytics.customer_refunds";

    private const string ForgetOrdersSql = "delete from analytics.orders_on_their_way";

    private const string ForgetFunnelSql = "delete from analytics.funnel_days";

    private static readonly FrozenDictionary<string, Func<LoggedEvent, (Guid Order, object Said)>> Readers =
        new Dictionary<string, Func<LoggedEvent, (Guid, object)>>
        {
            [OrderCreated.EventType] = happened => (happened.AggregateId, happened.As<OrderCreated>()),
            [OrderUpdated.EventType] = happened => (happened.AggregateId, happened.As<OrderUpdated>()),
            [OrderStatusChanged.EventType] = happened => (happened.AggregateId, happened.As<OrderStatusChanged>()),
            [OrderCancelled.EventType] = happened => (happened.AggregateId, happened.As<OrderCancelled>()),
            [PaymentCaptured.EventType] = happened => happened.As<PaymentCaptured>() is var captured ? (captured.OrderId.Value, captured) : default,
            [PaymentRefunded.EventType] = happened => happened.As<PaymentRefunded>() is var refunded ? (refunded.OrderId.Value, refunded) : default,
            [PaymentReversed.EventType] = happened => happened.As<PaymentReversed>() is var reversed ? (reversed.OrderId.Value, reversed) : default,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] OrderTypes =
        [OrderCreated.EventType, OrderUpdated.EventType, OrderStatusChanged.EventType, OrderCancelled.EventType];

    private static readonly FrozenSet<string> Types = Readers.Keys.ToFrozenSet(StringComparer.Ordinal);

    public string Name => ProjectionName;

    public IReadOnlySet<string> Reads => Types;

    public async Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        var told = events.Where(happened => Readers.ContainsKey(happened.Type)).Select(happened => (Happened: happened, Of: Readers[happened.Type](happened))).ToList();
        var (found, clocks) = (new List<OrderOnItsWay>(), new List<LoggedEvent>());
        var known = told.Where(one => one.Of.Said is not PaymentRefunded).DistinctBy(one => one.Of.Order)
            .Where(one => one.Of.Said is not OrderCreated).Select(one => one.Of.Order).ToArray();
        if (known.Length > 0)
            tx.Enqueue<OrderOnItsWay>(new(OnTheirWaySql, known), rows => found = rows);
        var places = told.Select(one => one.Of.Said).OfType<PaymentRefunded>().Where(refund => refund.CustomerId is not null)
            .Select(refund => refund.LocationId.Value).ToArray();
        if (places.Length > 0)
            tx.Enqueue<LoggedEvent>(Told.OfLocations(places), rows => clocks = rows);
        if (known.Length > 0 || places.Length > 0)
            await tx.Flush();

        found.AddRange(await Again(tx, told.Select(one => one.Of), found, events[0]));
        var moves = new BehaviourMoves(found, new Clocks(clocks));
        foreach (var (happened, (order, said)) in told)
            moves.Take(order, said, happened);
        moves.Enqueue(tx);
    }

    /// <summary>Orders that were over, and of which something is taken back: they are known again from what the log says of them. Over means paid.</summary>
    private static async Task<IEnumerable<OrderOnItsWay>> Again(
        Tx tx, IEnumerable<(Guid Order, object Said)> told, List<OrderOnItsWay> found, LoggedEvent first)
    {
        Guid[] back = [.. told.Where(one => one.Said is OrderStatusChanged { Undone: true } or PaymentReversed).Select(one => one.Order).Except(found.Select(order => order.Id))];
        if (back.Length == 0)
            return [];
        var orders = new Dictionary<Guid, OrderOnItsWay>();
        foreach (var happened in await tx.Query<LoggedEvent>(Told.OfOrders(back, first, OrderTypes)))
        {
            var (order, said) = Readers[happened.Type](happened);
            if (said is OrderCreated created)
                orders[order] = OrderOnItsWay.Begin(created);
            else if (orders.TryGetValue(order, out var known))
                orders[order] = known.After(said);
        }

        return orders.Values.Select(order => order with { CapturedMinor = order.GrossMinor }).Where(order => order.IsOver);
    }

    public Task Reset(Tx tx)
    {
        tx.Enqueue(new(ForgetRefundsSql));
        tx.Enqueue(new(ForgetOrdersSql));
        tx.Enqueue(new(ForgetFunnelSql));
        return Task.CompletedTask;
    }
}
