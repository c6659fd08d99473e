-- What the goods of a line had cost when they were sold, so that a margin stays what it was when the catalogue changes.
alter table commerce.order_lines
    add column unit_cost_minor bigint constraint order_lines_unit_cost check (unit_cost_minor >= 0);
comment on column commerce.order_lines.unit_cost_minor is 'Of one unit, in the order''s currency, frozen when it was sold; null: nobody knew. Shown by no view of orders: costs are not for everybody who sells.';
