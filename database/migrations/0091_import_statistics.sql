-- A bulk import grows tables from nothing faster than autovacuum looks at them, and a plan made for an empty table is quadratic on a full one.
-- Only the owner may analyze, so this runs as the owner; it reads and returns nothing of any tenant.
create function import.refresh_statistics() returns void
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    analyze capacity.pools, inventory.stock_items, commerce.orders (tenant_id, id), commerce.order_lines (tenant_id, order_id, id),
        commerce.payments (tenant_id, id);
end
$$;
comment on function import.refresh_statistics is 'Tells the planner how large the tables have become; called now and then by an import.';
revoke execute on function import.refresh_statistics from public;
grant execute on function import.refresh_statistics to olympus_app;
