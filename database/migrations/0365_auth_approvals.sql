-- Somebody who may do it lets somebody who may not do it once, on a till that both stand at.
create table auth.approvals (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    token_hash bytea not null,
    asked_by uuid not null,
    session_id uuid not null,
    approved_by uuid not null,
    approver_version bigint not null,
    is_by_badge boolean not null,
    permission text not null,
    location_id uuid not null,
    device_id uuid not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_for bytea,
    constraint approvals_pkey primary key (tenant_id, id),
    constraint approvals_token_unique unique (tenant_id, token_hash),
    constraint approvals_device foreign key (tenant_id, device_id) references auth.devices (tenant_id, id),
    constraint approvals_approver foreign key (tenant_id, approved_by) references auth.credentials (tenant_id, user_id) on delete cascade,
    constraint approvals_not_by_oneself check (asked_by <> approved_by),
    constraint approvals_use check ((used_at is null) = (used_for is null))
);
comment on table auth.approvals is 'One permission at one location for one request of one session, given by somebody who holds it; good for two minutes.';
comment on column auth.approvals.approver_version is 'The security version of who approved: once their rights change, nothing they approved is good any more.';
comment on column auth.approvals.used_for is 'A hash that names the request which used it, the same on every retry of that request.';
create index approvals_expiry on auth.approvals (tenant_id, expires_at);
create index approvals_of_approver on auth.approvals (tenant_id, approved_by);
select app.tenant_table('auth.approvals');
