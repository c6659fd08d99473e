using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>An order in a customer's history.</summary>
/// <param name="Channel">Such as <c>in_store</c> or <c>online</c>.</param>
/// <param name="Captured">What was paid; refunds are not taken off.</param>
public sealed record CustomerOrderView(
    Id<Order> Id, long Number, Id<Location> LocationId, string Status, string Channel, Money Total, Money Captured, Money Refunded, DateTimeOffset PlacedAt);

/// <summary>Shows what a customer ordered, under this entry and those merged into it, newest first, at the locations whose orders the caller may see.</summary>
public static class ListCustomerOrders
{
    /// <summary>Of every entry of the person as many as the page needs, each by its index; then the newest of those.</summary>
    private const string OrdersSql = """
        select own.id, own.number, own.location_id, own.status, own.channel, own.total_minor, own.captured_minor, own.refunded_minor, own.currency, own.placed_at
        from customer.same_person($1) as same
        cross join lateral (
            select id, number, location_id, status, channel, total_minor, captured_minor, refunded_minor, currency, placed_at
            from customer.customer_orders
            where customer_id = same.id
                and placed_at is not null
                and ($2::timestamptz is null or (placed_at, id) < ($2, $3::uuid))
                and ($4::uuid[] is null or location_id = any($4))
            order by placed_at desc, id desc
            limit $5) as own
        order by own.placed_at desc, own.id desc
        limit $5
        """;

    private const string ExistsSql = "select true from customer.customers where id = $1";

    /// <summary>Where a page ended.</summary>
    public sealed record Position(DateTimeOffset PlacedAt, Guid Id);

    internal static Sql Newest(Id<Customer> customer, Guid[]? places, int most) => new(OrdersSql, customer, null, null, places, most);

    /// <summary>A customer's orders, newest first; follows orders within a moment.</summary>
    /// <param name="limit">1 to 100; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static Task<Page<CustomerOrderView>> Handle(
        Id<Customer> id, TenantDb db, Principal principal, Cursors cursors, CancellationToken ct,
        [FromQuery] int? limit = null, [FromQuery] string? cursor = null)
    {
        if (!principal.CanSomewhere("orders:read"))
            throw AccessRefusals.Forbidden("orders:read").AsException();
        var rows = Cursors.Limit(limit);
        var scope = $"customer-orders\n{id}";
        var at = cursors.Read<Position>(cursor, db.Tenant, scope);
        return db.Read(
            [new(ExistsSql, id), new(OrdersSql, id, at?.PlacedAt, at?.Id, principal.LocationsFor("orders:read"), rows + 1)],
            async results => await results.First<bool>()
                ? cursors.Page(await results.List<CustomerOrderView>(), rows, db.Tenant, scope, row => new Position(row.PlacedAt, row.Id.Value))
                : throw AccessRefusals.NotFound.AsException(),
            ct);
    }
}
