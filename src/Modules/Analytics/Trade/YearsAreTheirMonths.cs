using Olympus.Kernel.Data;

namespace Olympus.Analytics.Trade;

/// <summary>What every product sold in a year, and what was sold in the hours of its weeks, is what the months of it say.</summary>
internal sealed class YearsAreTheirMonths : IInvariant
{
    private const string YearsDifferSql = """
        with months as (
            select location_id, date_trunc('year', month_on)::date as year_on, 'product ' || product_id || ' ' || variant_id || ' ' || currency as what,
                sum(orders)::bigint, sum(lines)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint, sum(gross_minor)::bigint,
                sum(returned_units)::bigint, sum(returned_net_minor)::bigint, sum(returned_gross_minor)::bigint, sum(cost_minor)::bigint,
                sum(costed_net_minor)::bigint
            from analytics.variant_months
            group by 1, 2, 3
        ), years as (
            select location_id, year_on, 'product ' || product_id || ' ' || variant_id || ' ' || currency, orders, lines, units, net_minor, tax_minor, gross_minor,
                returned_units, returned_net_minor, returned_gross_minor, cost_minor, costed_net_minor
            from analytics.variant_years
        ), week_hours as (
            select location_id, date_trunc('year', month_on)::date as year_on,
                'weekday ' || weekday || ' at ' || hour_of_day || ' ' || currency || ' ' || source || ' ' || channel as what, sum(orders)::bigint,
                sum(completed)::bigint, sum(cancelled)::bigint, sum(units)::bigint, sum(net_minor)::bigint, sum(tax_minor)::bigint, sum(gross_minor)::bigint,
                sum(discount_minor)::bigint, sum(refunds)::bigint, sum(refunded_minor)::bigint, sum(returned_units)::bigint, sum(returned_net_minor)::bigint,
                sum(returned_gross_minor)::bigint
            from analytics.trade_week_hours
            group by 1, 2, 3
        ), year_hours as (
            select location_id, year_on, 'weekday ' || weekday || ' at ' || hour_of_day || ' ' || currency || ' ' || source || ' ' || channel, orders, completed,
                cancelled, units, net_minor, tax_minor, gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor,
                returned_gross_minor
            from analytics.trade_year_hours
        ), differing as (
            select location_id, year_on, what from ((table months except table years) union all (table years except table months)) as products
            union
            select location_id, year_on, what from ((table week_hours except table year_hours) union all (table year_hours except table week_hours)) as hours
        )
        select 'location ' || location_id || ' in ' || year_on as subject, what as detail from differing order by 1, 2
        """;

    public string Name => "analytics.years_are_their_months";

    public Sql Violations => new(YearsDifferSql);
}
