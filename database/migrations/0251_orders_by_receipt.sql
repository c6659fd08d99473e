-- The code on a receipt leads to its order.
create index orders_by_receipt on commerce.orders (tenant_id, device_receipt, id) where device_receipt is not null;
