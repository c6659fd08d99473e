-- Where the smallest coins are gone, cash pays the nearest amount that coins can make; the order is paid by the exact one.
alter table commerce.payments
    add column rounding_minor bigint not null default 0,
    drop constraint payments_change_adds_up,
    add constraint payments_change_adds_up check (tendered_minor - change_minor = amount_minor + rounding_minor and change_minor >= 0),
    add constraint payments_only_cash_is_rounded check (rounding_minor = 0 or method = 'cash'),
    add constraint payments_rounded_not_negative check (amount_minor + rounding_minor >= 0);
comment on column commerce.payments.rounding_minor is 'What the smallest coin added to the amount, or took off it; the drawer holds amount and rounding.';
