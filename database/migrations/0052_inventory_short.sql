-- What is low or out over all locations, in the order of the list.
create index stock_items_short_anywhere on inventory.stock_items (tenant_id, variant_id, location_id) where level <> 'enough';

-- A threshold is set as a whole, so there is no version to compare.
alter table inventory.stock_items drop column version;
