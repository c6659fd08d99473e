-- Catalogue, pricing, orders and payments share this schema; whichever of them comes first makes it.
create schema if not exists commerce;
grant usage on schema commerce to olympus_app, olympus_worker;

create table commerce.tax_tables (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    version bigint not null default 1,
    updated_at timestamptz not null,
    constraint tax_tables_pkey primary key (tenant_id, id),
    constraint tax_tables_one_per_tenant unique (tenant_id)
);
comment on table commerce.tax_tables is 'The tenant''s tax rates as one document: read, changed and versioned as a whole.';
select app.tenant_table('commerce.tax_tables');

create table commerce.tax_rates (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    tax_table_id uuid not null,
    region text not null constraint tax_rates_region check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    tax_class text not null constraint tax_rates_tax_class check (tax_class ~ '^[a-z][a-z0-9_]{0,39}$'),
    fulfilment text constraint tax_rates_fulfilment
        check (fulfilment in ('in_store', 'dine_in', 'takeaway', 'pickup', 'delivery', 'shipping')),
    rate numeric(9, 6) not null constraint tax_rates_rate check (rate between 0 and 1),
    valid_from date not null,
    valid_until date,
    constraint tax_rates_pkey primary key (tenant_id, id),
    constraint tax_rates_table foreign key (tenant_id, tax_table_id) references commerce.tax_tables (tenant_id, id) on delete cascade,
    constraint tax_rates_once unique nulls not distinct (tenant_id, region, tax_class, fulfilment, valid_from),
    constraint tax_rates_span check (valid_until > valid_from)
);
comment on table commerce.tax_rates is 'Tax by region and class; a way of handing over (dine in, take away) may have its own rate.';
comment on column commerce.tax_rates.rate is 'A fraction: 0.190000 is 19 %. All taxes of the sale together.';
comment on column commerce.tax_rates.valid_from is 'First local day of the location.';
comment on column commerce.tax_rates.valid_until is 'First local day it no longer holds; null while no end is known.';
create index tax_rates_by_table on commerce.tax_rates (tenant_id, tax_table_id);
select app.tenant_table('commerce.tax_rates');
