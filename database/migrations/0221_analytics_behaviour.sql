-- Computed from the event log alone; see the projection behaviour.
create table analytics.customer_refunds (
    tenant_id uuid not null default app.tenant_id(),
    customer_id uuid not null,
    location_id uuid not null,
    business_on date not null,
    currency text not null,
    refunds bigint not null,
    refunded_minor bigint not null,
    constraint customer_refunds_pkey primary key (tenant_id, customer_id, location_id, business_on, currency)
);
comment on table analytics.customer_refunds is 'Projection of the event log: what a customer got back on one business day, whenever it was sold.';
select app.tenant_table('analytics.customer_refunds');

create table analytics.orders_on_their_way (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    location_id uuid not null,
    business_on date not null,
    source text not null,
    channel text not null,
    currency text not null,
    status text not null,
    gross_minor bigint not null,
    captured_minor bigint not null,
    constraint orders_on_their_way_pkey primary key (tenant_id, id)
);
comment on table analytics.orders_on_their_way is
    'Projection of the event log: orders that may still change what the other tables count; one that is handed over and paid, or cancelled, leaves.';
select app.tenant_table('analytics.orders_on_their_way');

create table analytics.funnel_days (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    business_on date not null,
    source text not null,
    channel text not null,
    currency text not null,
    begun bigint not null,
    placed bigint not null,
    paid bigint not null,
    completed bigint not null,
    discarded bigint not null,
    cancelled bigint not null,
    begun_minor bigint not null,
    placed_minor bigint not null,
    paid_minor bigint not null,
    completed_minor bigint not null,
    constraint funnel_days_pkey primary key (tenant_id, location_id, business_on, source, channel, currency)
);
comment on table analytics.funnel_days is 'Projection of the event log: how far the orders came that began on one business day.';
comment on column analytics.funnel_days.begun_minor is 'Gross, as the orders are now; so the other amounts.';
select app.tenant_table('analytics.funnel_days');
