using Olympus.Contracts.Customers;
using Olympus.Contracts.Import;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import.OnlineRetail;

/// <summary>Writes invoices: claims them, then orders, captures, refunds, stock and adjustments, all in one transaction.</summary>
internal sealed class InvoiceWriter(TenantDb db, KnownThings known, IOrderHistory orders, IPaymentHistory payments, IStockHistory stock)
{
    private static readonly Currency Pounds = new("GBP");
    private readonly ImportedReferences _references = new(ImportOnlineRetail.Source);

    private const string InsertAdjustmentsSql = """
        insert into import.adjustments (id, source, document, line, rule, code, description, customer_id, quantity, amount_minor, currency, occurred_at)
        select a.id, $1, a.document, a.line, a.rule, a.code, a.description, a.customer_id, a.quantity, a.amount_minor, $2, a.occurred_at
        from unnest($3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::bigint[], $11::bigint[], $12::timestamptz[])
            as a (id, document, line, rule, code, description, customer_id, quantity, amount_minor, occurred_at)
        """;

    /// <returns>How many of them were new.</returns>
    public Task<int> Write(IReadOnlyList<Invoice> batch, CancellationToken ct) => db.Write(async tx =>
    {
        var claimed = await _references.Claim(tx, "invoice", batch.Select(invoice => KeyValuePair.Create(invoice.Number, IdOf(invoice.Number))).ToList());
        var invoices = batch.Where(invoice => claimed.Contains(invoice.Number)).ToList();
        if (invoices.Count == 0)
            return 0;

        var sold = invoices.Where(invoice => invoice.OrderLines.Count > 0).Select(Order).ToList();
        if (sold.Count > 0)
        {
            await orders.Write(tx, sold);
            await payments.WriteCaptures(tx, sold);
        }
        var refunds = invoices.SelectMany(Refunds).ToList();
        if (refunds.Count > 0)
            await payments.WriteRefunds(tx, refunds);
        var returns = invoices.SelectMany(Returns).ToList();
        if (returns.Count > 0)
            await orders.WriteReturns(tx, returns);
        var movements = invoices.SelectMany(Movements).ToList();
        if (movements.Count > 0)
            await stock.Write(tx, movements);
        Adjust(tx, invoices);
        return invoices.Count;
    }, ct);

    /// <summary>What an invoice is known by: the order's id where it became one.</summary>
    private Guid IdOf(string invoice) => known.Invoices.TryGetValue(invoice, out var imported)
        ? imported
        : HistoricId.Of<Order>(db.Tenant, known.Times[invoice], "invoice", invoice).Value;

    private Id<Order> OrderId(string invoice) => new(IdOf(invoice));

    private Guid PaymentId(string invoice) => HistoricId.Of<HistoricalRefund>(db.Tenant, known.Times[invoice], "payment", invoice).Value;

    private Id<Contracts.Orders.OrderLine> LineId(string invoice, int index) =>
        HistoricId.Of<Contracts.Orders.OrderLine>(db.Tenant, known.Times[invoice], "line", $"{invoice}/{index}");

    private Id<Customer>? CustomerOf(string? number) => number is null ? null : known.Customers[number];

    private HistoricalOrder Order(Invoice invoice) => new(
        OrderId(invoice.Number), invoice.Number, known.LocationId, CustomerOf(invoice.Customer), "online", "delivery", invoice.At,
        [.. invoice.OrderLines.Select((line, i) => OrderLine(invoice, line, i))],
        invoice.OrderTotalMinor == 0 ? null : PaymentId(invoice.Number), "cash");

    private HistoricalOrderLine OrderLine(Invoice invoice, OrderLine line, int index)
    {
        var goods = LineRules.IsGoods(line.Rule) ? known.Variants[line.Line.Code] : null;
        var amount = new Money(line.Line.AmountMinor, Pounds);
        return new(
            LineId(invoice.Number, index),
            goods?.VariantId, goods?.ProductId, line.Line.Code, line.Line.Description.Length == 0 ? line.Line.Code : line.Line.Description,
            KindOf(line.Rule), line.Line.Quantity, new(Pence.Of(1, line.Line.UnitPrice), Pounds),
            amount, Money.Zero(Pounds), amount, "zero", 0);
    }

