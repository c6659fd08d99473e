-- Who bought in a month, as sets of bits: how many different customers bought in years is then answered without looking at what each of them bought. Customers
-- get numbers for it. And what a customer bought is found by the customer, what was bought on a day by an index that names each day once. Figures are computed
-- from the log: what stood in these tables is thrown away and computed again.
truncate analytics.trade_hours, analytics.trade_days, analytics.trade_months, analytics.trade_week_hours, analytics.variant_days, analytics.variant_months,
    analytics.payment_days, analytics.customer_days, analytics.customers, analytics.customer_countries, analytics.stock, analytics.variants,
    analytics.categories, analytics.order_states, analytics.products;

create table analytics.customer_months (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    month_on date not null,
    currency text not null,
    chunk int not null,
    bought bit(1024) not null,
    again bit(1024) not null,
    orders bigint not null,
    net_minor bigint not null,
    gross_minor bigint not null,
    constraint customer_months_pkey primary key (tenant_id, location_id, month_on, currency, chunk)
);
comment on table analytics.customer_months is
    'Projection of the event log: which known customers bought at a location in a calendar month, and what all of them bought: the sums of customer_days.';
comment on column analytics.customer_months.month_on is 'The first day of the month.';
comment on column analytics.customer_months.chunk is 'The customers of this row: those whose number divided by 1024 is this.';
comment on column analytics.customer_months.bought is 'One bit for each of them, by what is left of the number: whether they bought.';
comment on column analytics.customer_months.again is 'Whether they did more than once.';
select app.tenant_table('analytics.customer_months');

alter table analytics.customers add column nr int not null, add constraint customers_nr unique (tenant_id, nr);
comment on column analytics.customers.nr is
    'A number within the tenant, by which sets of customers are bits. Given when they buy first and to nobody else while they are known; another one after a replay.';
create index customers_by_first on analytics.customers (tenant_id, first_on, nr);

alter table analytics.customer_days drop constraint customer_days_pkey;
drop index analytics.customer_days_by_customer;
alter table analytics.customer_days
    add constraint customer_days_pkey primary key (tenant_id, customer_id, business_on, location_id, currency, source, channel);
create index customer_days_by_day on analytics.customer_days (tenant_id, location_id, business_on);

delete from events.positions where projection = 'trade';
-- Whoever migrates sees no tenant's rows otherwise.
alter table events.parked no force row level security;
delete from events.parked where projection = 'trade';
alter table events.parked force row level security;
