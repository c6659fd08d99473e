-- What every question about figures is answered from: sums by the things people ask by. Computed from the event log alone; see the projection trade.
create table analytics.trade_hours (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    hour_at timestamptz not null,
    currency text not null,
    source text not null,
    channel text not null,
    hour_of_day smallint not null,
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
    constraint trade_hours_pkey primary key (tenant_id, location_id, business_on, hour_at, currency, source, channel)
);
comment on table analytics.trade_hours is 'Projection of the event log: what a location sold, gave back and took back in one hour, by the source and channel of the orders.';
comment on column analytics.trade_hours.business_on is 'The local business day of the location; an hour with a cut-off in it belongs to two.';
comment on column analytics.trade_hours.hour_at is 'When the hour began on the location''s clock of that time.';
comment on column analytics.trade_hours.hour_of_day is 'What that clock showed: 0 to 23.';
comment on column analytics.trade_hours.orders is 'Placed then and neither drafts nor cancelled; the amounts are theirs.';
comment on column analytics.trade_hours.discount_minor is 'Taken off these orders by hand, in the terms of the price tags.';
comment on column analytics.trade_hours.refunded_minor is 'Given back then, whenever it was sold; not taken off the amounts.';
comment on column analytics.trade_hours.returned_net_minor is 'What the goods that came back then had been sold for; not taken off the amounts.';
select app.tenant_table('analytics.trade_hours');

create table analytics.trade_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
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
    constraint trade_days_pkey primary key (tenant_id, location_id, business_on, currency, source, channel, staff)
);
comment on table analytics.trade_days is 'Projection of the event log: the same by business day and by who did it.';
comment on column analytics.trade_days.staff is 'The id of the user who placed the order, gave the money back or took the goods back; empty when it was nobody''s doing at a till.';
select app.tenant_table('analytics.trade_days');

create table analytics.variant_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    product_id uuid not null,
    variant_id uuid not null,
    currency text not null,
    source text not null,
    channel text not null,
    lines bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    returned_units bigint not null,
    returned_net_minor bigint not null,
    returned_gross_minor bigint not null,
    constraint variant_days_pkey primary key (tenant_id, location_id, business_on, product_id, variant_id, currency, source, channel)
);
comment on table analytics.variant_days is 'Projection of the event log: what a location sold and took back of one variant on one business day; postage, fees and corrections are not in it.';
comment on column analytics.variant_days.variant_id is 'Zeros for a line that names a product without one.';
select app.tenant_table('analytics.variant_days');

create table analytics.payment_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    currency text not null,
    method text not null,
    payments bigint not null,
    captured_minor bigint not null,
    refunds bigint not null,
    refunded_minor bigint not null,
    constraint payment_days_pkey primary key (tenant_id, location_id, business_on, currency, method)
);
comment on table analytics.payment_days is 'Projection of the event log: money taken and given back on one business day, on the day on which it moved.';
select app.tenant_table('analytics.payment_days');

create table analytics.customer_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    customer_id uuid not null,
    currency text not null,
    source text not null,
    channel text not null,
    orders bigint not null,
    net_minor bigint not null,
    gross_minor bigint not null,
    constraint customer_days_pkey primary key (tenant_id, location_id, business_on, customer_id, currency, source, channel)
);
comment on table analytics.customer_days is 'Projection of the event log: what a known customer bought at a location on one business day, in orders that are neither drafts nor cancelled.';
create index customer_days_by_customer on analytics.customer_days (tenant_id, customer_id, business_on);
select app.tenant_table('analytics.customer_days');

create table analytics.customers (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    first_on date not null,
    constraint customers_pkey primary key (tenant_id, id)
);
comment on table analytics.customers is 'Projection of the event log: the first business day, at any location, on which a customer bought something.';
select app.tenant_table('analytics.customers');

create table analytics.stock (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    variant_id uuid not null,
    on_hand bigint not null,
    low_at bigint,
    constraint stock_pkey primary key (tenant_id, location_id, variant_id)
);
comment on table analytics.stock is 'Projection of the event log: units on hand, the sum of all that came and went.';
comment on column analytics.stock.low_at is 'Units at which stock counts as low; null: never.';
select app.tenant_table('analytics.stock');

create table analytics.variants (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    product_id uuid not null,
    name text not null,
    sku text,
    price_minor bigint not null,
    currency text not null,
    is_active boolean not null,
    constraint variants_pkey primary key (tenant_id, id)
);
comment on table analytics.variants is 'Projection of the event log: what variants are called and what the catalogue asks for one now.';
select app.tenant_table('analytics.variants');

create table analytics.categories (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    constraint categories_pkey primary key (tenant_id, id)
);
comment on table analytics.categories is 'Projection of the event log: what categories are called now.';
select app.tenant_table('analytics.categories');
