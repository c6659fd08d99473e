-- Opening hours have two parts: the week, and single days that differ from it.
alter table platform.locations alter column opening_hours set default '{"weekly": [], "exceptions": []}';
alter table platform.locations no force row level security;
update platform.locations set opening_hours = '{"weekly": [], "exceptions": []}' where jsonb_typeof(opening_hours) = 'array';
alter table platform.locations force row level security;
alter table platform.locations add constraint locations_opening_hours check (jsonb_typeof(opening_hours) = 'object');
