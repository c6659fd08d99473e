create schema platform;
grant usage on schema platform to olympus_app, olympus_worker;

create table platform.tenants (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    slug text not null,
    industry text not null constraint tenants_industry check (industry in ('restaurant', 'retail', 'hospitality', 'events', 'salon')),
    plan text not null default 'standard' constraint tenants_plan check (plan in ('standard', 'professional', 'enterprise')),
    status text not null default 'active' constraint tenants_status check (status in ('active', 'suspended', 'closed')),
    settings jsonb not null default '{}',
    branding jsonb not null default '{}',
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint tenants_pkey primary key (tenant_id, id),
    constraint tenants_is_itself check (tenant_id = id)
);
comment on table platform.tenants is 'One business that signed up; its only row is its own.';
select app.tenant_table('platform.tenants');

-- Global on purpose: sign-in knows a slug before it knows a tenant. Holds nothing else of the tenant.
create table platform.tenant_slugs (
    slug text not null,
    tenant_id uuid not null,
    status text not null default 'active',
    constraint tenant_slugs_pkey primary key (slug),
    constraint tenant_slugs_tenant unique (tenant_id)
);
comment on table platform.tenant_slugs is 'Slug to tenant, readable before sign-in. Reviewed exception: not a tenant table.';
grant select, insert, update on platform.tenant_slugs to olympus_app;
grant select on platform.tenant_slugs to olympus_worker;

create table platform.locations (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    time_zone text not null,
    currency text not null,
    tax_region text not null,
    prices_include_tax boolean not null default true,
    tax_rounding text not null default 'line' constraint locations_tax_rounding check (tax_rounding in ('line', 'sum_by_net', 'sum_by_net_keep_gross')),
    rounding_mode text not null default 'half_up' constraint locations_rounding_mode check (rounding_mode in ('half_up', 'half_even')),
    day_cut_off time not null default '00:00',
    opening_hours jsonb not null default '[]',
    address jsonb not null default '{}',
    is_active boolean not null default true,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint locations_pkey primary key (tenant_id, id),
    constraint locations_name_unique unique (tenant_id, name)
);
comment on table platform.locations is 'A place of business: its zone, currency, taxes, day and hours.';
select app.tenant_table('platform.locations');

create table platform.users (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    email text not null,
    status text not null default 'active' constraint users_status check (status in ('active', 'disabled')),
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_pkey primary key (tenant_id, id),
    constraint users_email_unique unique (tenant_id, email)
);
comment on table platform.users is 'A person who signs in to one tenant; the same e-mail in another tenant is another user.';
select app.tenant_table('platform.users');

create table platform.role_assignments (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    user_id uuid not null,
    role text not null constraint role_assignments_role check (role in ('owner', 'admin', 'manager', 'staff', 'kitchen', 'viewer')),
    location_id uuid,
    created_at timestamptz not null default now(),
    constraint role_assignments_pkey primary key (tenant_id, id),
    constraint role_assignments_once unique nulls not distinct (tenant_id, user_id, role, location_id),
    constraint role_assignments_user foreign key (tenant_id, user_id) references platform.users (tenant_id, id) on delete cascade,
    constraint role_assignments_location foreign key (tenant_id, location_id) references platform.locations (tenant_id, id)
);
comment on table platform.role_assignments is 'Who holds which role, in the whole tenant (no location) or at one location.';
select app.tenant_table('platform.role_assignments');
