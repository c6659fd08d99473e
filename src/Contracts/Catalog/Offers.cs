using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Catalog;

/// <summary>Names product ids.</summary>
public sealed class Product
{
    private Product() { }
}

/// <summary>Names variant ids: the thing that is sold, stocked and has a price.</summary>
public sealed class Variant
{
    private Variant() { }
}

/// <summary>Names category ids.</summary>
public sealed class Category
{
    private Category() { }
}

/// <summary>Names ids of imports: of one file, into the catalogue.</summary>
public sealed class CatalogImport
{
    private CatalogImport() { }
}

/// <summary>What one variant is sold for at one location right now.</summary>
/// <param name="Name">Product and variant name as it stands on a receipt.</param>
/// <param name="Price">Per unit; includes tax where the location's prices do.</param>
/// <param name="TaxClass">Such as <c>standard</c>, <c>reduced</c>, <c>zero</c>.</param>
/// <param name="IsActive">Whether product and variant are sold at all.</param>
/// <param name="IsAvailable">Whether this location sells it now.</param>
/// <param name="TracksStock">Whether selling it takes stock.</param>
/// <param name="Cost">What a unit costs to buy, in the catalogue's currency; null: nobody said. Not for everybody who may sell it.</param>
public sealed record Offer(
    Id<Variant> VariantId, Id<Product> ProductId, string Name, string? Sku, Money Price, string TaxClass, bool IsActive, bool IsAvailable, bool TracksStock,
    Money? Cost = null)
{
    /// <summary>The same in minor units of this currency; null where it is not known in it.</summary>
    public long? CostIn(Currency currency) => Cost is { } cost && cost.Currency == currency ? cost.Amount : null;
}

/// <summary>Answered by Catalog.</summary>
public interface IOffers
{
    /// <summary>Rows of <see cref="Offer"/>, one for each known variant; unknown ones are simply absent.</summary>
    Sql For(Id<Location> location, IReadOnlyCollection<Id<Variant>> variants);
}

/// <summary>Answered by everybody who keeps something about products: Catalog asks before it takes one back as if it had never been.</summary>
public interface IProductUse
{
    /// <summary>What it does with them, for people to be told: <c>sold</c>, <c>stocked</c>.</summary>
    string Name { get; }

    /// <summary>Rows of ids: those of these products or variants, none of them older than <paramref name="since"/>, that are in use.</summary>
    Sql Of(Id<Product>[] products, Id<Variant>[] variants, DateTimeOffset since);
}
