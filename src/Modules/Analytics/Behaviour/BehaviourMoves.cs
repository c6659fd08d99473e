using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Analytics.Behaviour;

/// <summary>By how much a stretch of the log moves the figures: each table is written by one statement, however many events there were.</summary>
internal sealed class BehaviourMoves(IEnumerable<OrderOnItsWay> onTheirWay, Clocks clocks)
{
    private const string MoveRefundsSql = """
        insert into analytics.customer_refunds as day (customer_id, location_id, business_on, currency, refunds, refunded_minor)
        select customer_id, location_id, business_on, currency, refunds, refunded
        from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::bigint[], $6::bigint[])
            as moved (customer_id, location_id, business_on, currency, refunds, refunded)
        on conflict (tenant_id, customer_id, location_id, business_on, currency) do update
        set refunds = day.refunds + excluded.refunds, refunded_minor = day.refunded_minor + excluded.refunded_minor
        """;

    private const string MoveFunnelSql = """
        insert into analytics.funnel_days as day
            (location_id, business_on, source, channel, currency, begun, placed, paid, completed, discarded, cancelled, begun_minor, placed_minor, paid_minor,
            completed_minor)
        select location_id, business_on, source, channel, currency, begun, placed, paid, completed, discarded, cancelled, begun_minor, placed_minor, paid_minor,
            completed_minor
        from unnest(
            $1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
            $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[])
            as moved (location_id, business_on, source, channel, currency, begun, placed, paid, completed, discarded, cancelled, begun_minor, placed_minor,
                paid_minor, completed_minor)
        on conflict (tenant_id, location_id, business_on, source, channel, currency) do update
        set begun = day.begun + excluded.begun, placed = day.placed + excluded.placed, paid = day.paid + excluded.paid,
            completed = day.completed + excluded.completed, discarded = day.discarded + excluded.discarded, cancelled = day.cancelled + excluded.cancelled,
            begun_minor = day.begun_minor + excluded.begun_minor, placed_minor = day.placed_minor + excluded.placed_minor,
            paid_minor = day.paid_minor + excluded.paid_minor, completed_minor = day.completed_minor + excluded.completed_minor
        """;

    private const string KeepOrdersSql = """
        insert into analytics.orders_on_their_way as known
            (id, location_id, business_on, source, channel, currency, status, gross_minor, captured_minor)
        select id, location_id, business_on, source, channel, currency, status, gross, captured
        from unnest($1::uuid[], $2::uuid[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[])
            as told (id, location_id, business_on, source, channel, currency, status, gross, captured)
        on conflict (tenant_id, id) do update
        set status = excluded.status, gross_minor = excluded.gross_minor, captured_minor = excluded.captured_minor
        """;

    private const string LetGoSql = "delete from analytics.orders_on_their_way where id = any($1)";

    private readonly record struct RefundKey(Guid Customer, Guid Location, DateOnly Day, string Currency);

    private readonly record struct FunnelKey(Guid Location, DateOnly Day, string Source, string Channel, string Currency);

    private readonly Dictionary<Guid, OrderOnItsWay> _before = onTheirWay.ToDictionary(order => order.Id);
    private readonly Dictionary<Guid, OrderOnItsWay> _now = [];
    private readonly Dictionary<RefundKey, RefundFigures> _refunds = [];
    private readonly Dictionary<FunnelKey, FunnelFigures> _funnel = [];

    /// <summary>What happened next. An order whose beginning was not heard of is passed by.</summary>
    public void Take(Guid order, object said, LoggedEvent happened)
    {
        if (said is PaymentRefunded refund)
        {
            if (refund.CustomerId is { } customer)
            {
                var back = new RefundKey(
                    customer.Value, refund.LocationId.Value, clocks.At(refund.LocationId, happened).DayOf(happened.OccurredAt), refund.Amount.Currency.Code);
                _refunds[back] = _refunds.GetValueOrDefault(back) + new RefundFigures(1, refund.Amount.Amount);
            }

            return;
        }

        var was = _now.GetValueOrDefault(order) ?? _before.GetValueOrDefault(order);
        if (said is not OrderCreated && was is null)
            return;
        var now = said is OrderCreated created ? OrderOnItsWay.Begin(created) : was!.After(said);
        _now[order] = now;

        var key = new FunnelKey(now.LocationId, now.BusinessOn, now.Source, now.Channel, now.Currency);
        _funnel[key] = _funnel.GetValueOrDefault(key) + now.Steps - (was?.Steps ?? default);
    }

    public void Enqueue(Tx tx)
    {
        if (_refunds.Count > 0)
            EnqueueRefunds(tx, [.. _refunds.OrderBy(day => day.Key.Customer).ThenBy(day => day.Key.Day)]);
        if (_funnel.Any(day => day.Value != default))
            EnqueueFunnel(tx, [.. _funnel.Where(day => day.Value != default).OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Location)]);
        var over = _now.Values.Where(order => order.IsOver && _before.ContainsKey(order.Id)).Select(order => order.Id).ToArray();
        if (over.Length > 0)
            tx.Enqueue(new(LetGoSql, over));
        if (_now.Values.Any(order => !order.IsOver))
            EnqueueOrders(tx, [.. _now.Values.Where(order => !order.IsOver).OrderBy(order => order.Id)]);
    }

    private static void EnqueueRefunds(Tx tx, KeyValuePair<RefundKey, RefundFigures>[] days)
    {
        T[] Column<T>(Func<RefundKey, RefundFigures, T> value) => Array.ConvertAll(days, day => value(day.Key, day.Value));
        tx.Enqueue(new(
            MoveRefundsSql, Column((key, _) => key.Customer), Column((key, _) => key.Location), Column((key, _) => key.Day), Column((key, _) => key.Currency),
            Column((_, moved) => moved.Refunds), Column((_, moved) => moved.Refunded)));
    }

    private static void EnqueueFunnel(Tx tx, KeyValuePair<FunnelKey, FunnelFigures>[] days)
    {
        T[] Column<T>(Func<FunnelKey, FunnelFigures, T> value) => Array.ConvertAll(days, day => value(day.Key, day.Value));
        tx.Enqueue(new(
            MoveFunnelSql, Column((key, _) => key.Location), Column((key, _) => key.Day), Column((key, _) => key.Source), Column((key, _) => key.Channel),
            Column((key, _) => key.Currency), Column((_, moved) => moved.Begun), Column((_, moved) => moved.Placed), Column((_, moved) => moved.Paid),
            Column((_, moved) => moved.Completed), Column((_, moved) => moved.Discarded), Column((_, moved) => moved.Cancelled),
            Column((_, moved) => moved.BegunMinor), Column((_, moved) => moved.PlacedMinor), Column((_, moved) => moved.PaidMinor),
            Column((_, moved) => moved.CompletedMinor)));
    }

    private static void EnqueueOrders(Tx tx, OrderOnItsWay[] orders)
    {
        T[] Column<T>(Func<OrderOnItsWay, T> value) => Array.ConvertAll(orders, order => value(order));
        tx.Enqueue(new(
            KeepOrdersSql, Column(order => order.Id), Column(order => order.LocationId), Column(order => order.BusinessOn), Column(order => order.Source),
            Column(order => order.Channel), Column(order => order.Currency), Column(order => order.Status), Column(order => order.GrossMinor),
            Column(order => order.CapturedMinor)));
    }
}
