using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product before (null: new) and after a decision.</summary>
internal sealed record ProductChange(CatalogProduct? Before, CatalogProduct After);

/// <summary>A new price for the history.</summary>
internal sealed record PriceChange(
    Guid Id, Id<Product> ProductId, Id<Variant>? VariantId, Id<Location>? LocationId, long? PriceMinor, Currency? Currency, DateTimeOffset ChangedAt);

/// <summary>Reads products under lock and writes them back, many at once, with their price history and events.</summary>
internal static class ProductStore
{
    private const string LockedProductsSql = """
        select product.id, product.category_id, product.name, product.description, product.tax_class, product.tracks_stock, product.is_active,
            product.archived_at, product.image_url, product.options, product.currency, product.version, product.created_at, product.updated_at,
            (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
                'price_minor', variant.price_minor, 'cost_minor', variant.cost_minor, 'position', variant.position, 'is_active', variant.is_active)
                order by variant.position, variant.id)::text
             from commerce.variants as variant
             where variant.product_id = product.id) as variants
        from commerce.products as product
        where product.id = any($1)
        order by product.id
        for update of product
        """;

    private const string SaveProductsSql = """
        insert into commerce.products (
            id, category_id, name, description, tax_class, tracks_stock, is_active, archived_at, image_url, options, currency, price_minor,
            version, created_at, updated_at)
        select saved.id, saved.category_id, saved.name, saved.description, saved.tax_class, saved.tracks_stock, saved.is_active, saved.archived_at,
            saved.image_url, saved.options, saved.currency, saved.price_minor, saved.version, saved.created_at, saved.updated_at
        from jsonb_to_recordset($1) as saved (
            id uuid, category_id uuid, name text, description text, tax_class text, tracks_stock boolean, is_active boolean, archived_at timestamptz,
            image_url text, options text[], currency text, price_minor bigint, version bigint, created_at timestamptz, updated_at timestamptz)
        on conflict (tenant_id, id) do update
        set category_id = excluded.category_id, name = excluded.name, description = excluded.description, tax_class = excluded.tax_class,
            tracks_stock = excluded.tracks_stock, is_active = excluded.is_active, archived_at = excluded.archived_at,
            image_url = excluded.image_url, options = excluded.options, currency = excluded.currency, price_minor = excluded.price_minor,
            version = excluded.version, updated_at = excluded.updated_at
        """;

    private const string SaveVariantsSql = """
        insert into commerce.variants (id, product_id, sku, barcode, option_values, price_minor, cost_minor, position, is_active)
        select saved.id, saved.product_id, saved.sku, saved.barcode, saved.option_values, saved.price_minor, saved.cost_minor, saved.position, saved.is_active
        from jsonb_to_recordset($1) as saved (
            id uuid, product_id uuid, sku text, barcode text, option_values text[], price_minor bigint, cost_minor bigint, position int, is_active boolean)
        on conflict (tenant_id, id) do update
        set sku = excluded.sku, barcode = excluded.barcode, option_values = excluded.option_values, price_minor = excluded.price_minor,
            cost_minor = excluded.cost_minor, position = excluded.position, is_active = excluded.is_active
        """;

    private const string AddPricesSql = """
        insert into commerce.price_changes (id, product_id, variant_id, location_id, price_minor, currency, changed_at, actor)
        select added.id, added.product_id, added.variant_id, added.location_id, added.price_minor, added.currency, added.changed_at, $2
        from jsonb_to_recordset($1) as added (
            id uuid, product_id uuid, variant_id uuid, location_id uuid, price_minor bigint, currency text, changed_at timestamptz)
        """;

    private sealed record VariantRow(
        Id<Variant> Id, Id<Product> ProductId, string? Sku, string? Barcode, string[] OptionValues, long PriceMinor, long? CostMinor, int Position,
        bool IsActive);

    public static Task<List<CatalogProduct>> Lock(Tx tx, params Id<Product>[] products) =>
        tx.Query<CatalogProduct>(new(LockedProductsSql, products));

    /// <summary>The product at the version that the client read, locked; 404 or 412 otherwise.</summary>
    public static async Task<CatalogProduct> Lock(Tx tx, Id<Product> product, IfMatch match) => await Lock(tx, product) switch
    {
        [] => throw AccessRefusals.NotFound.AsException(),
        [var found] when found.Version != match.Version => throw VersionRefusals.Stale(found.Version).AsException(),
        [var found, ..] => found,
    };

    /// <summary>Writes one changed product under its next version.</summary>
    public static CatalogProduct Save(Tx tx, CatalogProduct before, CatalogProduct after)
    {
        var next = after.Checked() with { Version = before.Version + 1, UpdatedAt = tx.Now };
        Save(tx, [new(before, next)]);
        return next;
    }

    /// <summary>Queues the writes and appends the events; each happened when its product says that it changed.</summary>
    public static void Save(Tx tx, IReadOnlyCollection<ProductChange> changes)
    {
        if (changes.Count == 0)
            return;
        tx.Enqueue(new(SaveProductsSql, Json.Of(changes.Select(change => change.After))));
        tx.Enqueue(new(SaveVariantsSql, Json.Of(changes.SelectMany(Rows))));
        AddPrices(tx, [.. changes.SelectMany(Prices)]);
        foreach (var change in changes)
            Append(tx, change);
    }

    public static void AddPrices(Tx tx, IReadOnlyCollection<PriceChange> prices)
    {
        if (prices.Count > 0)
            tx.Enqueue(new(AddPricesSql, Json.Of(prices), tx.Actor));
    }

    private static IEnumerable<VariantRow> Rows(ProductChange change) => change.After.Variants
        .Select(v => new VariantRow(v.Id, change.After.Id, v.Sku, v.Barcode, v.OptionValues, v.PriceMinor, v.CostMinor, v.Position, v.IsActive));

    private static IEnumerable<PriceChange> Prices(ProductChange change) =>
        from variant in change.After.Variants
        where PriceBefore(change, variant) != change.After.Price(variant)
        select new PriceChange(
            Guid.CreateVersion7(change.After.UpdatedAt), change.After.Id, variant.Id, null, variant.PriceMinor, change.After.Currency,
            change.After.UpdatedAt);

    private static Money? PriceBefore(ProductChange change, CatalogVariant variant) =>
        change.Before?.Variants.FirstOrDefault(before => before.Id == variant.Id) is { } known ? change.Before.Price(known) : null;

    private static void Append(Tx tx, ProductChange change)
    {
        var (before, after) = change;
        var variants = Array.ConvertAll(after.Variants, variant => new SoldVariant(
            variant.Id, variant.Sku, after.NameOf(variant), after.Price(variant), variant.IsActive));
        if (before is null)
            tx.Append(
                new ProductCreated(after.Id, after.Name, after.CategoryId, after.TaxClass, after.TracksStock, after.IsActive, variants), after.UpdatedAt);
        else if (before.ArchivedAt is null && after.ArchivedAt is not null)
            tx.Append(new ProductArchived(after.Id), after.UpdatedAt);
        else
            tx.Append(
                new ProductUpdated(after.Id, after.Name, after.CategoryId, after.TaxClass, after.TracksStock, after.IsActive, variants), after.UpdatedAt);
        if (before is null)
            return;
        foreach (var variant in after.Variants)
            if (PriceBefore(change, variant) is { } old && old != after.Price(variant))
                tx.Append(new ProductPriceChanged(after.Id, variant.Id, null, old, after.Price(variant)), after.UpdatedAt);
    }
}
