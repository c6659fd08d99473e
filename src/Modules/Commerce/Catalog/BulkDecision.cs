using Olympus.Contracts.Catalog;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Decides item after item what becomes of the products that were found; nothing is written before the last one.</summary>
internal sealed class BulkDecision
{
    private readonly Dictionary<Id<Product>, CatalogProduct> _found;
    private readonly Dictionary<Id<Product>, CatalogProduct> _now;
    private readonly Dictionary<string, Id<Product>> _bySku;
    private readonly HashSet<Id<Category>> _categories;
    private readonly DateTimeOffset _at;

    public BulkDecision(IReadOnlyCollection<CatalogProduct> found, IEnumerable<Id<Category>> categories, DateTimeOffset at)
    {
        _found = found.ToDictionary(product => product.Id);
        _now = new(_found);
        _bySku = found
            .SelectMany(product => product.Variants.Where(variant => variant.Sku is not null).Select(variant => (variant.Sku, product.Id)))
            .ToDictionary(pair => pair.Sku!, pair => pair.Id, StringComparer.Ordinal);
        _categories = [.. categories];
        _at = at;
    }

    /// <summary>What is to be written: every product that differs from what was found, under its next version.</summary>
    public IReadOnlyCollection<ProductChange> Changes() =>
    [
        .. from product in _now.Values
           let before = _found.GetValueOrDefault(product.Id)
           where before is null || !ReferenceEquals(before, product)
           select new ProductChange(before, before is null ? product : product with { Version = before.Version + 1, UpdatedAt = _at }),
    ];

    /// <summary>The version that a product has when the changes are written; null: there is no such product.</summary>
    public long? VersionOf(Id<Product>? id) => id is not { } known || !_now.TryGetValue(known, out var product) ? null
        : _found.TryGetValue(known, out var before) && !ReferenceEquals(before, product) ? before.Version + 1
        : product.Version;

    /// <summary>Takes one item or refuses it; a refused item leaves no trace.</summary>
    public (string Status, Id<Product> Product, Id<Variant>? Variant) Apply(BulkProductRequest item)
    {
        if (item.CategoryId is { } category && !_categories.Contains(category))
            throw CatalogRefusals.CategoryUnknown.AsException();
        var owner = item.Sku is { } sku && _bySku.TryGetValue(sku, out var holder) ? holder : (Id<Product>?)null;
        if (item.Id is { } id && owner is { } other && other != id)
            throw CatalogRefusals.SkuTaken.AsException();
        return (item.Id ?? owner) switch
        {
            null => Create(item),
            { } wanted when item.Version is { } read && _found.TryGetValue(wanted, out var found) && found.Version != read =>
                throw VersionRefusals.Stale(found.Version).AsException(),
            { } wanted when _now.TryGetValue(wanted, out var product) => Change(product, item),
            _ => throw AccessRefusals.NotFound.AsException(),
        };
    }

    private (string Status, Id<Product> Product, Id<Variant>? Variant) Create(BulkProductRequest item)
    {
        if (item.Name is null || item.Price is null)
        {
            throw ValidBodyExtensions.Invalid(
            [
                .. item.Name is null ? [new FieldError("/name", "not_null", "A new product has a name.")] : (FieldError[])[],
                .. item.Price is null ? [new FieldError("/price", "not_null", "A new product has a price.")] : (FieldError[])[],
            ]).AsException();
        }

        var variant = CreateProduct.New(new(item.Price.Value, null, item.Sku, item.Barcode, item.Cost), item.Price.Value.Currency, 0, _at);
        var product = new CatalogProduct(
            Id<Product>.New(_at), item.CategoryId, item.Name, item.Description, item.TaxClass ?? "standard", item.TracksStock ?? true,
            item.IsActive ?? item.IsArchived != true, item.IsArchived == true ? _at : null, item.ImageUrl, [], item.Price.Value.Currency, 1, _at, _at, [variant]).Checked();
        Keep(product);
        return ("created", product.Id, variant.Id);
    }

    private (string Status, Id<Product> Product, Id<Variant>? Variant) Change(CatalogProduct before, BulkProductRequest item)
    {
        var old = before.Variants.FirstOrDefault(variant => variant.Sku == item.Sku && item.Sku is not null)
            ?? (before.Variants is [var only] ? only : null);
        if (old is null && (item.Sku ?? item.Barcode ?? item.Price ?? item.Cost as object) is not null)
            throw CatalogRefusals.VariantAmbiguous.AsException();
        var currency = before.Variants.Length == 1 ? item.Price?.Currency ?? before.Currency : before.Currency;
        if ((item.Price?.Currency ?? currency) != currency || (item.Cost?.Currency ?? currency) != currency
            || (currency != before.Currency && old?.CostMinor is not null && item.Cost is null))
            throw CatalogRefusals.CurrencyDiffers.AsException();

        var variant = old is null ? null : old with
        {
            Sku = item.Sku ?? old.Sku,
            Barcode = item.Barcode ?? old.Barcode,
            PriceMinor = item.Price?.Amount ?? old.PriceMinor,
            CostMinor = item.Cost?.Amount ?? old.CostMinor,
        };
        var product = Shared(before, item) with { Currency = currency };
        if (variant == old && product == before)
            return ("unchanged", before.Id, old?.Id);
        if (variant is not null)
            product = product with { Variants = Array.ConvertAll(before.Variants, one => one.Id == variant.Id ? variant : one) };
        Keep(product.Checked());
        if (old?.Sku is not null && old.Sku != variant?.Sku)
            _bySku.Remove(old.Sku);
        return ("updated", before.Id, old?.Id);
    }

    /// <summary>What the variants of a product share, as the item wants it.</summary>
    private CatalogProduct Shared(CatalogProduct before, BulkProductRequest item)
    {
        var archived = item.IsArchived ?? (before.ArchivedAt is not null && item.IsActive != true);
        return before with
        {
            Name = item.Name ?? before.Name,
            Description = item.Description ?? before.Description,
            CategoryId = item.IsUncategorized == true ? null : item.CategoryId ?? before.CategoryId,
            TaxClass = item.TaxClass ?? before.TaxClass,
            TracksStock = item.TracksStock ?? before.TracksStock,
            IsActive = !archived && (item.IsActive ?? before.IsActive),
            ArchivedAt = archived ? before.ArchivedAt ?? _at : null,
            ImageUrl = item.ImageUrl ?? before.ImageUrl,
        };
    }

    private void Keep(CatalogProduct product)
    {
        _now[product.Id] = product;
        foreach (var variant in product.Variants)
            if (variant.Sku is { } sku)
                _bySku[sku] = product.Id;
    }
}
