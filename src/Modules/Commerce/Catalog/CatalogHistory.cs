using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Writes products of the past, many in a few statements, as a creation of today would.</summary>
internal sealed class CatalogHistory : ICatalogHistory
{
    private const string KnownProductsSql = "select id from commerce.products where id = any($1)";

    private const string WithSkusSql = """
        select sku, id as variant_id, product_id from commerce.variants where sku = any($1)
        """;

    public Sql WithSkus(IReadOnlyCollection<string> skus) => new(WithSkusSql, [skus.ToArray()]);

    public async Task Write(Tx tx, IReadOnlyCollection<HistoricalProduct> products)
    {
        var known = (await tx.Query<Id<Product>>(new(KnownProductsSql, products.Select(product => product.ProductId).ToArray()))).ToHashSet();
        ProductStore.Save(tx, [.. products.Where(product => !known.Contains(product.ProductId)).Select(product => new ProductChange(null, Product(product)))]);
    }

    private static CatalogProduct Product(HistoricalProduct product) => new CatalogProduct(
        product.ProductId, product.CategoryId, product.Name, null, product.TaxClass, product.TracksStock, product.IsActive, null, null,
        product.Option is { } option ? [option] : [], product.Price.Currency, 1, product.At, product.At, Variants(product)).Checked();

    private static CatalogVariant[] Variants(HistoricalProduct product) => product.Choices is []
        ? [new(product.VariantId, product.Sku, null, [], product.Price.Amount, null, 0, IsActive: true)]
        : [.. product.Choices.Select((choice, i) => new CatalogVariant(choice.VariantId, choice.Sku, null, [choice.Value], choice.Price.Amount, null, i, IsActive: true))];
}
