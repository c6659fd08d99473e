using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

internal sealed class PlacedOrders : IPlacedOrders
{
    private const string PlacedBetweenSql = """
        select placed.location_id, count(*) as orders, sum(placed.net_minor)::bigint as net_minor, sum(placed.tax_minor)::bigint as tax_minor,
            sum(placed.total_minor)::bigint as gross_minor
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[]) as wanted (location_id, lowest, beyond, from_at, to_at)
        join commerce.orders as placed on placed.location_id = wanted.location_id and placed.id >= wanted.lowest and placed.id < wanted.beyond
            and placed.placed_at >= wanted.from_at and placed.placed_at < wanted.to_at and placed.status not in ('draft', 'cancelled')
        group by placed.location_id
        """;

    /// <summary>Ids are UUIDv7 of the time of placing, and no day is farther from its moments than two days.</summary>
    private const string BasketsSql = """
        select array_agg(distinct line.product_id) as product_ids
        from commerce.orders as placed
        join commerce.order_lines as line on line.order_id = placed.id and line.product_id is not null
        where placed.id >= $1 and placed.id < $2 and placed.business_on between $3 and $4 and placed.status not in ('draft', 'cancelled')
            and ($5::uuid[] is null or placed.location_id = any($5))
        group by placed.id
        limit $6
        """;

    private const string TaxedSql = """
        select placed.location_id, placed.currency, line.tax_class, line.tax_rate_millionths as rate_millionths, sum(line.net_minor)::bigint as net_minor,
            sum(line.tax_minor)::bigint as tax_minor, sum(line.gross_minor)::bigint as gross_minor
        from commerce.orders as placed
        join commerce.order_lines as line on line.order_id = placed.id
        where placed.id >= $1 and placed.id < $2 and placed.business_on between $3 and $4 and placed.status not in ('draft', 'cancelled')
            and ($5::uuid[] is null or placed.location_id = any($5))
        group by placed.location_id, placed.currency, line.tax_class, line.tax_rate_millionths
        order by placed.location_id, placed.currency, line.tax_rate_millionths, line.tax_class
        """;

    public Sql Between(Id<Location>[] locations, DateTimeOffset[] from, DateTimeOffset[] to) => new(
        PlacedBetweenSql, locations, Array.ConvertAll(from, IdTime.FirstAt), Array.ConvertAll(to, IdTime.FirstAfter), from, to);

    public Sql Baskets(Guid[]? locations, DateOnly from, DateOnly to, int most) => new(
        BasketsSql, IdTime.FirstAt(Utc(from.AddDays(-2))), IdTime.FirstAfter(Utc(to.AddDays(3))), from, to, locations, most);

    public Sql Taxed(Guid[]? locations, DateOnly from, DateOnly to) => new(
        TaxedSql, IdTime.FirstAt(Utc(from.AddDays(-2))), IdTime.FirstAfter(Utc(to.AddDays(3))), from, to, locations);

    private static DateTimeOffset Utc(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
