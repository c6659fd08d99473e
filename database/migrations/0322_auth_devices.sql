-- Tills: devices on which people sign in with a PIN, one after another.
create table auth.devices (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    location_id uuid not null,
    name text not null,
    token_hash bytea not null,
    registered_by uuid not null,
    registered_at timestamptz not null,
    last_seen_at timestamptz not null,
    last_user_id uuid,
    revoked_at timestamptz,
    constraint devices_pkey primary key (tenant_id, id),
    constraint devices_token_unique unique (tenant_id, token_hash)
);
comment on table auth.devices is 'A till that a manager registered: whoever works at its location signs in there with a PIN. Its token is known to it alone.';
comment on column auth.devices.last_user_id is 'Who signed in on it last.';
select app.tenant_table('auth.devices', 'select, insert, update');

create table auth.pins (
    tenant_id uuid not null default app.tenant_id(),
    user_id uuid not null,
    pin_hash text not null,
    changed_at timestamptz not null,
    constraint pins_pkey primary key (tenant_id, user_id),
    constraint pins_user foreign key (tenant_id, user_id) references auth.credentials (tenant_id, user_id) on delete cascade
);
comment on table auth.pins is 'The PIN of a user, as $scheme$parameters$salt$hash; good on registered devices only.';
select app.tenant_table('auth.pins');

alter table auth.sessions
    add column device_id uuid,
    add constraint sessions_device foreign key (tenant_id, device_id) references auth.devices (tenant_id, id),
    drop constraint sessions_end_reason,
    add constraint sessions_end_reason check (
        end_reason in (
            'logout', 'revoked', 'password_changed', 'refresh_reused', 'user_disabled', 'tenant_suspended', 'device_revoked', 'pin_changed'));
comment on column auth.sessions.device_id is 'The till on which it was opened with a PIN; null: with a password.';
create index sessions_of_device on auth.sessions (tenant_id, device_id) where device_id is not null and ended_at is null;
