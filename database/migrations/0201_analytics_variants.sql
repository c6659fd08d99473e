-- What products sold, in the two grains that questions need: days without source and channel, which made as many rows as there were lines, and months, so that
-- years of products are few rows. Figures are computed from the log: what stood in these tables is thrown away and computed again.
truncate analytics.variant_days;
alter table analytics.variant_days
    drop constraint variant_days_pkey,
    drop column source,
    drop column channel,
    add constraint variant_days_pkey primary key (tenant_id, location_id, business_on, product_id, variant_id, currency);

create table analytics.variant_months (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    month_on date not null,
    product_id uuid not null,
    variant_id uuid not null,
    currency text not null,
    lines bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    returned_units bigint not null,
    returned_net_minor bigint not null,
    returned_gross_minor bigint not null,
    constraint variant_months_pkey primary key (tenant_id, location_id, month_on, product_id, variant_id, currency)
);
comment on table analytics.variant_months is 'Projection of the event log: the sums of variant_days by calendar month of the business day.';
comment on column analytics.variant_months.month_on is 'The first day of the month.';
select app.tenant_table('analytics.variant_months');

truncate analytics.trade_hours, analytics.trade_days, analytics.payment_days, analytics.customer_days, analytics.customers, analytics.stock,
    analytics.variants, analytics.categories;
delete from events.positions where projection = 'trade';
