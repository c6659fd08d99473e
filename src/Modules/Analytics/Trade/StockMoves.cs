using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Trade;

/// <summary>What a stretch of the log tells of goods: how many there are, what they are called, what one costs.</summary>
internal sealed class StockMoves
{
    public static readonly IReadOnlyList<string> Reads =
    [
        StockTaken.EventType, StockPutBack.EventType, StockAdjusted.EventType, StockCounted.EventType, StockThresholdChanged.EventType,
        ProductCreated.EventType, ProductUpdated.EventType, CategoryCreated.EventType, CategoryUpdated.EventType, CategoryDeleted.EventType,
    ];

    private const string MoveStockSql = """
        insert into analytics.stock as item (location_id, variant_id, on_hand)
        select location_id, variant_id, quantity
        from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as moved (location_id, variant_id, quantity)
        on conflict (tenant_id, location_id, variant_id) do update set on_hand = item.on_hand + excluded.on_hand
        """;

    private const string KeepThresholdsSql = """
        insert into analytics.stock as item (location_id, variant_id, on_hand, low_at)
        select location_id, variant_id, 0, low_at
        from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as told (location_id, variant_id, low_at)
        on conflict (tenant_id, location_id, variant_id) do update set low_at = excluded.low_at
        """;

    private const string KeepVariantsSql = """
        insert into analytics.variants (id, product_id, name, sku, price_minor, currency, is_active)
        select id, product_id, name, sku, price, currency, is_active
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::boolean[])
            as told (id, product_id, name, sku, price, currency, is_active)
        on conflict (tenant_id, id) do update
        set product_id = excluded.product_id, name = excluded.name, sku = excluded.sku, price_minor = excluded.price_minor,
            currency = excluded.currency, is_active = excluded.is_active
        """;

    private const string KeepProductsSql = """
        insert into analytics.products (id, name, category_id)
        select id, name, category_id from unnest($1::uuid[], $2::text[], $3::uuid[]) as told (id, name, category_id)
        on conflict (tenant_id, id) do update set name = excluded.name, category_id = excluded.category_id
        """;

    private const string KeepCategoriesSql = """
        insert into analytics.categories (id, name)
        select id, name from unnest($1::uuid[], $2::text[]) as told (id, name)
        on conflict (tenant_id, id) do update set name = excluded.name
        """;

    private const string ForgetCategoriesSql = "delete from analytics.categories where id = any($1)";

    private sealed record ToldProduct(string Name, Id<Category>? CategoryId);

    private sealed record ToldVariant(Id<Variant> Id, Id<Product> ProductId, SoldVariant Said, bool IsActive);

    private readonly Cells<(Guid Location, Guid Variant)> _stock = new(1);
    private readonly SortedDictionary<(Guid Location, Guid Variant), long?> _thresholds = [];
    private readonly SortedDictionary<Guid, ToldVariant> _variants = [];
    private readonly SortedDictionary<Guid, ToldProduct> _products = [];
    private readonly SortedDictionary<Guid, string?> _categories = [];

    public void Read(LoggedEvent happened)
    {
        if (happened.Type == StockTaken.EventType && happened.As<StockTaken>() is var taken)
            Move(taken.LocationId.Value, taken.Items);
        else if (happened.Type == StockPutBack.EventType && happened.As<StockPutBack>() is var back)
            Move(back.LocationId.Value, back.Items);
        else if (happened.Type == StockAdjusted.EventType && happened.As<StockAdjusted>() is var adjusted)
            Move(adjusted.LocationId.Value, adjusted.Items);
        else if (happened.Type == StockCounted.EventType && happened.As<StockCounted>() is var counted)
            Move(counted.LocationId.Value, counted.Items);
        else if (happened.Type == StockThresholdChanged.EventType && happened.As<StockThresholdChanged>() is var threshold)
            _thresholds[(threshold.LocationId.Value, threshold.VariantId.Value)] = threshold.LowStockAt;
        else if (happened.Type == ProductCreated.EventType && happened.As<ProductCreated>() is var created)
            Keep(created.ProductId, new(created.Name, created.CategoryId), created.Variants, created.IsActive);
        else if (happened.Type == ProductUpdated.EventType && happened.As<ProductUpdated>() is var updated)
            Keep(updated.ProductId, new(updated.Name, updated.CategoryId), updated.Variants, updated.IsActive);
        else if (happened.Type == CategoryCreated.EventType && happened.As<CategoryCreated>() is var category)
            _categories[category.CategoryId.Value] = category.Name;
        else if (happened.Type == CategoryUpdated.EventType && happened.As<CategoryUpdated>() is var renamed)
            _categories[renamed.CategoryId.Value] = renamed.Name;
        else if (happened.Type == CategoryDeleted.EventType)
            _categories[happened.AggregateId] = null;
    }

    public void Enqueue(Tx tx)
    {
        _stock.Enqueue(tx, MoveStockSql, keys => [Array.ConvertAll(keys, key => key.Location), Array.ConvertAll(keys, key => key.Variant)]);
        if (_thresholds.Count > 0)
            tx.Enqueue(new(
                KeepThresholdsSql, _thresholds.Keys.Select(key => key.Location).ToArray(), _thresholds.Keys.Select(key => key.Variant).ToArray(),
                _thresholds.Values.ToArray()));
        if (_products.Count > 0)
            tx.Enqueue(new(
                KeepProductsSql, _products.Keys.ToArray(), _products.Values.Select(product => product.Name).ToArray(),
                _products.Values.Select(product => product.CategoryId?.Value).ToArray()));
        if (_variants.Count > 0)
            EnqueueVariants(tx, [.. _variants.Values]);
        var told = _categories.Where(category => category.Value is not null).ToArray();
        if (told.Length > 0)
            tx.Enqueue(new(KeepCategoriesSql, Array.ConvertAll(told, category => category.Key), Array.ConvertAll(told, category => category.Value!)));
        if (told.Length < _categories.Count)
            tx.Enqueue(new(
                ForgetCategoriesSql, (object)_categories.Where(category => category.Value is null).Select(category => category.Key).ToArray()));
    }

    private static void EnqueueVariants(Tx tx, ToldVariant[] told) => tx.Enqueue(new(
        KeepVariantsSql, Array.ConvertAll(told, variant => variant.Id), Array.ConvertAll(told, variant => variant.ProductId),
        Array.ConvertAll(told, variant => variant.Said.Name), Array.ConvertAll(told, variant => variant.Said.Sku!),
        Array.ConvertAll(told, variant => variant.Said.Price.Amount), Array.ConvertAll(told, variant => variant.Said.Price.Currency.Code),
        Array.ConvertAll(told, variant => variant.IsActive && variant.Said.IsActive)));

    /// <summary>What came and went: their sum is what is there, in whatever order two movements are written down.</summary>
    private void Move(Guid location, IReadOnlyList<StockChange> items)
    {
        foreach (var item in items)
            _stock.Add((location, item.VariantId.Value), 1, item.Quantity);
    }

    private void Keep(Id<Product> product, ToldProduct said, IReadOnlyList<SoldVariant> variants, bool isActive)
    {
        _products[product.Value] = said;
        foreach (var variant in variants)
            _variants[variant.VariantId.Value] = new(variant.VariantId, product, variant, isActive);
    }
}
