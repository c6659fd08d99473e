using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Behaviour;

/// <summary>Customers by how lately, how often and for how much they bought (RFM), each scored from 1 to 5 by the share of customers that is worse.</summary>
/// <param name="From">The first day that counts.</param>
/// <param name="To">The last one; how lately is counted back from it.</param>
/// <param name="Customers">That bought in these days.</param>
/// <param name="Segments">All there are, the best first.</param>
public sealed record SegmentsView(
    DateTimeOffset AsOf, DateOnly From, DateOnly To, Currency Currency, long Customers, IReadOnlyList<SegmentView> Segments);

/// <param name="Segment"><c>champions</c>, <c>loyal</c>, <c>potential_loyalists</c>, <c>new_customers</c>, <c>needs_attention</c>, <c>about_to_sleep</c>,
/// <c>at_risk</c>, <c>cannot_lose</c> or <c>hibernating</c>.</param>
/// <param name="Share">Of the customers; null without any.</param>
/// <param name="Spent">Gross, less what was given back.</param>
/// <param name="DaysSinceLast">The median; null without customers.</param>
public sealed record SegmentView(string Segment, long Customers, double? Share, long Orders, Money Spent, double? DaysSinceLast);

public static class GetSegments
{
    internal const string BuyingSql = """
        with bought as (
            select customer_id, max(business_on) as last_on, sum(orders)::bigint as orders, sum(gross_minor) as gross
            from analytics.customer_days
            where business_on between $1 and $2 and currency = $3 and ($4::uuid[] is null or location_id = any($4)) and orders > 0
            group by customer_id
        ), back as (
            select customer_id, sum(refunded_minor) as refunded
            from analytics.customer_refunds
            where business_on between $1 and $2 and currency = $3 and ($4::uuid[] is null or location_id = any($4))
            group by customer_id
        )
        select bought.customer_id, bought.last_on, bought.orders, (bought.gross - coalesce(back.refunded, 0))::bigint as spent
        from bought
        left join back on back.customer_id = bought.customer_id
        """;

    internal sealed record Row(Id<Customer> CustomerId, DateOnly LastOn, long Orders, long Spent);

    /// <summary>Scores everybody who bought in these days.</summary>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="currency">Needed where the places have several.</param>
    /// <param name="from">The first business day; a year before the last unless told.</param>
    /// <param name="to">The last business day; today unless told.</param>
    public static async Task<SegmentsView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, Principal principal, TenantDb db,
        ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        var asked = await Asked.Of(location, currency, from, to, last => last.AddDays(-364), principal, db, locations, clock, ct);
        var (asOf, scored) = await Scored(asked, db, ct);
        var bySegment = scored.ToLookup(of => of.Segment);
        return new(asOf, asked.From, asked.To, asked.Currency, scored.Count, [.. Rfm.Segments.Select(segment =>
        {
            var those = bySegment[segment].ToList();
            return new SegmentView(
                segment, those.Count, scored.Count == 0 ? null : (double)those.Count / scored.Count, those.Sum(of => of.Row.Orders),
                new(those.Sum(of => of.Row.Spent), asked.Currency),
                those.Count == 0 ? null : Baseline.Median(those.Select(of => (double)(asked.To.DayNumber - of.Row.LastOn.DayNumber))));
        })]);
    }

    internal static async Task<(DateTimeOffset AsOf, List<(Row Row, RfmScore Score, string Segment)> Scored)> Scored(Asked asked, TenantDb db, CancellationToken ct)
    {
        var (asOf, rows) = await db.Read(
            [Freshness.Of(Trade.TradeFigures.ProjectionName, BehaviourFigures.ProjectionName), new(BuyingSql, asked.From, asked.To, asked.Currency, asked.Locations)],
            async results => (await results.First<DateTimeOffset>(), await results.List<Row>()), ct);
        var scores = Rfm.Score([.. rows.Select(row => new Buying(row.LastOn, row.Orders, row.Spent))]);
        return (asOf, [.. rows.Zip(scores, (row, score) => (row, score, Rfm.SegmentOf(score)))]);
    }
}

/// <summary>The customers of one segment.</summary>
/// <param name="Customers">How many there are in all.</param>
/// <param name="Data">Those who spent most, at most <c>limit</c>.</param>
public sealed record SegmentCustomersView(DateTimeOffset AsOf, string Segment, long Customers, IReadOnlyList<ScoredCustomerView> Data);

/// <param name="LastOn">When they bought last, in these days.</param>
/// <param name="Spent">Gross, less what was given back.</param>
public sealed record ScoredCustomerView(Id<Customer> CustomerId, int Recency, int Frequency, int Money, DateOnly LastOn, long Orders, Money Spent);

public static class ListSegmentCustomers
{
    /// <summary>Lists who is in a segment, the largest first. What they are called the customers' own list tells. 404 for a segment that there is not.</summary>
    /// <param name="location">Only who bought there.</param>
    /// <param name="currency">In which money was spent; needed where there are several.</param>
    /// <param name="from">The first business day; a year before the last unless told.</param>
    /// <param name="to">The last one; today unless told.</param>
    public static async Task<SegmentCustomersView> Handle(
        string segment, [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, int? limit,
        Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        if (!Rfm.Segments.Contains(segment))
            throw AccessRefusals.NotFound.AsException();
        var most = Cursors.Limit(limit, 1000);
        var asked = await Asked.Of(location, currency, from, to, last => last.AddDays(-364), principal, db, locations, clock, ct);
        var (asOf, scored) = await GetSegments.Scored(asked, db, ct);
        var those = scored.Where(of => of.Segment == segment).ToList();
        return new(asOf, segment, those.Count, [.. those
            .OrderByDescending(of => of.Row.Spent).ThenBy(of => of.Row.CustomerId).Take(most)
            .Select(of => new ScoredCustomerView(
                of.Row.CustomerId, of.Score.Recency, of.Score.Frequency, of.Score.Money, of.Row.LastOn, of.Row.Orders, new(of.Row.Spent, asked.Currency)))]);
    }
}
