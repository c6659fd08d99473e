-- Signing in on a till by scanning a badge, for whom a PIN is too much to remember or too slow.
create table auth.badges (
    tenant_id uuid not null default app.tenant_id(),
    user_id uuid not null,
    code_hash bytea not null,
    given_at timestamptz not null,
    last_used_at timestamptz,
    constraint badges_pkey primary key (tenant_id, user_id),
    constraint badges_code_unique unique (tenant_id, code_hash),
    constraint badges_user foreign key (tenant_id, user_id) references auth.credentials (tenant_id, user_id) on delete cascade
);
comment on table auth.badges is 'The badge of a user; good on registered devices only. Its code is on the badge alone.';
select app.tenant_table('auth.badges');

alter table auth.sessions
    drop constraint sessions_end_reason,
    add constraint sessions_end_reason check (
        end_reason in (
            'logout', 'revoked', 'password_changed', 'refresh_reused', 'user_disabled', 'tenant_suspended', 'device_revoked', 'pin_changed', 'badge_revoked'));
comment on column auth.sessions.device_id is 'The till on which it was opened with a PIN or a badge; null: with a password or a passkey.';
