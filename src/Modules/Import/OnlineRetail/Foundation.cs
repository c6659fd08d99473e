using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import.OnlineRetail;

/// <summary>What the invoices refer to, as the tenant knows it.</summary>
/// <param name="LocationId">Where everything is booked.</param>
/// <param name="Variants">By stock code.</param>
/// <param name="Customers">By the file's number.</param>
/// <param name="Invoices">Invoices imported before, with the id of what they became.</param>
/// <param name="Times">The instant of every invoice of the file.</param>
/// <param name="SoldAt">Line of the file → its place on its order, for lines that something came back of.</param>
internal sealed record KnownThings(
    Id<Location> LocationId, IReadOnlyDictionary<string, KnownVariant> Variants, IReadOnlyDictionary<string, Id<Customer>> Customers,
    IReadOnlyDictionary<string, Guid> Invoices, IReadOnlyDictionary<string, DateTimeOffset> Times,
    IReadOnlyDictionary<int, int> SoldAt);

/// <summary>Lays down what stands before the first invoice: the location, the articles, the customers, the opening stock. One transaction each,
/// and each finds what an earlier run left.</summary>
internal sealed class Foundation(
    TenantDb db, ILocations locations, ICatalogHistory catalog, ICustomerHistory customers, IStockHistory stock)
{
    private static readonly Currency Pounds = new("GBP");
    private readonly ImportedReferences _references = new(ImportOnlineRetail.Source);

    private const string LockSql = "select true from pg_advisory_xact_lock(hashtextextended('import/' || app.tenant_id()::text, 0))";

    public async Task<KnownThings> Lay(SalesHistory history, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        var location = await db.Write(Location, ct);
        progress.Report(new("products", "products", 0, history.Articles.Count));
        var variants = await db.Write(tx => Variants(tx, history), ct);
        progress.Report(new("products", "products", history.Articles.Count, history.Articles.Count));
        var known = await db.Write(tx => Customers(tx, history, ct), ct);
        progress.Report(new("customers", "customers", history.Customers.Count, history.Customers.Count));
        await db.Write(tx => OpeningStock(tx, history, location, variants, ct), ct);
        return new(
            location, variants, known, await _references.All(db, "invoice", ct),
            history.Invoices.ToDictionary(invoice => invoice.Number, invoice => invoice.At, StringComparer.Ordinal), SoldAt(history));
    }

    private static Dictionary<int, int> SoldAt(SalesHistory history)
    {
        var returned = history.Invoices.SelectMany(invoice => invoice.Refunds).Select(refund => refund.Sale.Number).ToHashSet();
        var places = new Dictionary<int, int>(returned.Count);
        foreach (var invoice in history.Invoices)
            for (var i = 0; i < invoice.OrderLines.Count; i++)
                if (returned.Contains(invoice.OrderLines[i].Line.Number))
                    places.Add(invoice.OrderLines[i].Line.Number, i);
        return places;
    }

    /// <summary>The history is in pounds: it goes to the oldest location that uses them, or to one of its own.</summary>
    private async Task<Id<Location>> Location(Tx tx)
    {
        await Lock(tx);
        if (await tx.First<LocationFacts>(locations.InCurrency(Pounds)) is { } found)
            return found.LocationId;
        var opened = new NewLocation(Id<Location>.New(), "Online Retail", Pounds, "Europe/London", "GB", PricesIncludeTax: true);
        locations.Open(tx, opened);
        return opened.LocationId;
    }

    private async Task<Dictionary<string, KnownVariant>> Variants(Tx tx, SalesHistory history)
    {
        await Lock(tx);
        var codes = history.Articles.Select(article => article.Code).ToArray();
        var known = (await tx.Query<KnownVariant>(catalog.WithSkus(codes))).ToDictionary(variant => variant.Sku, StringComparer.OrdinalIgnoreCase);
        foreach (var articles in history.Articles.Where(article => !known.ContainsKey(article.Code)).ToList().Chunk(1000))
        {
            var products = articles.Select(article => new HistoricalProduct(
                HistoricId.Of<Product>(tx.Tenant, article.FirstSeenAt, "product", article.Code),
                HistoricId.Of<Variant>(tx.Tenant, article.FirstSeenAt, "variant", article.Code),
                article.Code, article.Name, new(article.PriceMinor, Pounds), "zero", TracksStock: true, article.FirstSeenAt, article.IsActive)).ToList();
            await catalog.Write(tx, products);
            foreach (var product in products)
                known[product.Sku] = new(product.Sku, product.VariantId, product.ProductId);
        }
        return known;
    }

    private async Task<Dictionary<string, Id<Customer>>> Customers(Tx tx, SalesHistory history, CancellationToken ct)
    {
        await Lock(tx);
        var known = await _references.All(db, "customer", ct);
        foreach (var batch in history.Customers.Where(customer => !known.ContainsKey(customer.Number)).ToList().Chunk(1000))
        {
            var fresh = batch.Select(customer => new HistoricalCustomer(
                HistoricId.Of<Customer>(tx.Tenant, customer.FirstSeenAt, "customer", customer.Number),
                customer.Number, $"Customer {customer.Number}", Countries.CodeOf(customer.Country), customer.FirstSeenAt)).ToList();
            await _references.Claim(tx, "customer", fresh.ConvertAll(customer => KeyValuePair.Create(customer.Reference, customer.CustomerId.Value)));
            await customers.Write(tx, fresh);
            foreach (var customer in fresh)
                known[customer.Reference] = customer.CustomerId.Value;
        }
        return known.ToDictionary(row => row.Key, row => new Id<Customer>(row.Value), StringComparer.Ordinal);
    }

    /// <summary>Books what must have been there. A longer file may need more than an earlier, shorter one did: then the difference is added.</summary>
    private async Task OpeningStock(
        Tx tx, SalesHistory history, Id<Location> location, Dictionary<string, KnownVariant> variants, CancellationToken ct)
    {
        await Lock(tx);
        var booked = (await _references.All(db, "opening", ct)).Keys
            .Select(reference => reference.Split('@')).GroupBy(parts => parts[0], parts => long.Parse(parts[1]))
            .ToDictionary(parts => parts.Key, parts => parts.Max(), StringComparer.Ordinal);
        var missing = history.Articles.Where(article => article.OpeningStock > booked.GetValueOrDefault(article.Code)).ToList();
        var movements = missing.ConvertAll(article => new HistoricalMovement(
            HistoricId.Of<Article>(tx.Tenant, history.OpensAt, "opening", $"{article.Code}@{article.OpeningStock}").Value,
            location, variants[article.Code].VariantId, article.OpeningStock - booked.GetValueOrDefault(article.Code), "opening_balance",
            new("import", variants[article.Code].ProductId.Value), history.OpensAt));
        await _references.Claim(tx, "opening", missing.Select((article, i) =>
            KeyValuePair.Create($"{article.Code}@{article.OpeningStock}", movements[i].MovementId)).ToList());
        foreach (var batch in movements.Chunk(1000))
            await stock.Write(tx, batch);
    }

    /// <summary>One import of a tenant at a time lays foundations.</summary>
    private static Task<bool> Lock(Tx tx) => tx.First<bool>(new(LockSql));
}
