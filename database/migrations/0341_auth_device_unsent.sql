-- How many sales a till has that the server does not have, as it said last.
alter table auth.devices
    add column unsent int,
    add column unsent_at timestamptz,
    add constraint devices_unsent check (unsent >= 0),
    add constraint devices_unsent_when check ((unsent is null) = (unsent_at is null));
comment on column auth.devices.unsent is 'Sales that were made on it without a connection and not sent yet, as it said at unsent_at; null: it never said.';
