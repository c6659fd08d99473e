namespace Olympus.Import.OnlineRetail;

/// <summary>Part of a return that is refunded against a line of an earlier order.</summary>
/// <param name="Return">The line that gives back.</param>
/// <param name="Sale">The line that had been sold.</param>
/// <param name="Quantity">Units of it, positive.</param>
/// <param name="AmountMinor">Money given back for them, zero or more.</param>
public sealed record MatchedReturn(InvoiceLine Return, InvoiceLine Sale, int Quantity, long AmountMinor);

/// <summary>What of a credit meets no earlier sale.</summary>
/// <param name="Line">The line that gives back.</param>
/// <param name="Quantity">Units, positive.</param>
/// <param name="AmountMinor">Money given back for them, zero or more.</param>
public sealed record UnmatchedReturn(InvoiceLine Line, int Quantity, long AmountMinor);

/// <summary>
/// Finds for each return the sales it takes back: of the same customer and stock code, earlier in time, never more units than were sold and not yet
/// returned, never more money per unit than was paid. Sales at exactly the return's price come first, then the others, each newest first:
/// people bring back what they bought last. Returns without a customer cannot be matched.
/// </summary>
public sealed class ReturnMatching
{
    private readonly Dictionary<(string Customer, string Code), List<OpenSale>> _open = [];

    /// <summary>Remembers a line of an order. Lines are given in the order of time.</summary>
    public void Sold(InvoiceLine line)
    {
        if (line.Customer is null)
            return;
        var key = (line.Customer, line.Code);
        if (!_open.TryGetValue(key, out var sales))
            _open[key] = sales = [];
        sales.Add(new(line));
    }

    /// <summary>Splits a return over the sales it matches; the parts and the rest add up to the line, in units and in pence.</summary>
    public (IReadOnlyList<MatchedReturn> Matched, UnmatchedReturn? Unmatched) Return(InvoiceLine line)
    {
        var left = -line.Quantity;
        if (line.Customer is null || !Pence.IsWhole(line.UnitPrice) || !_open.TryGetValue((line.Customer, line.Code), out var sales))
            return ([], new(line, left, -line.AmountMinor));

        var matched = new List<MatchedReturn>(1);
        TakeFrom(sales, samePrice: true);
        TakeFrom(sales, samePrice: false);
        sales.RemoveAll(sale => sale.Left == 0);
        return (matched, left == 0 ? null : new(line, left, Pence.Of(left, line.UnitPrice)));

        void TakeFrom(List<OpenSale> candidates, bool samePrice)
        {
            for (var i = candidates.Count - 1; i >= 0 && left > 0; i--)
            {
                var sale = candidates[i];
                if (sale.Left == 0 || !Pence.IsWhole(sale.Line.UnitPrice) || sale.Line.At > line.At)
                    continue;
                if (samePrice ? sale.Line.UnitPrice != line.UnitPrice : sale.Line.UnitPrice <= line.UnitPrice)
                    continue;
                var units = Math.Min(left, sale.Left);
                sale.Left -= units;
                left -= units;
                matched.Add(new(line, sale.Line, units, Pence.Of(units, line.UnitPrice)));
            }
        }
    }

    private sealed class OpenSale(InvoiceLine line)
    {
        public InvoiceLine Line { get; } = line;
        public int Left { get; set; } = line.Quantity;
    }
}
