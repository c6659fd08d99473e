using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Which products, in which order.</summary>
/// <param name="Category">In this category or below it.</param>
/// <param name="IsActive">On sale or not.</param>
/// <param name="Q">Words that name or description have, each at least by its beginning; or the beginning of a SKU; or a whole barcode.</param>
/// <param name="Sku">Exactly this SKU.</param>
/// <param name="Barcode">Exactly this barcode.</param>
/// <param name="UpdatedSince">Changed at this moment or later.</param>
/// <param name="IncludeArchived">Also what was taken out of the catalogue.</param>
/// <param name="Sort"><c>name</c> (the default), <c>created_at</c>, <c>updated_at</c> or <c>price</c>; with a minus in front: downwards.</param>
/// <param name="Limit">1 to 100; 20 when left out.</param>
/// <param name="Cursor">From the page before.</param>
public sealed record ProductListRequest(
    [FromQuery(Name = "category")] Id<Category>? Category = null,
    [FromQuery(Name = "is_active")] bool? IsActive = null,
    [FromQuery(Name = "q")] string? Q = null,
    [FromQuery(Name = "sku")] string? Sku = null,
    [FromQuery(Name = "barcode")] string? Barcode = null,
    [FromQuery(Name = "updated_since")] DateTimeOffset? UpdatedSince = null,
    [FromQuery(Name = "include_archived")] bool? IncludeArchived = null,
    [FromQuery(Name = "sort")] string? Sort = null,
    [FromQuery(Name = "limit")] int? Limit = null,
    [FromQuery(Name = "cursor")] string? Cursor = null);

/// <summary>An order of the list and where it begins.</summary>
internal sealed record ProductSort(string Name, Func<ProductView, ProductPosition> Position)
{
    private static readonly ProductSort[] All =
    [
        new("name", product => new(product.NameKey, default, 0, product.Id)),
        new("created_at", product => new("", product.CreatedAt, 0, product.Id)),
        new("updated_at", product => new("", product.UpdatedAt, 0, product.Id)),
        new("price", product => new("", default, product.Price.Amount, product.Id)),
    ];

    public static ProductSort Of(string? asked) =>
        asked is null ? All[0] : All.FirstOrDefault(sort => sort.Name == asked.TrimStart('-')) is { } found && asked.Length - found.Name.Length <= 1
            ? found with { Name = asked }
            : throw CatalogRefusals.SortUnknown.AsException();

    /// <summary>Before everything, or behind it when the order goes down: U+10FFFF is no character of any name.</summary>
    public ProductPosition Start => Name[0] == '-'
        ? new("\U0010FFFF", ListProducts.Latest, long.MaxValue, new(Guid.AllBitsSet))
        : new("", ListProducts.Earliest, long.MinValue, default);
}

/// <summary>The sort key of a row, in the member that its order uses, and its id.</summary>
internal sealed record ProductPosition(string Text, DateTimeOffset At, long Number, Id<Product> Id);

/// <summary>Lists the catalogue page by page.</summary>
public static class ListProducts
{
    /// <summary>Before and behind everything that this product ever sees.</summary>
    internal static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero), Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A page of products with their variants. Costs are shown only by the product itself.</summary>
    public static async Task<Page<ProductView>> Handle([AsParameters] ProductListRequest filter, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        if (filter.Q is { Length: 0 or > 100 })
            throw CatalogRefusals.SearchInvalid.AsException();
        var sort = ProductSort.Of(filter.Sort);
        var scope = "products " + JsonSerializer.Serialize(filter with { Cursor = null, Limit = null }, WireJson.Options);
        var after = cursors.Read<ProductPosition>(filter.Cursor, db.Tenant, scope) ?? sort.Start;
        var limit = Cursors.Limit(filter.Limit);
        if (sort.Name == "updated_at" && filter.UpdatedSince is { } since && after.At < since)
            after = after with { At = since, Id = default };
        var rows = await db.Query<ProductView>(
            ProductSelection.Driver(filter) is { } driver
                ? ProductSelection.Page(driver, filter, sort, after, limit + 1)
                : ProductWalks.Page(sort, after, filter.IsActive, filter.IncludeArchived ?? false, limit + 1),
            ct);
        return cursors.Page(rows, limit, db.Tenant, scope, sort.Position);
    }
}
