-- What a business sells. Full-text search stands behind a function of a role that passes row-level security: under a policy no full-text
-- operator may become an index condition, so the function adds the tenant itself and gives back ids, nothing else.

create extension if not exists btree_gin with schema app;

create schema if not exists commerce;
grant usage on schema commerce to olympus_app, olympus_worker;

create table commerce.categories (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    parent_id uuid,
    name text not null,
    slug text not null,
    position int not null,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint categories_pkey primary key (tenant_id, id),
    constraint categories_slug_unique unique (tenant_id, slug),
    constraint categories_parent foreign key (tenant_id, parent_id) references commerce.categories (tenant_id, id),
    constraint categories_not_own_parent check (parent_id <> id)
);
comment on table commerce.categories is 'The tree in which products stand. Moves take a lock per tenant, so that no two of them close a circle.';
comment on column commerce.categories.position is 'Order among siblings, then by name.';
create index categories_children on commerce.categories (tenant_id, parent_id);
select app.tenant_table('commerce.categories');

create table commerce.products (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    category_id uuid,
    name text not null,
    name_key text collate "C" not null generated always as (lower(name)) stored,
    description text,
    search tsvector not null generated always as (to_tsvector('simple', name || ' ' || coalesce(description, ''))) stored,
    tax_class text not null,
    tracks_stock boolean not null default true,
    is_active boolean not null default true,
    archived_at timestamptz,
    image_url text,
    options text[] not null default '{}',
    currency text not null,
    price_minor bigint not null,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint products_pkey primary key (tenant_id, id),
    constraint products_category foreign key (tenant_id, category_id) references commerce.categories (tenant_id, id),
    constraint products_price check (price_minor >= 0),
    constraint products_archived_inactive check (archived_at is null or not is_active)
);
comment on table commerce.products is 'What is sold, with everything that its variants share. Never deleted: old orders name it.';
comment on column commerce.products.name_key is 'The name without regard to case, in byte order: for sorting.';
comment on column commerce.products.options is 'What its variants differ in, such as size and colour; empty for a simple product.';
comment on column commerce.products.currency is 'Of every price and cost of its variants.';
comment on column commerce.products.price_minor is 'Its lowest price: of the active variants, or of all when none is active.';
comment on column commerce.products.version is 'Grows with every change of the product or of one of its variants.';
create index products_by_name on commerce.products (tenant_id, name_key, id);
create index products_by_creation on commerce.products (tenant_id, created_at, id);
create index products_by_change on commerce.products (tenant_id, updated_at, id);
create index products_by_price on commerce.products (tenant_id, price_minor, id);
create index products_by_category on commerce.products (tenant_id, category_id);
create index products_search on commerce.products using gin (tenant_id, search);
select app.tenant_table('commerce.products', 'select, insert, update');

create table commerce.variants (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    product_id uuid not null,
    sku text,
    sku_key text collate "C" generated always as (lower(sku)) stored,
    barcode text,
    option_values text[] not null default '{}',
    price_minor bigint not null,
    cost_minor bigint,
    position int not null,
    is_active boolean not null default true,
    constraint variants_pkey primary key (tenant_id, id),
    constraint variants_product foreign key (tenant_id, product_id) references commerce.products (tenant_id, id),
    constraint variants_sku_unique unique (tenant_id, sku) deferrable initially immediate,
    constraint variants_options_unique unique (tenant_id, product_id, option_values) deferrable initially immediate,
    constraint variants_price check (price_minor >= 0),
    constraint variants_cost check (cost_minor >= 0)
);
comment on table commerce.variants is 'The thing that is sold, stocked and has a price. A simple product has exactly one, without option values.';
comment on constraint variants_sku_unique on commerce.variants is 'Deferrable, so that one statement may swap two of them.';
comment on column commerce.variants.option_values is 'One value for each option of the product, in their order.';
create index variants_of_product on commerce.variants (tenant_id, product_id, position);
create index variants_by_sku_key on commerce.variants (tenant_id, sku_key);
create index variants_by_barcode on commerce.variants (tenant_id, barcode);
select app.tenant_table('commerce.variants', 'select, insert, update');

create table commerce.availability (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    product_id uuid not null,
    location_id uuid not null,
    variant_id uuid,
    is_available boolean not null,
    price_minor bigint,
    currency text,
    constraint availability_pkey primary key (tenant_id, id),
    constraint availability_once unique nulls not distinct (tenant_id, product_id, location_id, variant_id),
    constraint availability_product foreign key (tenant_id, product_id) references commerce.products (tenant_id, id),
    constraint availability_variant foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id),
    constraint availability_price check (price_minor >= 0),
    constraint availability_price_whole check ((price_minor is null) = (currency is null))
);
comment on table commerce.availability is 'Where one location differs from the catalogue: does not sell it, or for another price. No row: sold, for the catalogue''s price.';
comment on column commerce.availability.variant_id is 'Null: every variant of the product. A variant''s own row decides its price; both must say available.';
select app.tenant_table('commerce.availability');

create table commerce.price_changes (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    product_id uuid not null,
    variant_id uuid,
    location_id uuid,
    price_minor bigint,
    currency text,
    changed_at timestamptz not null,
    actor text not null,
    constraint price_changes_pkey primary key (tenant_id, id),
    constraint price_changes_product foreign key (tenant_id, product_id) references commerce.products (tenant_id, id),
    constraint price_changes_variant foreign key (tenant_id, variant_id) references commerce.variants (tenant_id, id)
);
comment on table commerce.price_changes is 'Every price there ever was, from the first; only ever appended.';
comment on column commerce.price_changes.variant_id is 'Null: the price of one location for every variant.';
comment on column commerce.price_changes.location_id is 'Null: the catalogue''s price; else the own price of that location.';
comment on column commerce.price_changes.price_minor is 'Null: the location has no own price any more.';
create index price_changes_of_product on commerce.price_changes (tenant_id, product_id, changed_at, id);
select app.tenant_table('commerce.price_changes', 'select, insert');

grant usage, create on schema commerce to olympus_search;
grant select (tenant_id, id, search) on commerce.products to olympus_search;
grant select (tenant_id, product_id, sku_key, barcode) on commerce.variants to olympus_search;

-- Products whose name and description have words that begin with every word asked for, or with a SKU that begins with the text, or with
-- exactly this barcode.
create function commerce.search_products(query text) returns table (product_id uuid)
    language sql stable security definer set search_path = pg_catalog rows 100
    as $$
        select product.id
        from commerce.products as product
        where product.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and product.search @@ (
                select to_tsquery('simple', string_agg(quote_literal(word.lexeme) || ':*', ' & '))
                from unnest(to_tsvector('simple', $1)) as word)
        union
        select variant.product_id
        from commerce.variants as variant
        where variant.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and variant.sku_key >= lower($1) and variant.sku_key < lower($1) || U&'\+10FFFF'
        union
        select variant.product_id
        from commerce.variants as variant
        where variant.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and variant.barcode = $1
    $$;
alter function commerce.search_products owner to olympus_search;
revoke execute on function commerce.search_products from public;
grant execute on function commerce.search_products to olympus_app, olympus_worker;
revoke create on schema commerce from olympus_search;
