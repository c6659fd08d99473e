using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>The lines and discounts that an order has after an edit: what the edit does not name stays. Pure.</summary>
internal sealed class WantedOrder
{
    public WantedOrder(EditOrderRequest edit, List<LockedLine> before, List<OrderDiscountRow> granted)
    {
        var named = edit.Lines ?? [.. before.Select(line => new EditOrderLineRequest(line.VariantId!.Value, line.Quantity, line.Id, line.Note))];
        Lines = [.. named.Select(line => line with { Discounts = line.Discounts ?? Of(line.LineId) })];
        Discounts = edit.Discounts ?? [.. granted.Where(discount => discount.LineId is null).Select(discount => discount.Discount)];

        IReadOnlyList<Discount> Of(Id<OrderLine>? line) =>
            line is null ? [] : [.. granted.Where(discount => discount.LineId == line).Select(discount => discount.Discount)];
    }

    public IReadOnlyList<EditOrderLineRequest> Lines { get; }

    /// <summary>On the whole order.</summary>
    public IReadOnlyList<Discount> Discounts { get; }

    public bool HasDiscounts => Discounts.Count > 0 || Lines.Any(line => line.Discounts is { Count: > 0 });
}

/// <summary>What an edit does to the lines of an order. Pure.</summary>
internal sealed class EditedLines
{
    /// <summary>The same variant and quantity as before.</summary>
    public List<(LockedLine Row, int Position, string? Note)> Kept { get; } = [];

    /// <summary>New, or no longer what was priced.</summary>
    public List<(EditOrderLineRequest Wanted, int Position, Money? UnitPrice)> Changed { get; private set; } = [];

    /// <summary>Taken out, or to be written anew.</summary>
    public List<LockedLine> Gone { get; } = [];

    private readonly IReadOnlyList<EditOrderLineRequest> _wanted;

    public EditedLines(List<LockedLine> before, IReadOnlyList<EditOrderLineRequest> wanted)
    {
        _wanted = wanted;
        var rows = before.ToDictionary(row => row.Id);
        for (var i = 0; i < wanted.Count; i++)
        {
            var line = wanted[i];
            if (line.LineId is { } id && !rows.ContainsKey(id))
                throw OrderRefusals.LineUnknown(id).AsException();
            if (line.LineId is { } same && rows[same] is var row && row.VariantId == line.VariantId && row.Quantity == line.Quantity)
            {
                Kept.Add((row, i + 1, line.Note));
                rows.Remove(same);
            }
            else
                Changed.Add((line, i + 1, null));
        }

        Gone.AddRange(rows.Values);
    }

    /// <summary>Makes one basket of all the lines; those that stay keep their unit price.</summary>
    public void PriceAnew(Currency currency)
    {
        Changed.AddRange(Kept.Select(line => (
            _wanted[line.Position - 1] with { LineId = line.Row.Id }, line.Position, (Money?)new Money(line.Row.UnitPriceMinor, currency))));
        Changed = [.. Changed.OrderBy(line => line.Position)];
        Gone.AddRange(Kept.Select(line => line.Row));
        Kept.Clear();
    }

    /// <summary>What a unit of a line that is written anew had cost, in minor units: the goods of a line that had the same variant are the same, whatever they
    /// are sold for now.</summary>
    public long? CostOf(EditOrderLineRequest line, Offer offer, Currency currency) =>
        Gone.Find(row => row.Id == line.LineId && row.VariantId == line.VariantId) is { } same ? same.UnitCostMinor : offer.CostIn(currency);

    /// <summary>What is known of what the goods had cost before.</summary>
    public IEnumerable<CostedLine> CostsBefore(Currency currency) => Kept.Select(line => line.Row).Concat(Gone).Select(row => row.Cost(currency)).OfType<CostedLine>();

    /// <summary>What more (or, negative, less) of each variant the order takes.</summary>
    public IReadOnlyCollection<StockDemand> StockChange(IEnumerable<StockDemand> taken) =>
    [
        .. taken.Concat(Gone.Where(row => row.TracksStock).Select(row => new StockDemand(row.VariantId!.Value, -row.Quantity)))
            .GroupBy(demand => demand.VariantId)
            .Select(group => new StockDemand(group.Key, group.Sum(demand => demand.Quantity)))
            .Where(demand => demand.Quantity != 0)
            .OrderBy(demand => demand.VariantId),
    ];
}
