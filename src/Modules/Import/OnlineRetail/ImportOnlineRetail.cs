using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import.OnlineRetail;

/// <summary>How far an import is.</summary>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Done">So many of them.</param>
/// <param name="Total">Of so many.</param>
public readonly record struct ImportProgress(string Stage, string Unit, long Done, long Total);

/// <summary>What one run did.</summary>
/// <param name="Reconciliation">The sums of the file, whatever of it was imported by an earlier run.</param>
/// <param name="ImportedInvoices">Invoices written by this run.</param>
/// <param name="KnownInvoices">Invoices that were there before.</param>
/// <param name="LocationId">Where the history is booked.</param>
public sealed record ImportOutcome(Reconciliation Reconciliation, int ImportedInvoices, int KnownInvoices, Id<Location> LocationId);

/// <summary>
/// <c>olympus import online-retail</c>: reads the whole file, then writes its history in the order of time, some hundred invoices to a transaction.
/// An interrupted run is finished by running it again: what is claimed in <c>import.references</c> was written in the same transaction.
/// </summary>
public sealed class ImportOnlineRetail(
    TenantDbs databases, ITenants tenants, ILocations locations, ICatalogHistory catalog, ICustomerHistory customers, IOrderHistory orders,
    IPaymentHistory payments, IStockHistory stock, TimeProvider clock)
{
    public const string Source = "online-retail";

    private const int LinesPerTransaction = 4000;

    /// <summary>Asked whenever the history has doubled: plans made for empty tables do not fit full ones.</summary>
    private const string RefreshStatisticsSql = "select import.refresh_statistics() is not null as refreshed";

    /// <exception cref="Kernel.Http.RefusalException">No such tenant, or no such file format; nothing was written.</exception>
    public async Task<ImportOutcome> Run(
        string path, string tenantSlug, Action<RejectedLine> reject, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        var tenant = await tenants.FindBySlug(tenantSlug, ct) ?? throw ImportRefusals.UnknownTenant(tenantSlug).AsException();
        var history = Read(path, reject, progress);
        var db = databases.For(tenant, "import:online-retail");
        var foundation = new Foundation(db, locations, catalog, customers, stock);
        var known = await foundation.Lay(history, progress, ct);
        var writer = new InvoiceWriter(db, known, orders, payments, stock);

        var fresh = history.Invoices.Where(invoice => !known.Invoices.ContainsKey(invoice.Number)).ToList();
        var (imported, lines, total, next) = (0, 0L, fresh.Sum(invoice => (long)invoice.LineCount), 0L);
        foreach (var batch in Batches(fresh))
        {
            if (lines >= next)
            {
                await db.Write(tx => tx.First<bool>(new(RefreshStatisticsSql)), ct);
                next = Math.Max(2 * lines, LinesPerTransaction);
            }
            imported += await writer.Write(batch, ct);
            lines += batch.Sum(invoice => invoice.LineCount);
            progress.Report(new("writing", "lines", lines, total));
        }

        return new(history.Reconciliation, imported, history.Invoices.Count - imported, known.LocationId);
    }

    private SalesHistory Read(string path, Action<RejectedLine> reject, IProgress<ImportProgress> progress)
    {
        var unreadable = 0;
        using var file = SalesFile.Open(path);
        var reader = new SalesReader(clock.GetUtcNow(), line =>
        {
            unreadable++;
            reject(line);
        });
        try
        {
            return SalesHistory.Of(Watched(reader.Read(file.Text), file, progress), reject, () => unreadable);
        }
        catch (NotASalesFileException e)
        {
            throw ImportRefusals.NotASalesFile(e.Message).AsException();
        }
        catch (InvalidDataException e)
        {
            throw ImportRefusals.NotASalesFile($"The packed file is damaged: {e.Message}").AsException();
        }
    }

    private static IEnumerable<InvoiceLine> Watched(IEnumerable<InvoiceLine> lines, SalesFile file, IProgress<ImportProgress> progress)
    {
        var count = 0;
        foreach (var line in lines)
        {
            if (++count % 20_000 == 0)
                progress.Report(new("reading", "bytes", file.Position, file.Length));
            yield return line;
        }
        progress.Report(new("reading", "bytes", file.Length, file.Length));
    }

    private static IEnumerable<List<Invoice>> Batches(IEnumerable<Invoice> invoices)
    {
        var (batch, lines) = (new List<Invoice>(), 0);
        foreach (var invoice in invoices)
        {
            batch.Add(invoice);
            lines += invoice.LineCount;
            if (lines < LinesPerTransaction)
                continue;
            yield return batch;
            (batch, lines) = ([], 0);
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
