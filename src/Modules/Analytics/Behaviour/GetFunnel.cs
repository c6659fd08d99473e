using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Behaviour;

/// <summary>How far the orders came that began in these days. Each counts on the day it began, whenever it went on.</summary>
/// <param name="Groups">By where orders come from and how the customer gets them, the largest first.</param>
public sealed record FunnelView(
    DateTimeOffset AsOf, DateOnly From, DateOnly To, Currency Currency, FunnelStepsView Total, IReadOnlyList<FunnelGroupView> Groups);

/// <param name="Discarded">Drafts that were given up.</param>
/// <param name="Cancelled">Given up after they had been placed.</param>
/// <param name="Steps"><c>begun</c> (as a draft or at once), <c>placed</c>, <c>paid</c> in full, <c>completed</c>.</param>
public sealed record FunnelStepsView(long Discarded, long Cancelled, IReadOnlyList<FunnelStepView> Steps);

/// <param name="Gross">Of those orders.</param>
/// <param name="OfFirst">Share of the orders that began; null when none did.</param>
/// <param name="OfBefore">Share of the step before; null at the first and after an empty one.</param>
public sealed record FunnelStepView(string Step, long Orders, Money Gross, double? OfFirst, double? OfBefore);

public sealed record FunnelGroupView(string Source, string Channel, FunnelStepsView Funnel);

public static class GetFunnel
{
    private const string FunnelSql = """
        select source, channel, sum(begun)::bigint as begun, sum(placed)::bigint as placed, sum(paid)::bigint as paid, sum(completed)::bigint as completed,
            sum(discarded)::bigint as discarded, sum(cancelled)::bigint as cancelled, sum(begun_minor)::bigint as begun_minor,
            sum(placed_minor)::bigint as placed_minor, sum(paid_minor)::bigint as paid_minor, sum(completed_minor)::bigint as completed_minor
        from analytics.funnel_days
        where business_on between $1 and $2 and currency = $3 and ($4::uuid[] is null or location_id = any($4))
        group by source, channel
        order by sum(begun) desc, source, channel
        """;

    private sealed record Row(
        string Source, string Channel, long Begun, long Placed, long Paid, long Completed, long Discarded, long Cancelled, long BegunMinor, long PlacedMinor,
        long PaidMinor, long CompletedMinor)
    {
        public FunnelFigures Figures => new(Begun, Placed, Paid, Completed, Discarded, Cancelled, BegunMinor, PlacedMinor, PaidMinor, CompletedMinor);
    }

    /// <summary>Reads the way of orders from their beginning to payment and hand-over.</summary>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="currency">Needed where the places have several.</param>
    /// <param name="from">The first business day; 30 days unless told.</param>
    /// <param name="to">The last business day; today unless told.</param>
    public static async Task<FunnelView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, Principal principal, TenantDb db,
        ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        var asked = await Asked.Of(location, currency, from, to, last => last.AddDays(-29), principal, db, locations, clock, ct);
        var (asOf, rows) = await db.Read(
            [Freshness.Of(BehaviourFigures.ProjectionName), new(FunnelSql, asked.From, asked.To, asked.Currency, asked.Locations)],
            async results => (await results.First<DateTimeOffset>(), await results.List<Row>()), ct);
        return new(
            asOf, asked.From, asked.To, asked.Currency, View(rows.Aggregate(default(FunnelFigures), (sum, row) => sum + row.Figures), asked.Currency),
            [.. rows.Select(row => new FunnelGroupView(row.Source, row.Channel, View(row.Figures, asked.Currency)))]);
    }

    private static FunnelStepsView View(FunnelFigures of, Currency currency)
    {
        (string Step, long Orders, long Minor)[] steps =
            [("begun", of.Begun, of.BegunMinor), ("placed", of.Placed, of.PlacedMinor), ("paid", of.Paid, of.PaidMinor), ("completed", of.Completed, of.CompletedMinor)];
        return new(of.Discarded, of.Cancelled, [.. steps.Select((step, place) => new FunnelStepView(
            step.Step, step.Orders, new(step.Minor, currency), of.Begun == 0 ? null : (double)step.Orders / of.Begun,
            place == 0 || steps[place - 1].Orders == 0 ? null : (double)step.Orders / steps[place - 1].Orders))]);
    }
}
