namespace Olympus.Import.OnlineRetail;

/// <summary>One line of an order, with the rule that made it one.</summary>
public sealed record OrderLine(InvoiceLine Line, LineRule Rule);

/// <summary>Goods that came or went without money.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Change">Units, negative when they are gone.</param>
public sealed record StockCorrection(InvoiceLine Line, int Change);

/// <summary>Money for or against an account that is no order and no refund of one.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Rule">The rule that took it.</param>
/// <param name="Quantity">Units the amount stands for, positive.</param>
/// <param name="AmountMinor">Pence: negative when the shop gave it.</param>
public sealed record AccountAdjustment(InvoiceLine Line, LineRule Rule, int Quantity, long AmountMinor);

/// <summary>Everything one invoice number stands for: written whole, in one transaction, or not at all.</summary>
/// <param name="Number">As written.</param>
/// <param name="At">The earliest time on it; 39 invoices of the published set carry two times a minute apart.</param>
/// <param name="Customer">Null when the shop did not know them.</param>
/// <param name="Country">As written.</param>
public sealed record Invoice(string Number, DateTimeOffset At, string? Customer, string? Country)
{
    public List<OrderLine> OrderLines { get; } = [];
    public List<MatchedReturn> Refunds { get; } = [];
    public List<AccountAdjustment> Adjustments { get; } = [];
    public List<StockCorrection> Corrections { get; } = [];

    /// <summary>What comes back to the shelf, whether or not it meets a sale.</summary>
    public List<InvoiceLine> ReturnedGoods { get; } = [];

    public long OrderTotalMinor => OrderLines.Sum(line => line.Line.AmountMinor);

    /// <summary>So many lines of the file, as a measure of the work.</summary>
    public int LineCount => OrderLines.Count + Refunds.Count + Adjustments.Count + Corrections.Count;

    /// <summary>What the invoice does to the stock, in the order of its lines.</summary>
    public IEnumerable<StockEffect> StockEffects =>
        OrderLines.Select(line => new StockEffect(line.Line, LineRules.StockChange(line.Line, line.Rule), StockReasons.Sold)).Where(row => row.Change != 0)
            .Concat(ReturnedGoods.Select(line => new StockEffect(line, -line.Quantity, StockReasons.Returned)))
            .Concat(Corrections.Select(correction => new StockEffect(
                correction.Line, correction.Change, StockReasons.OfCorrection(correction.Line.Description, correction.Change))));
}

/// <summary>Units of one code that came or went, and why.</summary>
public readonly record struct StockEffect(InvoiceLine Line, int Change, string Reason);

/// <summary>An article of the shop, as far as its sales tell; postage, fees and the like are none.</summary>
/// <param name="Code">The stock code in capitals: the SKU.</param>
/// <param name="Name">The description most lines give it.</param>
/// <param name="IsActive">False when it was never sold at a price.</param>
/// <param name="PriceMinor">Pence: the unit price most sales had, the latest one among equals.</param>
/// <param name="FirstSeenAt">The first line that names it.</param>
/// <param name="OpeningStock">What must have been there before the first line so that no later moment is below zero.</param>
public sealed record Article(
    string Code, string Name, bool IsActive, long PriceMinor, DateTimeOffset FirstSeenAt, int OpeningStock);

/// <summary>A customer as far as the file knows one.</summary>
/// <param name="Number">The file's number.</param>
/// <param name="Country">The one on the latest line.</param>
/// <param name="FirstSeenAt">Their first line.</param>
public sealed record KnownCustomer(string Number, string? Country, DateTimeOffset FirstSeenAt);

/// <summary>The whole file, understood: what will be written, in the order of time. Pure; a database is not needed to make or to check it.</summary>
public sealed class SalesHistory
{
    public required IReadOnlyList<Invoice> Invoices { get; init; }
    public required IReadOnlyList<Article> Articles { get; init; }
    public required IReadOnlyList<KnownCustomer> Customers { get; init; }
    public required Reconciliation Reconciliation { get; init; }

    /// <summary>The instant opening stock is booked at: a second before anything else.</summary>
    public DateTimeOffset OpensAt => Invoices.Count == 0 ? DateTimeOffset.UnixEpoch : Invoices[0].At.AddSeconds(-1);

    /// <param name="read">Every line that could be read, in any order.</param>
    /// <param name="reject">Receives the lines that no rule takes.</param>
    /// <param name="unreadable">How many lines were rejected while reading; asked after the last line.</param>
    public static SalesHistory Of(IEnumerable<InvoiceLine> read, Action<RejectedLine> reject, Func<int> unreadable)
    {
        var groups = read.GroupBy(line => line.Invoice, StringComparer.Ordinal)
            .OrderBy(lines => lines.Min(line => line.At)).ThenBy(lines => lines.Min(line => line.Number));
        var matching = new ReturnMatching();
        var invoices = new List<Invoice>();
        var accepted = new List<(InvoiceLine Line, LineRule Rule)>();
        var refused = 0;
        foreach (var lines in groups)
        {
            var customer = lines.FirstOrDefault(line => line.Customer is not null)?.Customer;
            var priced = lines.Any(line => line.UnitPrice != 0);
            var invoice = new Invoice(lines.Key, lines.Min(line => line.At), customer, lines.First().Country);
            var taken = accepted.Count;
            foreach (var written in lines)
            {
                var line = written.Customer is null && customer is not null ? written with { Customer = customer } : written;
                var ruling = line.Customer == customer
                    ? LineRules.Decide(line, priced)
                    : Ruling.Reject(RejectReasons.CustomerDiffers, $"The invoice belongs to customer {customer}, this line to another.");
                if (ruling.IsRejected)
                {
                    refused++;
                    reject(new(line.Number, ruling.RejectReason!, ruling.Detail!, line.ToString()));
                    continue;
                }
                accepted.Add((line, ruling.Rule));
                Add(invoice, line, ruling.Rule, matching);
            }
            if (accepted.Count > taken)
                invoices.Add(invoice);
        }
        return new()
        {
            Invoices = invoices,
            Articles = Catalogue.Articles(accepted, invoices),
            Customers = Catalogue.Customers(accepted),
            Reconciliation = Reconciliation.Of(accepted, invoices, unreadable() + refused),
        };
    }

    private static void Add(Invoice invoice, InvoiceLine line, LineRule rule, ReturnMatching matching)
    {
        if (LineRules.IsOrderLine(rule))
        {
            invoice.OrderLines.Add(new(line, rule));
            matching.Sold(line);
        }
        else if (LineRules.IsReturn(rule))
        {
            var (matched, rest) = matching.Return(line);
            invoice.Refunds.AddRange(matched);
            if (rest is { AmountMinor: not 0 })
                invoice.Adjustments.Add(new(line, rule, rest.Quantity, -rest.AmountMinor));
            if (rule is LineRule.Return)
                invoice.ReturnedGoods.Add(line);
        }
        else if (rule is LineRule.StockAdjustment)
            invoice.Corrections.Add(new(line, line.Quantity));
        else if (rule is not LineRule.NothingCharged)
            invoice.Adjustments.Add(new(line, rule, Math.Abs(line.Quantity), line.AmountMinor));
    }
}
