-- One row for each tenant that ever saved or ordered a report; whoever adds one holds it, so two requests at once cannot pass the limits.
create table analytics.report_accounts (
    tenant_id uuid not null default app.tenant_id(),
    touched_at timestamptz not null,
    constraint report_accounts_pkey primary key (tenant_id)
);
comment on table analytics.report_accounts is 'Held while a report is saved or ordered, so that a tenant''s limits hold.';
select app.tenant_table('analytics.report_accounts');

create table analytics.saved_reports (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    owner_id uuid not null,
    name text not null,
    is_shared boolean not null,
    request jsonb not null,
    format text not null constraint saved_reports_format check (format in ('csv', 'xlsx', 'pdf', 'json')),
    schedule jsonb,
    recipients uuid[] not null default '{}',
    next_run_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint saved_reports_pkey primary key (tenant_id, id),
    constraint saved_reports_next check ((schedule is null) = (next_run_at is null))
);
comment on table analytics.saved_reports is 'Reports with a name: what they are of, how they come, and when they are made by themselves.';
comment on column analytics.saved_reports.owner_id is 'With whose rights it is made.';
comment on column analytics.saved_reports.recipients is 'Users of the tenant that are sent a mail after a run by schedule.';
create index saved_reports_due on analytics.saved_reports (next_run_at) where next_run_at is not null;
select app.tenant_table('analytics.saved_reports');

create table analytics.report_jobs (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    saved_report_id uuid,
    owner_id uuid not null,
    name text not null,
    request jsonb not null,
    format text not null constraint report_jobs_format check (format in ('csv', 'xlsx', 'pdf', 'json')),
    recipients uuid[] not null default '{}',
    scheduled_for timestamptz,
    status text not null default 'queued' constraint report_jobs_status check (status in ('queued', 'running', 'done', 'failed')),
    progress smallint not null default 0 constraint report_jobs_progress check (progress between 0 and 100),
    attempts int not null default 0,
    next_at timestamptz not null,
    error text,
    file_name text,
    content_type text,
    content bytea,
    size int,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    constraint report_jobs_pkey primary key (tenant_id, id),
    constraint report_jobs_one_for_a_time unique (tenant_id, saved_report_id, scheduled_for),
    constraint report_jobs_saved foreign key (tenant_id, saved_report_id) references analytics.saved_reports (tenant_id, id) on delete cascade
);
comment on table analytics.report_jobs is 'A report that is made by the worker: the job while it waits or runs, its file until it expires.';
comment on column analytics.report_jobs.next_at is 'When it is due; while it runs, when the run is taken for dead and made again.';
comment on column analytics.report_jobs.attempts is 'Which run it is: one that was taken for dead cannot write its result over a later one''s.';
create index report_jobs_due on analytics.report_jobs (next_at) where status in ('queued', 'running');
create index report_jobs_old on analytics.report_jobs (expires_at) where expires_at is not null;
create index report_jobs_of_owner on analytics.report_jobs (tenant_id, owner_id, id);
select app.tenant_table('analytics.report_jobs');

create table analytics.report_mails (
    tenant_id uuid not null default app.tenant_id(),
    job_id uuid not null,
    user_id uuid not null,
    status text not null default 'waiting' constraint report_mails_status check (status in ('waiting', 'sent', 'refused', 'failed', 'not_configured', 'not_allowed')),
    attempts int not null default 0,
    next_at timestamptz not null,
    reply text,
    sent_at timestamptz,
    constraint report_mails_pkey primary key (tenant_id, job_id, user_id),
    constraint report_mails_job foreign key (tenant_id, job_id) references analytics.report_jobs (tenant_id, id) on delete cascade
);
comment on table analytics.report_mails is 'Who is sent a mail about a report, and what came of it. Its Message-ID is made of job and user, the same on every attempt.';
create index report_mails_due on analytics.report_mails (next_at) where status = 'waiting';
select app.tenant_table('analytics.report_mails');

-- What the worker must see across tenants; see 0001_kernel.sql for why and how.
grant usage, create on schema analytics to olympus_search;
grant select (tenant_id, next_run_at) on analytics.saved_reports to olympus_search;
grant select (tenant_id, status, next_at, expires_at) on analytics.report_jobs to olympus_search;
grant select (tenant_id, status, next_at) on analytics.report_mails to olympus_search;

-- Tenants of which a report is due, waits to be made or mailed, or is too old.
create function analytics.tenants_with_reports_due(moment timestamptz, at_most int) returns table (tenant_id uuid)
    language sql stable security definer set search_path = pg_catalog
    as $$
        select distinct due.tenant_id
        from (
            (select saved.tenant_id from analytics.saved_reports as saved where saved.next_run_at <= moment order by saved.next_run_at limit at_most)
            union all
            (select job.tenant_id from analytics.report_jobs as job where job.status in ('queued', 'running') and job.next_at <= moment order by job.next_at limit at_most)
            union all
            (select mail.tenant_id from analytics.report_mails as mail where mail.status = 'waiting' and mail.next_at <= moment order by mail.next_at limit at_most)
            union all
            (select job.tenant_id from analytics.report_jobs as job where job.expires_at <= moment order by job.expires_at limit at_most)
        ) as due
        limit at_most
    $$;
alter function analytics.tenants_with_reports_due owner to olympus_search;
revoke execute on function analytics.tenants_with_reports_due from public;
grant execute on function analytics.tenants_with_reports_due to olympus_worker;
revoke create on schema analytics from olympus_search;
