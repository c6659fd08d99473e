create schema inventory;
grant usage on schema inventory to olympus_app, olympus_worker;

create table inventory.stock_items (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    location_id uuid not null,
    variant_id uuid not null,
    low_stock_at bigint,
    level text not null default 'out' constraint stock_items_level check (level in ('enough', 'low', 'out')),
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint stock_items_pkey primary key (tenant_id, id),
    constraint stock_items_variant_unique unique (tenant_id, variant_id, location_id),
    constraint stock_items_low_stock_at check (low_stock_at >= 0)
);
comment on table inventory.stock_items is 'One variant at one location; its units are the capacity pool of the same id.';
comment on column inventory.stock_items.id is 'Computed from location and variant, so that taking stock needs no look-up.';
comment on column inventory.stock_items.low_stock_at is 'Available units at which stock counts as low; null: never.';
comment on column inventory.stock_items.level is 'Where available units stand; a change for the worse is told once, when it happens.';
create index stock_items_location on inventory.stock_items (tenant_id, location_id, variant_id);
create index stock_items_short on inventory.stock_items (tenant_id, location_id, variant_id) where level <> 'enough';
select app.tenant_table('inventory.stock_items', 'select, insert, update');

-- No foreign key to stock_items: rows are only ever written by joining it, and the key's row locks would be paid by every sale.
create table inventory.movements (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    stock_item_id uuid not null,
    location_id uuid not null,
    variant_id uuid not null,
    quantity bigint not null constraint movements_quantity check (quantity <> 0),
    on_hand bigint not null,
    reason text not null constraint movements_reason check (reason in (
        'opening_balance', 'sold', 'returned', 'received', 'damaged', 'lost', 'found', 'correction', 'returned_to_supplier', 'waste', 'counted')),
    reference_kind text not null,
    reference_id uuid not null,
    note text,
    actor text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    constraint movements_pkey primary key (tenant_id, id)
);
comment on table inventory.movements is 'Every change of units on hand, appended in the transaction of the change and never altered: on hand is their sum.';
comment on column inventory.movements.quantity is 'Signed units.';
comment on column inventory.movements.on_hand is 'Units on hand after it.';
create index movements_location on inventory.movements (tenant_id, location_id, occurred_at, id);
create index movements_item on inventory.movements (tenant_id, stock_item_id, occurred_at, id);
select app.tenant_table('inventory.movements', 'select, insert');

create table inventory.holds (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    location_id uuid not null,
    reference_kind text not null,
    reference_id uuid not null,
    state text not null default 'held' constraint holds_state check (state in ('held', 'committed', 'released', 'expired')),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    constraint holds_pkey primary key (tenant_id, id)
);
comment on table inventory.holds is 'Stock promised to somebody for a while; its units are the capacity holds of the same id.';
select app.tenant_table('inventory.holds', 'select, insert, update');
