using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>An order in one line.</summary>
/// <param name="PaymentStatus"><c>unpaid</c>, <c>authorized</c>, <c>partially_paid</c>, <c>paid</c>, <c>partially_refunded</c> or <c>refunded</c>.</param>
/// <param name="DeviceReceipt">The number on the receipt, if a till had made the sale by itself.</param>
/// <param name="Differs">Whether such a sale should be looked at: another price than the server's, or more sold than was there.</param>
/// <param name="TakenBy">Who took it; null where that is not known.</param>
public sealed record OrderSummaryView(
    Id<Order> Id, long Number, Id<Location> LocationId, Id<Customer>? CustomerId, string Status, string PaymentStatus, string Source, string Channel,
    Money Total, DateTimeOffset PlacedAt, long Version, string? Note, string? DeviceReceipt, bool Differs,
    Id<User>? TakenBy);

/// <summary>
/// Newest first. Ids are UUIDv7 of the time of placing, so the id is the sort key, a time is a bound on it, and every filter is an index that ends with
/// it: one statement each, because one statement for all would leave the choice of the index to chance.
/// </summary>
public static class ListOrders
{
    private const string NewestOrdersSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
            and ($9::text[] is null or status = any($9))
        order by id desc
        limit $6
        """;

    private const string OrdersOfLocationSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where location_id = $9 and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
            and ($10::text[] is null or status = any($10))
        order by id desc
        limit $6
        """;

    private const string OrdersOfStatusSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where status = $9 and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
        order by id desc
        limit $6
        """;

    private const string OrdersOfCustomerSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where customer_id = $9 and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
            and ($10::text[] is null or status = any($10)) and ($11::uuid is null or location_id = $11)
        order by id desc
        limit $6
        """;

    private const string OrdersTakenBySql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where taken_by = $8 and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($9::uuid is null or location_id = $9) and ($10::text[] is null or status = any($10))
        order by id desc
        limit $6
        """;

    private const string OrdersDifferingSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where differs and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
            and ($9::uuid is null or location_id = $9) and ($10::uuid is null or customer_id = $10) and ($11::text[] is null or status = any($11))
        order by id desc
        limit $6
        """;

    private const string OrdersOfReceiptSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where device_receipt = $9 and id >= $1 and id < $2 and placed_at >= $3 and placed_at < $4 and ($5::uuid[] is null or location_id = any($5))
            and ($7::text is null or channel = $7) and ($8::uuid is null or taken_by = $8)
            and ($10::uuid is null or location_id = $10) and ($11::uuid is null or customer_id = $11) and ($12::text[] is null or status = any($12))
        order by id desc
        limit $6
        """;

    private const string OrdersByIdsSql = """
        select id, number, location_id, customer_id, status, payment_status, source, channel, currency, total_minor, placed_at, version, note,
            device_receipt, differs, taken_by
        from commerce.orders
        where id = any($1) and ($2::uuid[] is null or location_id = any($2))
        order by id desc
        """;

    private sealed record Position(Guid Id);

    /// <param name="status">Only this status, or only these, separated by commas.</param>
    /// <param name="location_id">Only this location.</param>
    /// <param name="customer_id">Only this customer.</param>
    /// <param name="channel">Only <c>dine_in</c>, <c>takeout</c>, <c>delivery</c> or <c>pickup</c>.</param>
    /// <param name="taken_by">Only those that this user took.</param>
    /// <param name="from">Placed at this moment or later.</param>
    /// <param name="to">Placed before this moment.</param>
    /// <param name="differs">True: only what a till sold otherwise than the server would have, and what was oversold.</param>
    /// <param name="receipt">Only the sale that a till made by itself under this number, such as <c>K7Q2-000042</c>.</param>
    /// <param name="ids">1 to 100 ids, separated by commas; alone, as one page.</param>
    /// <param name="cursor">The <c>next_cursor</c> of the page before.</param>
    /// <param name="limit">1 to 100; 20 unless told.</param>
    public static async Task<Page<OrderSummaryView>> Handle(
        string? status, Id<Location>? location_id, Id<Customer>? customer_id, string? channel, Id<User>? taken_by, DateTimeOffset? from, DateTimeOffset? to, bool? differs, string? receipt,
        string? ids, string? cursor, int? limit, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        if (ids is not null)
        {
            var isAlone = (status, location_id, customer_id, channel, taken_by, from, to, differs) == default && (receipt, cursor) == default;
            return new(
                await db.Query<OrderSummaryView>(
                    new(OrdersByIdsSql, IdList.ReadAlone(ids, isAlone, "orders"), principal.LocationsFor("orders:read")), ct),
                false, null);
        }

        var scope = $"orders {status} {location_id} {customer_id} {from:O} {to:O}{(differs is true ? " differs" : "")}{(receipt is null ? "" : $" {receipt}")}"
            + $"{(channel is null ? "" : $" by {channel}")}{(taken_by is null ? "" : $" of {taken_by}")}";
        var (size, behind) = (Cursors.Limit(limit), cursors.Read<Position>(cursor, db.Tenant, scope));
        var lowest = from is { } start ? IdTime.FirstAt(start) : Guid.Empty;
        var beyond = to is { } end ? IdTime.FirstAfter(end) : Guid.AllBitsSet;
        if (behind is not null && behind.Id.CompareTo(beyond) < 0)
            beyond = behind.Id;
        object?[] common =
            [lowest, beyond, from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue, principal.LocationsFor("orders:read"), size + 1,
                OneOf<OrderChannel>("channel", channel), taken_by];
        var wanted = status?.Split(',').Select(one => OneOf<OrderStatus>("status", one)!).Distinct().ToArray();
        var sql = (wanted, location_id, customer_id) switch
        {
            _ when receipt is not null => new Sql(OrdersOfReceiptSql, [.. common, receipt, location_id, customer_id, wanted]),
            _ when differs is true => new Sql(OrdersDifferingSql, [.. common, location_id, customer_id, wanted]),
            (_, _, { } customer) => new Sql(OrdersOfCustomerSql, [.. common, customer, wanted, location_id]),
            _ when taken_by is not null => new Sql(OrdersTakenBySql, [.. common, location_id, wanted]),
            (_, { } location, _) => new Sql(OrdersOfLocationSql, [.. common, location, wanted]),
            ([var one], _, _) => new Sql(OrdersOfStatusSql, [.. common, one]),
            _ => new Sql(NewestOrdersSql, [.. common, wanted]),
        };
        return cursors.Page(await db.Query<OrderSummaryView>(sql, ct), size, db.Tenant, scope, order => new Position(order.Id.Value));
    }

    /// <summary>The name as the database has it; refuses one that there is not.</summary>
    internal static string? OneOf<T>(string name, string? asked)
        where T : struct, Enum =>
        asked is null || Enum.GetValues<T>().Any(known => WireName.Of(known) == asked)
            ? asked
            : throw ValidBodyExtensions.Invalid(new FieldError(name, "unknown", $"There is no such {name}.")).AsException();
}
