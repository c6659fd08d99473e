-- A board shows what is still to be done, however long the history is.
create index orders_open on commerce.orders (tenant_id, location_id, id)
    where status in ('pending', 'confirmed', 'preparing', 'ready', 'in_delivery');
