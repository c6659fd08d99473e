using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Lines of orders.</summary>
public sealed record ListOrderLinesResponse(IReadOnlyList<LinesOfOrderView> Data);

/// <summary>The lines of one order.</summary>
public sealed record LinesOfOrderView(Id<Order> OrderId, IReadOnlyList<OrderLineView> Lines);

/// <summary>For who shows many orders with what is in them.</summary>
public static class ListOrderLines
{
    private const string LinesSql = """
        select line.id, line.kind, line.variant_id, line.product_id, line.name, line.sku, line.quantity, line.returned_quantity,
            line.unit_price_minor, line.list_minor, line.line_discount_minor, line.order_discount_minor, line.rounding_minor, line.tax_class,
            line.tax_rate_millionths, line.net_minor, line.tax_minor, line.gross_minor, line.note, orders.currency, orders.id as order_id
        from commerce.orders
        join commerce.order_lines as line on line.tenant_id = orders.tenant_id and line.order_id = orders.id
        where orders.id = any($1) and ($2::uuid[] is null or orders.location_id = any($2))
        order by orders.id, line.position
        """;

    /// <summary>The lines of the orders given. An order that there is not, or that the caller may not see, is left out.</summary>
    /// <param name="order_ids">1 to 100 ids of orders, separated by commas.</param>
    public static async Task<ListOrderLinesResponse> Handle([FromQuery] string order_ids, Principal principal, TenantDb db, CancellationToken ct)
    {
        var ids = IdList.Read(order_ids, "order_ids", "orders");
        var lines = await db.Query<OrderLineRow>(new(LinesSql, ids, principal.LocationsFor("orders:read")), ct);
        return new([.. lines.GroupBy(line => line.OrderId).Select(order => new LinesOfOrderView(order.Key, [.. order.Select(line => line.View())]))]);
    }
}
