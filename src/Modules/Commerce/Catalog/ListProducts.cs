using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Which products, in which order.</summary>
internal sealed record ProductFilter(
    Id<Category>? Category, bool? IsActive, string? Q, string? Sku, string? Barcode, DateTimeOffset? UpdatedSince, bool? IncludeArchived, string? Sort);

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

    /// <summary>A whole catalogue is read in few requests: by a till that keeps it, by a list that is scrolled, by an export.</summary>
    private const int MostRows = 500;

    /// <summary>A page of products with their variants. Costs are shown only by the product itself.</summary>
    /// <param name="category">In this category or below it.</param>
    /// <param name="is_active">On sale or not.</param>
    /// <param name="q">Words that name or description have, each at least by its beginning; or the beginning of a SKU; or a whole barcode.</param>
    /// <param name="sku">Exactly this SKU.</param>
    /// <param name="barcode">Exactly this barcode.</param>
    /// <param name="updated_since">Changed at this moment or later.</param>
    /// <param name="include_archived">Also what was taken out of the catalogue.</param>
    /// <param name="ids">1 to 100 ids, separated by commas; alone, as one page, what was taken out of the catalogue included.</param>
    /// <param name="sort"><c>name</c> (the default), <c>created_at</c>, <c>updated_at</c> or <c>price</c>; with a minus in front: downwards.</param>
    /// <param name="limit">1 to 500; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<ProductView>> Handle(
        Id<Category>? category, bool? is_active, string? q, string? sku, string? barcode, DateTimeOffset? updated_since, bool? include_archived,
        string? ids, string? sort, [Range(1, MostRows)] int? limit, string? cursor, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        var filter = new ProductFilter(category, is_active, q, sku, barcode, updated_since, include_archived, sort);
        if (ids is not null)
        {
            var asked = IdList.ReadAlone(ids, cursor is null && filter == new ProductFilter(null, null, null, null, null, null, null, null), "products");
            return new(await db.Query<ProductView>(ProductSelection.Of(asked), ct), false, null);
        }

        if (q is { Length: 0 or > 100 })
            throw CatalogRefusals.SearchInvalid.AsException();
        var order = ProductSort.Of(sort);
        var scope = "products " + JsonSerializer.Serialize(filter, WireJson.Options);
        var after = cursors.Read<ProductPosition>(cursor, db.Tenant, scope) ?? order.Start;
        var size = Cursors.Limit(limit, MostRows);
        if (order.Name == "updated_at" && updated_since is { } since && after.At < since)
            after = after with { At = since, Id = default };
        var page = ProductSelection.Driver(filter) is { } driver
            ? ProductSelection.Page(driver, filter, order, after, size + 1)
            : ProductWalks.Page(order, after, is_active, include_archived ?? false, size + 1);
        var rows = ProductSelection.Driver(filter) is null && size <= 100 ? await db.QueryShort<ProductView>(page, ct) : await db.Query<ProductView>(page, ct);
        return cursors.Page(rows, size, db.Tenant, scope, order.Position);
    }
}
