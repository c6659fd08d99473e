using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Asking;

/// <summary>What a number is.</summary>
[JsonConverter(typeof(WireEnum<FigureUnit>))]
public enum FigureUnit
{
    /// <summary>Whole things.</summary>
    Count,

    /// <summary>Minor units of the row's currency.</summary>
    Money,

    /// <summary>A share: 0.25 is 25 %.</summary>
    Ratio,

    /// <summary>So many of one by one of another.</summary>
    Number,

    /// <summary>Days.</summary>
    Days,
}

/// <summary>A number of a fact table.</summary>
internal sealed record Ingredient(string Column, params FactTable[] Tables);

/// <summary>Something that can be asked for.</summary>
/// <param name="Definition">What it counts, in a sentence.</param>
/// <param name="Source">Where it comes from: what happened, as the event log tells it.</param>
/// <param name="Of">What it is made of. Each is taken from the first of its tables that knows all that is asked.</param>
/// <param name="Make">From the ingredients and the number of days of the period; null: there is no such number, as with a share of nothing.</param>
/// <param name="Rounding">How it becomes a number that can be written.</param>
/// <param name="Missing">Why it cannot be asked for; null: it can.</param>
internal sealed record Measure(
    string Name, FigureUnit Unit, string Definition, string Source, Ingredient[] Of, Func<long[], int, decimal?> Make, string? Rounding = null,
    string? Missing = null)
{
    /// <summary>What must be held in the whole tenant to be told it; null: the right to see figures is enough.</summary>
    public string? Permission { get; init; }

    /// <summary>Whether it only grows from day to day, as counts and sums do and shares do not.</summary>
    public bool Grows => Unit is FigureUnit.Count or FigureUnit.Money && Rounding is null && !IsOfNow;

    public bool IsOfNow => Array.Exists(Of, part => Array.Exists(part.Tables, table => table.IsOfNow));
}

/// <summary>All of them.</summary>
internal static class Measures
{
    private const string Orders = "commerce.order.created, updated, status_changed and cancelled";
    private const string Refunds = "commerce.payment.refunded";
    private const string Returns = "commerce.order.goods_returned, valued by what the lines had been sold for";
    private const string Stocks = "inventory.stock.taken, put_back, adjusted and counted";
    private const string Sale = "of orders that are neither drafts nor cancelled, on the business day on which they were placed";
    private const string Costs = "commerce.order.costed, of the orders that count";
    private const string Known = "of products of which it was known what a unit costs to buy when it was sold; the others count for nothing";
    private const string Share = "four decimals, half up";
    private const string Two = "two decimals, half up";

    private static readonly FactTable[] Trade = [FactTables.Days, FactTables.Hours];
    private static readonly FactTable[] Goods = [FactTables.Days, FactTables.Hours, FactTables.Variants];

