-- What is out or low first, then the rest of a location's stock. The level changes only when a threshold is crossed.
create index stock_items_by_level on inventory.stock_items (tenant_id, location_id, level, variant_id);
