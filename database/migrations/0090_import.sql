create schema import;
grant usage on schema import to olympus_app, olympus_worker;

create table import.references (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    source text not null,
    kind text not null,
    reference text not null,
    imported_at timestamptz not null default now(),
    constraint references_pkey primary key (tenant_id, id),
    constraint references_once unique (tenant_id, source, kind, reference)
);
comment on table import.references is
    'What of another system is here already, and under which id; written in the transaction of what it names, so that nothing is imported twice.';
select app.tenant_table('import.references', 'select, insert');

create table import.adjustments (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    source text not null,
    document text not null,
    line int not null,
    rule text not null,
    code text not null,
    description text not null,
    customer_id uuid,
    quantity bigint not null,
    amount_minor bigint not null,
    currency text not null,
    occurred_at timestamptz not null,
    constraint adjustments_pkey primary key (tenant_id, id)
);
comment on table import.adjustments is
    'Money of another system''s history that is no order and no refund of one: unmatched returns, discounts, fees, bad debt.';
comment on column import.adjustments.amount_minor is 'Negative when the business gave it.';
comment on column import.adjustments.line is 'Line of the file, the header is 1.';
create index adjustments_customer on import.adjustments (tenant_id, customer_id) where customer_id is not null;
select app.tenant_table('import.adjustments', 'select, insert');
