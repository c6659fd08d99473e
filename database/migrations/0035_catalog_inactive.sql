-- Few products are inactive, and asking for just these must not walk through all the others.
create index products_inactive on commerce.products (tenant_id) where not is_active;
