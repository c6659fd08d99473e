-- Years of sales as few rows: what trade_days and trade_hours hold, by month. Figures are computed from the log: what stood in these tables is thrown away and
-- computed again.
create table analytics.trade_months (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    month_on date not null,
    currency text not null,
    source text not null,
    channel text not null,
    staff text not null,
    orders bigint not null,
    completed bigint not null,
    cancelled bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    discount_minor bigint not null,
    refunds bigint not null,
    refunded_minor bigint not null,
    returned_units bigint not null,
    returned_net_minor bigint not null,
    returned_gross_minor bigint not null,
    constraint trade_months_pkey primary key (tenant_id, location_id, month_on, currency, source, channel, staff)
);
comment on table analytics.trade_months is 'Projection of the event log: the sums of trade_days by calendar month of the business day.';
comment on column analytics.trade_months.month_on is 'The first day of the month.';
select app.tenant_table('analytics.trade_months');

create table analytics.trade_week_hours (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    month_on date not null,
    weekday smallint not null,
    hour_of_day smallint not null,
    currency text not null,
    source text not null,
    channel text not null,
    orders bigint not null,
    completed bigint not null,
    cancelled bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    discount_minor bigint not null,
    refunds bigint not null,
    refunded_minor bigint not null,
    returned_units bigint not null,
    returned_net_minor bigint not null,
    returned_gross_minor bigint not null,
    constraint trade_week_hours_pkey primary key (tenant_id, location_id, month_on, weekday, hour_of_day, currency, source, channel)
);
comment on table analytics.trade_week_hours is
    'Projection of the event log: the sums of trade_hours by calendar month, weekday and hour of the clock: how the hours of the week go.';
comment on column analytics.trade_week_hours.month_on is 'The first day of the month.';
comment on column analytics.trade_week_hours.weekday is 'Of the business day: 1 is Monday.';
select app.tenant_table('analytics.trade_week_hours');

truncate analytics.trade_hours, analytics.trade_days, analytics.variant_days, analytics.variant_months, analytics.payment_days, analytics.customer_days,
    analytics.customers, analytics.stock, analytics.variants, analytics.categories, analytics.order_states, analytics.products;
delete from events.positions where projection = 'trade';