    public static readonly IReadOnlyList<Measure> All =
    [
        Plain("orders", FigureUnit.Count, "Orders that are neither drafts nor cancelled, on the business day on which they were placed.", Orders, "orders", Trade),
        Plain("completed_orders", FigureUnit.Count, "Of the orders, those handed over.", Orders, "completed", Trade),
        Plain("cancelled_orders", FigureUnit.Count, "Orders placed then and cancelled since; not among the orders.", Orders, "cancelled", Trade),
        Plain("units", FigureUnit.Count, $"Units of products {Sale}; postage, fees and corrections are none.", Orders, "units", Goods),
        Plain("lines", FigureUnit.Count, $"Lines of products {Sale}: how often something was put on an order.", Orders, "lines", FactTables.Variants),
        Plain("gross", FigureUnit.Money, $"What customers were asked to pay, with tax, {Sale}; refunds stand beside it.", Orders, "gross", Goods),
        Plain("net", FigureUnit.Money, $"The same without tax, after discounts, {Sale}; refunds stand beside it. By product: what stood on its lines.", Orders, "net", Goods),
        Plain("tax", FigureUnit.Money, $"Tax {Sale}: gross less net.", Orders, "tax", Goods),
        Plain("discounts", FigureUnit.Money, $"Taken off by hand {Sale}; with tax where the location's prices include it.", Orders, "discount", Trade),
        Plain("refunds", FigureUnit.Count, "How often money was given back, on the day on which it was, for whatever order.", Refunds, "refunds", [.. Trade, FactTables.Payments]),
        Plain("refunded", FigureUnit.Money, "How much money was given back, on the day on which it was; not taken off the sales; without tips.", Refunds, "refunded", [.. Trade, FactTables.Payments]),
        Plain("returned_units", FigureUnit.Count, "Units of products that came back, on the day on which they did.", Returns, "returned_units", Goods),
        Plain("returned_net", FigureUnit.Money, "What the goods that came back had been sold for, without tax.", Returns, "returned_net", Goods),
        Plain("returned_gross", FigureUnit.Money, "What the goods that came back had been sold for, with tax.", Returns, "returned_gross", Goods),
        new("net_after_returns", FigureUnit.Money, "Net sales less what the goods that came back in the same time had been sold for.", $"{Orders}; {Returns}",
            [new("net", Goods), new("returned_net", Goods)], (of, _) => of[0] - of[1]),
        new("average_order_value", FigureUnit.Money, "Net sales by order; none without orders.", Orders, [new("net", Trade), new("orders", Trade)],
            (of, _) => of[1] == 0 ? null : Rounding.HalfUp.Divide(of[0], of[1]), "whole minor units, half up"),
        new("items_per_order", FigureUnit.Number, "Units by order; none without orders.", Orders, [new("units", Trade), new("orders", Trade)],
            (of, _) => Quotient(of[0], of[1], 2), Two),
        new("refund_rate", FigureUnit.Ratio, "Money given back as a share of what customers were asked to pay in the same time.", $"{Orders}; {Refunds}",
            [new("refunded", Trade), new("gross", Trade)], (of, _) => Quotient(of[0], of[1], 4), Share),
        new("return_rate", FigureUnit.Ratio, "Units that came back as a share of the units sold in the same time.", $"{Orders}; {Returns}",
            [new("returned_units", Goods), new("units", Goods)], (of, _) => Quotient(of[0], of[1], 4), Share),
        new("cancellation_rate", FigureUnit.Ratio, "Cancelled orders as a share of all that were placed.", Orders, [new("cancelled", Trade), new("orders", Trade)],
            (of, _) => Quotient(of[0], of[0] + of[1], 4), Share),
        Plain("customers", FigureUnit.Count, $"Different known customers {Sale}.", Orders, "unique", FactTables.Customers),
        Plain("new_customers", FigureUnit.Count, "Of the customers, those whose first order ever, at any location, was in this time.", Orders, "new", FactTables.Customers),
        new("returning_customers", FigureUnit.Count, "Of the customers, those who had bought before this time.", Orders,
            [new("unique", FactTables.Customers), new("new", FactTables.Customers)], (of, _) => of[0] - of[1]),
        Plain("customer_net", FigureUnit.Money, $"Net sales to known customers: {Sale}.", Orders, "net", FactTables.Customers),
        Plain("customer_gross", FigureUnit.Money, $"What known customers were asked to pay, with tax, {Sale}.", Orders, "gross", FactTables.Customers),
        Plain("customer_orders", FigureUnit.Count, $"Orders of known customers {Sale}.", Orders, "orders", FactTables.Customers),
        new("repeat_rate", FigureUnit.Ratio, "Customers with two orders or more in this time as a share of the customers.", Orders,
            [new("repeating", FactTables.Customers), new("unique", FactTables.Customers)], (of, _) => Quotient(of[0], of[1], 4), Share),
        Plain("payments", FigureUnit.Count, "How often money was taken, on the day on which it was.", "commerce.payment.captured", "payments", FactTables.Payments),
        Plain("captured", FigureUnit.Money, "How much money was taken for orders, on the day on which it was; without tips.", "commerce.payment.captured", "captured", FactTables.Payments),
        new("collected", FigureUnit.Money, "Money taken for orders less money given back; without tips.", $"commerce.payment.captured; {Refunds}",
            [new("captured", FactTables.Payments), new("refunded", FactTables.Payments)], (of, _) => of[0] - of[1]),
        Plain("tips", FigureUnit.Money, "What customers gave on top, on the day on which it was taken, less what went back of it, on the day on which that did; no part of sales, captured or refunded.",
            "commerce.payment.captured, refunded and reversed", "tips", FactTables.Payments),
        Plain("stock_units", FigureUnit.Count, "Units on hand now.", Stocks, "on_hand", FactTables.Stock),
        Plain("stock_value", FigureUnit.Money, "Units on hand now by the catalogue's price of one; what was oversold counts for nothing.", $"{Stocks}; commerce.product.created and updated", "value", FactTables.Stock),
        Plain("low_stock", FigureUnit.Count, "Items at or below their threshold now, and not out; one item is a variant at a location.", $"{Stocks}; inventory.threshold.changed", "low", FactTables.Stock),
        Plain("out_of_stock", FigureUnit.Count, "Items of which nothing is there now.", Stocks, "out", FactTables.Stock),
        new("sell_through", FigureUnit.Ratio, "Units sold as a share of units sold and units on hand now.", $"{Orders}; {Stocks}",
            [new("units", FactTables.Variants), new("on_hand", FactTables.Stock)], (of, _) => Quotient(of[0], of[0] + Math.Max(of[1], 0), 4), Share),
        new("stock_turnover", FigureUnit.Number, "Units sold in the period by units on hand now; none when nothing is there.", $"{Orders}; {Stocks}",
            [new("units", FactTables.Variants), new("on_hand", FactTables.Stock)], (of, _) => of[1] <= 0 ? null : Quotient(of[0], of[1], 2), Two),
        new("days_of_cover", FigureUnit.Days, "How many days units on hand now last if they go as they went in the period; none when nothing went.", $"{Orders}; {Stocks}",
            [new("on_hand", FactTables.Stock), new("units", FactTables.Variants)], (of, days) => of[1] <= 0 ? null : Quotient((decimal)Math.Max(of[0], 0) * days, of[1], 1),
            "one decimal, half up"),
        OfCosts("cost", FigureUnit.Money, $"What the goods had cost to buy {Sale}: {Known}.", [new("cost", FactTables.Variants)], of => of[0]),
        OfCosts("costed_net", FigureUnit.Money, $"Net sales {Known}: what cost, gross profit and gross margin speak for.", [new("costed_net", FactTables.Variants)], of => of[0]),
        OfCosts("cost_coverage", FigureUnit.Ratio, $"Net sales {Known}, as a share of the net sales of all products.",
            [new("costed_net", FactTables.Variants), new("net", FactTables.Variants)], of => Quotient(of[0], of[1], 4), Share),
        OfCosts("gross_profit", FigureUnit.Money, $"Net sales less what the goods had cost, {Known}; goods that came back are not taken off.",
            [new("costed_net", FactTables.Variants), new("cost", FactTables.Variants)], of => of[0] - of[1]),
        OfCosts("gross_margin", FigureUnit.Ratio, $"Gross profit as a share of the same net sales: {Known}. None without such sales.",
            [new("costed_net", FactTables.Variants), new("cost", FactTables.Variants)], of => Quotient(of[0] - of[1], of[0], 4), Share),
    ];

    public static readonly FrozenDictionary<string, Measure> ByName = All.ToFrozenDictionary(measure => measure.Name, StringComparer.Ordinal);

    private static Measure Plain(string name, FigureUnit unit, string definition, string source, string column, params FactTable[] tables) =>
        new(name, unit, definition, source, [new(column, tables)], (of, _) => of[0]);

    private static Measure OfCosts(string name, FigureUnit unit, string definition, Ingredient[] of, Func<long[], decimal?> make, string? rounding = null) =>
        new(name, unit, definition, $"{Orders}; {Costs}", of, (parts, _) => make(parts), rounding) { Permission = Sight.OfCosts };

    private static decimal? Quotient(decimal over, decimal under, int decimals) =>
        under == 0 ? null : Math.Round(over / under, decimals, MidpointRounding.AwayFromZero);
}
