using System.Collections.Immutable;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>What the log says about one order, as far as sales figures need it. Pure.</summary>
/// <param name="Status">As the order has it; <c>discarded</c> for one that was cancelled while it was a draft.</param>
/// <param name="HourAt">When the hour began in which it was placed, on the location's clock of that time.</param>
/// <param name="HourOfDay">What that clock showed: 0 to 23.</param>
/// <param name="Staff">The id of the user who placed it; empty when nobody did (an import, another program).</param>
/// <param name="Discount">Taken off by hand.</param>
internal sealed record PlacedOrder(
    Id<Location> LocationId, string Currency, DateOnly BusinessOn, DateTimeOffset HourAt, int HourOfDay, string Source, string Channel, string Staff,
    Id<Customer>? CustomerId, string Status, long Net, long Tax, long Gross, long Discount, IReadOnlyList<OrderedLine> Lines)
{
    private const string User = "user:";

    /// <summary>Units that came back of its lines; null: none.</summary>
    public ImmutableDictionary<Id<OrderLine>, long>? Returned { get; init; }

    /// <summary>What one unit of its lines had cost, of those of which it is known.</summary>
    public ImmutableDictionary<Id<OrderLine>, long> Costs { get; init; } = ImmutableDictionary<Id<OrderLine>, long>.Empty;

    /// <summary>What came back, each time that something did.</summary>
    public ImmutableList<GoodsBack> Returns { get; init; } = [];

    /// <summary>Whether it is a sale: neither a draft nor cancelled.</summary>
    public bool IsCounted => Status is not ("draft" or "cancelled" or "discarded");

    /// <summary>Where it stands for those who count orders by status.</summary>
    public string Stands => Status == "discarded" ? "cancelled" : Status;

    /// <summary>What is known after something happened to it; null while its beginning was not heard of.</summary>
    /// <param name="known">What was known before; null: nothing.</param>
    /// <param name="said">The event's record.</param>
    public static PlacedOrder? After(PlacedOrder? known, object said, LoggedEvent happened, Clocks clocks) => (said, known) switch
    {
        (OrderCreated created, _) => Created(created, happened, clocks.At(created.LocationId, happened)),
        (_, null) => null,
        (OrderUpdated updated, _) => known with
        {
            CustomerId = updated.CustomerId,
            Net = updated.Net.Amount,
            Tax = updated.Tax.Amount,
            Gross = updated.Total.Amount,
            Discount = Off(updated.Discounts),
            Lines = updated.Lines,
        },
        (OrderStatusChanged moved, _) => known with { Status = moved.To },
        (OrderCancelled cancelled, _) => known with { Status = cancelled.From == "draft" ? "discarded" : "cancelled" },
        _ => known,
    };

    /// <summary>What is said of costs replaces what was said of them before.</summary>
    public PlacedOrder Cost(OrderCosted said) =>
        this with { Costs = said.Lines.ToImmutableDictionary(line => line.LineId, line => line.UnitCost.Amount) };

    /// <summary>What a line's goods had cost, and the net sales of which that is known: none where it is not.</summary>
    public (long Cost, long Net) CostOf(OrderedLine line) =>
        Costs.TryGetValue(line.LineId, out var unit) ? (checked(unit * line.Quantity), line.Net.Amount) : default;

    public HourFigures Figures => Status switch
    {
        "draft" or "discarded" => default,
        "cancelled" => new() { Cancelled = 1 },
        _ => new()
        {
            Orders = 1,
            Completed = Status == "completed" ? 1 : 0,
            // Postage, fees and corrections are no products.
            Units = Lines.Sum(line => line.ProductId is null ? 0 : line.Quantity),
            Net = Net,
            Tax = Tax,
            Gross = Gross,
        },
    };

    /// <summary>What they are worth that came back, by what was paid for them: the last unit takes what rounding left, so that all units together are the
    /// line.</summary>
    /// <param name="back">Which units; those of a line that is not known are left out.</param>
    public (PlacedOrder Order, IReadOnlyList<ReturnedGoods> Goods) Return(IReadOnlyList<ReturnedLine> back)
    {
        var (returned, goods) = (Returned ?? ImmutableDictionary<Id<OrderLine>, long>.Empty, new List<ReturnedGoods>());
        foreach (var units in back)
        {
            if (Lines.FirstOrDefault(line => line.LineId == units.LineId) is not { } line)
                continue;
            var before = returned.GetValueOrDefault(units.LineId);
            long Part(Money of) =>
                Rounding.HalfUp.Divide((Int128)of.Amount * (before + units.Quantity), line.Quantity) - Rounding.HalfUp.Divide((Int128)of.Amount * before, line.Quantity);
            goods.Add(new(line, units.Quantity, Part(line.Net), Part(line.Gross)));
            returned = returned.SetItem(units.LineId, before + units.Quantity);
        }

        return (this with { Returned = returned }, goods);
    }

    /// <summary>Who did something, as figures by staff need it: the id of the user, or empty.</summary>
    public static string StaffOf(LoggedEvent happened) =>
        happened.Actor.StartsWith(User, StringComparison.Ordinal) ? happened.Actor[User.Length..] : "";

    private static PlacedOrder Created(OrderCreated created, LoggedEvent happened, Clock clock)
    {
        var hourAt = clock.HourOf(happened.OccurredAt);
        return new(
            created.LocationId, created.Total.Currency.Code, created.BusinessOn, hourAt, clock.HourOfDay(hourAt), created.Source, created.Channel,
            created.TakenBy?.ToString() ?? StaffOf(happened), created.CustomerId, created.Status, created.Net.Amount, created.Tax.Amount, created.Total.Amount, Off(created.Discounts),
            created.Lines);
    }

    private static long Off(IReadOnlyList<OrderedDiscount>? discounts) => discounts?.Sum(discount => discount.Off.Amount) ?? 0;
}

/// <summary>Goods that came back at once, and on which clock.</summary>
internal sealed record GoodsBack(LoggedEvent Happened, Clock Clock, IReadOnlyList<ReturnedGoods> Goods);

/// <summary>Units of one line that came back; amounts in minor units.</summary>
internal sealed record ReturnedGoods(OrderedLine Line, long Units, long Net, long Gross);

/// <summary>What one hour holds; amounts in minor units.</summary>
internal readonly record struct HourFigures(
    long Orders, long Completed, long Cancelled, long Units, long Net, long Tax, long Gross, long Refunds, long Refunded)
{
    public static HourFigures operator +(HourFigures left, HourFigures right) => new(
        left.Orders + right.Orders, left.Completed + right.Completed, left.Cancelled + right.Cancelled, left.Units + right.Units,
        checked(left.Net + right.Net), checked(left.Tax + right.Tax), checked(left.Gross + right.Gross), left.Refunds + right.Refunds,
        checked(left.Refunded + right.Refunded));
}
