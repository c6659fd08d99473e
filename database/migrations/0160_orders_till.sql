-- What a till told its customer stands, even if the server would ask another price by the time it hears of the sale; and what was taken off by hand.
alter table commerce.orders
    add column device_receipt text,
    add column recorded_at timestamptz,
    add column priced_minor bigint,
    add column oversold boolean not null default false,
    add column differs boolean not null generated always as (
        recorded_at is not null and (oversold or priced_minor is distinct from total_minor)) stored,
    add constraint orders_recorded check ((device_receipt is null) = (recorded_at is null));
comment on column commerce.orders.device_receipt is 'The number on the receipt that a till printed by itself: the series of the device and a count.';
comment on column commerce.orders.recorded_at is 'When the server heard of a sale that a till had made by itself; placed_at is when it was made.';
comment on column commerce.orders.priced_minor is 'What the server would have asked for such a sale when it heard of it; null if it has no price for it.';
comment on column commerce.orders.oversold is 'More was sold than was known to be there.';
comment on column commerce.orders.differs is 'Somebody should look at it: another price than the server''s, or more sold than was there.';
create index orders_differing on commerce.orders (tenant_id, id) where differs;

create table commerce.order_discounts (
    tenant_id uuid not null default app.tenant_id(),
    order_id uuid not null,
    position int not null,
    line_id uuid,
    reason text not null,
    amount_off_minor bigint,
    percent_off_millionths bigint,
    priority int not null,
    off_minor bigint not null constraint order_discounts_off check (off_minor >= 0),
    granted_by text not null,
    constraint order_discounts_pkey primary key (tenant_id, order_id, position),
    constraint order_discounts_order foreign key (tenant_id, order_id) references commerce.orders (tenant_id, id),
    constraint order_discounts_line foreign key (tenant_id, order_id, line_id) references commerce.order_lines (tenant_id, order_id, id),
    constraint order_discounts_one_kind check ((amount_off_minor is null) <> (percent_off_millionths is null))
);
comment on table commerce.order_discounts is 'What was taken off by hand, in the order in which it was taken.';
comment on column commerce.order_discounts.line_id is 'The line it was taken off; null: the whole order, spread over its lines.';
comment on column commerce.order_discounts.percent_off_millionths is 'A share of what was left: 100000 is 10 %.';
comment on column commerce.order_discounts.off_minor is 'What it took off.';
comment on column commerce.order_discounts.granted_by is 'Who granted it, as the event log names them.';
select app.tenant_table('commerce.order_discounts');
