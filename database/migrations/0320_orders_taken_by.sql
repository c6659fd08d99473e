-- Who took an order, so that everybody finds their own; and what its last move came from, so that a slip can be taken back.
alter table commerce.orders
    add column taken_by uuid,
    add column moved_from text,
    add column moved_at timestamptz,
    add column moved_version bigint,
    add constraint orders_moved check (
        (moved_from is null) = (moved_at is null) and (moved_from is null) = (moved_version is null));
comment on column commerce.orders.taken_by is 'The user who took the order at the counter or placed it; null for orders from before this was known and for imported ones.';
comment on column commerce.orders.moved_from is 'The status before the last move; null when there was none, or it was undone.';
comment on column commerce.orders.moved_version is 'The version that the last move made: as long as it is the order''s, nothing else happened since.';
create index orders_by_taker on commerce.orders (tenant_id, taken_by, id) where taken_by is not null;
