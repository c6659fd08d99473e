-- What products sold and how the hours of the week went, by year too: a year of products is read from a twelfth of the rows. Figures are computed from the log: the
-- migration before this one has thrown away what stood in these tables.
create table analytics.variant_years (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    year_on date not null,
    product_id uuid not null,
    variant_id uuid not null,
    currency text not null,
    orders bigint not null,
    lines bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    returned_units bigint not null,
    returned_net_minor bigint not null,
    returned_gross_minor bigint not null,
    cost_minor bigint not null,
    costed_net_minor bigint not null,
    constraint variant_years_pkey primary key (tenant_id, location_id, year_on, product_id, variant_id, currency)
);
comment on table analytics.variant_years is 'Projection of the event log: the sums of variant_months by calendar year of the business day.';
comment on column analytics.variant_years.year_on is 'The first day of the year.';
select app.tenant_table('analytics.variant_years');

create table analytics.trade_year_hours (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    year_on date not null,
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
    constraint trade_year_hours_pkey primary key (tenant_id, location_id, year_on, weekday, hour_of_day, currency, source, channel)
);
comment on table analytics.trade_year_hours is 'Projection of the event log: the sums of trade_week_hours by calendar year.';
comment on column analytics.trade_year_hours.year_on is 'The first day of the year.';
comment on column analytics.trade_year_hours.weekday is 'Of the business day: 1 is Monday.';
select app.tenant_table('analytics.trade_year_hours');
