-- What a variant sold on the days of a month stands in the month's own row: a row for each day weighed six times as much, most of it keys and an index of them.
-- Figures are computed from the log: what stood in these tables is thrown away and computed again.
truncate analytics.trade_hours, analytics.trade_days, analytics.trade_months, analytics.trade_week_hours, analytics.variant_days, analytics.variant_months,
    analytics.payment_days, analytics.customer_days, analytics.customer_months, analytics.customers, analytics.customer_countries, analytics.stock,
    analytics.variants, analytics.categories, analytics.order_states, analytics.products;

drop table analytics.variant_days;

alter table analytics.variant_months
    add column days smallint[] not null,
    add column day_orders int[] not null,
    add column day_lines int[] not null,
    add column day_units bigint[] not null,
    add column day_net bigint[] not null,
    add column day_tax bigint[] not null,
    add column day_returned_units bigint[],
    add column day_returned_net bigint[],
    add column day_returned_gross bigint[],
    add column day_cost bigint[],
    add column day_costed_net bigint[],
    -- An order changes the rows of what was sold: the next version finds room on the same page, and the index is left alone.
    set (fillfactor = 85);
comment on table analytics.variant_months is
    'Projection of the event log: what a location sold and took back of one variant in a calendar month of the business day, and on each of its days; postage, fees and corrections are not in it.';
comment on column analytics.variant_months.variant_id is 'Zeros for a line that names a product without one.';
comment on column analytics.variant_months.days is
    'The days of the month on which anything was sold or came back, ascending; every day_ column has one number for each of them, in minor units where it is money, or is null when all of them are zero.';
comment on column analytics.variant_months.orders is 
    'Orders with the product, each counted once: at the variant that stands first on it. Adds up to the orders of a product, and tells nothing of one variant.';
comment on column analytics.variant_months.cost_minor is 'Of the lines whose cost is known.';
comment on column analytics.variant_months.costed_net_minor is 'The net sales of these lines.';

create view analytics.variant_days with (security_invoker = true) as
select month.tenant_id, month.location_id, month.month_on, month.month_on + (day.day - 1) as business_on, month.product_id, month.variant_id, month.currency,
    day.orders::bigint as orders, day.lines::bigint as lines, day.units, day.net as net_minor, day.tax as tax_minor, day.net + day.tax as gross_minor,
    coalesce(day.returned_units, 0) as returned_units, coalesce(day.returned_net, 0) as returned_net_minor, coalesce(day.returned_gross, 0) as returned_gross_minor,
    coalesce(day.cost, 0) as cost_minor, coalesce(day.costed_net, 0) as costed_net_minor
from analytics.variant_months as month
cross join lateral unnest(
    month.days, month.day_orders, month.day_lines, month.day_units, month.day_net, month.day_tax, month.day_returned_units, month.day_returned_net,
    month.day_returned_gross, month.day_cost, month.day_costed_net)
    as day (day, orders, lines, units, net, tax, returned_units, returned_net, returned_gross, cost, costed_net);
comment on view analytics.variant_days is
    'What a location sold and took back of one variant on one business day. Give the months as well (month_on): days are found by them.';
comment on column analytics.variant_days.month_on is 'The first day of the month.';
grant select on analytics.variant_days to olympus_app, olympus_worker;

delete from events.positions where projection = 'trade';
-- Whoever migrates sees no tenant's rows otherwise.
alter table events.parked no force row level security;
delete from events.parked where projection = 'trade';
alter table events.parked force row level security;
