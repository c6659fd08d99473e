using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Orders from pending to in delivery, oldest first.</summary>
/// <param name="HasMore">There are newer ones than the last that is shown; <c>GET /api/v1/orders</c> has them all.</param>
public sealed record OrderBoardView(IReadOnlyList<OrderCardView> Data, bool HasMore);

/// <summary>An order as a board shows it.</summary>
/// <param name="Allowed">The statuses that may follow.</param>
/// <param name="PaymentStatus"><c>unpaid</c>, <c>authorized</c>, <c>partially_paid</c>, <c>paid</c>, <c>partially_refunded</c> or <c>refunded</c>.</param>
/// <param name="Units">Of everything on it.</param>
/// <param name="TakenBy">Who took it; null where that is not known.</param>
/// <param name="UndoUntil">Until when its last move can be undone, if nothing else happens; null: it cannot.</param>
public sealed record OrderCardView(
    Id<Order> Id, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, OrderStatus Status, IReadOnlyList<OrderStatus> Allowed, string PaymentStatus,
    OrderSource Source, OrderChannel Channel, Money Total, long Units, IReadOnlyList<OrderCardLineView> Lines, string? Note, DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt, long Version, Id<User>? TakenBy, DateTimeOffset? UndoUntil);

public sealed record OrderCardLineView(string Name, long Quantity, string? Note);

public static class GetBoard
{
    private const int Most = 200;

    private const string BoardSql = """
        select open.id, open.number, open.location_id, open.customer_id, open.status, open.payment_status, open.source, open.channel, open.currency,
            open.total_minor, open.note, open.placed_at, open.updated_at, open.version, open.taken_by,
            open.moved_from, open.moved_at, open.moved_version,
            (
                select json_agg(json_build_object('name', line.name, 'quantity', line.quantity, 'note', line.note) order by line.position)::text
                from commerce.order_lines as line
                where line.order_id = open.id
            ) as lines
        from commerce.orders as open
        where open.status in ('pending', 'confirmed', 'preparing', 'ready', 'in_delivery')
            and ($1::uuid is null or open.location_id = $1) and ($2::uuid[] is null or open.location_id = any($2))
            and ($4::text is null or open.channel = $4) and ($5::uuid is null or open.taken_by = $5)
        order by open.id
        limit $3
        """;

    private sealed record CardRow(
        Id<Order> Id, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, string Status, string PaymentStatus, string Source, string Channel,
        Money Total, string? Note, DateTimeOffset PlacedAt, DateTimeOffset UpdatedAt, long Version, Id<User>? TakenBy,
        string? MovedFrom, DateTimeOffset? MovedAt, long? MovedVersion, OrderCardLineView[] Lines);

    /// <param name="location">Only of this location.</param>
    /// <param name="channel">Only <c>dine_in</c>, <c>takeout</c>, <c>delivery</c> or <c>pickup</c>.</param>
    /// <param name="taken_by">Only those that this user took.</param>
    public static async Task<OrderBoardView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, string? channel, [FromQuery] Id<User>? taken_by, Principal principal, TenantDb db,
        CancellationToken ct)
    {
        var rows = await db.Query<CardRow>(new(BoardSql, location, principal.LocationsFor("orders:read"), Most + 1, ListOrders.OneOf<OrderChannel>("channel", channel), taken_by), ct);
        return new([.. rows.Take(Most).Select(View)], rows.Count > Most);
    }

    private static OrderCardView View(CardRow row)
    {
        var (status, channel) = (WireName.Parse<OrderStatus>(row.Status), WireName.Parse<OrderChannel>(row.Channel));
        return new(
            row.Id, row.Number, row.LocationId, row.CustomerId, status, OrderStates.After(status, channel), row.PaymentStatus,
            WireName.Parse<OrderSource>(row.Source), channel, row.Total, row.Lines.Sum(line => line.Quantity), row.Lines, row.Note, row.PlacedAt, row.UpdatedAt,
            row.Version, row.TakenBy, OrderMoves.UndoUntil(status, row.MovedFrom, row.MovedAt, row.MovedVersion, row.Version));
    }
}
