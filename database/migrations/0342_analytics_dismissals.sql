-- Suggestions that somebody does not want to see for a while.
create table analytics.dismissals (
    tenant_id uuid not null default app.tenant_id(),
    user_id uuid not null,
    key text not null,
    until timestamptz not null,
    constraint dismissals_pkey primary key (tenant_id, user_id, key)
);
comment on table analytics.dismissals is 'A suggestion that a person dismissed; it may come back after until.';
comment on column analytics.dismissals.key is 'What it is about, as the app names it, such as slow:0190….';
select app.tenant_table('analytics.dismissals');
