using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Writes completed orders of the past, any number of them in three round trips.</summary>
internal sealed class OrderHistory(ILocations locations) : IOrderHistory
{
    private const string ReserveNumbersSql = """
        insert into commerce.order_numbers as numbers (location_id, last_number)
        values ($1, $2)
        on conflict (tenant_id, location_id) do update set last_number = numbers.last_number + excluded.last_number
        returning last_number
        """;

    private const string InsertOrdersSql = """
        insert into commerce.orders (
            id, location_id, number, client_id, customer_id, status, source, channel, currency, price_mode, tax_rounding, rounding_mode,
            list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, business_on, placed_at, updated_at)
        select placed.id, $1, placed.number, placed.client_id, placed.customer_id, 'completed', placed.source, placed.channel, placed.currency, $2, $3, $4,
            placed.list, 0, 0, placed.net, placed.tax, placed.net + placed.tax, placed.business_on, placed.placed_at, placed.placed_at
        from unnest(
            $5::uuid[], $6::bigint[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[],
            $15::date[], $16::timestamptz[])
            as placed (id, number, client_id, customer_id, source, channel, currency, list, net, tax, business_on, placed_at)
        """;

    private const string ReturnPastLinesSql = """
        update commerce.order_lines as line
        set returned_quantity = returned_quantity + back.quantity
        from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as back (order_id, id, quantity)
        where line.order_id = back.order_id and line.id = back.id
        """;

    private const string PlacesOfOrdersSql = "select id, location_id, customer_id from commerce.orders where id = any($1)";

    private sealed record PlaceOfOrder(Id<Order> Id, Id<Location> LocationId, Id<Contracts.Customers.Customer>? CustomerId);

    public async Task Write(Tx tx, IReadOnlyCollection<HistoricalOrder> orders)
    {
        foreach (var ofLocation in orders.GroupBy(order => order.LocationId))
            await Write(tx, ofLocation.Key, [.. ofLocation]);
    }

    private async Task Write(Tx tx, Id<Location> id, HistoricalOrder[] orders)
    {
        var (facts, last) = (new List<LocationFacts>(), 0L);
        tx.Enqueue<LocationFacts>(locations.Facts(id), found => facts = found);
        tx.Enqueue<long>(new(ReserveNumbersSql, id, (long)orders.Length), numbers => last = numbers[0]);
        await tx.Flush();
        if (facts is not [var location])
            throw OrderRefusals.LocationUnknown.AsException();

        var mode = location.PricesIncludeTax ? PriceMode.Inclusive : PriceMode.Exclusive;
        var priced = Array.ConvertAll(orders, order => Lines(order, mode));
        var totals = Array.ConvertAll(priced, lines => lines.Totals());
        var numbers = Enumerable.Range(1, orders.Length).Select(i => last - orders.Length + i).ToArray();
        var days = Array.ConvertAll(orders, order => location.BusinessDay(order.At));
        tx.Enqueue(new(
            InsertOrdersSql, id, WireName.Of(mode), location.TaxRounding, location.RoundingMode,
            Array.ConvertAll(orders, order => order.OrderId), numbers, Array.ConvertAll(orders, order => order.Reference),
            Array.ConvertAll(orders, order => order.CustomerId?.Value), Array.ConvertAll(orders, order => order.Source),
            Array.ConvertAll(orders, order => order.Channel), Array.ConvertAll(orders, _ => location.Currency.Code),
            Array.ConvertAll(totals, total => total.List), Array.ConvertAll(totals, total => total.Net), Array.ConvertAll(totals, total => total.Tax),
            days, Array.ConvertAll(orders, order => order.At)));
        OrderLines all = new(orders.Sum(order => order.Lines.Count));
        for (var i = 0; i < orders.Length; i++)
        {
            var (order, total) = (orders[i], totals[i]);
            for (var line = 0; line < order.Lines.Count; line++)
                all.Add(order.OrderId, line + 1, order.Lines[line], mode);
            Money In(long minor) => new(minor, location.Currency);
            tx.Append(
                new OrderCreated(
                    order.OrderId, numbers[i], id, order.CustomerId, order.Source, order.Channel, "completed", days[i], In(total.Net), In(total.Tax),
                    In(total.Gross), priced[i].Facts),
                order.At);
            if (priced[i].Costs is { Length: > 0 } costs)
                tx.Append(new OrderCosted(order.OrderId, id, costs), order.At);
        }

        tx.Enqueue(all.InsertSql());
    }

    private static OrderLines Lines(HistoricalOrder order, PriceMode mode)
    {
        var lines = new OrderLines(order.Lines.Count);
        for (var i = 0; i < order.Lines.Count; i++)
            lines.Add(order.OrderId, i + 1, order.Lines[i], mode);
        return lines;
    }

    public async Task WriteReturns(Tx tx, IReadOnlyCollection<HistoricalReturn> returns)
    {
        // One row takes one update in a statement, however often something of it came back.
        var lines = returns.GroupBy(back => (back.OrderId, back.LineId)).ToArray();
        tx.Enqueue(new(
            ReturnPastLinesSql, Array.ConvertAll(lines, line => line.Key.OrderId), Array.ConvertAll(lines, line => line.Key.LineId),
            Array.ConvertAll(lines, line => line.Sum(back => back.Quantity))));
        var places = (await tx.Query<PlaceOfOrder>(new(PlacesOfOrdersSql, returns.Select(back => back.OrderId).Distinct().ToArray())))
            .ToDictionary(order => order.Id);
        foreach (var document in returns.GroupBy(back => (back.OrderId, back.At)))
        {
            var order = places[document.Key.OrderId];
            tx.Append(
                new OrderGoodsReturned(order.Id, order.LocationId, order.CustomerId, [.. document.Select(back => new ReturnedLine(back.LineId, back.Quantity))]),
                document.Key.At);
        }
    }
}
