using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Behaviour;

/// <summary>Customers by when they bought for the first time, and what they did since.</summary>
/// <param name="Period"><c>day</c>, <c>week</c> (from Monday) or <c>month</c>.</param>
/// <param name="Cohorts">The oldest first; a period in which nobody came is none.</param>
public sealed record CohortsView(DateTimeOffset AsOf, string Period, Currency Currency, IReadOnlyList<CohortView> Cohorts);

/// <param name="On">The first day of the period in which they bought for the first time.</param>
/// <param name="Customers">How many they are.</param>
public sealed record CohortView(DateOnly On, long Customers, IReadOnlyList<CohortPeriodView> Periods);

/// <param name="Index">0 for the period in which they bought first.</param>
/// <param name="Active">How many bought in it.</param>
/// <param name="Retention">Their share.</param>
/// <param name="Net">Of their orders.</param>
/// <param name="Spent">Gross, less what was given back in it.</param>
/// <param name="Cumulative">Spent up to its end.</param>
/// <param name="CumulativePerCustomer">The same by customer of the cohort, rounded half up.</param>
public sealed record CohortPeriodView(
    int Index, DateOnly On, long Active, double Retention, long Orders, Money Net, Money Spent, Money Cumulative, Money CumulativePerCustomer);

public static class GetCohorts
{
    private const int MostCohorts = 120;

    /// <summary>Who bought first when is asked of all days: a customer of last year is no new one this year.</summary>
    private const string CohortsSql = """
        with days as (
            select customer_id, business_on, orders, net_minor as net, gross_minor as spent
            from analytics.customer_days
            where currency = $1 and ($2::uuid[] is null or location_id = any($2))
            union all
            select customer_id, business_on, 0, 0, -refunded_minor
            from analytics.customer_refunds
            where currency = $1 and ($2::uuid[] is null or location_id = any($2))
        ), firsts as (
            select customer_id, date_trunc($3, min(business_on)::timestamp)::date as cohort_on from days where orders > 0 group by customer_id
        )
        select firsts.cohort_on, date_trunc($3, days.business_on::timestamp)::date as period_on,
            count(distinct days.customer_id) filter (where days.orders > 0) as active, sum(days.orders)::bigint as orders, sum(days.net)::bigint as net,
            sum(days.spent)::bigint as spent
        from firsts
        join days on days.customer_id = firsts.customer_id
        where firsts.cohort_on between $4 and $5
        group by firsts.cohort_on, period_on
        """;

    /// <summary>Follows everybody who bought for the first time in these days.</summary>
    /// <param name="period"><c>day</c>, <c>week</c> or <c>month</c>, unless told.</param>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="currency">Needed where the places have several.</param>
    /// <param name="from">The first cohort is the one that this day lies in; twelve periods before the last unless told.</param>
    /// <param name="to">The last cohort; today's unless told.</param>
    /// <param name="periods">How many periods each is followed, 1 to 60; 13 unless told.</param>
    public static async Task<CohortsView> Handle(
        string? period, [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, int? periods,
        Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        CohortPeriod by = period switch
        {
            null or "month" => CohortPeriod.Month,
            "week" => CohortPeriod.Week,
            "day" => CohortPeriod.Day,
            _ => throw ValidBodyExtensions.Invalid(new FieldError("/period", "one_of", "One of day, week, month.")).AsException(),
        };
        if (periods is < 1 or > 60)
            throw ValidBodyExtensions.Invalid(new FieldError("/periods", "range", "1 to 60.")).AsException();
        var asked = await Asked.Of(
            location, currency, from, to, last => Statistics.Cohorts.Add(Statistics.Cohorts.Start(last, by), by, -12), principal, db, locations, clock, ct);
        var (first, last) = (Statistics.Cohorts.Start(asked.From, by), Statistics.Cohorts.Start(asked.To, by));
        if (Statistics.Cohorts.Add(first, by, MostCohorts) <= last)
            throw BehaviourRefusals.TooMuch.AsException();
        var (asOf, activity) = await db.Read(
            [Freshness.Of(Trade.TradeFigures.ProjectionName, BehaviourFigures.ProjectionName), new(CohortsSql, asked.Currency, asked.Locations, by.ToString().ToLowerInvariant(), first, last)],
            async results => (await results.First<DateTimeOffset>(), await results.List<CohortActivity>()), ct);
        Money Of(long minor) => new(minor, asked.Currency);
        return new(asOf, by.ToString().ToLowerInvariant(), asked.Currency, [.. Statistics.Cohorts.Table(activity, by, asked.Today, periods ?? 13)
            .Select(cohort => new CohortView(cohort.On, cohort.Customers, [.. cohort.Cells.Select(cell => new CohortPeriodView(
                cell.Index, cell.On, cell.Active, cell.Retention, cell.Orders, Of(cell.Net), Of(cell.Spent), Of(cell.Cumulative),
                Of(cohort.Customers == 0 ? 0 : Rounding.HalfUp.Divide(cell.Cumulative, cohort.Customers))))]))]);
    }
}
