-- What was sold before has no known cost, so nothing is to be computed anew.
alter table analytics.variant_days
    add column cost_minor bigint not null default 0,
    add column costed_net_minor bigint not null default 0;
comment on column analytics.variant_days.cost_minor is 'Of the lines whose cost is known.';
comment on column analytics.variant_days.costed_net_minor is 'The net sales of these lines.';

alter table analytics.variant_months
    add column cost_minor bigint not null default 0,
    add column costed_net_minor bigint not null default 0;
comment on column analytics.variant_months.cost_minor is 'Of the lines whose cost is known.';
comment on column analytics.variant_months.costed_net_minor is 'The net sales of these lines.';
