using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A price that came into force.</summary>
/// <param name="VariantId">Null: the location's price for every variant.</param>
/// <param name="LocationId">Null: the catalogue's price.</param>
/// <param name="Price">Null: the location has no own price any more.</param>
public sealed record PriceChangeView(Guid Id, Id<Variant>? VariantId, Id<Location>? LocationId, Money? Price, DateTimeOffset ChangedAt);

/// <summary>Reads the price history of a product.</summary>
public static class ListPriceChanges
{
    private const string PriceChangesSql = """
        select id, variant_id, location_id, price_minor, currency, changed_at
        from commerce.price_changes
        where product_id = $1 and (changed_at, id) < ($2, $3)
        order by changed_at desc, id desc
        limit $4
        """;

    private const string ProductExistsSql = "select id from commerce.products where id = $1";

    private sealed record Position(DateTimeOffset At, Guid Id);

    /// <summary>Every price there ever was, newest first.</summary>
    public static async Task<Page<PriceChangeView>> Handle(
        Id<Product> id, [FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "cursor")] string? cursor, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        var scope = $"price changes of {id}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope) ?? new(ListProducts.Latest, Guid.AllBitsSet);
        var most = Cursors.Limit(limit);
        var (product, rows) = await db.Read(
            [new(ProductExistsSql, id), new(PriceChangesSql, id, after.At, after.Id, most + 1)],
            async results => (await results.First<Id<Product>?>(), await results.List<PriceChangeView>()),
            ct);
        if (product is null)
            throw AccessRefusals.NotFound.AsException();
        return cursors.Page(rows, most, db.Tenant, scope, last => new Position(last.ChangedAt, last.Id));
    }
}
