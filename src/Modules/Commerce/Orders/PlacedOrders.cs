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

    public Sql Between(Id<Location>[] locations, DateTimeOffset[] from, DateTimeOffset[] to) => new(
        PlacedBetweenSql, locations, Array.ConvertAll(from, IdTime.FirstAt), Array.ConvertAll(to, IdTime.FirstAfter), from, to);
}
