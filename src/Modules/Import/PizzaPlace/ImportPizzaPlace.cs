using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Import.OnlineRetail;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import.PizzaPlace;

/// <summary>What one run did, beside the sums of the files, whatever of them an earlier run imported.</summary>
/// <param name="Pizzas">Units sold.</param>
/// <param name="Revenue">Minor units of the currency; there is no tax in the files.</param>
/// <param name="ImportedOrders">Written by this run.</param>
/// <param name="KnownOrders">There before.</param>
public sealed record PizzaOutcome(
    int Orders, long Pizzas, long Revenue, string Currency, int Products, int Variants, int ImportedOrders, int KnownOrders, Id<Location> LocationId);

/// <summary><c>olympus import pizza-place</c>: a restaurant's year of orders and its menu. An interrupted run is finished by running it again.</summary>
public sealed class ImportPizzaPlace(
    TenantDbs databases, ITenants tenants, ILocations locations, ICatalogHistory catalog, IOrderHistory orders, IPaymentHistory payments)
{
    private const string Source = "pizza-place";
    private const int OrdersPerTransaction = 1000;

    private const string LockSql = "select true from pg_advisory_xact_lock(hashtextextended('import/' || app.tenant_id()::text, 0))";

    /// <summary>Plans made for empty tables do not fit full ones.</summary>
    private const string RefreshStatisticsSql = "select import.refresh_statistics() is not null as refreshed";

    private static readonly Currency Dollars = new("USD");

    private readonly ImportedReferences _references = new(Source);

    /// <exception cref="Kernel.Http.RefusalException">No such tenant, or files of another kind; nothing was written.</exception>
    public async Task<PizzaOutcome> Run(string folder, string tenantSlug, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        var tenant = await tenants.FindBySlug(tenantSlug, ct) ?? throw ImportRefusals.UnknownTenant(tenantSlug).AsException();
        var files = Read(folder);
        var db = databases.For(tenant, $"import:{Source}");
        var location = await db.Write(tx => Lay(tx, files), ct);
        var known = await _references.All(db, "order", ct);
        var fresh = files.Orders.Where(order => !known.ContainsKey(order.Number)).ToList();
        var imported = 0;
        foreach (var batch in fresh.Chunk(OrdersPerTransaction))
        {
            imported += await db.Write(tx => Write(tx, batch, location), ct);
            progress.Report(new("writing", "orders", imported, fresh.Count));
        }

        await db.Write(tx => tx.First<bool>(new(RefreshStatisticsSql)), ct);

        return new(
            files.Orders.Count, files.Orders.Sum(order => order.Lines.Sum(line => (long)line.Quantity)), files.Orders.Sum(order => order.TotalMinor), Dollars.Code,
            files.Types.Count, files.Pizzas.Count, imported, files.Orders.Count - imported, location);
    }

    private static PizzaFiles Read(string folder)
    {
        try
        {
            return PizzaFiles.Read(folder);
        }
        catch (NotASalesFileException e)
        {
            throw ImportRefusals.NotASalesFile(e.Message).AsException();
        }
        catch (InvalidDataException e)
        {
            throw ImportRefusals.NotASalesFile($"A packed file is damaged: {e.Message}").AsException();
        }
    }

    /// <summary>The place and the menu.</summary>
    private async Task<Id<Location>> Lay(Tx tx, PizzaFiles files)
    {
        await tx.First<bool>(new(LockSql));
        var location = (await tx.First<LocationFacts>(locations.InCurrency(Dollars)))?.LocationId;
        if (location is null)
        {
            var opened = new NewLocation(Id<Location>.New(), "Pizza Place", Dollars, PizzaFiles.Zone, "US-NY", PricesIncludeTax: false);
            locations.Open(tx, opened);
            location = opened.LocationId;
        }

        var since = files.Orders.Count == 0 ? tx.Now : files.Orders[0].At;
        var categories = files.Types.Select(type => type.Category).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => HistoricId.Of<Category>(tx.Tenant, since, "category", name), StringComparer.Ordinal);
        var newCategories = await _references.Claim(tx, "category", [.. categories.Select(category => KeyValuePair.Create(category.Key, category.Value.Value))]);
        if (newCategories.Count > 0)
            await catalog.WriteCategories(tx, [.. newCategories.Order(StringComparer.Ordinal).Select(name => new HistoricalCategory(categories[name], null, name, since))]);
        var newTypes = await _references.Claim(
            tx, "product", [.. files.Types.Select(type => KeyValuePair.Create(type.Code, ProductId(tx.Tenant, type.Code).Value))]);
        if (newTypes.Count > 0)
            await catalog.Write(
                tx, [.. files.Types.Where(type => newTypes.Contains(type.Code)).Select(type => Product(tx.Tenant, type, files, since, categories[type.Category]))]);
        return location.Value;
    }

    private static HistoricalProduct Product(Id<Tenant> tenant, PizzaType type, PizzaFiles files, DateTimeOffset since, Id<Category> category)
    {
        Pizza[] sizes = [.. files.Pizzas.Where(pizza => pizza.Type == type.Code)];
        if (sizes.Length == 0)
            throw ImportRefusals.NotASalesFile($"pizzas has none of the type {type.Code}.").AsException();
        HistoricalChoice[] choices = Array.ConvertAll(
            sizes, size => new HistoricalChoice(VariantId(tenant, size.Code), size.Code, size.Size, new(size.PriceMinor, Dollars)));
        return new(
            ProductId(tenant, type.Code), choices[0].VariantId, choices[0].Sku, type.Name, choices[0].Price, "standard", TracksStock: false, since)
        {
            CategoryId = category,
            Option = choices.Length > 1 ? "Size" : null,
            Choices = choices.Length > 1 ? choices : [],
        };
    }

    private async Task<int> Write(Tx tx, PizzaOrder[] batch, Id<Location> location)
    {
        var claimed = await _references.Claim(
            tx, "order", [.. batch.Select(order => KeyValuePair.Create(order.Number, HistoricId.Of<Order>(tx.Tenant, order.At, "order", order.Number).Value))]);
        HistoricalOrder[] fresh = [.. batch.Where(order => claimed.Contains(order.Number)).Select(order => Order(tx.Tenant, order, location))];
        if (fresh.Length == 0)
            return 0;
        await orders.Write(tx, fresh);
        await payments.WriteCaptures(tx, fresh);
        return fresh.Length;
    }

    private static HistoricalOrder Order(Id<Tenant> tenant, PizzaOrder order, Id<Location> location) => new(
        HistoricId.Of<Order>(tenant, order.At, "order", order.Number), $"{Source}-{order.Number}", location, null, "pos", "takeout", order.At,
        [
            .. order.Lines.Select((line, i) => new HistoricalOrderLine(
                HistoricId.Of<Contracts.Orders.OrderLine>(tenant, order.At, "line", $"{order.Number}/{i}"), VariantId(tenant, line.Pizza.Code),
                ProductId(tenant, line.Pizza.Type), line.Pizza.Code, $"{line.Pizza.Type} {line.Pizza.Size}", "product", line.Quantity,
                new(line.Pizza.PriceMinor, Dollars), new(line.Pizza.PriceMinor * line.Quantity, Dollars), Money.Zero(Dollars),
                new(line.Pizza.PriceMinor * line.Quantity, Dollars), "standard", 0)),
        ],
        order.TotalMinor == 0 ? null : HistoricId.Of<HistoricalRefund>(tenant, order.At, "payment", order.Number).Value, "cash");

    private static Id<Product> ProductId(Id<Tenant> tenant, string type) => HistoricId.Of<Product>(tenant, DateTimeOffset.UnixEpoch, "product", type);

    private static Id<Variant> VariantId(Id<Tenant> tenant, string pizza) => HistoricId.Of<Variant>(tenant, DateTimeOffset.UnixEpoch, "variant", pizza);
}
