create table platform.invitations (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    email text not null constraint invitations_email_lower check (email = lower(email)),
    name text not null default '',
    role text not null constraint invitations_role check (role in ('owner', 'admin', 'manager', 'staff', 'kitchen', 'viewer')),
    location_id uuid,
    token_hash bytea not null,
    invited_by uuid not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    revoked_at timestamptz,
    constraint invitations_pkey primary key (tenant_id, id),
    constraint invitations_token_unique unique (tenant_id, token_hash),
    constraint invitations_ends_once check (accepted_at is null or revoked_at is null),
    constraint invitations_accepted check ((accepted_at is null) = (accepted_by is null)),
    constraint invitations_location foreign key (tenant_id, location_id) references platform.locations (tenant_id, id),
    constraint invitations_invited_by foreign key (tenant_id, invited_by) references platform.users (tenant_id, id),
    constraint invitations_accepted_by foreign key (tenant_id, accepted_by) references platform.users (tenant_id, id) deferrable initially deferred
);
comment on table platform.invitations is 'Somebody was asked to join with a role; the token is known to them alone, only its hash is kept.';
create unique index invitations_open_email on platform.invitations (tenant_id, email) where accepted_at is null and revoked_at is null;
select app.tenant_table('platform.invitations', 'select, insert, update');

create index role_assignments_role on platform.role_assignments (tenant_id, role);
