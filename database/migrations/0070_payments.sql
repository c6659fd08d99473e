-- Payments of orders. The order belongs to another module: its id stands here without a foreign key; every write locks the order first.
create schema if not exists commerce;
grant usage on schema commerce to olympus_app, olympus_worker;

create table commerce.payments (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    order_id uuid not null,
    location_id uuid not null,
    customer_id uuid,
    method text not null constraint payments_method check (method in ('cash', 'card')),
    status text not null constraint payments_status check (status in ('pending', 'authorized', 'captured', 'failed', 'voided')),
    currency text not null,
    amount_minor bigint not null constraint payments_amount_positive check (amount_minor > 0),
    authorized_minor bigint not null default 0,
    captured_minor bigint not null default 0,
    refunding_minor bigint not null default 0,
    refunded_minor bigint not null default 0,
    tendered_minor bigint,
    change_minor bigint,
    gateway text,
    card_token text,
    failure_code text,
    failure_detail text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint payments_pkey primary key (tenant_id, id),
    constraint payments_not_negative check (authorized_minor >= 0 and captured_minor >= 0 and refunding_minor >= 0 and refunded_minor >= 0),
    constraint payments_authorized_within_amount check (authorized_minor <= amount_minor),
    constraint payments_captured_within_authorized check (captured_minor <= authorized_minor),
    constraint payments_refunded_within_captured check (refunding_minor + refunded_minor <= captured_minor),
    constraint payments_change_adds_up check (tendered_minor - change_minor = amount_minor and change_minor >= 0),
    constraint payments_cash_has_no_gateway check ((method = 'cash') = (gateway is null))
);
comment on table commerce.payments is 'Money taken or promised for an order, by one method at one time.';
comment on column commerce.payments.card_token is 'The gateway''s name for the card; never a card number.';
comment on column commerce.payments.refunding_minor is 'Asked back of the gateway, not answered yet.';
create index payments_by_order on commerce.payments (tenant_id, order_id, id);
select app.tenant_table('commerce.payments', 'select, insert, update');

create table commerce.payment_operations (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    payment_id uuid not null,
    kind text not null constraint payment_operations_kind check (kind in ('sale', 'authorize', 'capture', 'void', 'refund')),
    status text not null constraint payment_operations_status check (status in ('pending', 'succeeded', 'failed')),
    amount_minor bigint not null constraint payment_operations_amount check (amount_minor > 0),
    reason text,
    request_key text,
    gateway_reference text,
    failure_code text,
    failure_detail text,
    created_at timestamptz not null,
    settled_at timestamptz,
    constraint payment_operations_pkey primary key (tenant_id, id),
    constraint payment_operations_payment foreign key (tenant_id, payment_id) references commerce.payments (tenant_id, id),
    constraint payment_operations_request_unique unique (tenant_id, request_key),
    constraint payment_operations_settled check ((status = 'pending') = (settled_at is null))
);
comment on table commerce.payment_operations is
    'Each thing asked of a gateway (or of the cash drawer), written before it is asked: a crash leaves it pending, and its outcome is fetched later. '
    'Its id is the idempotency key at the gateway.';
create index payment_operations_by_payment on commerce.payment_operations (tenant_id, payment_id, id);
create unique index payment_operations_one_open on commerce.payment_operations (tenant_id, payment_id)
    where status = 'pending' and kind <> 'refund';
select app.tenant_table('commerce.payment_operations', 'select, insert, update');
