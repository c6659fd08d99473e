-- Who may sign in, with what, and which sign-ins are alive.
create schema auth;
grant usage on schema auth to olympus_app, olympus_worker;

create table auth.credentials (
    tenant_id uuid not null default app.tenant_id(),
    user_id uuid not null,
    password_hash text not null,
    security_version bigint not null default 1 constraint credentials_version check (security_version > 0),
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    constraint credentials_pkey primary key (tenant_id, user_id)
);
comment on table auth.credentials is 'The password of a user, as $scheme$parameters$salt$hash; a user without a row cannot sign in.';
comment on column auth.credentials.security_version is 'Raised when the user''s rights change: access tokens with a lower one are denied.';
select app.tenant_table('auth.credentials');

create table auth.sessions (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    user_id uuid not null,
    device text not null,
    address text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    generation int not null default 1,
    rotated_at timestamptz not null,
    is_parent_retried boolean not null default false,
    ended_at timestamptz,
    end_reason text constraint sessions_end_reason check (
        end_reason in ('logout', 'revoked', 'password_changed', 'refresh_reused', 'user_disabled', 'tenant_suspended')),
    constraint sessions_pkey primary key (tenant_id, id),
    constraint sessions_user foreign key (tenant_id, user_id) references auth.credentials (tenant_id, user_id) on delete cascade,
    constraint sessions_ended_for_a_reason check ((ended_at is null) = (end_reason is null))
);
comment on table auth.sessions is 'One sign-in on one device, and the family of its refresh tokens.';
comment on column auth.sessions.expires_at is 'Absolute: no refresh goes beyond it.';
comment on column auth.sessions.generation is 'Of the one refresh token that is alive.';
comment on column auth.sessions.is_parent_retried is 'Whether the token before the living one was used a second time (a lost answer); that is allowed once.';
create index sessions_alive on auth.sessions (tenant_id, user_id, created_at desc) where ended_at is null;
create index sessions_expired on auth.sessions (tenant_id, user_id, expires_at);
select app.tenant_table('auth.sessions');

create table auth.refresh_tokens (
    tenant_id uuid not null default app.tenant_id(),
    session_id uuid not null,
    generation int not null,
    hash bytea not null,
    created_at timestamptz not null,
    constraint refresh_tokens_pkey primary key (tenant_id, session_id, generation),
    constraint refresh_tokens_hash_unique unique (tenant_id, hash),
    constraint refresh_tokens_session foreign key (tenant_id, session_id) references auth.sessions (tenant_id, id) on delete cascade
);
comment on table auth.refresh_tokens is 'SHA-256 of every refresh token of a session, the old ones too: using one of those is theft.';
select app.tenant_table('auth.refresh_tokens', 'select, insert, delete');

create table auth.known_clients (
    tenant_id uuid not null default app.tenant_id(),
    user_id uuid not null,
    kind text not null constraint known_clients_kind check (kind in ('address', 'device')),
    hash bytea not null,
    last_seen_at timestamptz not null,
    constraint known_clients_pkey primary key (tenant_id, user_id, kind, hash),
    constraint known_clients_user foreign key (tenant_id, user_id) references auth.credentials (tenant_id, user_id) on delete cascade
);
comment on table auth.known_clients is 'Addresses and devices (hashed) from which a user signed in before: guessing from elsewhere cannot lock these out.';
select app.tenant_table('auth.known_clients');

-- Read by every replica over all tenants, so its rows say nothing but ids. A tenant's transaction can write only its own.
create table auth.revocations (
    tenant_id uuid not null default app.tenant_id(),
    seq bigint generated always as identity,
    xid bigint not null default (pg_current_xact_id()::text::bigint),
    session_id uuid,
    user_id uuid,
    below_version bigint,
    revoked_at timestamptz not null,
    constraint revocations_pkey primary key (tenant_id, seq),
    constraint revocations_user_has_version check ((user_id is null) = (below_version is null)),
    constraint revocations_one_thing check (session_id is null or user_id is null)
);
comment on table auth.revocations is
    'Access tokens to deny before they expire: of a session, of a user below a security version, or (neither) of a tenant up to now. Reviewed exception: readable over all tenants.';
create index revocations_news on auth.revocations (xid);
alter table auth.revocations enable row level security;
alter table auth.revocations force row level security;
create policy revocations_read on auth.revocations for select using (true);
create policy revocations_write on auth.revocations for insert with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy revocations_forget on auth.revocations for delete using (revoked_at < now() - interval '70 minutes');
grant select, insert, delete on auth.revocations to olympus_app;

create table auth.signing_keys (
    generation int not null,
    key_id text not null,
    sealed_key bytea not null,
    active_from timestamptz not null,
    retires_at timestamptz not null,
    created_at timestamptz not null default now(),
    constraint signing_keys_pkey primary key (generation),
    constraint signing_keys_key_unique unique (key_id)
);
comment on table auth.signing_keys is
    'Keys for access tokens, shared by all replicas; the private halves are sealed with a key that is not in the database. Reviewed exception: not a tenant table.';
grant select, insert, delete on auth.signing_keys to olympus_app;

create table auth.attempts (
    key bytea not null,
    count int not null,
    ends_at timestamptz not null,
    constraint attempts_pkey primary key (key)
);
comment on table auth.attempts is 'Failed tries in the running window, by a hash of what was tried from where. Reviewed exception: not a tenant table, names nobody.';
create index attempts_age on auth.attempts (ends_at);
grant select, insert, update, delete on auth.attempts to olympus_app;
