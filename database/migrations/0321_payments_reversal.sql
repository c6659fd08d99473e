-- Money that was keyed in as the wrong kind is taken back whole, as if it had never been taken, and taken anew; and what coins make of cash that goes back.
alter table commerce.payments
    drop constraint payments_status,
    add constraint payments_status check (status in ('pending', 'authorized', 'captured', 'failed', 'voided', 'reversed')),
    add column taken_by uuid;
comment on column commerce.payments.taken_by is 'The user who took it; null for payments from before this was known and for imported ones.';

alter table commerce.payment_operations
    drop constraint payment_operations_kind,
    add constraint payment_operations_kind check (kind in ('sale', 'authorize', 'capture', 'void', 'refund', 'reverse')),
    add column rounding_minor bigint not null default 0,
    add constraint payment_operations_only_refunds_are_rounded check (rounding_minor = 0 or kind = 'refund'),
    add constraint payment_operations_rounded_not_negative check (amount_minor + rounding_minor >= 0);
comment on column commerce.payment_operations.rounding_minor is 'What the smallest coin added to cash that went back, or took off it; the drawer gave amount and rounding.';
