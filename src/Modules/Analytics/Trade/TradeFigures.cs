using System.Collections.Frozen;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Trade;

/// <summary>
/// What every question about figures is answered from: sales, returns and refunds by hour, day, source, channel, staff and variant, money by way of paying,
/// who bought when, where orders stand, and what is on the shelf. It keeps nothing of single orders: what one was before an event is read from the log, so the
/// figures are small and a correction finds the day it belongs to.
/// </summary>
internal sealed class TradeFigures : IProjection
{
    public const string ProjectionName = "trade";

    private const string ForgetHoursSql = "delete from analytics.trade_hours";

    private const string ForgetDaysSql = "delete from analytics.trade_days";

    private const string ForgetMonthsSql = "delete from analytics.trade_months";

    private const string ForgetWeekHoursSql = "delete from analytics.trade_week_hours";

    private const string ForgetYearHoursSql = "delete from analytics.trade_year_hours";

    private const string ForgetStatesSql = "delete from analytics.order_states";

    private const string ForgetVariantMonthsSql = "delete from analytics.variant_months";

    private const string ForgetVariantYearsSql = "delete from analytics.variant_years";

    private const string ForgetPaymentsSql = "delete from analytics.payment_days";

    private const string ForgetCustomerDaysSql = "delete from analytics.customer_days";

    private const string ForgetCustomerMonthsSql = "delete from analytics.customer_months";

    private const string ForgetCustomersSql = "delete from analytics.customers";

    private const string ForgetCountriesSql = "delete from analytics.customer_countries";

    private const string ForgetStockSql = "delete from analytics.stock";

    private const string ForgetVariantsSql = "delete from analytics.variants";

    private const string ForgetProductsSql = "delete from analytics.products";

    private const string ForgetCategoriesSql = "delete from analytics.categories";

    private static readonly FrozenDictionary<string, Func<LoggedEvent, object>> OfOrders = new Dictionary<string, Func<LoggedEvent, object>>
    {
        [OrderCreated.EventType] = happened => happened.As<OrderCreated>(),
        [OrderUpdated.EventType] = happened => happened.As<OrderUpdated>(),
        [OrderStatusChanged.EventType] = happened => happened.As<OrderStatusChanged>(),
        [OrderCancelled.EventType] = happened => happened.As<OrderCancelled>(),
        [OrderGoodsReturned.EventType] = happened => happened.As<OrderGoodsReturned>(),
        [OrderCosted.EventType] = happened => happened.As<OrderCosted>(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] OrderTypes = [.. OfOrders.Keys.Order(StringComparer.Ordinal)];

    private static readonly FrozenSet<string> Types = OfOrders.Keys.Concat([PaymentCaptured.EventType, PaymentRefunded.EventType, PaymentReversed.EventType])
        .Concat(StockMoves.Reads).Concat(CountryMoves.Reads)
        .ToFrozenSet(StringComparer.Ordinal);

    public string Name => ProjectionName;

    public IReadOnlySet<string> Reads => Types;

    public async Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        var figures = Gather();
        await figures.Take(events, tx);
        figures.Enqueue(tx);
    }

    public Gathering Gather()
    {
        var (goods, countries, moves) = (new StockMoves(), new CountryMoves(), new TradeMoves());
        return new(
            (events, tx) => Take(events, goods, countries, moves, tx),
            tx =>
            {
                goods.Enqueue(tx);
                countries.Enqueue(tx);
                moves.Enqueue(tx);
            });
    }

    private static async Task Take(IReadOnlyList<LoggedEvent> events, StockMoves goods, CountryMoves countries, TradeMoves moves, Tx tx)
    {
        var told = new List<(LoggedEvent Happened, object Said)>();
        foreach (var happened in events)
        {
            if (Read(happened) is { } said)
                told.Add((happened, said));
            else if (CountryMoves.Reads.Contains(happened.Type))
                countries.Read(happened);
            else
                goods.Read(happened);
        }

        if (told.Count == 0)
            return;

        var (before, locations) = (new List<LoggedEvent>(), new List<LoggedEvent>());
        if (OrdersFromBefore(told) is { Length: > 0 } known)
            tx.Enqueue<LoggedEvent>(Told.OfOrders(known, events[0], OrderTypes), found => before = found);
        tx.Enqueue<LoggedEvent>(Told.OfLocations(told.Select(one => LocationOf(one.Said).Value)), found => locations = found);
        await tx.Flush();

        var (clocks, orders) = (new Clocks(locations), new Dictionary<Guid, PlacedOrder>());
        foreach (var happened in before)
            Follow(orders, happened, Read(happened)!, clocks, null);
        foreach (var (happened, said) in told)
            Follow(orders, happened, said, clocks, moves);
    }

