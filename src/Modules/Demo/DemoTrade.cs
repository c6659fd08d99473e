using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>Money given back, and the line that came back with it when it goes to the shelf again.</summary>
internal sealed record GivenBack(HistoricalRefund Refund, HistoricalOrderLine? Returned);

/// <summary>What customers of a demo business do.</summary>
internal sealed class DemoTrade(DemoBusiness business, Id<Location> location, DemoShelf shelf, IReadOnlyList<HistoricalCustomer> customers, Dice dice)
{
    /// <summary>Of the test gateway, with which no money moves: so a demo's card payments can be given back, too.</summary>
    private static readonly HistoricalCard TestCard = new("test", "test_ok");

    /// <summary>When orders come in on a day: more on some weekdays, around certain hours, never quite the same.</summary>
    public IReadOnlyList<DateTimeOffset> Moments(DemoCalendar days, int day)
    {
        var weight = business.Weekdays[((int)days.Day(day).DayOfWeek + 6) % 7];
        var count = business.OrdersPerDay * weight * dice.Between(85, 115) / 10_000;
        var moments = new DateTimeOffset[count];
        for (var i = 0; i < count; i++)
            moments[i] = days.At(day, dice.Weighted(business.Hours, hour => hour.Weight).Hour, dice.Roll(60), dice.Roll(60));
        Array.Sort(moments);
        return moments;
    }

    public HistoricalOrder Order(DateTimeOffset at, int number)
    {
        var (source, channel, _) = dice.Weighted(business.Channels, way => way.Weight);
        var atCounter = source == "pos";
        var isCash = atCounter && dice.Percent(business.CashShare);
        return new(
            dice.Id<Order>(at), $"{business.Prefix}-{number:00000}", location, Customer(atCounter), source, channel, at, Lines(at, channel), dice.Uuid(at),
            isCash ? "cash" : "card", isCash ? null : TestCard);
    }

    /// <summary>Whether it is one of the few orders of which something is given back, within three days and before the history ends.</summary>
    public GivenBack? Refund(HistoricalOrder order, DemoCalendar days)
    {
        if (dice.Roll(1000) >= business.RefundShare)
            return null;
        var at = order.At.AddMinutes(dice.Between(20, 3 * 24 * 60));
        if (at >= days.End)
            return null;
        var line = dice.One(order.Lines);
        // Food is not put back on the shelf.
        var returned = business.Industry == "retail" ? line : null;
        return new(new(dice.Uuid(at), order.OrderId, order.PaymentId!.Value, line.Gross, returned is null ? "Complaint" : "Returned", at), returned);
    }

    /// <summary>At the counter most people stay unknown; some regulars come again and again.</summary>
    private Id<Customer>? Customer(bool atCounter) => atCounter && !dice.Percent(30)
        ? null
        : customers[Math.Min(dice.Roll(customers.Count), dice.Roll(customers.Count))].CustomerId;

    private HistoricalOrderLine[] Lines(DateTimeOffset at, string channel)
    {
        var guests = channel == "dine_in" ? dice.Between(1, 4) : 1;
        var wanted = new SortedDictionary<int, long>();
        for (var left = guests + dice.Between(0, business.Industry == "restaurant" ? 3 : 2); left >= 0; left--)
        {
            var pick = dice.Weighted(Enumerable.Range(0, shelf.Sellables.Count).ToArray(), i => shelf.Sellables[i].Popularity);
            wanted[pick] = wanted.GetValueOrDefault(pick) + (dice.Percent(15) ? 2 : 1);
        }
        return [.. wanted.Select(line => Line(at, shelf.Sellables[line.Key], line.Value))];
    }

    private HistoricalOrderLine Line(DateTimeOffset at, Sellable of, long quantity)
    {
        var gross = of.Price * quantity;
        var net = new Money(Rounding.HalfUp.Divide((Int128)gross.Amount * Rate.One, Rate.One + (Int128)of.TaxRate.Millionths), gross.Currency);
        return new(
            dice.Id<OrderLine>(at), of.VariantId, of.ProductId, of.Sku, of.Name, "product", quantity, of.Price, net, gross - net, gross, of.TaxClass,
            of.TaxRate.Fraction, of.Cost);
    }
}
