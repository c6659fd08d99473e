using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Products that stand on an order, a draft included.</summary>
internal sealed class OrderedProducts : IProductUse
{
    /// <summary>A draft may have been begun so long before the products were there.</summary>
    private static readonly TimeSpan LongestDraft = TimeSpan.FromDays(31);

    /// <summary>By so much the clock of a till that sells without a connection may be wrong.</summary>
    private static readonly TimeSpan WrongClock = TimeSpan.FromDays(1);

    /// <summary>Lines have no index by product; the orders that were written since the products are there are few.</summary>
    private const string OrderedSql = """
        select distinct line.product_id
        from commerce.orders as written
        join commerce.order_lines as line on line.order_id = written.id and line.product_id = any($1)
        where written.id >= $2 and written.updated_at >= $3
        """;

    public string Name => "sold";

    public Sql Of(Id<Product>[] products, Id<Variant>[] variants, DateTimeOffset since) => new(OrderedSql, products, IdTime.FirstAt(since - LongestDraft), since - WrongClock);
}
