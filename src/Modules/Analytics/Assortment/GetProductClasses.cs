using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Behaviour;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Assortment;

/// <summary>Products by how much of the whole they bring in, and by how steadily they sell.</summary>
/// <param name="Days">How many days are asked about.</param>
/// <param name="Groups">How many products there are of each pair of classes, and what they brought in.</param>
/// <param name="Products">The largest first, at most 1000; products that never sold at these places are not known here.</param>
public sealed record ProductClassesView(
    DateTimeOffset AsOf, DateOnly From, DateOnly To, int Days, Currency Currency, long Count, Money Net, IReadOnlyList<ProductClassView> Groups,
    IReadOnlyList<ClassedProductView> Products);

/// <param name="Abc"><c>a</c>: the few that make the first 80 % of what came in; <c>b</c>: the next 15 %; <c>c</c>: the others.</param>
/// <param name="Velocity"><c>fast</c>: sold on at least every second day; <c>medium</c>: on one of seven; <c>slow</c>: less often; <c>dead</c>: known from before,
/// not sold in these days.</param>
public sealed record ProductClassView(string Abc, string Velocity, long Products, Money Net);

/// <param name="Name">As it is called now; null while nothing was heard of it but its sales.</param>
/// <param name="DaysSold">On how many of the days it sold.</param>
/// <param name="Share">Of what all products brought in; null when that is nothing.</param>
/// <param name="LastSoldOn">The last day up to the one asked.</param>
public sealed record ClassedProductView(
    Id<Product> ProductId, string? Name, string Abc, string Velocity, long Units, Money Net, double? Share, long DaysSold, DateOnly LastSoldOn);

public static class GetProductClasses
{
    private const int MostShown = 1000;

    private const string SoldSql = """
        select day.product_id, product.name,
            coalesce(sum(day.units) filter (where day.business_on >= $1), 0)::bigint as units,
            coalesce(sum(day.net_minor) filter (where day.business_on >= $1), 0)::bigint as net,
            count(distinct day.business_on) filter (where day.business_on >= $1) as days_sold, max(day.business_on) as last_sold_on
        from analytics.variant_days as day
        left join analytics.products as product on product.id = day.product_id
        where day.business_on <= $2 and day.month_on <= $2 and day.currency = $3 and ($4::uuid[] is null or day.location_id = any($4)) and day.lines > 0
        group by day.product_id, product.name
        order by 4 desc, day.product_id
        """;

    private sealed record Row(Id<Product> ProductId, string? Name, long Units, long Net, long DaysSold, DateOnly LastSoldOn);

    /// <summary>Sorts everything that ever sold.</summary>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="currency">Needed where the places have several.</param>
    /// <param name="from">The first business day; 90 days unless told.</param>
    /// <param name="to">The last business day; today unless told.</param>
    public static async Task<ProductClassesView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, Principal principal, TenantDb db,
        ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        var asked = await Asked.Of(location, currency, from, to, last => last.AddDays(-89), principal, db, locations, clock, ct);
        var (asOf, rows) = await db.Read(
            [Freshness.Of(Trade.TradeFigures.ProjectionName), new(SoldSql, asked.From, asked.To, asked.Currency, asked.Locations)],
            async results => (await results.First<DateTimeOffset>(), await results.List<Row>()), ct);
        var abc = Classes.Abc([.. rows.Select(row => row.Net)]);
        var whole = rows.Sum(row => row.Net);
        ClassedProductView[] products =
        [
            .. rows.Select((row, place) => new ClassedProductView(
                row.ProductId, row.Name, Wire(abc[place]), Wire(Classes.VelocityOf(row.DaysSold, asked.Days)), row.Units, new(row.Net, asked.Currency),
                whole == 0 ? null : (double)row.Net / whole, row.DaysSold, row.LastSoldOn)),
        ];
        return new(
            asOf, asked.From, asked.To, asked.Days, asked.Currency, products.Length, new(whole, asked.Currency),
            [.. products.GroupBy(product => (product.Abc, product.Velocity)).OrderBy(of => of.Key.Abc, StringComparer.Ordinal)
                .ThenBy(of => Enum.Parse<Velocity>(of.Key.Velocity, ignoreCase: true))
                .Select(of => new ProductClassView(of.Key.Abc, of.Key.Velocity, of.Count(), new(of.Sum(product => product.Net.Amount), asked.Currency)))],
            [.. products.Take(MostShown)]);
    }

    private static string Wire<T>(T of)
        where T : struct, Enum => WireName.Of(of);
}
