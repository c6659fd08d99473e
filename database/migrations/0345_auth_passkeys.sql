-- Signing in without a password: keys that a person's devices keep, and the questions that they answer.
create table auth.passkeys (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    user_id uuid not null,
    credential_id bytea not null,
    public_key bytea not null,
    sign_count bigint not null,
    transports text[] not null,
    is_backup_eligible boolean not null,
    is_backed_up boolean not null,
    name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    constraint passkeys_pkey primary key (tenant_id, id),
    constraint passkeys_credential_unique unique (tenant_id, credential_id),
    constraint passkeys_user foreign key (tenant_id, user_id) references auth.credentials (tenant_id, user_id) on delete cascade,
    constraint passkeys_sign_count check (sign_count >= 0)
);
comment on table auth.passkeys is 'A passkey (WebAuthn credential) of a user: the public half, with which its answers are checked.';
comment on column auth.passkeys.credential_id is 'How the authenticator calls it.';
comment on column auth.passkeys.public_key is 'As a COSE key.';
comment on column auth.passkeys.sign_count is 'Of its last answer; one that does not grow is a copy. Passkeys that are synchronised always say 0.';
comment on column auth.passkeys.is_backed_up is 'Whether the person''s other devices have it too.';
create index passkeys_of_user on auth.passkeys (tenant_id, user_id);
select app.tenant_table('auth.passkeys');

create table auth.passkey_questions (
    hash bytea not null,
    sealed bytea not null,
    ends_at timestamptz not null,
    constraint passkey_questions_pkey primary key (hash)
);
comment on table auth.passkey_questions is
    'Challenges that a passkey may answer once, sealed with a key that is not in the database. Reviewed exception: not a tenant table, because who asks to sign in is nobody yet.';
comment on column auth.passkey_questions.hash is 'Of the ticket that names it.';
create index passkey_questions_age on auth.passkey_questions (ends_at);
grant select, insert, delete on auth.passkey_questions to olympus_app;
