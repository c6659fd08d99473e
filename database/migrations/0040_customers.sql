create schema customer;
grant usage on schema customer to olympus_app, olympus_worker;

create table customer.customers (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    name_key text collate "C" not null,
    external_reference text,
    note text,
    tags text[] not null default '{}',
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    archived_at timestamptz,
    constraint customers_pkey primary key (tenant_id, id),
    constraint customers_external_reference_unique unique (tenant_id, external_reference)
);
comment on table customer.customers is 'Somebody who buys.';
comment on column customer.customers.name_key is 'The name as it is sorted and searched: small letters, single spaces.';
comment on column customer.customers.external_reference is 'The number under which another system knows them.';
create index customers_by_name on customer.customers (tenant_id, name_key, id) where archived_at is null;
select app.tenant_table('customer.customers');

create table customer.contacts (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    customer_id uuid not null,
    kind text not null constraint contacts_kind check (kind in ('email', 'phone', 'address')),
    value text not null,
    address jsonb,
    label text,
    is_primary boolean not null default false,
    position int not null,
    constraint contacts_pkey primary key (tenant_id, id),
    constraint contacts_customer foreign key (tenant_id, customer_id) references customer.customers (tenant_id, id) on delete cascade,
    constraint contacts_address check ((kind = 'address') = (address is not null))
);
comment on table customer.contacts is 'How a customer is reached: e-mail and phone in value, a postal address in address.';
create index contacts_customer on customer.contacts (tenant_id, customer_id);
create unique index contacts_one_primary on customer.contacts (tenant_id, customer_id, kind) where is_primary;
select app.tenant_table('customer.contacts');

-- Under row-level security only plain comparisons are index conditions, so what is searched stands here, one row for each word.
create table customer.search_keys (
    tenant_id uuid not null default app.tenant_id(),
    customer_id uuid not null,
    kind text not null constraint search_keys_kind check (kind in ('name', 'email', 'phone', 'tag')),
    key text collate "C" not null,
    constraint search_keys_pkey primary key (tenant_id, customer_id, key, kind),
    constraint search_keys_customer foreign key (tenant_id, customer_id) references customer.customers (tenant_id, id) on delete cascade
);
comment on table customer.search_keys is 'What a customer is found by: the name and its words, e-mail addresses, phone numbers as digits, tags.';
create index search_keys_by_key on customer.search_keys (tenant_id, key, customer_id);
select app.tenant_table('customer.search_keys');

create table customer.consents (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    customer_id uuid not null,
    channel text not null constraint consents_channel check (channel in ('email', 'sms', 'phone', 'post', 'push')),
    is_granted boolean not null,
    source text not null,
    actor text not null,
    given_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint consents_pkey primary key (tenant_id, id),
    constraint consents_customer foreign key (tenant_id, customer_id) references customer.customers (tenant_id, id)
);
comment on table customer.consents is 'Each time a customer allowed or forbade a channel; the newest for a channel counts, none is ever altered.';
create index consents_current on customer.consents (tenant_id, customer_id, channel, given_at, id);
select app.tenant_table('customer.consents', 'select, insert');

-- Computed from the event log alone; see the projection customer_totals. No foreign keys: the log may know more than the tables.
create table customer.customer_orders (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    customer_id uuid,
    location_id uuid,
    number bigint,
    status text,
    channel text,
    currency text not null,
    total_minor bigint not null default 0,
    captured_minor bigint not null default 0,
    refunded_minor bigint not null default 0,
    placed_at timestamptz,
    constraint customer_orders_pkey primary key (tenant_id, id)
);
comment on table customer.customer_orders is 'Projection of the event log: every order as its customer''s history shows it; id is the order''s.';
create index customer_orders_history on customer.customer_orders (tenant_id, customer_id, placed_at, id);
create index customer_orders_counted on customer.customer_orders (tenant_id, customer_id, currency, placed_at)
    where placed_at is not null and status not in ('draft', 'cancelled');
select app.tenant_table('customer.customer_orders');

create table customer.totals (
    tenant_id uuid not null default app.tenant_id(),
    customer_id uuid not null,
    currency text not null,
    orders bigint not null,
    spent_minor bigint not null,
    refunded_minor bigint not null,
    first_order_at timestamptz,
    last_order_at timestamptz,
    constraint totals_pkey primary key (tenant_id, customer_id, currency)
);
comment on table customer.totals is 'Projection of the event log: what a customer bought so far, in each currency.';
comment on column customer.totals.orders is 'Orders that are neither drafts nor cancelled.';
comment on column customer.totals.spent_minor is 'Captured, refunds not taken off.';
select app.tenant_table('customer.totals');
