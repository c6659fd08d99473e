-- What the import of a file did to the catalogue, so that it can be taken back for a day.
create table commerce.imports (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    started_at timestamptz not null,
    started_by text not null,
    undo_began_at timestamptz,
    undone_at timestamptz,
    constraint imports_pkey primary key (tenant_id, id),
    constraint imports_undone_after_it_began check (undone_at is null or undo_began_at is not null)
);
comment on table commerce.imports is 'A file that somebody imported into the catalogue. Forgotten after a week.';
comment on column commerce.imports.name is 'Of the file, as the person chose it.';
comment on column commerce.imports.undo_began_at is 'When its first part was taken back: from then on nothing is added to it.';
comment on column commerce.imports.undone_at is 'When its last part was looked at.';
create index imports_by_start on commerce.imports (tenant_id, started_at);
select app.tenant_table('commerce.imports');

create table commerce.imported_products (
    tenant_id uuid not null default app.tenant_id(),
    import_id uuid not null,
    product_id uuid not null,
    before jsonb,
    version bigint not null,
    outcome text,
    constraint imported_products_pkey primary key (tenant_id, import_id, product_id),
    constraint imported_products_import foreign key (tenant_id, import_id) references commerce.imports (tenant_id, id) on delete cascade,
    constraint imported_products_product foreign key (tenant_id, product_id) references commerce.products (tenant_id, id),
    constraint imported_products_outcome check (outcome in ('undone', 'changed', 'sold', 'stocked', 'sku_taken', 'category_gone'))
);
comment on table commerce.imported_products is 'A product that an import made or changed.';
comment on column commerce.imported_products.before is 'The product with its variants as it was; null: the import made it.';
comment on column commerce.imported_products.version is 'The product''s when the import was done with it: with another one, somebody changed it since.';
comment on column commerce.imported_products.outcome is 'What became of it when the import was taken back: undone, or why it was kept. Null: not looked at yet.';
select app.tenant_table('commerce.imported_products');

create table commerce.imported_categories (
    tenant_id uuid not null default app.tenant_id(),
    import_id uuid not null,
    category_id uuid not null,
    name text not null,
    outcome text,
    constraint imported_categories_pkey primary key (tenant_id, import_id, category_id),
    constraint imported_categories_import foreign key (tenant_id, import_id) references commerce.imports (tenant_id, id) on delete cascade,
    constraint imported_categories_outcome check (outcome in ('undone', 'changed', 'in_use'))
);
comment on table commerce.imported_categories is 'A category that an import made; it may be gone by now.';
comment on column commerce.imported_categories.outcome is 'As of imported products.';
select app.tenant_table('commerce.imported_categories');
