-- Goods that left without asking (sold by a till that was on its own) cannot be refused afterwards: the pool says by how much it was overdrawn.
alter table capacity.pools
    add column oversold bigint not null default 0 constraint pools_oversold check (oversold >= 0),
    drop constraint pools_enough,
    add constraint pools_enough check (on_hand - held >= floor - oversold);
comment on column capacity.pools.oversold is
    'Units below the floor that were gone before anybody could refuse; shrinks as units come in. Nothing can be taken or promised while it is above zero.';
