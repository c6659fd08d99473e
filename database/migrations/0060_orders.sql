-- Orders. Locations, customers and variants belong to other modules: their ids stand here without foreign keys, checked by their owners'
-- answers in the transaction that writes them.
create schema if not exists commerce;
grant usage on schema commerce to olympus_app, olympus_worker;

create table commerce.order_numbers (
    tenant_id uuid not null default app.tenant_id(),
    location_id uuid not null,
    last_number bigint not null constraint order_numbers_positive check (last_number > 0),
    constraint order_numbers_pkey primary key (tenant_id, location_id)
) with (fillfactor = 50);
comment on table commerce.order_numbers is
    'The last order number of each location. A row and not a sequence: a rollback gives the number back, so there is no gap.';
select app.tenant_table('commerce.order_numbers');

create table commerce.orders (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    location_id uuid not null,
    number bigint not null constraint orders_number_positive check (number > 0),
    client_id text,
    customer_id uuid,
    status text not null constraint orders_status
        check (status in ('draft', 'pending', 'confirmed', 'preparing', 'ready', 'in_delivery', 'completed', 'cancelled')),
    source text not null constraint orders_source check (source in ('pos', 'online', 'mobile', 'kiosk')),
    channel text not null constraint orders_channel check (channel in ('dine_in', 'takeout', 'delivery', 'pickup')),
    currency text not null,
    price_mode text not null constraint orders_price_mode check (price_mode in ('inclusive', 'exclusive')),
    tax_rounding text not null constraint orders_tax_rounding check (tax_rounding in ('line', 'sum_by_net', 'sum_by_net_keep_gross')),
    rounding_mode text not null,
    list_minor bigint not null,
    discount_minor bigint not null,
    rounding_minor bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    total_minor bigint not null constraint orders_total_not_negative check (total_minor >= 0),
    pending_minor bigint not null default 0,
    authorized_minor bigint not null default 0,
    captured_minor bigint not null default 0,
    refunded_minor bigint not null default 0,
    payment_status text not null generated always as (
        case
            when refunded_minor > 0 and refunded_minor >= captured_minor then 'refunded'
            when refunded_minor > 0 then 'partially_refunded'
            when captured_minor >= total_minor then 'paid'
            when captured_minor > 0 then 'partially_paid'
            when authorized_minor > 0 then 'authorized'
            else 'unpaid'
        end) stored,
    note text,
    cancel_reason text,
    business_on date not null,
    placed_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint orders_pkey primary key (tenant_id, id),
    constraint orders_number_unique unique (tenant_id, location_id, number),
    constraint orders_total_adds_up check (net_minor + tax_minor = total_minor),
    constraint orders_payments_not_negative check (pending_minor >= 0 and authorized_minor >= 0 and captured_minor >= 0 and refunded_minor >= 0),
    constraint orders_payments_within_total check (pending_minor + authorized_minor + captured_minor <= total_minor),
    constraint orders_refunds_within_captured check (refunded_minor <= captured_minor),
    constraint orders_cancel_reason check ((status = 'cancelled') = (cancel_reason is not null))
) with (fillfactor = 85);
comment on table commerce.orders is
    'What was ordered and what it costs, frozen when it was placed. Ids are UUIDv7 of the time of placing: newest first is descending by id.';
comment on column commerce.orders.client_id is 'What the client calls this order (an offline till, another system): the second guard against placing twice.';
comment on column commerce.orders.number is 'For people; per location 1, 2, 3 … without gaps.';
comment on column commerce.orders.pending_minor is 'Asked of a payment gateway that has not answered yet; counts as paid when more is asked.';
comment on column commerce.orders.business_on is 'The local business day of the location, by its zone and cut-off.';
create unique index orders_client_id_unique on commerce.orders (tenant_id, client_id) where client_id is not null;
create index orders_by_location on commerce.orders (tenant_id, location_id, id);
create index orders_by_status on commerce.orders (tenant_id, status, id);
create index orders_by_customer on commerce.orders (tenant_id, customer_id, id) where customer_id is not null;
select app.tenant_table('commerce.orders', 'select, insert, update');

create table commerce.order_lines (
    tenant_id uuid not null default app.tenant_id(),
    order_id uuid not null,
    id uuid not null,
    position int not null,
    kind text not null constraint order_lines_kind check (kind in ('product', 'service', 'shipping', 'adjustment')),
    variant_id uuid,
    product_id uuid,
    name text not null,
    sku text,
    quantity bigint not null constraint order_lines_quantity check (quantity > 0),
    returned_quantity bigint not null default 0,
    unit_price_minor bigint not null,
    unit_price_mode text not null constraint order_lines_unit_price_mode check (unit_price_mode in ('inclusive', 'exclusive')),
    list_minor bigint not null,
    line_discount_minor bigint not null,
    order_discount_minor bigint not null,
    rounding_minor bigint not null,
    tax_class text not null,
    tax_rate_millionths bigint not null,
    net_minor bigint not null,
    tax_minor bigint not null,
    gross_minor bigint not null,
    tracks_stock boolean not null,
    note text,
    constraint order_lines_pkey primary key (tenant_id, order_id, id),
    constraint order_lines_order foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
    constraint order_lines_gross_adds_up check (net_minor + tax_minor = gross_minor),
    constraint order_lines_returned_within_sold check (returned_quantity between 0 and quantity)
);
comment on table commerce.order_lines is 'What was ordered, with price, tax and discounts as they were when the line was priced.';
comment on column commerce.order_lines.tax_rate_millionths is '190000 is 19 %.';
comment on column commerce.order_lines.tracks_stock is 'Whether placing it took stock; what a cancellation or a return gives back.';
select app.tenant_table('commerce.order_lines');
