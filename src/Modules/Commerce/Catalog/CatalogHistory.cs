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

    private const string EndSql = "select coalesce(max(position) + 1, 0) from commerce.categories";

    private const string InsertCategoriesSql = """
        insert into commerce.categories (id, parent_id, name, slug, position, created_at, updated_at)
        select made.id, made.parent_id, made.name, made.slug, made.position, made.created_at, made.created_at
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::timestamptz[])
            as made (id, parent_id, name, slug, position, created_at)
        """;

    public Sql WithSkus(IReadOnlyCollection<string> skus) => new(WithSkusSql, [skus.ToArray()]);

    public async Task WriteCategories(Tx tx, IReadOnlyCollection<HistoricalCategory> categories)
    {
        var end = await tx.First<int>(new(EndSql));
        var made = categories.Select((category, i) => (category, Slug: SlugOf(category.Name), Position: end + i)).ToArray();
        tx.Enqueue(new(
            InsertCategoriesSql, Array.ConvertAll(made, one => one.category.CategoryId), Array.ConvertAll(made, one => one.category.ParentId?.Value),
            Array.ConvertAll(made, one => one.category.Name), Array.ConvertAll(made, one => one.Slug), Array.ConvertAll(made, one => one.Position),
            Array.ConvertAll(made, one => one.category.At)));
        foreach (var (category, slug, position) in made)
            tx.Append(new CategoryCreated(category.CategoryId, category.ParentId, category.Name, slug, position), category.At);
    }

    private static string SlugOf(string name) => name.ToLowerInvariant().Replace(' ', '-');

    public async Task Write(Tx tx, IReadOnlyCollection<HistoricalProduct> products)
    {
        var known = (await tx.Query<Id<Product>>(new(KnownProductsSql, products.Select(product => product.ProductId).ToArray()))).ToHashSet();
        ProductStore.Save(tx, [.. products.Where(product => !known.Contains(product.ProductId)).Select(product => new ProductChange(null, Product(product)))]);
    }

    private static CatalogProduct Product(HistoricalProduct product) => new CatalogProduct(
        product.ProductId, product.CategoryId, product.Name, null, product.TaxClass, product.TracksStock, product.IsActive, null, null,
        product.Option is { } option ? [option] : [], product.Price.Currency, 1, product.At, product.At, Variants(product)).Checked();

    private static CatalogVariant[] Variants(HistoricalProduct product) => product.Choices is []
        ? [new(product.VariantId, product.Sku, null, [], product.Price.Amount, product.Cost?.Amount, 0, IsActive: true)]
        : [.. product.Choices.Select((choice, i) => new CatalogVariant(
            choice.VariantId, choice.Sku, null, [choice.Value], choice.Price.Amount, choice.Cost?.Amount, i, IsActive: true))];
}
