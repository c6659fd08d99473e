using System.Collections.Frozen;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>
/// Sales per location, business day and hour and per product and day, and how many orders stand where. It keeps nothing of single orders: what one was
/// before an event is read from the log, so the figures are small and a correction finds the day it belongs to.
/// </summary>
internal sealed class SalesFigures : IProjection
{
    public const string ProjectionName = "sales";

    private const string KeepProductsSql = """
        insert into analytics.products (id, name, category_id)
        select id, name, category_id from unnest($1::uuid[], $2::text[], $3::uuid[]) as told (id, name, category_id)
        on conflict (tenant_id, id) do update set name = excluded.name, category_id = excluded.category_id
        """;

    private const string ForgetHoursSql = "delete from analytics.sales_hours";

    private const string ForgetProductDaysSql = "delete from analytics.product_days";

    private const string ForgetStatesSql = "delete from analytics.order_states";

    private const string ForgetProductsSql = "delete from analytics.products";

    private static readonly FrozenDictionary<string, Func<LoggedEvent, object>> OfOrders = new Dictionary<string, Func<LoggedEvent, object>>
    {
        [OrderCreated.EventType] = happened => happened.As<OrderCreated>(),
        [OrderUpdated.EventType] = happened => happened.As<OrderUpdated>(),
        [OrderStatusChanged.EventType] = happened => happened.As<OrderStatusChanged>(),
        [OrderCancelled.EventType] = happened => happened.As<OrderCancelled>(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Types = OfOrders.Keys
        .Concat([PaymentRefunded.EventType, ProductCreated.EventType, ProductUpdated.EventType])
        .ToFrozenSet(StringComparer.Ordinal);

    private sealed record ToldProduct(Id<Product> Id, string Name, Id<Category>? CategoryId);

    public string Name => ProjectionName;

    public IReadOnlySet<string> Reads => Types;

    public async Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        KeepProducts(events, tx);
        var told = events.Where(happened => OfOrders.ContainsKey(happened.Type) || happened.Type == PaymentRefunded.EventType)
            .Select(happened => (Happened: happened, Said: Read(happened))).ToList();
        if (told.Count == 0)
            return;

        var (before, locations) = (new List<LoggedEvent>(), new List<LoggedEvent>());
        // Only who continues an order has to know it; most begin one.
        var known = told.Where(one => one.Said is not PaymentRefunded).DistinctBy(one => one.Happened.AggregateId)
            .Where(one => one.Said is not OrderCreated).Select(one => one.Happened.AggregateId).ToArray();
        if (known.Length > 0)
            tx.Enqueue<LoggedEvent>(Told.OfOrders(known, events[0], OfOrders.Keys.ToArray()), found => before = found);
        tx.Enqueue<LoggedEvent>(Told.OfLocations(told.Select(one => LocationOf(one.Said).Value)), found => locations = found);
        await tx.Flush();

        var (clocks, orders, moves) = (new Clocks(locations), new Dictionary<Guid, PlacedOrder>(), new SalesMoves());
        foreach (var happened in before)
            if (PlacedOrder.After(orders.GetValueOrDefault(happened.AggregateId), Read(happened), happened, clocks) is { } stood)
                orders[happened.AggregateId] = stood;
        foreach (var (happened, said) in told)
        {
            if (said is PaymentRefunded refund)
                moves.Refund(refund, happened, clocks.At(refund.LocationId, happened));
            else if (orders.GetValueOrDefault(happened.AggregateId) is var was && PlacedOrder.After(was, said, happened, clocks) is { } now)
            {
                moves.Order(was, now);
                orders[happened.AggregateId] = now;
            }
        }

        moves.Enqueue(tx);
    }

    public Task Reset(Tx tx)
    {
        tx.Enqueue(new(ForgetHoursSql));
        tx.Enqueue(new(ForgetProductDaysSql));
        tx.Enqueue(new(ForgetStatesSql));
        tx.Enqueue(new(ForgetProductsSql));
        return Task.CompletedTask;
    }

    private static object Read(LoggedEvent happened) =>
        OfOrders.TryGetValue(happened.Type, out var read) ? read(happened) : happened.As<PaymentRefunded>();

    private static Id<Location> LocationOf(object said) => said switch
    {
        OrderCreated created => created.LocationId,
        OrderUpdated updated => updated.LocationId,
        OrderStatusChanged moved => moved.LocationId,
        OrderCancelled cancelled => cancelled.LocationId,
        PaymentRefunded refunded => refunded.LocationId,
        _ => throw new ArgumentOutOfRangeException(nameof(said), said, "It is not read."),
    };

    private static void KeepProducts(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        var products = new Dictionary<Id<Product>, ToldProduct>();
        foreach (var happened in events)
        {
            if (happened.Type == ProductCreated.EventType && happened.As<ProductCreated>() is var created)
                products[created.ProductId] = new(created.ProductId, created.Name, created.CategoryId);
            else if (happened.Type == ProductUpdated.EventType && happened.As<ProductUpdated>() is var updated)
                products[updated.ProductId] = new(updated.ProductId, updated.Name, updated.CategoryId);
        }

        if (products.Count == 0)
            return;
        ToldProduct[] told = [.. products.Values.OrderBy(product => product.Id)];
        tx.Enqueue(new(
            KeepProductsSql, Array.ConvertAll(told, product => product.Id), Array.ConvertAll(told, product => product.Name),
            Array.ConvertAll(told, product => product.CategoryId?.Value)));
    }
}
