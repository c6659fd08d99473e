using NodaTime;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>Four weeks of a business that never was, in the order of time. Pure: the same business, location and day make the same history.</summary>
/// <param name="Customers">Known before the first order.</param>
/// <param name="Orders">Oldest first, all of them completed and paid.</param>
/// <param name="Returns">What came back of what was sold.</param>
/// <param name="Movements">Of stock, oldest first: never below zero at any moment.</param>
public sealed record DemoHistory(
    IReadOnlyList<HistoricalCategory> Categories, IReadOnlyList<HistoricalProduct> Products, IReadOnlyList<HistoricalCustomer> Customers,
    IReadOnlyList<HistoricalOrder> Orders, IReadOnlyList<HistoricalRefund> Refunds, IReadOnlyList<HistoricalReturn> Returns,
    IReadOnlyList<HistoricalMovement> Movements)
{
    public const int Days = 28;
    public const int CustomerCount = 60;

    /// <param name="business">Who trades.</param>
    /// <param name="location">Where.</param>
    /// <param name="today">The local day: everything happened before it.</param>
    public static DemoHistory Of(DemoBusiness business, Id<Location> location, DateOnly today)
    {
        var dice = new Dice(business.Seed);
        var days = new DemoCalendar(business.TimeZone, today);
        var shelf = DemoShelf.Of(business, days.Opening.AddDays(-30), dice);
        var customers = Acquaintances(business, days.Opening, dice);
        var orders = new List<HistoricalOrder>();
        var refunds = new List<HistoricalRefund>();
        var returns = new List<HistoricalReturn>();
        var stock = new DemoStock(location, days);
        var trade = new DemoTrade(business, location, shelf, customers, dice);
        for (var day = 0; day < Days; day++)
            foreach (var at in trade.Moments(days, day))
            {
                var order = trade.Order(at, orders.Count + 1);
                orders.Add(order);
                stock.Sold(order, shelf);
                if (trade.Refund(order, days) is not { } given)
                    continue;
                refunds.Add(given.Refund);
                if (given.Returned is not { } line)
                    continue;
                returns.Add(new(order.OrderId, line.LineId, line.Quantity, given.Refund.At));
                stock.Returned(order, line, given.Refund.At, shelf);
            }
        return new(
            shelf.Categories, shelf.Products, customers, orders, [.. refunds.OrderBy(refund => refund.At)],
            [.. returns.OrderBy(back => back.At)], stock.Movements(shelf, dice));
    }

    private static List<HistoricalCustomer> Acquaintances(DemoBusiness business, DateTimeOffset opening, Dice dice)
    {
        var people = business.People;
        var known = new List<HistoricalCustomer>(CustomerCount);
        var names = new HashSet<string>();
        while (known.Count < CustomerCount)
        {
            var (first, last) = (dice.One(people.FirstNames), dice.One(people.LastNames));
            if (!names.Add($"{first} {last}"))
                continue;
            var since = opening.AddDays(-dice.Between(1, 400)).AddMinutes(dice.Roll(600));
            var mailbox = $"{first}.{last}".ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
            known.Add(new(dice.Id<Customer>(since), $"{business.Prefix}-C{known.Count + 1:000}", $"{first} {last}", business.Country, since, $"{mailbox}@mail.example"));
        }
        return known;
    }
}

/// <summary>The days of the history at the place where they passed.</summary>
internal sealed class DemoCalendar(string timeZone, DateOnly today)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[timeZone];

    /// <summary>The local date there is now.</summary>
    public static DateOnly Today(string timeZone, TimeProvider clock) =>
        Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date.ToDateOnly();

    /// <summary>The local date of a day of the history, 0 being the first.</summary>
    public DateOnly Day(int day) => today.AddDays(day - DemoHistory.Days);

    public DateTimeOffset At(int day, int hour, int minute = 0, int second = 0)
    {
        var local = LocalDate.FromDateOnly(Day(day)).At(new LocalTime(hour, minute, second));
        return _zone.AtLeniently(local).ToInstant().ToDateTimeOffset();
    }

    /// <summary>The first morning, before anybody comes.</summary>
    public DateTimeOffset Opening => At(0, 6);

    /// <summary>The end of the last day.</summary>
    public DateTimeOffset End => At(DemoHistory.Days, 0);

    public int WeekOf(DateTimeOffset at) => Math.Clamp((int)((at - Opening).TotalDays / 7), 0, (DemoHistory.Days - 1) / 7);
}
