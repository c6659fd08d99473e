-- Few products are inactive, and asking for just these must not walk through all the others.
create index products_inactive on commerce.products (tenant_id) where not is_active;

-- New words go into the search index at once, not into a list that every search reads from end to end until a vacuum clears it.
alter index commerce.products_search set (fastupdate = off);
