-- Computed from the event log alone; see the projection sales. No foreign keys: the log may know more than the tables.
create schema analytics;
grant usage on schema analytics to olympus_app, olympus_worker;

create table analytics.sales_hours (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    hour_at timestamptz not null,
    currency text not null,
    orders bigint not null,
    completed bigint not null,
    cancelled bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    refunds bigint not null,
    refunded_minor bigint not null,
    constraint sales_hours_pkey primary key (tenant_id, location_id, business_on, hour_at, currency)
);
comment on table analytics.sales_hours is 'Projection of the event log: what a location sold in one hour of one business day.';
comment on column analytics.sales_hours.business_on is 'The local business day of the location; an hour with a cut-off in it belongs to two.';
comment on column analytics.sales_hours.hour_at is 'When the hour began on the location''s clock.';
comment on column analytics.sales_hours.orders is 'Placed in that hour and neither drafts nor cancelled; the amounts are theirs.';
comment on column analytics.sales_hours.cancelled is 'Placed in that hour and cancelled since.';
comment on column analytics.sales_hours.refunded_minor is 'Given back in that hour, whenever it was sold; not taken off the amounts.';
select app.tenant_table('analytics.sales_hours');

create table analytics.product_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    product_id uuid not null,
    currency text not null,
    orders bigint not null,
    units bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    constraint product_days_pkey primary key (tenant_id, location_id, business_on, product_id, currency)
);
comment on table analytics.product_days is 'Projection of the event log: what a location sold of one product on one business day, in orders that are neither drafts nor cancelled.';
select app.tenant_table('analytics.product_days');

create table analytics.order_states (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    status text not null,
    orders bigint not null,
    constraint order_states_pkey primary key (tenant_id, location_id, status)
);
comment on table analytics.order_states is 'Projection of the event log: how many orders of a location stand where, whenever they were placed.';
select app.tenant_table('analytics.order_states');

create table analytics.products (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    category_id uuid,
    constraint products_pkey primary key (tenant_id, id)
);
comment on table analytics.products is 'Projection of the event log: what products are called now and where they stand.';
select app.tenant_table('analytics.products');
