using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>Keeps account of what left the shelf and came back, and orders goods so that it never ran dry: an opening stock, then a delivery a week.</summary>
internal sealed class DemoStock(Id<Location> location, DemoCalendar days)
{
    private const int Weeks = DemoHistory.Days / 7;

    private readonly record struct Change(Id<Variant> VariantId, long Quantity, string Reason, Guid OrderId, DateTimeOffset At);

    private readonly List<Change> _changes = [];

    public void Sold(HistoricalOrder order, DemoShelf shelf)
    {
        foreach (var line in order.Lines)
            if (shelf.ByVariant[line.VariantId!.Value].TracksStock)
                _changes.Add(new(line.VariantId.Value, -line.Quantity, "sold", order.OrderId.Value, order.At));
    }

    public void Returned(HistoricalOrder order, HistoricalOrderLine line, DateTimeOffset at, DemoShelf shelf)
    {
        if (shelf.ByVariant[line.VariantId!.Value].TracksStock)
            _changes.Add(new(line.VariantId.Value, line.Quantity, "returned", order.OrderId.Value, at));
    }

    public IReadOnlyList<HistoricalMovement> Movements(DemoShelf shelf, Dice dice)
    {
        var sold = _changes.Where(change => change.Quantity < 0)
            .GroupBy(change => (change.VariantId, Week: days.WeekOf(change.At)))
            .ToDictionary(changes => changes.Key, changes => -changes.Sum(change => change.Quantity));
        var movements = new List<HistoricalMovement>();
        foreach (var variant in shelf.Sellables.Where(sellable => sellable.TracksStock).Select(sellable => sellable.VariantId))
            for (var week = 0; week < Weeks; week++)
            {
                var needed = sold.GetValueOrDefault((variant, week));
                // Each week brings what that week will sell; the spare of the first is what stands there in the end.
                var quantity = week == 0 ? needed + dice.Between(2, 40) : needed;
                if (quantity > 0)
                    movements.Add(Arrival(variant, quantity, days.At(7 * week, 6), week == 0 ? "opening_balance" : "received", dice));
            }
        movements.AddRange(_changes.Select(change => new HistoricalMovement(
            dice.Uuid(change.At), location, change.VariantId, change.Quantity, change.Reason, new("order", change.OrderId), change.At)));
        // Stable: what stands first stays first within a moment.
        return [.. movements.OrderBy(movement => movement.At)];
    }

    private HistoricalMovement Arrival(Id<Variant> variant, long quantity, DateTimeOffset at, string reason, Dice dice) =>
        new(dice.Uuid(at), location, variant, quantity, reason, new("demo", variant.Value), at);
}
