-- From which country customers are, as far as the log tells it; see the projection trade.
create table analytics.customer_countries (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    country text not null,
    constraint customer_countries_pkey primary key (tenant_id, id)
);
comment on table analytics.customer_countries is 'Projection of the event log: the country of a customer''s first address now, ISO 3166-1 alpha-2.';
select app.tenant_table('analytics.customer_countries');
