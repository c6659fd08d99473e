alter table customer.customers
    add column allergies text,
    add column merged_into uuid,
    add column erased_at timestamptz,
    add constraint customers_merged_into foreign key (tenant_id, merged_into) references customer.customers (tenant_id, id),
    add constraint customers_merged_is_archived check (merged_into is null or archived_at is not null),
    add constraint customers_erased_is_archived check (erased_at is null or archived_at is not null);
comment on column customer.customers.allergies is 'What they must not be given; said before anything else about them.';
comment on column customer.customers.merged_into is 'The entry of the same person that counts; their orders and consents are read with it.';
comment on column customer.customers.erased_at is 'Since then nothing here tells who it was.';
create index customers_merged on customer.customers (tenant_id, merged_into) where merged_into is not null;

create table customer.merges (
    tenant_id uuid not null default app.tenant_id(),
    merged_id uuid not null,
    customer_id uuid not null,
    before jsonb,
    other_reference text,
    version_after bigint not null,
    actor text not null,
    merged_at timestamptz not null,
    undone_at timestamptz,
    constraint merges_pkey primary key (tenant_id, merged_id),
    constraint merges_merged foreign key (tenant_id, merged_id) references customer.customers (tenant_id, id),
    constraint merges_customer foreign key (tenant_id, customer_id) references customer.customers (tenant_id, id)
);
comment on table customer.merges is 'That one entry went into another of the same person, and how that one was before, for as long as it can be undone.';
create index merges_of_customer on customer.merges (tenant_id, customer_id);
select app.tenant_table('customer.merges');

create function customer.same_person(entry uuid) returns table (id uuid)
    language sql stable
    as $$
        with recursive same (id) as (
            select entry
            union
            select merged.id from customer.customers as merged join same on merged.merged_into = same.id
        )
        select same.id from same
    $$;
comment on function customer.same_person is 'The entry and all that were merged into it.';
revoke execute on function customer.same_person from public;
grant execute on function customer.same_person to olympus_app, olympus_worker;