    public Task Reset(Tx tx)
    {
        tx.Enqueue(new(ForgetHoursSql));
        tx.Enqueue(new(ForgetDaysSql));
        tx.Enqueue(new(ForgetMonthsSql));
        tx.Enqueue(new(ForgetWeekHoursSql));
        tx.Enqueue(new(ForgetYearHoursSql));
        tx.Enqueue(new(ForgetStatesSql));
        tx.Enqueue(new(ForgetVariantMonthsSql));
        tx.Enqueue(new(ForgetVariantYearsSql));
        tx.Enqueue(new(ForgetPaymentsSql));
        tx.Enqueue(new(ForgetCustomerDaysSql));
        tx.Enqueue(new(ForgetCustomerMonthsSql));
        tx.Enqueue(new(ForgetCustomersSql));
        tx.Enqueue(new(ForgetCountriesSql));
        tx.Enqueue(new(ForgetStockSql));
        tx.Enqueue(new(ForgetVariantsSql));
        tx.Enqueue(new(ForgetProductsSql));
        tx.Enqueue(new(ForgetCategoriesSql));
        return Task.CompletedTask;
    }

    /// <param name="moves">Null: it was counted before.</param>
    private static void Follow(Dictionary<Guid, PlacedOrder> orders, LoggedEvent happened, object said, Clocks clocks, TradeMoves? moves)
    {
        switch (said)
        {
            case PaymentCaptured captured:
                moves?.Capture(captured, happened, clocks.At(captured.LocationId, happened));
                break;
            case PaymentReversed reversed:
                moves?.Reverse(reversed, clocks.At(reversed.LocationId, happened));
                break;
            case PaymentRefunded refund:
                moves?.Refund(refund, orders.GetValueOrDefault(refund.OrderId.Value), happened, clocks.At(refund.LocationId, happened));
                break;
            case OrderGoodsReturned returned when orders.GetValueOrDefault(happened.AggregateId) is { } sold:
                var (left, goods) = sold.Return(returned.Lines);
                var back = new GoodsBack(happened, clocks.At(returned.LocationId, happened), goods);
                if (left.IsCounted)
                    moves?.Return(left, back, 1);
                orders[happened.AggregateId] = left with { Returns = left.Returns.Add(back) };
                break;
            case OrderCosted costed when orders.GetValueOrDefault(happened.AggregateId) is { } sold:
                var known = sold.Cost(costed);
                moves?.Cost(sold, known);
                orders[happened.AggregateId] = known;
                break;
            case var _ when orders.GetValueOrDefault(happened.AggregateId) is var was && PlacedOrder.After(was, said, happened, clocks) is { } now:
                moves?.Order(was, now);
                orders[happened.AggregateId] = now;
                break;
        }
    }

    /// <summary>Most begin an order; who continues one, or gives its money back, has to know it.</summary>
    private static Guid[] OrdersFromBefore(List<(LoggedEvent Happened, object Said)> told)
    {
        var (begun, known) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var (happened, said) in told)
        {
            if (said is OrderCreated)
                begun.Add(happened.AggregateId);
            else if (said is not (PaymentCaptured or PaymentReversed) && (said is PaymentRefunded refund ? refund.OrderId.Value : happened.AggregateId) is var order
                && !begun.Contains(order))
                known.Add(order);
        }

        return [.. known];
    }

    private static object? Read(LoggedEvent happened) => OfOrders.TryGetValue(happened.Type, out var read) ? read(happened)
        : happened.Type == PaymentCaptured.EventType ? happened.As<PaymentCaptured>()
        : happened.Type == PaymentRefunded.EventType ? happened.As<PaymentRefunded>()
        : happened.Type == PaymentReversed.EventType ? happened.As<PaymentReversed>()
        : null;

    private static Id<Location> LocationOf(object said) => said switch
    {
        OrderCreated created => created.LocationId,
        OrderUpdated updated => updated.LocationId,
        OrderStatusChanged moved => moved.LocationId,
        OrderCancelled cancelled => cancelled.LocationId,
        OrderGoodsReturned returned => returned.LocationId,
        OrderCosted costed => costed.LocationId,
        PaymentCaptured captured => captured.LocationId,
        PaymentRefunded refunded => refunded.LocationId,
        PaymentReversed reversed => reversed.LocationId,
        _ => throw new ArgumentOutOfRangeException(nameof(said), said, "It is not read."),
    };
}