    private static string KindOf(LineRule rule) => rule switch
    {
        LineRule.Postage => "shipping",
        LineRule.Fee => "service",
        LineRule.ManualCharge => "adjustment",
        _ => "product",
    };

    /// <summary>One refund for each order that the invoice takes something back of.</summary>
    private IEnumerable<HistoricalRefund> Refunds(Invoice invoice) => invoice.Refunds
        .GroupBy(refund => refund.Sale.Invoice, StringComparer.Ordinal)
        .Select(parts => (Sale: parts.Key, Amount: parts.Sum(part => part.AmountMinor)))
        .Where(refund => refund.Amount > 0)
        .Select(refund => new HistoricalRefund(
            HistoricId.Of<HistoricalRefund>(db.Tenant, invoice.At, "refund", $"{invoice.Number}/{refund.Sale}").Value,
            OrderId(refund.Sale), PaymentId(refund.Sale), new(refund.Amount, Pounds), $"Return {invoice.Number}", invoice.At));

    private IEnumerable<HistoricalReturn> Returns(Invoice invoice) => invoice.Refunds.Select(refund => new HistoricalReturn(
        OrderId(refund.Sale.Invoice), LineId(refund.Sale.Invoice, known.SoldAt[refund.Sale.Number]), refund.Quantity, invoice.At));

    private IEnumerable<HistoricalMovement> Movements(Invoice invoice)
    {
        var id = IdOf(invoice.Number);
        return invoice.StockEffects.Select((row, i) => new HistoricalMovement(
            HistoricId.Of<HistoricalMovement>(db.Tenant, invoice.At, "movement", $"{invoice.Number}/{i}").Value,
            known.LocationId, known.Variants[row.Line.Code].VariantId, row.Change, row.Reason,
            new(row.Reason == StockReasons.Sold ? "order" : "import", id), invoice.At,
            row.Reason is StockReasons.Sold or StockReasons.Returned || row.Line.Description.Length == 0 ? null : row.Line.Description));
    }

    private void Adjust(Tx tx, IEnumerable<Invoice> invoices)
    {
        var rows = invoices.SelectMany(invoice => invoice.Adjustments.Select((row, i) => (Invoice: invoice, Row: row,
            Id: HistoricId.Of<AccountAdjustment>(db.Tenant, invoice.At, "adjustment", $"{invoice.Number}/{i}").Value))).ToList();
        if (rows.Count == 0)
            return;
        tx.Enqueue(new(
            InsertAdjustmentsSql, ImportOnlineRetail.Source, Pounds,
            rows.ConvertAll(row => row.Id).ToArray(),
            rows.ConvertAll(row => row.Invoice.Number).ToArray(),
            rows.ConvertAll(row => row.Row.Line.Number).ToArray(),
            rows.ConvertAll(row => RuleNames.Of(row.Row.Rule)).ToArray(),
            rows.ConvertAll(row => row.Row.Line.Code).ToArray(),
            rows.ConvertAll(row => row.Row.Line.Description).ToArray(),
            rows.ConvertAll(row => CustomerOf(row.Row.Line.Customer)?.Value).ToArray(),
            rows.ConvertAll(row => (long)row.Row.Quantity).ToArray(),
            rows.ConvertAll(row => row.Row.AmountMinor).ToArray(),
            rows.ConvertAll(row => row.Invoice.At).ToArray()));
        foreach (var (invoice, row, id) in rows)
            tx.Append(
                new AdjustmentImported(
                    id, ImportOnlineRetail.Source, invoice.Number, RuleNames.Of(row.Rule), CustomerOf(row.Line.Customer), new(row.AmountMinor, Pounds)),
                invoice.At);
    }
}
