-- What a guest gives on top: it stands beside the amount, pays nothing of the order, and goes back only when that is said.
alter table commerce.payments
    add column tip_minor bigint not null default 0,
    add column tip_refunded_minor bigint not null default 0,
    add constraint payments_tip_not_negative check (tip_minor >= 0 and tip_refunded_minor >= 0),
    add constraint payments_tip_refunded_within_tip check (tip_refunded_minor <= tip_minor),
    drop constraint payments_change_adds_up,
    add constraint payments_change_adds_up check (tendered_minor - change_minor = amount_minor + tip_minor + rounding_minor and change_minor >= 0),
    drop constraint payments_rounded_not_negative,
    add constraint payments_rounded_not_negative check (amount_minor + tip_minor + rounding_minor >= 0);
comment on column commerce.payments.tip_minor is 'Given on top of the amount: asked for, then promised or taken with it. No sum of the order knows it.';
comment on column commerce.payments.tip_refunded_minor is 'What went back of the tip; no part of refunded_minor.';
comment on column commerce.payments.rounding_minor is 'What the smallest coin added to amount and tip, or took off them; the drawer holds amount, tip and rounding.';

alter table commerce.payment_operations
    add column tip_minor bigint not null default 0,
    add constraint payment_operations_tip_not_negative check (tip_minor >= 0),
    drop constraint payment_operations_amount,
    add constraint payment_operations_amount check (amount_minor > 0 or (kind = 'refund' and amount_minor = 0 and tip_minor > 0)),
    drop constraint payment_operations_rounded_not_negative,
    add constraint payment_operations_rounded_not_negative check (amount_minor + tip_minor + rounding_minor >= 0);
comment on column commerce.payment_operations.tip_minor is 'What belongs to it beside the amount; a gateway is asked for both together.';
comment on column commerce.payment_operations.rounding_minor is 'What the smallest coin added to cash that went back, or took off it; the drawer gave amount, tip and rounding.';
