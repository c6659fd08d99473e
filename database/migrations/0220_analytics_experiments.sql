-- Experiments: what is tried, who met which variant, what they did afterwards.
create table analytics.experiments (
    tenant_id uuid not null default app.tenant_id(),
    id uuid not null,
    name text not null,
    status text not null default 'draft' constraint experiments_status check (status in ('draft', 'running', 'stopped')),
    plan jsonb not null,
    started_at timestamptz,
    stopped_at timestamptz,
    stop_reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    constraint experiments_pkey primary key (tenant_id, id),
    constraint experiments_times check (
        (status = 'draft') = (started_at is null) and (status = 'stopped') = (stopped_at is not null) and (stopped_at is null) = (stop_reason is null))
);
comment on table analytics.experiments is 'Something that is tried on a part of the customers before it is done to all.';
comment on column analytics.experiments.plan is 'Variants, metrics and how it is judged; stays as it is once the experiment runs.';
select app.tenant_table('analytics.experiments');

create table analytics.experiment_units (
    tenant_id uuid not null default app.tenant_id(),
    experiment_id uuid not null,
    unit text not null constraint experiment_units_length check (length(unit) between 1 and 100),
    variant text not null,
    is_contradicted boolean not null default false,
    exposed_at timestamptz not null,
    constraint experiment_units_pkey primary key (tenant_id, experiment_id, unit),
    constraint experiment_units_of foreign key (tenant_id, experiment_id) references analytics.experiments (tenant_id, id)
);
comment on table analytics.experiment_units is 'Who met which variant first; a customer, a device, a basket: whatever the caller calls a unit.';
comment on column analytics.experiment_units.is_contradicted is 'Whether it was said later that it met another variant.';
select app.tenant_table('analytics.experiment_units', 'select, insert, update');

create table analytics.experiment_values (
    tenant_id uuid not null default app.tenant_id(),
    experiment_id uuid not null,
    metric text not null,
    unit text not null,
    occurrences bigint not null constraint experiment_values_positive check (occurrences > 0),
    total bigint not null,
    constraint experiment_values_pkey primary key (tenant_id, experiment_id, metric, unit),
    constraint experiment_values_of foreign key (tenant_id, experiment_id, unit) references analytics.experiment_units (tenant_id, experiment_id, unit)
);
comment on table analytics.experiment_values is 'What a unit did after it met its variant, summed up for each metric.';
select app.tenant_table('analytics.experiment_values', 'select, insert, update');
