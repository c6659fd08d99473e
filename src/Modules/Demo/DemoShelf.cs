using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>A variant with what a sale of it needs to know.</summary>
/// <param name="Name">As on a receipt.</param>
internal sealed record Sellable(
    Id<Variant> VariantId, Id<Product> ProductId, string Sku, string Name, Money Price, string TaxClass, Rate TaxRate, bool TracksStock, int Popularity, Money? Cost);

/// <summary>The catalogue of a demo business: as it is written, and as its customers choose from it.</summary>
internal sealed record DemoShelf(
    IReadOnlyList<HistoricalCategory> Categories, IReadOnlyList<HistoricalProduct> Products, IReadOnlyList<Sellable> Sellables,
    IReadOnlyDictionary<Id<Variant>, Sellable> ByVariant)
{
    public static DemoShelf Of(DemoBusiness business, DateTimeOffset since, Dice dice)
    {
        var categories = new Dictionary<string, HistoricalCategory>(StringComparer.Ordinal);
        var products = new List<HistoricalProduct>();
        var sellables = new List<Sellable>();
        foreach (var article in business.Articles)
        {
            var category = Category(article.Category);
            var product = Product(article, category, $"{business.Prefix}-{products.Count + 1:000}");
            products.Add(product);
            sellables.AddRange(Sellables(article, product));
        }
        return new([.. categories.Values], products, sellables, sellables.ToDictionary(sellable => sellable.VariantId));

        HistoricalCategory Category(string path)
        {
            if (categories.TryGetValue(path, out var known))
                return known;
            var cut = path.LastIndexOf('/');
            var parent = cut < 0 ? (Id<Category>?)null : Category(path[..cut]).CategoryId;
            return categories[path] = new(dice.Id<Category>(since), parent, path[(cut + 1)..], since);
        }

        HistoricalProduct Product(DemoArticle article, HistoricalCategory category, string sku)
        {
            var price = new Money(article.PriceMinor, business.Currency);
            var choices = article.Choices
                .Select((choice, i) => new HistoricalChoice(
                    dice.Id<Variant>(since), $"{sku}-{i + 1}", choice.Value, new(article.PriceMinor + choice.ExtraMinor, business.Currency),
                    Cost(article, article.PriceMinor + choice.ExtraMinor)))
                .ToArray();
            return new(
                dice.Id<Product>(since), choices is [var first, ..] ? first.VariantId : dice.Id<Variant>(since), choices is [var same, ..] ? same.Sku : sku,
                article.Name, price, article.TaxClass, article.TracksStock, since)
            {
                Cost = Cost(article, article.PriceMinor),
                CategoryId = category.CategoryId,
                Option = article.Option,
                Choices = choices,
            };
        }

        IEnumerable<Sellable> Sellables(DemoArticle article, HistoricalProduct product)
        {
            var rate = business.TaxRates[article.TaxClass];
            if (product.Choices is [])
                yield return new(product.VariantId, product.ProductId, product.Sku, product.Name, product.Price, product.TaxClass, rate, product.TracksStock,
                    2 * article.Popularity, product.Cost);
            // People take the first most often.
            foreach (var (i, choice) in product.Choices.Index())
                yield return new(
                    choice.VariantId, product.ProductId, choice.Sku, $"{product.Name} ({choice.Value})", choice.Price, product.TaxClass, rate, product.TracksStock,
                    i == 0 ? article.Popularity : Math.Max(1, article.Popularity / (2 * i)), choice.Cost);
        }

        Money Cost(DemoArticle article, long price) => new(
            Rounding.HalfUp.Divide((Int128)price * business.Costs[article.Category.Split('/')[0]] * Rate.One, 100 * (Rate.One + (Int128)business.TaxRates[article.TaxClass].Millionths)),
            business.Currency);
    }
}
