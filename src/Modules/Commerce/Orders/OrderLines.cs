using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Lines on their way into the database, column by column: any number of them is one statement.</summary>
internal sealed class OrderLines(int count)
{
    internal const string InsertLinesSql = """
        insert into commerce.order_lines (
            order_id, id, position, kind, variant_id, product_id, name, sku, quantity, unit_price_minor, unit_price_mode, list_minor,
            line_discount_minor, order_discount_minor, rounding_minor, tax_class, tax_rate_millionths, net_minor, tax_minor, gross_minor,
            tracks_stock, note, unit_cost_minor)
        select
            line.order_id, line.id, line.position, line.kind, line.variant_id, line.product_id, line.name, line.sku, line.quantity,
            line.unit_price, line.unit_price_mode, line.list, line.line_discount, line.order_discount, line.rounding, line.tax_class,
            line.tax_rate, line.net, line.tax, line.net + line.tax, line.tracks_stock, line.note, line.unit_cost
        from unnest(
            $1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[],
            $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::text[], $17::bigint[], $18::bigint[], $19::bigint[], $20::boolean[],
            $21::text[], $22::bigint[])
            as line (order_id, id, position, kind, variant_id, product_id, name, sku, quantity, unit_price, unit_price_mode, list,
                line_discount, order_discount, rounding, tax_class, tax_rate, net, tax, tracks_stock, note, unit_cost)
        """;

    private readonly List<Row> _rows = new(count);

    private sealed record Row(OrderedLine Line, Id<Order> Order, int Position, Money UnitPrice, PriceMode Mode, long List, long LineDiscount,
        long OrderDiscount, long Rounding, bool TracksStock, string? Note, long? UnitCost);

    /// <summary>As listeners hear of them.</summary>
    public OrderedLine[] Facts => [.. _rows.Select(row => row.Line)];

    /// <summary>What is known of what they had cost.</summary>
    public CostedLine[] Costs =>
        [.. _rows.Where(row => row.UnitCost is not null).Select(row => new CostedLine(row.Line.LineId, new(row.UnitCost!.Value, row.Line.Net.Currency)))];

    public Id<OrderLine>[] Ids => [.. _rows.Select(row => row.Line.LineId)];

    /// <summary>A line as it was priced.</summary>
    /// <param name="cost">Of one unit, in minor units; null: it is not known.</param>
    /// <param name="id">Of the line it replaces, if it does.</param>
    public void Add(
        Id<Order> order, int position, QuoteLineView line, Offer offer, string? note, DateTimeOffset now, long? cost, Id<OrderLine>? id = null) => _rows.Add(new(
        new(
            id ?? Id<OrderLine>.New(now), line.VariantId, offer.ProductId, offer.Sku, offer.Name, "product", line.Quantity, line.Net, line.Tax, line.Gross,
            line.TaxClass, line.TaxRate),
        order, position, line.UnitPrice, line.UnitPriceMode, line.List.Amount, line.LineDiscount.Amount, line.OrderDiscount.Amount,
        line.Rounding.Amount, offer.TracksStock, note, cost));

    /// <summary>A line as a customer was told it.</summary>
    public void Add(Id<Order> order, int position, RecordSaleLineRequest line, Offer offer, PriceMode mode, DateTimeOffset at) => _rows.Add(new(
        new(
            Id<OrderLine>.New(at), line.VariantId, offer.ProductId, offer.Sku, offer.Name, "product", line.Quantity, line.Net, line.Tax, line.Net + line.Tax,
            line.TaxClass, line.TaxRate),
        order, position, line.UnitPrice, mode, line.List.Amount, line.LineDiscount.Amount, line.OrderDiscount.Amount, line.Rounding.Amount,
        offer.TracksStock, line.Note, offer.CostIn(line.Net.Currency)));

    /// <summary>A line of the past, as it was charged: what a discount took off is no longer known.</summary>
    public void Add(Id<Order> order, int position, HistoricalOrderLine line, PriceMode mode)
    {
        var charged = mode == PriceMode.Inclusive ? line.Gross : line.Net;
        _rows.Add(new(
            new(
                line.LineId, line.VariantId, line.ProductId, line.Sku, line.Name, line.Kind, line.Quantity, line.Net, line.Tax, line.Gross,
                line.TaxClass, Rate.FromFraction(line.TaxRate)),
            order, position, line.UnitPrice, mode, charged.Amount, 0, 0, 0, line is { Kind: "product", VariantId: not null }, null, line.UnitCost?.Amount));
    }

    public LineTotals Totals()
    {
        var sum = default(LineTotals);
        foreach (var row in _rows)
            sum += new LineTotals(row.List, row.LineDiscount + row.OrderDiscount, row.Rounding, row.Line.Net.Amount, row.Line.Tax.Amount);
        return sum;
    }

    public List<StockDemand> StockDemands()
    {
        var demands = new List<StockDemand>(_rows.Count);
        foreach (var row in _rows)
            if (row.TracksStock)
                demands.Add(new(row.Line.VariantId!.Value, row.Line.Quantity));
        return demands;
    }

    public Sql InsertSql() => new(
        InsertLinesSql,
        Column(row => row.Order.Value), Column(row => row.Line.LineId.Value), Column(row => row.Position), Column(row => row.Line.Kind),
        Column(row => row.Line.VariantId?.Value), Column(row => row.Line.ProductId?.Value), Column(row => row.Line.Name), Column(row => row.Line.Sku),
        Column(row => row.Line.Quantity), Column(row => row.UnitPrice.Amount), Column(row => WireName.Of(row.Mode)), Column(row => row.List),
        Column(row => row.LineDiscount), Column(row => row.OrderDiscount), Column(row => row.Rounding), Column(row => row.Line.TaxClass),
        Column(row => row.Line.TaxRate.Millionths), Column(row => row.Line.Net.Amount), Column(row => row.Line.Tax.Amount),
        Column(row => row.TracksStock), Column(row => row.Note), Column(row => row.UnitCost));

    private T[] Column<T>(Func<Row, T> value)
    {
        var column = new T[_rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(_rows[i]);
        return column;
    }
}

/// <summary>Sums of lines in minor units.</summary>
internal readonly record struct LineTotals(long List, long Discount, long Rounding, long Net, long Tax)
{
    public long Gross => Net + Tax;

    public static LineTotals operator +(LineTotals left, LineTotals right) => new(
        checked(left.List + right.List), left.Discount + right.Discount, left.Rounding + right.Rounding, checked(left.Net + right.Net),
        checked(left.Tax + right.Tax));
}
