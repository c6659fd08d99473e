-- Tips by day and way of paying. No event before this one tells of any, so what is counted is complete.
alter table analytics.payment_days add column tips_minor bigint not null default 0;
comment on column analytics.payment_days.tips_minor is 'Tips taken on that day, less what went back on it.';
