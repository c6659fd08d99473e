using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Catalog;

/// <summary>A variant as an event tells it.</summary>
/// <param name="Name">Product and variant name as it stands on a receipt.</param>
public sealed record SoldVariant(Id<Variant> VariantId, string? Sku, string Name, Money Price, bool IsActive);

public sealed record ProductCreated(
    Id<Product> ProductId, string Name, Id<Category>? CategoryId, string TaxClass, bool TracksStock, bool IsActive, IReadOnlyList<SoldVariant> Variants)
    : IEvent
{
    public static string EventType => "commerce.product.created";
    public static string AggregateType => "product";
    Guid IEvent.AggregateId => ProductId.Value;
}

/// <summary>The product as it is now; variants are deactivated, never removed.</summary>
public sealed record ProductUpdated(
    Id<Product> ProductId, string Name, Id<Category>? CategoryId, string TaxClass, bool TracksStock, bool IsActive, IReadOnlyList<SoldVariant> Variants)
    : IEvent
{
    public static string EventType => "commerce.product.updated";
    public static string AggregateType => "product";
    Guid IEvent.AggregateId => ProductId.Value;
}

public sealed record ProductArchived(Id<Product> ProductId) : IEvent
{
    public static string EventType => "commerce.product.archived";
    public static string AggregateType => "product";
    Guid IEvent.AggregateId => ProductId.Value;
}

/// <param name="VariantId">Null: the location's price for every variant.</param>
/// <param name="LocationId">Null: the catalogue's price.</param>
/// <param name="Before">Null: there was none.</param>
/// <param name="Price">Null: the location has no own price any more.</param>
public sealed record ProductPriceChanged(
    Id<Product> ProductId, Id<Variant>? VariantId, Id<Location>? LocationId, Money? Before, Money? Price) : IEvent
{
    public static string EventType => "commerce.product.price_changed";
    public static string AggregateType => "product";
    Guid IEvent.AggregateId => ProductId.Value;
}

/// <param name="IsAvailable">Whether the location sells it.</param>
public sealed record ProductAvailabilityChanged(Id<Product> ProductId, Id<Variant>? VariantId, Id<Location> LocationId, bool IsAvailable) : IEvent
{
    public static string EventType => "commerce.product.availability_changed";
    public static string AggregateType => "product";
    Guid IEvent.AggregateId => ProductId.Value;
}

public sealed record CategoryCreated(Id<Category> CategoryId, Id<Category>? ParentId, string Name, string Slug, int Position) : IEvent
{
    public static string EventType => "commerce.category.created";
    public static string AggregateType => "category";
    Guid IEvent.AggregateId => CategoryId.Value;
}

public sealed record CategoryUpdated(Id<Category> CategoryId, Id<Category>? ParentId, string Name, string Slug, int Position) : IEvent
{
    public static string EventType => "commerce.category.updated";
    public static string AggregateType => "category";
    Guid IEvent.AggregateId => CategoryId.Value;
}

public sealed record CategoryDeleted(Id<Category> CategoryId) : IEvent
{
    public static string EventType => "commerce.category.deleted";
    public static string AggregateType => "category";
    Guid IEvent.AggregateId => CategoryId.Value;
}

/// <summary>Somebody began to import a file into the catalogue; what it did follows as events of products and categories.</summary>
/// <param name="Name">Of the file.</param>
public sealed record CatalogImportStarted(Id<CatalogImport> ImportId, string Name) : IEvent
{
    public static string EventType => "commerce.import.started";
    public static string AggregateType => "import";
    Guid IEvent.AggregateId => ImportId.Value;
}

/// <summary>An import was taken back; what that did stands before as events of products and categories.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Undone">Products and categories that are as before.</param>
/// <param name="Kept">Those in use, or changed since.</param>
public sealed record CatalogImportUndone(Id<CatalogImport> ImportId, string Name, int Undone, int Kept) : IEvent
{
    public static string EventType => "commerce.import.undone";
    public static string AggregateType => "import";
    Guid IEvent.AggregateId => ImportId.Value;
}
