CREATE SCHEMA analytics;

ALTER SCHEMA analytics OWNER TO olympus_owner;

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO olympus_owner;

CREATE SCHEMA auth;

ALTER SCHEMA auth OWNER TO olympus_owner;

CREATE SCHEMA capacity;

ALTER SCHEMA capacity OWNER TO olympus_owner;

CREATE SCHEMA commerce;

ALTER SCHEMA commerce OWNER TO olympus_owner;

CREATE SCHEMA customer;

ALTER SCHEMA customer OWNER TO olympus_owner;

CREATE SCHEMA events;

ALTER SCHEMA events OWNER TO olympus_owner;

CREATE SCHEMA gateway;

ALTER SCHEMA gateway OWNER TO olympus_owner;

CREATE SCHEMA import;

ALTER SCHEMA import OWNER TO olympus_owner;

CREATE SCHEMA inventory;

ALTER SCHEMA inventory OWNER TO olympus_owner;

CREATE SCHEMA platform;

ALTER SCHEMA platform OWNER TO olympus_owner;

CREATE SCHEMA webhooks;

ALTER SCHEMA webhooks OWNER TO olympus_owner;

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA app;

COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';

CREATE FUNCTION analytics.tenants_with_reports_due(moment timestamp with time zone, at_most integer) RETURNS TABLE(tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
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

ALTER FUNCTION analytics.tenants_with_reports_due(moment timestamp with time zone, at_most integer) OWNER TO olympus_search;

CREATE FUNCTION app.tenant_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid;

ALTER FUNCTION app.tenant_id() OWNER TO olympus_owner;

CREATE FUNCTION app.tenant_table(target regclass, privileges text DEFAULT 'select, insert, update, delete'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy tenant on %s '
        'using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
        'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
    execute format('grant %s on %s to olympus_app, olympus_worker', privileges, target);
end
$$;

ALTER FUNCTION app.tenant_table(target regclass, privileges text) OWNER TO olympus_owner;

CREATE FUNCTION commerce.search_products(query text) RETURNS TABLE(product_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog'
    AS $_$
        select product.id
        from commerce.products as product
        where product.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and product.search @@ (
                select to_tsquery('simple', string_agg(quote_literal(word.lexeme) || ':*', ' & '))
                from unnest(to_tsvector('simple', $1)) as word)
        union
        select variant.product_id
        from commerce.variants as variant
        where variant.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and variant.sku_key >= lower($1) and variant.sku_key < lower($1) || U&'\+10FFFF'
        union
        select variant.product_id
        from commerce.variants as variant
        where variant.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
            and variant.barcode = $1
    $_$;

ALTER FUNCTION commerce.search_products(query text) OWNER TO olympus_search;

CREATE FUNCTION customer.same_person(entry uuid) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $$
        with recursive same (id) as (
            select entry
            union
            select merged.id from customer.customers as merged join same on merged.merged_into = same.id
        )
        select same.id from same
    $$;

ALTER FUNCTION customer.same_person(entry uuid) OWNER TO olympus_owner;

COMMENT ON FUNCTION customer.same_person(entry uuid) IS 'The entry and all that were merged into it.';

CREATE FUNCTION events.due_effects(at_most integer, moment timestamp with time zone) RETURNS TABLE(tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select effect.tenant_id, effect.id
        from events.effects as effect
        where effect.state = 'waiting' and effect.next_at <= moment
        order by effect.next_at
        limit at_most
    $$;

ALTER FUNCTION events.due_effects(at_most integer, moment timestamp with time zone) OWNER TO olympus_search;

CREATE FUNCTION events.horizon() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select case
            -- The list has all but the transaction that asks.
            when exists (select from events.rebuilds) then least(
                (
                    select min(running.xid::text::bigint)
                    from pg_snapshot_xip(pg_current_snapshot()) as running (xid)
                    where running.xid::text::bigint not in (select xid from events.rebuilds where server_since = pg_postmaster_start_time())
                ),
                pg_current_xact_id_if_assigned()::text::bigint,
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
            else pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        end
    $$;

ALTER FUNCTION events.horizon() OWNER TO olympus_search;

COMMENT ON FUNCTION events.horizon() IS 'Below it every event is there: the oldest transaction that runs and may append one, else the next. Ask once for a statement: (select events.horizon()).';

CREATE FUNCTION events.lanes_behind(xids bigint[], seqs bigint[]) RETURNS TABLE(shard smallint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select (place.number - 1)::smallint
        from unnest(xids, seqs) with ordinality as place (xid, seq, number)
        where exists (
            select from events.log as log
            where log.shard = (place.number - 1)::smallint
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < (select events.horizon()))
        order by place.number
    $$;

ALTER FUNCTION events.lanes_behind(xids bigint[], seqs bigint[]) OWNER TO olympus_search;

COMMENT ON FUNCTION events.lanes_behind(xids bigint[], seqs bigint[]) IS 'Which lanes hold events behind the given positions, of which the first is that of lane 0.';

CREATE FUNCTION events.lanes_with_news(reader text) RETURNS TABLE(shard smallint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select place.shard
        from events.positions as place
        where place.projection = reader and exists (
            select from events.log as log
            where log.shard = place.shard
                and (log.xid, log.seq) > (place.xid, place.seq)
                and log.xid < (select events.horizon()))
        order by place.shard
    $$;

ALTER FUNCTION events.lanes_with_news(reader text) OWNER TO olympus_search;

CREATE FUNCTION events.news(since bigint) RETURNS TABLE(horizon bigint, tenants uuid[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select now_at.xid, coalesce(found.tenants, '{}')
        from (select events.horizon() as xid) as now_at
        cross join lateral (
            select array_agg(distinct fresh.tenant_id) as tenants
            from generate_series(0, 15) as lane
            cross join lateral (
                select log.tenant_id
                from events.log as log
                where log.shard = lane::smallint and log.xid >= since and log.xid < now_at.xid
            ) as fresh
        ) as found
    $$;

ALTER FUNCTION events.news(since bigint) OWNER TO olympus_search;

CREATE FUNCTION events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most integer) RETURNS TABLE(tenant_id uuid, id uuid, xid bigint, seq bigint, type text, version integer, aggregate_type text, aggregate_id uuid, occurred_at timestamp with time zone, recorded_at timestamp with time zone, actor text, correlation_id text, payload jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select log.tenant_id, log.id, log.xid, log.seq, log.type, log.version, log.aggregate_type, log.aggregate_id,
            log.occurred_at, log.recorded_at, log.actor, log.correlation_id, log.payload
        from events.log as log
        where log.shard = lane
            and (log.xid, log.seq) > (after_xid, after_seq)
            and log.xid < (select events.horizon())
        order by log.xid, log.seq
        limit at_most
    $$;

ALTER FUNCTION events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most integer) OWNER TO olympus_search;

CREATE FUNCTION events.start_of_newest(lane smallint, newest integer) RETURNS TABLE(xid bigint, seq bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        select log.xid, log.seq
        from events.log as log
        where log.shard = lane and log.xid < (select events.horizon())
        order by log.xid desc, log.seq desc
        offset newest
        limit 1
    $$;

ALTER FUNCTION events.start_of_newest(lane smallint, newest integer) OWNER TO olympus_search;

COMMENT ON FUNCTION events.start_of_newest(lane smallint, newest integer) IS 'The position behind which exactly so many events of a lane stand; none when there are not so many.';

CREATE FUNCTION events.tenants_in_lane(lane smallint) RETURNS TABLE(tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$ select distinct log.tenant_id from events.log as log where log.shard = lane $$;

ALTER FUNCTION events.tenants_in_lane(lane smallint) OWNER TO olympus_search;

CREATE FUNCTION import.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
begin
    analyze capacity.pools, inventory.stock_items, commerce.orders (tenant_id, id), commerce.order_lines (tenant_id, order_id, id),
        commerce.payments (tenant_id, id);
end
$$;

ALTER FUNCTION import.refresh_statistics() OWNER TO olympus_owner;

COMMENT ON FUNCTION import.refresh_statistics() IS 'Tells the planner how large the tables have become; called now and then by an import.';

CREATE FUNCTION webhooks.due_endpoints(after_tenant uuid, after_endpoint uuid, moment timestamp with time zone, at_most integer) RETURNS TABLE(tenant_id uuid, endpoint_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        with recursive waiting as (
            (
                select delivery.tenant_id, delivery.endpoint_id
                from webhooks.deliveries as delivery
                where delivery.state = 'waiting' and (delivery.tenant_id, delivery.endpoint_id) > (after_tenant, after_endpoint)
                order by delivery.tenant_id, delivery.endpoint_id
                limit 1
            )
            union all
            select further.tenant_id, further.endpoint_id
            from waiting, lateral (
                select delivery.tenant_id, delivery.endpoint_id
                from webhooks.deliveries as delivery
                where delivery.state = 'waiting' and (delivery.tenant_id, delivery.endpoint_id) > (waiting.tenant_id, waiting.endpoint_id)
                order by delivery.tenant_id, delivery.endpoint_id
                limit 1
            ) as further
        )
        select waiting.tenant_id, waiting.endpoint_id
        from waiting
        join webhooks.endpoints as endpoint on endpoint.tenant_id = waiting.tenant_id and endpoint.id = waiting.endpoint_id
        where endpoint.status = 'active' and (endpoint.blocked_until is null or endpoint.blocked_until <= moment) and exists (
            select from webhooks.deliveries as delivery
            where delivery.tenant_id = waiting.tenant_id and delivery.endpoint_id = waiting.endpoint_id
                and delivery.state = 'waiting' and delivery.next_at <= moment)
        limit at_most
    $$;

ALTER FUNCTION webhooks.due_endpoints(after_tenant uuid, after_endpoint uuid, moment timestamp with time zone, at_most integer) OWNER TO olympus_search;

CREATE FUNCTION webhooks.new_id(moment timestamp with time zone) RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send((floor((EXTRACT(epoch FROM moment) * (1000)::numeric)))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;

ALTER FUNCTION webhooks.new_id(moment timestamp with time zone) OWNER TO olympus_owner;

CREATE FUNCTION webhooks.tenants_with_old_deliveries(before uuid, at_most integer) RETURNS TABLE(tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
        with recursive oldest as (
            (select delivery.tenant_id, delivery.id from webhooks.deliveries as delivery order by delivery.tenant_id, delivery.id limit 1)
            union all
            select further.tenant_id, further.id
            from oldest, lateral (
                select delivery.tenant_id, delivery.id
                from webhooks.deliveries as delivery
                where delivery.tenant_id > oldest.tenant_id
                order by delivery.tenant_id, delivery.id
                limit 1
            ) as further
        )
        select oldest.tenant_id from oldest where oldest.id < before limit at_most
    $$;

ALTER FUNCTION webhooks.tenants_with_old_deliveries(before uuid, at_most integer) OWNER TO olympus_search;

CREATE FUNCTION webhooks.wants(filter text[], event_type text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((filter = '{}'::text[]) OR (event_type = ANY (filter)) OR (EXISTS (SELECT FROM unnest(wants.filter) part(part) WHERE (("right"(part.part, 2) = '.*'::text) AND starts_with(wants.event_type, "left"(part.part, '-1'::integer))))));

ALTER FUNCTION webhooks.wants(filter text[], event_type text) OWNER TO olympus_owner;

CREATE TABLE analytics.categories (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL
);

ALTER TABLE ONLY analytics.categories FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.categories OWNER TO olympus_owner;

COMMENT ON TABLE analytics.categories IS 'Projection of the event log: what categories are called now.';

CREATE TABLE analytics.customer_countries (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    country text NOT NULL
);

ALTER TABLE ONLY analytics.customer_countries FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_countries OWNER TO olympus_owner;

COMMENT ON TABLE analytics.customer_countries IS 'Projection of the event log: the country of a customer''s first address now, ISO 3166-1 alpha-2.';

CREATE TABLE analytics.customer_days (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    customer_id uuid NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    orders bigint NOT NULL,
    net_minor bigint NOT NULL,
    gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.customer_days FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_days OWNER TO olympus_owner;

COMMENT ON TABLE analytics.customer_days IS 'Projection of the event log: what a known customer bought at a location on one business day, in orders that are neither drafts nor cancelled.';

CREATE TABLE analytics.customer_months (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    month_on date NOT NULL,
    currency text NOT NULL,
    chunk integer NOT NULL,
    bought bit(1024) NOT NULL,
    again bit(1024) NOT NULL,
    orders bigint NOT NULL,
    net_minor bigint NOT NULL,
    gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.customer_months FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_months OWNER TO olympus_owner;

COMMENT ON TABLE analytics.customer_months IS 'Projection of the event log: which known customers bought at a location in a calendar month, and what all of them bought: the sums of customer_days.';

COMMENT ON COLUMN analytics.customer_months.month_on IS 'The first day of the month.';

COMMENT ON COLUMN analytics.customer_months.chunk IS 'The customers of this row: those whose number divided by 1024 is this.';

COMMENT ON COLUMN analytics.customer_months.bought IS 'One bit for each of them, by what is left of the number: whether they bought.';

COMMENT ON COLUMN analytics.customer_months.again IS 'Whether they did more than once.';

CREATE TABLE analytics.customer_refunds (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    customer_id uuid NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    currency text NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.customer_refunds FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_refunds OWNER TO olympus_owner;

COMMENT ON TABLE analytics.customer_refunds IS 'Projection of the event log: what a customer got back on one business day, whenever it was sold.';

CREATE TABLE analytics.customers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    first_on date NOT NULL,
    nr integer NOT NULL
);

ALTER TABLE ONLY analytics.customers FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.customers OWNER TO olympus_owner;

COMMENT ON TABLE analytics.customers IS 'Projection of the event log: the first business day, at any location, on which a customer bought something.';

COMMENT ON COLUMN analytics.customers.nr IS 'A number within the tenant, by which sets of customers are bits. Given when they buy first and to nobody else while they are known; another one after a replay.';

CREATE TABLE analytics.dismissals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    user_id uuid NOT NULL,
    key text NOT NULL,
    until timestamp with time zone NOT NULL
);

ALTER TABLE ONLY analytics.dismissals FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.dismissals OWNER TO olympus_owner;

COMMENT ON TABLE analytics.dismissals IS 'A suggestion that a person dismissed; it may come back after until.';

COMMENT ON COLUMN analytics.dismissals.key IS 'What it is about, as the app names it, such as slow:0190….';

CREATE TABLE analytics.experiment_units (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    experiment_id uuid NOT NULL,
    unit text NOT NULL,
    variant text NOT NULL,
    is_contradicted boolean DEFAULT false NOT NULL,
    exposed_at timestamp with time zone NOT NULL,
    CONSTRAINT experiment_units_length CHECK (((length(unit) >= 1) AND (length(unit) <= 100)))
);

ALTER TABLE ONLY analytics.experiment_units FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiment_units OWNER TO olympus_owner;

COMMENT ON TABLE analytics.experiment_units IS 'Who met which variant first; a customer, a device, a basket: whatever the caller calls a unit.';

COMMENT ON COLUMN analytics.experiment_units.is_contradicted IS 'Whether it was said later that it met another variant.';

CREATE TABLE analytics.experiment_values (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    experiment_id uuid NOT NULL,
    metric text NOT NULL,
    unit text NOT NULL,
    occurrences bigint NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT experiment_values_positive CHECK ((occurrences > 0))
);

ALTER TABLE ONLY analytics.experiment_values FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiment_values OWNER TO olympus_owner;

COMMENT ON TABLE analytics.experiment_values IS 'What a unit did after it met its variant, summed up for each metric.';

CREATE TABLE analytics.experiments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    plan jsonb NOT NULL,
    started_at timestamp with time zone,
    stopped_at timestamp with time zone,
    stop_reason text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT experiments_status CHECK ((status = ANY (ARRAY['draft'::text, 'running'::text, 'stopped'::text]))),
    CONSTRAINT experiments_times CHECK ((((status = 'draft'::text) = (started_at IS NULL)) AND ((status = 'stopped'::text) = (stopped_at IS NOT NULL)) AND ((stopped_at IS NULL) = (stop_reason IS NULL))))
);

ALTER TABLE ONLY analytics.experiments FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiments OWNER TO olympus_owner;

COMMENT ON TABLE analytics.experiments IS 'Something that is tried on a part of the customers before it is done to all.';

COMMENT ON COLUMN analytics.experiments.plan IS 'Variants, metrics and how it is judged; stays as it is once the experiment runs.';

CREATE TABLE analytics.funnel_days (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    currency text NOT NULL,
    begun bigint NOT NULL,
    placed bigint NOT NULL,
    paid bigint NOT NULL,
    completed bigint NOT NULL,
    discarded bigint NOT NULL,
    cancelled bigint NOT NULL,
    begun_minor bigint NOT NULL,
    placed_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,
    completed_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.funnel_days FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.funnel_days OWNER TO olympus_owner;

COMMENT ON TABLE analytics.funnel_days IS 'Projection of the event log: how far the orders came that began on one business day.';

COMMENT ON COLUMN analytics.funnel_days.begun_minor IS 'Gross, as the orders are now; so the other amounts.';

CREATE TABLE analytics.goals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    measure text NOT NULL,
    target numeric NOT NULL,
    direction text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    filters jsonb NOT NULL,
    currency text,
    owner_id uuid NOT NULL,
    status text NOT NULL,
    told text[] DEFAULT '{}'::text[] NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT goals_days CHECK ((from_on <= to_on)),
    CONSTRAINT goals_direction CHECK ((direction = ANY (ARRAY['at_least'::text, 'at_most'::text]))),
    CONSTRAINT goals_status CHECK ((status = ANY (ARRAY['waiting'::text, 'on_track'::text, 'at_risk'::text, 'behind'::text, 'reached'::text, 'missed'::text]))),
    CONSTRAINT goals_target CHECK ((target >= (0)::numeric))
);

ALTER TABLE ONLY analytics.goals FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.goals OWNER TO olympus_owner;

COMMENT ON TABLE analytics.goals IS 'What a measure is to reach from one business day to another.';

COMMENT ON COLUMN analytics.goals.owner_id IS 'Whose goal it is; a user.';

COMMENT ON COLUMN analytics.goals.status IS 'As it was when it was looked at last.';

COMMENT ON COLUMN analytics.goals.told IS 'The statuses of which somebody was told; each once.';

CREATE TABLE analytics.order_states (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    status text NOT NULL,
    orders bigint NOT NULL
);

ALTER TABLE ONLY analytics.order_states FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.order_states OWNER TO olympus_owner;

COMMENT ON TABLE analytics.order_states IS 'Projection of the event log: how many orders of a location stand where, whenever they were placed.';

CREATE TABLE analytics.orders_on_their_way (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    currency text NOT NULL,
    status text NOT NULL,
    gross_minor bigint NOT NULL,
    captured_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.orders_on_their_way FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.orders_on_their_way OWNER TO olympus_owner;

COMMENT ON TABLE analytics.orders_on_their_way IS 'Projection of the event log: orders that may still change what the other tables count; one that is handed over and paid, or cancelled, leaves.';

CREATE TABLE analytics.payment_days (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    currency text NOT NULL,
    method text NOT NULL,
    payments bigint NOT NULL,
    captured_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    tips_minor bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY analytics.payment_days FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.payment_days OWNER TO olympus_owner;

COMMENT ON TABLE analytics.payment_days IS 'Projection of the event log: money taken and given back on one business day, on the day on which it moved.';

COMMENT ON COLUMN analytics.payment_days.tips_minor IS 'Tips taken on that day, less what went back on it.';

CREATE TABLE analytics.products (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    category_id uuid
);

ALTER TABLE ONLY analytics.products FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.products OWNER TO olympus_owner;

COMMENT ON TABLE analytics.products IS 'Projection of the event log: what products are called now and where they stand.';

CREATE TABLE analytics.report_accounts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    touched_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY analytics.report_accounts FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_accounts OWNER TO olympus_owner;

COMMENT ON TABLE analytics.report_accounts IS 'Held while a report is saved or ordered, so that a tenant''s limits hold.';

CREATE TABLE analytics.report_jobs (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    saved_report_id uuid,
    owner_id uuid NOT NULL,
    name text NOT NULL,
    request jsonb NOT NULL,
    format text NOT NULL,
    recipients uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    scheduled_for timestamp with time zone,
    status text DEFAULT 'queued'::text NOT NULL,
    progress smallint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    error text,
    file_name text,
    content_type text,
    content bytea,
    size integer,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT report_jobs_format CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'pdf'::text, 'json'::text]))),
    CONSTRAINT report_jobs_progress CHECK (((progress >= 0) AND (progress <= 100))),
    CONSTRAINT report_jobs_status CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE ONLY analytics.report_jobs FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_jobs OWNER TO olympus_owner;

COMMENT ON TABLE analytics.report_jobs IS 'A report that is made by the worker: the job while it waits or runs, its file until it expires.';

COMMENT ON COLUMN analytics.report_jobs.attempts IS 'Which run it is: one that was taken for dead cannot write its result over a later one''s.';

COMMENT ON COLUMN analytics.report_jobs.next_at IS 'When it is due; while it runs, when the run is taken for dead and made again.';

CREATE TABLE analytics.report_mails (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    job_id uuid NOT NULL,
    user_id uuid NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    reply text,
    sent_at timestamp with time zone,
    CONSTRAINT report_mails_status CHECK ((status = ANY (ARRAY['waiting'::text, 'sent'::text, 'refused'::text, 'failed'::text, 'not_configured'::text, 'not_allowed'::text])))
);

ALTER TABLE ONLY analytics.report_mails FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_mails OWNER TO olympus_owner;

COMMENT ON TABLE analytics.report_mails IS 'Who is sent a mail about a report, and what came of it. Its Message-ID is made of job and user, the same on every attempt.';

CREATE TABLE analytics.saved_reports (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    name text NOT NULL,
    is_shared boolean NOT NULL,
    request jsonb NOT NULL,
    format text NOT NULL,
    schedule jsonb,
    recipients uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    next_run_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT saved_reports_format CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'pdf'::text, 'json'::text]))),
    CONSTRAINT saved_reports_next CHECK (((schedule IS NULL) = (next_run_at IS NULL)))
);

ALTER TABLE ONLY analytics.saved_reports FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.saved_reports OWNER TO olympus_owner;

COMMENT ON TABLE analytics.saved_reports IS 'Reports with a name: what they are of, how they come, and when they are made by themselves.';

COMMENT ON COLUMN analytics.saved_reports.owner_id IS 'With whose rights it is made.';

COMMENT ON COLUMN analytics.saved_reports.recipients IS 'Users of the tenant that are sent a mail after a run by schedule.';

CREATE TABLE analytics.stock (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    on_hand bigint NOT NULL,
    low_at bigint
);

ALTER TABLE ONLY analytics.stock FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.stock OWNER TO olympus_owner;

COMMENT ON TABLE analytics.stock IS 'Projection of the event log: units on hand, the sum of all that came and went.';

COMMENT ON COLUMN analytics.stock.low_at IS 'Units at which stock counts as low; null: never.';

CREATE TABLE analytics.trade_days (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    staff text NOT NULL,
    orders bigint NOT NULL,
    completed bigint NOT NULL,
    cancelled bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.trade_days FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_days OWNER TO olympus_owner;

COMMENT ON TABLE analytics.trade_days IS 'Projection of the event log: the same by business day and by who did it.';

COMMENT ON COLUMN analytics.trade_days.staff IS 'The id of the user who placed the order, gave the money back or took the goods back; empty when it was nobody''s doing at a till.';

CREATE TABLE analytics.trade_hours (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    business_on date NOT NULL,
    hour_at timestamp with time zone NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    hour_of_day smallint NOT NULL,
    orders bigint NOT NULL,
    completed bigint NOT NULL,
    cancelled bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.trade_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_hours OWNER TO olympus_owner;

COMMENT ON TABLE analytics.trade_hours IS 'Projection of the event log: what a location sold, gave back and took back in one hour, by the source and channel of the orders.';

COMMENT ON COLUMN analytics.trade_hours.business_on IS 'The local business day of the location; an hour with a cut-off in it belongs to two.';

COMMENT ON COLUMN analytics.trade_hours.hour_at IS 'When the hour began on the location''s clock of that time.';

COMMENT ON COLUMN analytics.trade_hours.hour_of_day IS 'What that clock showed: 0 to 23.';

COMMENT ON COLUMN analytics.trade_hours.orders IS 'Placed then and neither drafts nor cancelled; the amounts are theirs.';

COMMENT ON COLUMN analytics.trade_hours.discount_minor IS 'Taken off these orders by hand, in the terms of the price tags.';

COMMENT ON COLUMN analytics.trade_hours.refunded_minor IS 'Given back then, whenever it was sold; not taken off the amounts.';

COMMENT ON COLUMN analytics.trade_hours.returned_net_minor IS 'What the goods that came back then had been sold for; not taken off the amounts.';

CREATE TABLE analytics.trade_months (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    month_on date NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    staff text NOT NULL,
    orders bigint NOT NULL,
    completed bigint NOT NULL,
    cancelled bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.trade_months FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_months OWNER TO olympus_owner;

COMMENT ON TABLE analytics.trade_months IS 'Projection of the event log: the sums of trade_days by calendar month of the business day.';

COMMENT ON COLUMN analytics.trade_months.month_on IS 'The first day of the month.';

CREATE TABLE analytics.trade_week_hours (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    month_on date NOT NULL,
    weekday smallint NOT NULL,
    hour_of_day smallint NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    orders bigint NOT NULL,
    completed bigint NOT NULL,
    cancelled bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.trade_week_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_week_hours OWNER TO olympus_owner;

COMMENT ON TABLE analytics.trade_week_hours IS 'Projection of the event log: the sums of trade_hours by calendar month, weekday and hour of the clock: how the hours of the week go.';

COMMENT ON COLUMN analytics.trade_week_hours.month_on IS 'The first day of the month.';

COMMENT ON COLUMN analytics.trade_week_hours.weekday IS 'Of the business day: 1 is Monday.';

CREATE TABLE analytics.trade_year_hours (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    year_on date NOT NULL,
    weekday smallint NOT NULL,
    hour_of_day smallint NOT NULL,
    currency text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    orders bigint NOT NULL,
    completed bigint NOT NULL,
    cancelled bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    refunds bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.trade_year_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_year_hours OWNER TO olympus_owner;

COMMENT ON TABLE analytics.trade_year_hours IS 'Projection of the event log: the sums of trade_week_hours by calendar year.';

COMMENT ON COLUMN analytics.trade_year_hours.year_on IS 'The first day of the year.';

COMMENT ON COLUMN analytics.trade_year_hours.weekday IS 'Of the business day: 1 is Monday.';

CREATE TABLE analytics.variant_months (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    month_on date NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    currency text NOT NULL,
    lines bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL,
    orders bigint NOT NULL,
    cost_minor bigint DEFAULT 0 NOT NULL,
    costed_net_minor bigint DEFAULT 0 NOT NULL,
    days smallint[] NOT NULL,
    day_orders integer[] NOT NULL,
    day_lines integer[] NOT NULL,
    day_units bigint[] NOT NULL,
    day_net bigint[] NOT NULL,
    day_tax bigint[] NOT NULL,
    day_returned_units bigint[],
    day_returned_net bigint[],
    day_returned_gross bigint[],
    day_cost bigint[],
    day_costed_net bigint[]
)
WITH (fillfactor='85');

ALTER TABLE ONLY analytics.variant_months FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.variant_months OWNER TO olympus_owner;

COMMENT ON TABLE analytics.variant_months IS 'Projection of the event log: what a location sold and took back of one variant in a calendar month of the business day, and on each of its days; postage, fees and corrections are not in it.';

COMMENT ON COLUMN analytics.variant_months.month_on IS 'The first day of the month.';

COMMENT ON COLUMN analytics.variant_months.variant_id IS 'Zeros for a line that names a product without one.';

COMMENT ON COLUMN analytics.variant_months.orders IS 'Orders with the product, each counted once: at the variant that stands first on it. Adds up to the orders of a product, and tells nothing of one variant.';

COMMENT ON COLUMN analytics.variant_months.cost_minor IS 'Of the lines whose cost is known.';

COMMENT ON COLUMN analytics.variant_months.costed_net_minor IS 'The net sales of these lines.';

COMMENT ON COLUMN analytics.variant_months.days IS 'The days of the month on which anything was sold or came back, ascending; every day_ column has one number for each of them, in minor units where it is money, or is null when all of them are zero.';

CREATE VIEW analytics.variant_days WITH (security_invoker='true') AS
 SELECT month.tenant_id,
    month.location_id,
    month.month_on,
    (month.month_on + (day.day - 1)) AS business_on,
    month.product_id,
    month.variant_id,
    month.currency,
    (day.orders)::bigint AS orders,
    (day.lines)::bigint AS lines,
    day.units,
    day.net AS net_minor,
    day.tax AS tax_minor,
    (day.net + day.tax) AS gross_minor,
    COALESCE(day.returned_units, (0)::bigint) AS returned_units,
    COALESCE(day.returned_net, (0)::bigint) AS returned_net_minor,
    COALESCE(day.returned_gross, (0)::bigint) AS returned_gross_minor,
    COALESCE(day.cost, (0)::bigint) AS cost_minor,
    COALESCE(day.costed_net, (0)::bigint) AS costed_net_minor
   FROM (analytics.variant_months month
     CROSS JOIN LATERAL UNNEST(month.days, month.day_orders, month.day_lines, month.day_units, month.day_net, month.day_tax, month.day_returned_units, month.day_returned_net, month.day_returned_gross, month.day_cost, month.day_costed_net) day(day, orders, lines, units, net, tax, returned_units, returned_net, returned_gross, cost, costed_net));

ALTER TABLE analytics.variant_days OWNER TO olympus_owner;

COMMENT ON VIEW analytics.variant_days IS 'What a location sold and took back of one variant on one business day. Give the months as well (month_on): days are found by them.';

COMMENT ON COLUMN analytics.variant_days.month_on IS 'The first day of the month.';

CREATE TABLE analytics.variant_years (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    year_on date NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    currency text NOT NULL,
    orders bigint NOT NULL,
    lines bigint NOT NULL,
    units bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    returned_units bigint NOT NULL,
    returned_net_minor bigint NOT NULL,
    returned_gross_minor bigint NOT NULL,
    cost_minor bigint NOT NULL,
    costed_net_minor bigint NOT NULL
);

ALTER TABLE ONLY analytics.variant_years FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.variant_years OWNER TO olympus_owner;

COMMENT ON TABLE analytics.variant_years IS 'Projection of the event log: the sums of variant_months by calendar year of the business day.';

COMMENT ON COLUMN analytics.variant_years.year_on IS 'The first day of the year.';

CREATE TABLE analytics.variants (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    name text NOT NULL,
    sku text,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    is_active boolean NOT NULL
);

ALTER TABLE ONLY analytics.variants FORCE ROW LEVEL SECURITY;

ALTER TABLE analytics.variants OWNER TO olympus_owner;

COMMENT ON TABLE analytics.variants IS 'Projection of the event log: what variants are called and what the catalogue asks for one now.';

CREATE TABLE app.idempotency (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    principal text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY app.idempotency FORCE ROW LEVEL SECURITY;

ALTER TABLE app.idempotency OWNER TO olympus_owner;

COMMENT ON TABLE app.idempotency IS 'What a request with an Idempotency-Key was answered; written in the transaction of its effect.';

CREATE TABLE auth.approvals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    asked_by uuid NOT NULL,
    session_id uuid NOT NULL,
    approved_by uuid NOT NULL,
    approver_version bigint NOT NULL,
    is_by_badge boolean NOT NULL,
    permission text NOT NULL,
    location_id uuid NOT NULL,
    device_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    used_for bytea,
    CONSTRAINT approvals_not_by_oneself CHECK ((asked_by <> approved_by)),
    CONSTRAINT approvals_use CHECK (((used_at IS NULL) = (used_for IS NULL)))
);

ALTER TABLE ONLY auth.approvals FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.approvals OWNER TO olympus_owner;

COMMENT ON TABLE auth.approvals IS 'One permission at one location for one request of one session, given by somebody who holds it; good for two minutes.';

COMMENT ON COLUMN auth.approvals.approver_version IS 'The security version of who approved: once their rights change, nothing they approved is good any more.';

COMMENT ON COLUMN auth.approvals.used_for IS 'A hash that names the request which used it, the same on every retry of that request.';

CREATE TABLE auth.attempts (
    key bytea NOT NULL,
    count integer NOT NULL,
    ends_at timestamp with time zone NOT NULL
);

ALTER TABLE auth.attempts OWNER TO olympus_owner;

COMMENT ON TABLE auth.attempts IS 'Failed tries in the running window, by a hash of what was tried from where. Reviewed exception: not a tenant table, names nobody.';

CREATE TABLE auth.badges (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    user_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    given_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE ONLY auth.badges FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.badges OWNER TO olympus_owner;

COMMENT ON TABLE auth.badges IS 'The badge of a user; good on registered devices only. Its code is on the badge alone.';

CREATE TABLE auth.credentials (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    user_id uuid NOT NULL,
    password_hash text NOT NULL,
    security_version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT credentials_version CHECK ((security_version > 0))
);

ALTER TABLE ONLY auth.credentials FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.credentials OWNER TO olympus_owner;

COMMENT ON TABLE auth.credentials IS 'The password of a user, as $scheme$parameters$salt$hash; a user without a row cannot sign in.';

COMMENT ON COLUMN auth.credentials.security_version IS 'Raised when the user''s rights change: access tokens with a lower one are denied.';

CREATE TABLE auth.devices (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    name text NOT NULL,
    token_hash bytea NOT NULL,
    registered_by uuid NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    last_user_id uuid,
    revoked_at timestamp with time zone,
    unsent integer,
    unsent_at timestamp with time zone,
    CONSTRAINT devices_unsent CHECK ((unsent >= 0)),
    CONSTRAINT devices_unsent_when CHECK (((unsent IS NULL) = (unsent_at IS NULL)))
);

ALTER TABLE ONLY auth.devices FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.devices OWNER TO olympus_owner;

COMMENT ON TABLE auth.devices IS 'A till that a manager registered: whoever works at its location signs in there with a PIN. Its token is known to it alone.';

COMMENT ON COLUMN auth.devices.last_user_id IS 'Who signed in on it last.';

COMMENT ON COLUMN auth.devices.unsent IS 'Sales that were made on it without a connection and not sent yet, as it said at unsent_at; null: it never said.';

CREATE TABLE auth.known_clients (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    hash bytea NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    CONSTRAINT known_clients_kind CHECK ((kind = ANY (ARRAY['address'::text, 'device'::text])))
);

ALTER TABLE ONLY auth.known_clients FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.known_clients OWNER TO olympus_owner;

COMMENT ON TABLE auth.known_clients IS 'Addresses and devices (hashed) from which a user signed in before: guessing from elsewhere cannot lock these out.';

CREATE TABLE auth.passkey_questions (
    hash bytea NOT NULL,
    sealed bytea NOT NULL,
    ends_at timestamp with time zone NOT NULL
);

ALTER TABLE auth.passkey_questions OWNER TO olympus_owner;

COMMENT ON TABLE auth.passkey_questions IS 'Challenges that a passkey may answer once, sealed with a key that is not in the database. Reviewed exception: not a tenant table, because who asks to sign in is nobody yet.';

COMMENT ON COLUMN auth.passkey_questions.hash IS 'Of the ticket that names it.';

CREATE TABLE auth.passkeys (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports text[] NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    CONSTRAINT passkeys_sign_count CHECK ((sign_count >= 0))
);

ALTER TABLE ONLY auth.passkeys FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.passkeys OWNER TO olympus_owner;

COMMENT ON TABLE auth.passkeys IS 'A passkey (WebAuthn credential) of a user: the public half, with which its answers are checked.';

COMMENT ON COLUMN auth.passkeys.credential_id IS 'How the authenticator calls it.';

COMMENT ON COLUMN auth.passkeys.public_key IS 'As a COSE key.';

COMMENT ON COLUMN auth.passkeys.sign_count IS 'Of its last answer; one that does not grow is a copy. Passkeys that are synchronised always say 0.';

COMMENT ON COLUMN auth.passkeys.is_backed_up IS 'Whether the person''s other devices have it too.';

CREATE TABLE auth.pins (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    user_id uuid NOT NULL,
    pin_hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY auth.pins FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.pins OWNER TO olympus_owner;

COMMENT ON TABLE auth.pins IS 'The PIN of a user, as $scheme$parameters$salt$hash; good on registered devices only.';

CREATE TABLE auth.refresh_tokens (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    session_id uuid NOT NULL,
    generation integer NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY auth.refresh_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.refresh_tokens OWNER TO olympus_owner;

COMMENT ON TABLE auth.refresh_tokens IS 'SHA-256 of every refresh token of a session, the old ones too: using one of those is theft.';

CREATE TABLE auth.revocations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    seq bigint NOT NULL,
    xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    session_id uuid,
    user_id uuid,
    below_version bigint,
    revoked_at timestamp with time zone NOT NULL,
    CONSTRAINT revocations_one_thing CHECK (((session_id IS NULL) OR (user_id IS NULL))),
    CONSTRAINT revocations_user_has_version CHECK (((user_id IS NULL) = (below_version IS NULL)))
);

ALTER TABLE ONLY auth.revocations FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.revocations OWNER TO olympus_owner;

COMMENT ON TABLE auth.revocations IS 'Access tokens to deny before they expire: of a session, of a user below a security version, or (neither) of a tenant up to now. Reviewed exception: readable over all tenants.';

ALTER TABLE auth.revocations ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME auth.revocations_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth.sessions (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    device text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    generation integer DEFAULT 1 NOT NULL,
    rotated_at timestamp with time zone NOT NULL,
    is_parent_retried boolean DEFAULT false NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    device_id uuid,
    CONSTRAINT sessions_end_reason CHECK ((end_reason = ANY (ARRAY['logout'::text, 'revoked'::text, 'password_changed'::text, 'refresh_reused'::text, 'user_disabled'::text, 'tenant_suspended'::text, 'device_revoked'::text, 'pin_changed'::text, 'badge_revoked'::text]))),
    CONSTRAINT sessions_ended_for_a_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL)))
);

ALTER TABLE ONLY auth.sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE auth.sessions OWNER TO olympus_owner;

COMMENT ON TABLE auth.sessions IS 'One sign-in on one device, and the family of its refresh tokens.';

COMMENT ON COLUMN auth.sessions.expires_at IS 'Absolute: no refresh goes beyond it.';

COMMENT ON COLUMN auth.sessions.generation IS 'Of the one refresh token that is alive.';

COMMENT ON COLUMN auth.sessions.is_parent_retried IS 'Whether the token before the living one was used a second time (a lost answer); that is allowed once.';

COMMENT ON COLUMN auth.sessions.device_id IS 'The till on which it was opened with a PIN or a badge; null: with a password or a passkey.';

CREATE TABLE auth.signing_keys (
    generation integer NOT NULL,
    key_id text NOT NULL,
    sealed_key bytea NOT NULL,
    active_from timestamp with time zone NOT NULL,
    retires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE auth.signing_keys OWNER TO olympus_owner;

COMMENT ON TABLE auth.signing_keys IS 'Keys for access tokens, shared by all replicas; the private halves are sealed with a key that is not in the database. Reviewed exception: not a tenant table.';

CREATE TABLE capacity.holds (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    pool_id uuid NOT NULL,
    quantity bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT holds_quantity CHECK ((quantity > 0)),
    CONSTRAINT holds_state CHECK ((state = ANY (ARRAY['held'::text, 'committed'::text, 'released'::text, 'expired'::text])))
);

ALTER TABLE ONLY capacity.holds FORCE ROW LEVEL SECURITY;

ALTER TABLE capacity.holds OWNER TO olympus_owner;

COMMENT ON TABLE capacity.holds IS 'Units of one or several pools promised under one id until they are committed, released or expire.';

CREATE TABLE capacity.pools (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    on_hand bigint DEFAULT 0 NOT NULL,
    held bigint DEFAULT 0 NOT NULL,
    floor bigint DEFAULT 0 NOT NULL,
    oversold bigint DEFAULT 0 NOT NULL,
    CONSTRAINT pools_enough CHECK (((on_hand - held) >= (floor - oversold))),
    CONSTRAINT pools_floor CHECK ((floor <= 0)),
    CONSTRAINT pools_held CHECK ((held >= 0)),
    CONSTRAINT pools_oversold CHECK ((oversold >= 0))
)
WITH (fillfactor='70');

ALTER TABLE ONLY capacity.pools FORCE ROW LEVEL SECURITY;

ALTER TABLE capacity.pools OWNER TO olympus_owner;

COMMENT ON TABLE capacity.pools IS 'So much there is of one thing; modules may read it, only the kernel writes it.';

COMMENT ON COLUMN capacity.pools.kind IS 'What it is, in the word of the module that owns it.';

COMMENT ON COLUMN capacity.pools.on_hand IS 'Units there are.';

COMMENT ON COLUMN capacity.pools.held IS 'Units promised and not yet taken: the sum of its holds in state held.';

COMMENT ON COLUMN capacity.pools.floor IS 'How low on_hand - held may go; below zero allows promising what is still to come.';

COMMENT ON COLUMN capacity.pools.oversold IS 'Units below the floor that were gone before anybody could refuse; shrinks as units come in. Nothing can be taken or promised while it is above zero.';

CREATE TABLE commerce.availability (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    location_id uuid NOT NULL,
    variant_id uuid,
    is_available boolean NOT NULL,
    price_minor bigint,
    currency text,
    CONSTRAINT availability_price CHECK ((price_minor >= 0)),
    CONSTRAINT availability_price_whole CHECK (((price_minor IS NULL) = (currency IS NULL)))
);

ALTER TABLE ONLY commerce.availability FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.availability OWNER TO olympus_owner;

COMMENT ON TABLE commerce.availability IS 'Where one location differs from the catalogue: does not sell it, or for another price. No row: sold, for the catalogue''s price.';

COMMENT ON COLUMN commerce.availability.variant_id IS 'Null: every variant of the product. A variant''s own row decides its price; both must say available.';

CREATE TABLE commerce.categories (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    parent_id uuid,
    name text NOT NULL,
    slug text NOT NULL,
    "position" integer NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT categories_not_own_parent CHECK ((parent_id <> id))
);

ALTER TABLE ONLY commerce.categories FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.categories OWNER TO olympus_owner;

COMMENT ON TABLE commerce.categories IS 'The tree in which products stand. Moves take a lock per tenant, so that no two of them close a circle.';

COMMENT ON COLUMN commerce.categories."position" IS 'Order among siblings, then by name.';

CREATE TABLE commerce.imported_categories (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    import_id uuid NOT NULL,
    category_id uuid NOT NULL,
    name text NOT NULL,
    outcome text,
    CONSTRAINT imported_categories_outcome CHECK ((outcome = ANY (ARRAY['undone'::text, 'changed'::text, 'in_use'::text])))
);

ALTER TABLE ONLY commerce.imported_categories FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.imported_categories OWNER TO olympus_owner;

COMMENT ON TABLE commerce.imported_categories IS 'A category that an import made; it may be gone by now.';

COMMENT ON COLUMN commerce.imported_categories.outcome IS 'As of imported products.';

CREATE TABLE commerce.imported_products (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    import_id uuid NOT NULL,
    product_id uuid NOT NULL,
    before jsonb,
    version bigint NOT NULL,
    outcome text,
    CONSTRAINT imported_products_outcome CHECK ((outcome = ANY (ARRAY['undone'::text, 'changed'::text, 'sold'::text, 'stocked'::text, 'sku_taken'::text, 'category_gone'::text])))
);

ALTER TABLE ONLY commerce.imported_products FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.imported_products OWNER TO olympus_owner;

COMMENT ON TABLE commerce.imported_products IS 'A product that an import made or changed.';

COMMENT ON COLUMN commerce.imported_products.before IS 'The product with its variants as it was; null: the import made it.';

COMMENT ON COLUMN commerce.imported_products.version IS 'The product''s when the import was done with it: with another one, somebody changed it since.';

COMMENT ON COLUMN commerce.imported_products.outcome IS 'What became of it when the import was taken back: undone, or why it was kept. Null: not looked at yet.';

CREATE TABLE commerce.imports (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    started_by text NOT NULL,
    undo_began_at timestamp with time zone,
    undone_at timestamp with time zone,
    CONSTRAINT imports_undone_after_it_began CHECK (((undone_at IS NULL) OR (undo_began_at IS NOT NULL)))
);

ALTER TABLE ONLY commerce.imports FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.imports OWNER TO olympus_owner;

COMMENT ON TABLE commerce.imports IS 'A file that somebody imported into the catalogue. Forgotten after a week.';

COMMENT ON COLUMN commerce.imports.name IS 'Of the file, as the person chose it.';

COMMENT ON COLUMN commerce.imports.undo_began_at IS 'When its first part was taken back: from then on nothing is added to it.';

COMMENT ON COLUMN commerce.imports.undone_at IS 'When its last part was looked at.';

CREATE TABLE commerce.order_discounts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    "position" integer NOT NULL,
    line_id uuid,
    reason text NOT NULL,
    amount_off_minor bigint,
    percent_off_millionths bigint,
    priority integer NOT NULL,
    off_minor bigint NOT NULL,
    granted_by text NOT NULL,
    CONSTRAINT order_discounts_off CHECK ((off_minor >= 0)),
    CONSTRAINT order_discounts_one_kind CHECK (((amount_off_minor IS NULL) <> (percent_off_millionths IS NULL)))
);

ALTER TABLE ONLY commerce.order_discounts FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_discounts OWNER TO olympus_owner;

COMMENT ON TABLE commerce.order_discounts IS 'What was taken off by hand, in the order in which it was taken.';

COMMENT ON COLUMN commerce.order_discounts.line_id IS 'The line it was taken off; null: the whole order, spread over its lines.';

COMMENT ON COLUMN commerce.order_discounts.percent_off_millionths IS 'A share of what was left: 100000 is 10 %.';

COMMENT ON COLUMN commerce.order_discounts.off_minor IS 'What it took off.';

COMMENT ON COLUMN commerce.order_discounts.granted_by IS 'Who granted it, as the event log names them.';

CREATE TABLE commerce.order_lines (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    order_id uuid NOT NULL,
    id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    variant_id uuid,
    product_id uuid,
    name text NOT NULL,
    sku text,
    quantity bigint NOT NULL,
    returned_quantity bigint DEFAULT 0 NOT NULL,
    unit_price_minor bigint NOT NULL,
    unit_price_mode text NOT NULL,
    list_minor bigint NOT NULL,
    line_discount_minor bigint NOT NULL,
    order_discount_minor bigint NOT NULL,
    rounding_minor bigint NOT NULL,
    tax_class text NOT NULL,
    tax_rate_millionths bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    tracks_stock boolean NOT NULL,
    note text,
    unit_cost_minor bigint,
    CONSTRAINT order_lines_gross_adds_up CHECK (((net_minor + tax_minor) = gross_minor)),
    CONSTRAINT order_lines_kind CHECK ((kind = ANY (ARRAY['product'::text, 'service'::text, 'shipping'::text, 'adjustment'::text]))),
    CONSTRAINT order_lines_quantity CHECK ((quantity > 0)),
    CONSTRAINT order_lines_returned_within_sold CHECK (((returned_quantity >= 0) AND (returned_quantity <= quantity))),
    CONSTRAINT order_lines_unit_cost CHECK ((unit_cost_minor >= 0)),
    CONSTRAINT order_lines_unit_price_mode CHECK ((unit_price_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text])))
);

ALTER TABLE ONLY commerce.order_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_lines OWNER TO olympus_owner;

COMMENT ON TABLE commerce.order_lines IS 'What was ordered, with price, tax and discounts as they were when the line was priced.';

COMMENT ON COLUMN commerce.order_lines.tax_rate_millionths IS '190000 is 19 %.';

COMMENT ON COLUMN commerce.order_lines.tracks_stock IS 'Whether placing it took stock; what a cancellation or a return gives back.';

COMMENT ON COLUMN commerce.order_lines.unit_cost_minor IS 'Of one unit, in the order''s currency, frozen when it was sold; null: nobody knew. Shown by no view of orders: costs are not for everybody who sells.';

CREATE TABLE commerce.order_numbers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    location_id uuid NOT NULL,
    last_number bigint NOT NULL,
    CONSTRAINT order_numbers_positive CHECK ((last_number > 0))
)
WITH (fillfactor='50');

ALTER TABLE ONLY commerce.order_numbers FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_numbers OWNER TO olympus_owner;

COMMENT ON TABLE commerce.order_numbers IS 'The last order number of each location. A row and not a sequence: a rollback gives the number back, so there is no gap.';

CREATE TABLE commerce.orders (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    number bigint NOT NULL,
    client_id text,
    customer_id uuid,
    status text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    currency text NOT NULL,
    price_mode text NOT NULL,
    tax_rounding text NOT NULL,
    rounding_mode text NOT NULL,
    list_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    rounding_minor bigint NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    pending_minor bigint DEFAULT 0 NOT NULL,
    authorized_minor bigint DEFAULT 0 NOT NULL,
    captured_minor bigint DEFAULT 0 NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    payment_status text GENERATED ALWAYS AS (
CASE
    WHEN ((refunded_minor > 0) AND (refunded_minor >= captured_minor)) THEN 'refunded'::text
    WHEN (refunded_minor > 0) THEN 'partially_refunded'::text
    WHEN (captured_minor >= total_minor) THEN 'paid'::text
    WHEN (captured_minor > 0) THEN 'partially_paid'::text
    WHEN (authorized_minor > 0) THEN 'authorized'::text
    ELSE 'unpaid'::text
END) STORED NOT NULL,
    note text,
    cancel_reason text,
    business_on date NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    device_receipt text,
    recorded_at timestamp with time zone,
    priced_minor bigint,
    oversold boolean DEFAULT false NOT NULL,
    differs boolean GENERATED ALWAYS AS (((recorded_at IS NOT NULL) AND (oversold OR (priced_minor IS DISTINCT FROM total_minor)))) STORED NOT NULL,
    taken_by uuid,
    moved_from text,
    moved_at timestamp with time zone,
    moved_version bigint,
    CONSTRAINT orders_cancel_reason CHECK (((status = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
    CONSTRAINT orders_channel CHECK ((channel = ANY (ARRAY['dine_in'::text, 'takeout'::text, 'delivery'::text, 'pickup'::text]))),
    CONSTRAINT orders_moved CHECK ((((moved_from IS NULL) = (moved_at IS NULL)) AND ((moved_from IS NULL) = (moved_version IS NULL)))),
    CONSTRAINT orders_number_positive CHECK ((number > 0)),
    CONSTRAINT orders_payments_not_negative CHECK (((pending_minor >= 0) AND (authorized_minor >= 0) AND (captured_minor >= 0) AND (refunded_minor >= 0))),
    CONSTRAINT orders_payments_within_total CHECK ((((pending_minor + authorized_minor) + captured_minor) <= total_minor)),
    CONSTRAINT orders_price_mode CHECK ((price_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
    CONSTRAINT orders_recorded CHECK (((device_receipt IS NULL) = (recorded_at IS NULL))),
    CONSTRAINT orders_refunds_within_captured CHECK ((refunded_minor <= captured_minor)),
    CONSTRAINT orders_source CHECK ((source = ANY (ARRAY['pos'::text, 'online'::text, 'mobile'::text, 'kiosk'::text]))),
    CONSTRAINT orders_status CHECK ((status = ANY (ARRAY['draft'::text, 'pending'::text, 'confirmed'::text, 'preparing'::text, 'ready'::text, 'in_delivery'::text, 'completed'::text, 'cancelled'::text]))),
    CONSTRAINT orders_tax_rounding CHECK ((tax_rounding = ANY (ARRAY['line'::text, 'sum_by_net'::text, 'sum_by_net_keep_gross'::text]))),
    CONSTRAINT orders_total_adds_up CHECK (((net_minor + tax_minor) = total_minor)),
    CONSTRAINT orders_total_not_negative CHECK ((total_minor >= 0))
)
WITH (fillfactor='85');

ALTER TABLE ONLY commerce.orders FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.orders OWNER TO olympus_owner;

COMMENT ON TABLE commerce.orders IS 'What was ordered and what it costs, frozen when it was placed. Ids are UUIDv7 of the time of placing: newest first is descending by id.';

COMMENT ON COLUMN commerce.orders.number IS 'For people; per location 1, 2, 3 … without gaps.';

COMMENT ON COLUMN commerce.orders.client_id IS 'What the client calls this order (an offline till, another system): the second guard against placing twice.';

COMMENT ON COLUMN commerce.orders.pending_minor IS 'Asked of a payment gateway that has not answered yet; counts as paid when more is asked.';

COMMENT ON COLUMN commerce.orders.business_on IS 'The local business day of the location, by its zone and cut-off.';

COMMENT ON COLUMN commerce.orders.device_receipt IS 'The number on the receipt that a till printed by itself: the series of the device and a count.';

COMMENT ON COLUMN commerce.orders.recorded_at IS 'When the server heard of a sale that a till had made by itself; placed_at is when it was made.';

COMMENT ON COLUMN commerce.orders.priced_minor IS 'What the server would have asked for such a sale when it heard of it; null if it has no price for it.';

COMMENT ON COLUMN commerce.orders.oversold IS 'More was sold than was known to be there.';

COMMENT ON COLUMN commerce.orders.differs IS 'Somebody should look at it: another price than the server''s, or more sold than was there.';

COMMENT ON COLUMN commerce.orders.taken_by IS 'The user who took the order at the counter or placed it; null for orders from before this was known and for imported ones.';

COMMENT ON COLUMN commerce.orders.moved_from IS 'The status before the last move; null when there was none, or it was undone.';

COMMENT ON COLUMN commerce.orders.moved_version IS 'The version that the last move made: as long as it is the order''s, nothing else happened since.';

CREATE TABLE commerce.payment_operations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    amount_minor bigint NOT NULL,
    reason text,
    request_key text,
    gateway_reference text,
    failure_code text,
    failure_detail text,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    rounding_minor bigint DEFAULT 0 NOT NULL,
    tip_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT payment_operations_amount CHECK (((amount_minor > 0) OR ((kind = 'refund'::text) AND (amount_minor = 0) AND (tip_minor > 0)))),
    CONSTRAINT payment_operations_kind CHECK ((kind = ANY (ARRAY['sale'::text, 'authorize'::text, 'capture'::text, 'void'::text, 'refund'::text, 'reverse'::text]))),
    CONSTRAINT payment_operations_only_refunds_are_rounded CHECK (((rounding_minor = 0) OR (kind = 'refund'::text))),
    CONSTRAINT payment_operations_rounded_not_negative CHECK ((((amount_minor + tip_minor) + rounding_minor) >= 0)),
    CONSTRAINT payment_operations_settled CHECK (((status = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT payment_operations_status CHECK ((status = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
    CONSTRAINT payment_operations_tip_not_negative CHECK ((tip_minor >= 0))
);

ALTER TABLE ONLY commerce.payment_operations FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.payment_operations OWNER TO olympus_owner;

COMMENT ON TABLE commerce.payment_operations IS 'Each thing asked of a gateway (or of the cash drawer), written before it is asked: a crash leaves it pending, and its outcome is fetched later. Its id is the idempotency key at the gateway.';

COMMENT ON COLUMN commerce.payment_operations.rounding_minor IS 'What the smallest coin added to cash that went back, or took off it; the drawer gave amount, tip and rounding.';

COMMENT ON COLUMN commerce.payment_operations.tip_minor IS 'What belongs to it beside the amount; a gateway is asked for both together.';

CREATE TABLE commerce.payments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    location_id uuid NOT NULL,
    customer_id uuid,
    method text NOT NULL,
    status text NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    authorized_minor bigint DEFAULT 0 NOT NULL,
    captured_minor bigint DEFAULT 0 NOT NULL,
    refunding_minor bigint DEFAULT 0 NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    tendered_minor bigint,
    change_minor bigint,
    gateway text,
    card_token text,
    failure_code text,
    failure_detail text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    rounding_minor bigint DEFAULT 0 NOT NULL,
    taken_by uuid,
    tip_minor bigint DEFAULT 0 NOT NULL,
    tip_refunded_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT payments_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT payments_authorized_within_amount CHECK ((authorized_minor <= amount_minor)),
    CONSTRAINT payments_captured_within_authorized CHECK ((captured_minor <= authorized_minor)),
    CONSTRAINT payments_cash_has_no_gateway CHECK (((method = 'cash'::text) = (gateway IS NULL))),
    CONSTRAINT payments_change_adds_up CHECK ((((tendered_minor - change_minor) = ((amount_minor + tip_minor) + rounding_minor)) AND (change_minor >= 0))),
    CONSTRAINT payments_method CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text]))),
    CONSTRAINT payments_not_negative CHECK (((authorized_minor >= 0) AND (captured_minor >= 0) AND (refunding_minor >= 0) AND (refunded_minor >= 0))),
    CONSTRAINT payments_only_cash_is_rounded CHECK (((rounding_minor = 0) OR (method = 'cash'::text))),
    CONSTRAINT payments_refunded_within_captured CHECK (((refunding_minor + refunded_minor) <= captured_minor)),
    CONSTRAINT payments_rounded_not_negative CHECK ((((amount_minor + tip_minor) + rounding_minor) >= 0)),
    CONSTRAINT payments_status CHECK ((status = ANY (ARRAY['pending'::text, 'authorized'::text, 'captured'::text, 'failed'::text, 'voided'::text, 'reversed'::text]))),
    CONSTRAINT payments_tip_not_negative CHECK (((tip_minor >= 0) AND (tip_refunded_minor >= 0))),
    CONSTRAINT payments_tip_refunded_within_tip CHECK ((tip_refunded_minor <= tip_minor))
);

ALTER TABLE ONLY commerce.payments FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.payments OWNER TO olympus_owner;

COMMENT ON TABLE commerce.payments IS 'Money taken or promised for an order, by one method at one time.';

COMMENT ON COLUMN commerce.payments.refunding_minor IS 'Asked back of the gateway, not answered yet.';

COMMENT ON COLUMN commerce.payments.card_token IS 'The gateway''s name for the card; never a card number.';

COMMENT ON COLUMN commerce.payments.rounding_minor IS 'What the smallest coin added to amount and tip, or took off them; the drawer holds amount, tip and rounding.';

COMMENT ON COLUMN commerce.payments.taken_by IS 'The user who took it; null for payments from before this was known and for imported ones.';

COMMENT ON COLUMN commerce.payments.tip_minor IS 'Given on top of the amount: asked for, then promised or taken with it. No sum of the order knows it.';

COMMENT ON COLUMN commerce.payments.tip_refunded_minor IS 'What went back of the tip; no part of refunded_minor.';

CREATE TABLE commerce.price_changes (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid,
    location_id uuid,
    price_minor bigint,
    currency text,
    changed_at timestamp with time zone NOT NULL,
    actor text NOT NULL
);

ALTER TABLE ONLY commerce.price_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.price_changes OWNER TO olympus_owner;

COMMENT ON TABLE commerce.price_changes IS 'Every price there ever was, from the first; only ever appended.';

COMMENT ON COLUMN commerce.price_changes.variant_id IS 'Null: the price of one location for every variant.';

COMMENT ON COLUMN commerce.price_changes.location_id IS 'Null: the catalogue''s price; else the own price of that location.';

COMMENT ON COLUMN commerce.price_changes.price_minor IS 'Null: the location has no own price any more.';

CREATE TABLE commerce.products (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    category_id uuid,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (lower(name)) STORED NOT NULL COLLATE pg_catalog."C",
    description text,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, ((name || ' '::text) || COALESCE(description, ''::text)))) STORED NOT NULL,
    tax_class text NOT NULL,
    tracks_stock boolean DEFAULT true NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    archived_at timestamp with time zone,
    image_url text,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    currency text NOT NULL,
    price_minor bigint NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT products_archived_inactive CHECK (((archived_at IS NULL) OR (NOT is_active))),
    CONSTRAINT products_price CHECK ((price_minor >= 0))
);

ALTER TABLE ONLY commerce.products FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.products OWNER TO olympus_owner;

COMMENT ON TABLE commerce.products IS 'What is sold, with everything that its variants share. Never deleted: old orders name it.';

COMMENT ON COLUMN commerce.products.name_key IS 'The name without regard to case, in byte order: for sorting.';

COMMENT ON COLUMN commerce.products.options IS 'What its variants differ in, such as size and colour; empty for a simple product.';

COMMENT ON COLUMN commerce.products.currency IS 'Of every price and cost of its variants.';

COMMENT ON COLUMN commerce.products.price_minor IS 'Its lowest price: of the active variants, or of all when none is active.';

COMMENT ON COLUMN commerce.products.version IS 'Grows with every change of the product or of one of its variants.';

CREATE TABLE commerce.tax_rates (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    tax_table_id uuid NOT NULL,
    region text NOT NULL,
    tax_class text NOT NULL,
    fulfilment text,
    rate numeric(9,6) NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    CONSTRAINT tax_rates_fulfilment CHECK ((fulfilment = ANY (ARRAY['in_store'::text, 'dine_in'::text, 'takeaway'::text, 'pickup'::text, 'delivery'::text, 'shipping'::text]))),
    CONSTRAINT tax_rates_rate CHECK (((rate >= (0)::numeric) AND (rate <= (1)::numeric))),
    CONSTRAINT tax_rates_region CHECK ((region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text)),
    CONSTRAINT tax_rates_span CHECK ((valid_until > valid_from)),
    CONSTRAINT tax_rates_tax_class CHECK ((tax_class ~ '^[a-z][a-z0-9_]{0,39}$'::text))
);

ALTER TABLE ONLY commerce.tax_rates FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.tax_rates OWNER TO olympus_owner;

COMMENT ON TABLE commerce.tax_rates IS 'Tax by region and class; a way of handing over (dine in, take away) may have its own rate.';

COMMENT ON COLUMN commerce.tax_rates.rate IS 'A fraction: 0.190000 is 19 %. All taxes of the sale together.';

COMMENT ON COLUMN commerce.tax_rates.valid_from IS 'First local day of the location.';

COMMENT ON COLUMN commerce.tax_rates.valid_until IS 'First local day it no longer holds; null while no end is known.';

CREATE TABLE commerce.tax_tables (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY commerce.tax_tables FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.tax_tables OWNER TO olympus_owner;

COMMENT ON TABLE commerce.tax_tables IS 'The tenant''s tax rates as one document: read, changed and versioned as a whole.';

CREATE TABLE commerce.variants (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    sku text,
    sku_key text GENERATED ALWAYS AS (lower(sku)) STORED COLLATE pg_catalog."C",
    barcode text,
    option_values text[] DEFAULT '{}'::text[] NOT NULL,
    price_minor bigint NOT NULL,
    cost_minor bigint,
    "position" integer NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    CONSTRAINT variants_cost CHECK ((cost_minor >= 0)),
    CONSTRAINT variants_price CHECK ((price_minor >= 0))
);

ALTER TABLE ONLY commerce.variants FORCE ROW LEVEL SECURITY;

ALTER TABLE commerce.variants OWNER TO olympus_owner;

COMMENT ON TABLE commerce.variants IS 'The thing that is sold, stocked and has a price. A simple product has exactly one, without option values.';

COMMENT ON COLUMN commerce.variants.option_values IS 'One value for each option of the product, in their order.';

CREATE TABLE customer.consents (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    channel text NOT NULL,
    is_granted boolean NOT NULL,
    source text NOT NULL,
    actor text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT consents_channel CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'phone'::text, 'post'::text, 'push'::text])))
);

ALTER TABLE ONLY customer.consents FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.consents OWNER TO olympus_owner;

COMMENT ON TABLE customer.consents IS 'Each time a customer allowed or forbade a channel; the newest for a channel counts, none is ever altered.';

CREATE TABLE customer.contacts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    address jsonb,
    label text,
    is_primary boolean DEFAULT false NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT contacts_address CHECK (((kind = 'address'::text) = (address IS NOT NULL))),
    CONSTRAINT contacts_kind CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'address'::text])))
);

ALTER TABLE ONLY customer.contacts FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.contacts OWNER TO olympus_owner;

COMMENT ON TABLE customer.contacts IS 'How a customer is reached: e-mail and phone in value, a postal address in address.';

CREATE TABLE customer.customer_orders (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    customer_id uuid,
    location_id uuid,
    number bigint,
    status text,
    channel text,
    currency text NOT NULL,
    total_minor bigint DEFAULT 0 NOT NULL,
    captured_minor bigint DEFAULT 0 NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    placed_at timestamp with time zone
);

ALTER TABLE ONLY customer.customer_orders FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.customer_orders OWNER TO olympus_owner;

COMMENT ON TABLE customer.customer_orders IS 'Projection of the event log: every order as its customer''s history shows it; id is the order''s.';

CREATE TABLE customer.customers (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    external_reference text,
    note text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    archived_at timestamp with time zone,
    allergies text,
    merged_into uuid,
    erased_at timestamp with time zone,
    CONSTRAINT customers_erased_is_archived CHECK (((erased_at IS NULL) OR (archived_at IS NOT NULL))),
    CONSTRAINT customers_merged_is_archived CHECK (((merged_into IS NULL) OR (archived_at IS NOT NULL)))
);

ALTER TABLE ONLY customer.customers FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.customers OWNER TO olympus_owner;

COMMENT ON TABLE customer.customers IS 'Somebody who buys.';

COMMENT ON COLUMN customer.customers.name_key IS 'The name as it is sorted and searched: small letters, single spaces.';

COMMENT ON COLUMN customer.customers.external_reference IS 'The number under which another system knows them.';

COMMENT ON COLUMN customer.customers.allergies IS 'What they must not be given; said before anything else about them.';

COMMENT ON COLUMN customer.customers.merged_into IS 'The entry of the same person that counts; their orders and consents are read with it.';

COMMENT ON COLUMN customer.customers.erased_at IS 'Since then nothing here tells who it was.';

CREATE TABLE customer.merges (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    merged_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    before jsonb,
    other_reference text,
    version_after bigint NOT NULL,
    actor text NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone
);

ALTER TABLE ONLY customer.merges FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.merges OWNER TO olympus_owner;

COMMENT ON TABLE customer.merges IS 'That one entry went into another of the same person, and how that one was before, for as long as it can be undone.';

CREATE TABLE customer.search_keys (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    customer_id uuid NOT NULL,
    kind text NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT search_keys_kind CHECK ((kind = ANY (ARRAY['name'::text, 'email'::text, 'phone'::text, 'tag'::text])))
);

ALTER TABLE ONLY customer.search_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.search_keys OWNER TO olympus_owner;

COMMENT ON TABLE customer.search_keys IS 'What a customer is found by: the name and its words, e-mail addresses, phone numbers as digits, tags.';

CREATE TABLE customer.totals (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    customer_id uuid NOT NULL,
    currency text NOT NULL,
    orders bigint NOT NULL,
    spent_minor bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    first_order_at timestamp with time zone,
    last_order_at timestamp with time zone
);

ALTER TABLE ONLY customer.totals FORCE ROW LEVEL SECURITY;

ALTER TABLE customer.totals OWNER TO olympus_owner;

COMMENT ON TABLE customer.totals IS 'Projection of the event log: what a customer bought so far, in each currency.';

COMMENT ON COLUMN customer.totals.orders IS 'Orders that are neither drafts nor cancelled.';

COMMENT ON COLUMN customer.totals.spent_minor IS 'Captured, refunds not taken off.';

CREATE TABLE events.effects (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT effects_state CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'dead'::text])))
);

ALTER TABLE ONLY events.effects FORCE ROW LEVEL SECURITY;

ALTER TABLE events.effects OWNER TO olympus_owner;

COMMENT ON TABLE events.effects IS 'Work outside the database that something in the log asks for; done at least once, with back-off.';

CREATE TABLE events.log (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    seq bigint NOT NULL,
    xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    shard smallint GENERATED ALWAYS AS ((get_byte(uuid_send(tenant_id), 15) % 16)) STORED NOT NULL,
    type text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    aggregate_type text NOT NULL,
    aggregate_id uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor text NOT NULL,
    correlation_id text DEFAULT ''::text NOT NULL,
    causation_id uuid,
    payload jsonb NOT NULL
);

ALTER TABLE ONLY events.log FORCE ROW LEVEL SECURITY;

ALTER TABLE events.log OWNER TO olympus_owner;

COMMENT ON TABLE events.log IS 'Everything that happened, appended in the transaction in which it happened; never changed.';

COMMENT ON COLUMN events.log.shard IS 'Which worker lane reads it: a hash of the tenant.';

ALTER TABLE events.log ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME events.log_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE events.parked (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    projection text NOT NULL,
    event_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    xid bigint NOT NULL,
    seq bigint NOT NULL,
    attempts integer NOT NULL,
    error text NOT NULL,
    parked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY events.parked FORCE ROW LEVEL SECURITY;

ALTER TABLE events.parked OWNER TO olympus_owner;

COMMENT ON TABLE events.parked IS 'Events that a projection could not take, and the ones of the same aggregate that wait behind them.';

CREATE TABLE events.positions (
    projection text NOT NULL,
    shard smallint NOT NULL,
    xid bigint DEFAULT 0 NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    moved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE events.positions OWNER TO olympus_owner;

COMMENT ON TABLE events.positions IS 'How far each projection has read each lane; moved in the transaction of what it wrote. Holds no tenant''s data.';

CREATE TABLE events.rebuilds (
    xid bigint NOT NULL,
    server_since timestamp with time zone DEFAULT pg_postmaster_start_time() NOT NULL
);

ALTER TABLE events.rebuilds OWNER TO olympus_owner;

COMMENT ON TABLE events.rebuilds IS 'Running transactions that append no events, each declared by another one. Reviewed exception: not a tenant table, holds nothing of a business.';

COMMENT ON COLUMN events.rebuilds.server_since IS 'Of the server that numbered it: a copy of this table elsewhere, or after a restart, says nothing.';

CREATE TABLE gateway.nodes (
    id uuid NOT NULL,
    seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE gateway.nodes OWNER TO olympus_owner;

COMMENT ON TABLE gateway.nodes IS 'Running processes that hold live connections, each with its last sign of life. Reviewed exception: not a tenant table, holds nothing of a business.';

CREATE TABLE gateway.presence (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    node_id uuid NOT NULL,
    user_id uuid NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY gateway.presence FORCE ROW LEVEL SECURITY;

ALTER TABLE gateway.presence OWNER TO olympus_owner;

COMMENT ON TABLE gateway.presence IS 'Which users are connected to which process; what a process leaves behind counts only while it gives signs of life.';

CREATE TABLE import.adjustments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    document text NOT NULL,
    line integer NOT NULL,
    rule text NOT NULL,
    code text NOT NULL,
    description text NOT NULL,
    customer_id uuid,
    quantity bigint NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    occurred_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY import.adjustments FORCE ROW LEVEL SECURITY;

ALTER TABLE import.adjustments OWNER TO olympus_owner;

COMMENT ON TABLE import.adjustments IS 'Money of another system''s history that is no order and no refund of one: unmatched returns, discounts, fees, bad debt.';

COMMENT ON COLUMN import.adjustments.line IS 'Line of the file, the header is 1.';

COMMENT ON COLUMN import.adjustments.amount_minor IS 'Negative when the business gave it.';

CREATE TABLE import."references" (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    reference text NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY import."references" FORCE ROW LEVEL SECURITY;

ALTER TABLE import."references" OWNER TO olympus_owner;

COMMENT ON TABLE import."references" IS 'What of another system is here already, and under which id; written in the transaction of what it names, so that nothing is imported twice.';

CREATE TABLE inventory.holds (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    reference_kind text NOT NULL,
    reference_id uuid NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT holds_state CHECK ((state = ANY (ARRAY['held'::text, 'committed'::text, 'released'::text, 'expired'::text])))
);

ALTER TABLE ONLY inventory.holds FORCE ROW LEVEL SECURITY;

ALTER TABLE inventory.holds OWNER TO olympus_owner;

COMMENT ON TABLE inventory.holds IS 'Stock promised to somebody for a while; its units are the capacity holds of the same id.';

CREATE TABLE inventory.movements (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    stock_item_id uuid NOT NULL,
    location_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    quantity bigint NOT NULL,
    on_hand bigint NOT NULL,
    reason text NOT NULL,
    reference_kind text NOT NULL,
    reference_id uuid NOT NULL,
    note text,
    actor text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT movements_quantity CHECK ((quantity <> 0)),
    CONSTRAINT movements_reason CHECK ((reason = ANY (ARRAY['opening_balance'::text, 'sold'::text, 'returned'::text, 'received'::text, 'damaged'::text, 'lost'::text, 'found'::text, 'correction'::text, 'returned_to_supplier'::text, 'waste'::text, 'counted'::text])))
);

ALTER TABLE ONLY inventory.movements FORCE ROW LEVEL SECURITY;

ALTER TABLE inventory.movements OWNER TO olympus_owner;

COMMENT ON TABLE inventory.movements IS 'Every change of units on hand, appended in the transaction of the change and never altered: on hand is their sum.';

COMMENT ON COLUMN inventory.movements.quantity IS 'Signed units.';

COMMENT ON COLUMN inventory.movements.on_hand IS 'Units on hand after it.';

CREATE TABLE inventory.stock_items (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    location_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    low_stock_at bigint,
    level text DEFAULT 'out'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stock_items_level CHECK ((level = ANY (ARRAY['enough'::text, 'low'::text, 'out'::text]))),
    CONSTRAINT stock_items_low_stock_at CHECK ((low_stock_at >= 0))
);

ALTER TABLE ONLY inventory.stock_items FORCE ROW LEVEL SECURITY;

ALTER TABLE inventory.stock_items OWNER TO olympus_owner;

COMMENT ON TABLE inventory.stock_items IS 'One variant at one location; its units are the capacity pool of the same id.';

COMMENT ON COLUMN inventory.stock_items.id IS 'Computed from location and variant, so that taking stock needs no look-up.';

COMMENT ON COLUMN inventory.stock_items.low_stock_at IS 'Available units at which stock counts as low; null: never.';

COMMENT ON COLUMN inventory.stock_items.level IS 'Where available units stand; a change for the worse is told once, when it happens.';

CREATE TABLE platform.invitations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    role text NOT NULL,
    location_id uuid,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    accepted_by uuid,
    revoked_at timestamp with time zone,
    CONSTRAINT invitations_accepted CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
    CONSTRAINT invitations_email_lower CHECK ((email = lower(email))),
    CONSTRAINT invitations_ends_once CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL))),
    CONSTRAINT invitations_role CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'manager'::text, 'staff'::text, 'kitchen'::text, 'viewer'::text])))
);

ALTER TABLE ONLY platform.invitations FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.invitations OWNER TO olympus_owner;

COMMENT ON TABLE platform.invitations IS 'Somebody was asked to join with a role; the token is known to them alone, only its hash is kept.';

CREATE TABLE platform.locations (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    currency text NOT NULL,
    tax_region text NOT NULL,
    prices_include_tax boolean DEFAULT true NOT NULL,
    tax_rounding text DEFAULT 'line'::text NOT NULL,
    rounding_mode text DEFAULT 'half_up'::text NOT NULL,
    day_cut_off time without time zone DEFAULT '00:00:00'::time without time zone NOT NULL,
    opening_hours jsonb DEFAULT '{"weekly": [], "exceptions": []}'::jsonb NOT NULL,
    address jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT locations_opening_hours CHECK ((jsonb_typeof(opening_hours) = 'object'::text)),
    CONSTRAINT locations_rounding_mode CHECK ((rounding_mode = ANY (ARRAY['half_up'::text, 'half_even'::text]))),
    CONSTRAINT locations_tax_rounding CHECK ((tax_rounding = ANY (ARRAY['line'::text, 'sum_by_net'::text, 'sum_by_net_keep_gross'::text])))
);

ALTER TABLE ONLY platform.locations FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.locations OWNER TO olympus_owner;

COMMENT ON TABLE platform.locations IS 'A place of business: its zone, currency, taxes, day and hours.';

CREATE TABLE platform.role_assignments (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    location_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_assignments_role CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'manager'::text, 'staff'::text, 'kitchen'::text, 'viewer'::text])))
);

ALTER TABLE ONLY platform.role_assignments FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.role_assignments OWNER TO olympus_owner;

COMMENT ON TABLE platform.role_assignments IS 'Who holds which role, in the whole tenant (no location) or at one location.';

CREATE TABLE platform.tenant_slugs (
    slug text NOT NULL,
    tenant_id uuid NOT NULL,
    status text DEFAULT 'active'::text NOT NULL
);

ALTER TABLE platform.tenant_slugs OWNER TO olympus_owner;

COMMENT ON TABLE platform.tenant_slugs IS 'Slug to tenant, readable before sign-in. Reviewed exception: not a tenant table.';

CREATE TABLE platform.tenants (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    industry text NOT NULL,
    plan text DEFAULT 'standard'::text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    branding jsonb DEFAULT '{}'::jsonb NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenants_industry CHECK ((industry = ANY (ARRAY['restaurant'::text, 'retail'::text, 'hospitality'::text, 'events'::text, 'salon'::text]))),
    CONSTRAINT tenants_is_itself CHECK ((tenant_id = id)),
    CONSTRAINT tenants_plan CHECK ((plan = ANY (ARRAY['standard'::text, 'professional'::text, 'enterprise'::text]))),
    CONSTRAINT tenants_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);

ALTER TABLE ONLY platform.tenants FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.tenants OWNER TO olympus_owner;

COMMENT ON TABLE platform.tenants IS 'One business that signed up; its only row is its own.';

CREATE TABLE platform.users (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_status CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);

ALTER TABLE ONLY platform.users FORCE ROW LEVEL SECURITY;

ALTER TABLE platform.users OWNER TO olympus_owner;

COMMENT ON TABLE platform.users IS 'A person who signs in to one tenant; the same e-mail in another tenant is another user.';

CREATE TABLE webhooks.accounts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    endpoints integer DEFAULT 0 NOT NULL,
    read_xid bigint DEFAULT 0 NOT NULL,
    read_seq bigint DEFAULT 0 NOT NULL,
    CONSTRAINT accounts_endpoints CHECK (((endpoints >= 0) AND (endpoints <= 20)))
);

ALTER TABLE ONLY webhooks.accounts FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks.accounts OWNER TO olympus_owner;

COMMENT ON TABLE webhooks.accounts IS 'How many endpoints a tenant has, and up to where its events were handed out to them.';

COMMENT ON COLUMN webhooks.accounts.read_xid IS 'With read_seq the last event that was handed out: none up to it is handed out again, whatever is replayed.';

CREATE TABLE webhooks.attempts (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    delivery_id uuid NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    status_code integer,
    error text
);

ALTER TABLE ONLY webhooks.attempts FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks.attempts OWNER TO olympus_owner;

COMMENT ON TABLE webhooks.attempts IS 'Each time a delivery was sent, and what came of it; never what was answered.';

CREATE TABLE webhooks.deliveries (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    series_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    last_attempt_at timestamp with time zone,
    last_status integer,
    last_error text,
    last_duration_ms integer,
    CONSTRAINT deliveries_state CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])))
);

ALTER TABLE ONLY webhooks.deliveries FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks.deliveries OWNER TO olympus_owner;

COMMENT ON TABLE webhooks.deliveries IS 'One event on its way to one endpoint: the job while it waits, the log afterwards.';

COMMENT ON COLUMN webhooks.deliveries.attempts IS 'All attempts so far; tries counts those of the present series.';

COMMENT ON COLUMN webhooks.deliveries.next_at IS 'When it is due; while an attempt runs, when the attempt is taken for dead.';

COMMENT ON COLUMN webhooks.deliveries.leased_until IS 'Set while an attempt runs.';

CREATE TABLE webhooks.endpoints (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    description text,
    event_types text[] DEFAULT '{}'::text[] NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    status_reason text,
    status_at timestamp with time zone NOT NULL,
    since_xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    blocked_until timestamp with time zone,
    resumed_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT endpoints_reason CHECK (((status = 'active'::text) = (status_reason IS NULL))),
    CONSTRAINT endpoints_status CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text, 'disabled'::text]))),
    CONSTRAINT endpoints_status_reason CHECK ((status_reason = ANY (ARRAY['by_hand'::text, 'failing'::text, 'gone'::text])))
);

ALTER TABLE ONLY webhooks.endpoints FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks.endpoints OWNER TO olympus_owner;

COMMENT ON TABLE webhooks.endpoints IS 'Where a tenant wants to be told what happens.';

COMMENT ON COLUMN webhooks.endpoints.event_types IS 'Exact types and prefixes such as commerce.* and commerce.order.*; empty: all.';

COMMENT ON COLUMN webhooks.endpoints.status IS 'paused: events queue up and wait; disabled: events pass by.';

COMMENT ON COLUMN webhooks.endpoints.since_xid IS 'The transaction that made it: events of later ones are for it.';

COMMENT ON COLUMN webhooks.endpoints.failures IS 'Failed attempts since the last one that was taken.';

COMMENT ON COLUMN webhooks.endpoints.blocked_until IS 'Nothing is sent before: it failed too often in a row, or asked for time.';

COMMENT ON COLUMN webhooks.endpoints.resumed_at IS 'Deliveries whose series of attempts began before get a new one.';

CREATE TABLE webhooks.secrets (
    tenant_id uuid DEFAULT app.tenant_id() NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone
);

ALTER TABLE ONLY webhooks.secrets FORCE ROW LEVEL SECURITY;

ALTER TABLE webhooks.secrets OWNER TO olympus_owner;

COMMENT ON TABLE webhooks.secrets IS 'What an endpoint''s deliveries are signed with, sealed. After a rotation the old one signs along until it expires.';

ALTER TABLE ONLY analytics.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.customer_countries
    ADD CONSTRAINT customer_countries_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.customer_days
    ADD CONSTRAINT customer_days_pkey PRIMARY KEY (tenant_id, customer_id, business_on, location_id, currency, source, channel);

ALTER TABLE ONLY analytics.customer_months
    ADD CONSTRAINT customer_months_pkey PRIMARY KEY (tenant_id, location_id, month_on, currency, chunk);

ALTER TABLE ONLY analytics.customer_refunds
    ADD CONSTRAINT customer_refunds_pkey PRIMARY KEY (tenant_id, customer_id, location_id, business_on, currency);

ALTER TABLE ONLY analytics.customers
    ADD CONSTRAINT customers_nr UNIQUE (tenant_id, nr);

ALTER TABLE ONLY analytics.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.dismissals
    ADD CONSTRAINT dismissals_pkey PRIMARY KEY (tenant_id, user_id, key);

ALTER TABLE ONLY analytics.experiment_units
    ADD CONSTRAINT experiment_units_pkey PRIMARY KEY (tenant_id, experiment_id, unit);

ALTER TABLE ONLY analytics.experiment_values
    ADD CONSTRAINT experiment_values_pkey PRIMARY KEY (tenant_id, experiment_id, metric, unit);

ALTER TABLE ONLY analytics.experiments
    ADD CONSTRAINT experiments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.funnel_days
    ADD CONSTRAINT funnel_days_pkey PRIMARY KEY (tenant_id, location_id, business_on, source, channel, currency);

ALTER TABLE ONLY analytics.goals
    ADD CONSTRAINT goals_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.order_states
    ADD CONSTRAINT order_states_pkey PRIMARY KEY (tenant_id, location_id, status);

ALTER TABLE ONLY analytics.orders_on_their_way
    ADD CONSTRAINT orders_on_their_way_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.payment_days
    ADD CONSTRAINT payment_days_pkey PRIMARY KEY (tenant_id, location_id, business_on, currency, method);

ALTER TABLE ONLY analytics.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.report_accounts
    ADD CONSTRAINT report_accounts_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY analytics.report_jobs
    ADD CONSTRAINT report_jobs_one_for_a_time UNIQUE (tenant_id, saved_report_id, scheduled_for);

ALTER TABLE ONLY analytics.report_jobs
    ADD CONSTRAINT report_jobs_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.report_mails
    ADD CONSTRAINT report_mails_pkey PRIMARY KEY (tenant_id, job_id, user_id);

ALTER TABLE ONLY analytics.saved_reports
    ADD CONSTRAINT saved_reports_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY analytics.stock
    ADD CONSTRAINT stock_pkey PRIMARY KEY (tenant_id, location_id, variant_id);

ALTER TABLE ONLY analytics.trade_days
    ADD CONSTRAINT trade_days_pkey PRIMARY KEY (tenant_id, location_id, business_on, currency, source, channel, staff);

ALTER TABLE ONLY analytics.trade_hours
    ADD CONSTRAINT trade_hours_pkey PRIMARY KEY (tenant_id, location_id, business_on, hour_at, currency, source, channel);

ALTER TABLE ONLY analytics.trade_months
    ADD CONSTRAINT trade_months_pkey PRIMARY KEY (tenant_id, location_id, month_on, currency, source, channel, staff);

ALTER TABLE ONLY analytics.trade_week_hours
    ADD CONSTRAINT trade_week_hours_pkey PRIMARY KEY (tenant_id, location_id, month_on, weekday, hour_of_day, currency, source, channel);

ALTER TABLE ONLY analytics.trade_year_hours
    ADD CONSTRAINT trade_year_hours_pkey PRIMARY KEY (tenant_id, location_id, year_on, weekday, hour_of_day, currency, source, channel);

ALTER TABLE ONLY analytics.variant_months
    ADD CONSTRAINT variant_months_pkey PRIMARY KEY (tenant_id, location_id, month_on, product_id, variant_id, currency);

ALTER TABLE ONLY analytics.variant_years
    ADD CONSTRAINT variant_years_pkey PRIMARY KEY (tenant_id, location_id, year_on, product_id, variant_id, currency);

ALTER TABLE ONLY analytics.variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY app.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (tenant_id, principal, route, key);

ALTER TABLE ONLY auth.approvals
    ADD CONSTRAINT approvals_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY auth.approvals
    ADD CONSTRAINT approvals_token_unique UNIQUE (tenant_id, token_hash);

ALTER TABLE ONLY auth.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (key);

ALTER TABLE ONLY auth.badges
    ADD CONSTRAINT badges_code_unique UNIQUE (tenant_id, code_hash);

ALTER TABLE ONLY auth.badges
    ADD CONSTRAINT badges_pkey PRIMARY KEY (tenant_id, user_id);

ALTER TABLE ONLY auth.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (tenant_id, user_id);

ALTER TABLE ONLY auth.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY auth.devices
    ADD CONSTRAINT devices_token_unique UNIQUE (tenant_id, token_hash);

ALTER TABLE ONLY auth.known_clients
    ADD CONSTRAINT known_clients_pkey PRIMARY KEY (tenant_id, user_id, kind, hash);

ALTER TABLE ONLY auth.passkey_questions
    ADD CONSTRAINT passkey_questions_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY auth.passkeys
    ADD CONSTRAINT passkeys_credential_unique UNIQUE (tenant_id, credential_id);

ALTER TABLE ONLY auth.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY auth.pins
    ADD CONSTRAINT pins_pkey PRIMARY KEY (tenant_id, user_id);

ALTER TABLE ONLY auth.refresh_tokens
    ADD CONSTRAINT refresh_tokens_hash_unique UNIQUE (tenant_id, hash);

ALTER TABLE ONLY auth.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (tenant_id, session_id, generation);

ALTER TABLE ONLY auth.revocations
    ADD CONSTRAINT revocations_pkey PRIMARY KEY (tenant_id, seq);

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY auth.signing_keys
    ADD CONSTRAINT signing_keys_key_unique UNIQUE (key_id);

ALTER TABLE ONLY auth.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (generation);

ALTER TABLE ONLY capacity.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (tenant_id, id, pool_id);

ALTER TABLE ONLY capacity.pools
    ADD CONSTRAINT pools_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.availability
    ADD CONSTRAINT availability_once UNIQUE NULLS NOT DISTINCT (tenant_id, product_id, location_id, variant_id);

ALTER TABLE ONLY commerce.availability
    ADD CONSTRAINT availability_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.categories
    ADD CONSTRAINT categories_slug_unique UNIQUE (tenant_id, slug);

ALTER TABLE ONLY commerce.imported_categories
    ADD CONSTRAINT imported_categories_pkey PRIMARY KEY (tenant_id, import_id, category_id);

ALTER TABLE ONLY commerce.imported_products
    ADD CONSTRAINT imported_products_pkey PRIMARY KEY (tenant_id, import_id, product_id);

ALTER TABLE ONLY commerce.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.order_discounts
    ADD CONSTRAINT order_discounts_pkey PRIMARY KEY (tenant_id, order_id, "position");

ALTER TABLE ONLY commerce.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (tenant_id, order_id, id);

ALTER TABLE ONLY commerce.order_numbers
    ADD CONSTRAINT order_numbers_pkey PRIMARY KEY (tenant_id, location_id);

ALTER TABLE ONLY commerce.orders
    ADD CONSTRAINT orders_number_unique UNIQUE (tenant_id, location_id, number);

ALTER TABLE ONLY commerce.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.payment_operations
    ADD CONSTRAINT payment_operations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.payment_operations
    ADD CONSTRAINT payment_operations_request_unique UNIQUE (tenant_id, request_key);

ALTER TABLE ONLY commerce.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.price_changes
    ADD CONSTRAINT price_changes_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.tax_rates
    ADD CONSTRAINT tax_rates_once UNIQUE NULLS NOT DISTINCT (tenant_id, region, tax_class, fulfilment, valid_from);

ALTER TABLE ONLY commerce.tax_rates
    ADD CONSTRAINT tax_rates_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.tax_tables
    ADD CONSTRAINT tax_tables_one_per_tenant UNIQUE (tenant_id);

ALTER TABLE ONLY commerce.tax_tables
    ADD CONSTRAINT tax_tables_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.variants
    ADD CONSTRAINT variants_options_unique UNIQUE (tenant_id, product_id, option_values) DEFERRABLE;

ALTER TABLE ONLY commerce.variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY commerce.variants
    ADD CONSTRAINT variants_sku_unique UNIQUE (tenant_id, sku) DEFERRABLE;

COMMENT ON CONSTRAINT variants_sku_unique ON commerce.variants IS 'Deferrable, so that one statement may swap two of them.';

ALTER TABLE ONLY customer.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY customer.contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY customer.customer_orders
    ADD CONSTRAINT customer_orders_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY customer.customers
    ADD CONSTRAINT customers_external_reference_unique UNIQUE (tenant_id, external_reference);

ALTER TABLE ONLY customer.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY customer.merges
    ADD CONSTRAINT merges_pkey PRIMARY KEY (tenant_id, merged_id);

ALTER TABLE ONLY customer.search_keys
    ADD CONSTRAINT search_keys_pkey PRIMARY KEY (tenant_id, customer_id, key, kind);

ALTER TABLE ONLY customer.totals
    ADD CONSTRAINT totals_pkey PRIMARY KEY (tenant_id, customer_id, currency);

ALTER TABLE ONLY events.effects
    ADD CONSTRAINT effects_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY events.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY events.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY (tenant_id, projection, event_id);

ALTER TABLE ONLY events.positions
    ADD CONSTRAINT positions_pkey PRIMARY KEY (projection, shard);

ALTER TABLE ONLY events.rebuilds
    ADD CONSTRAINT rebuilds_pkey PRIMARY KEY (xid);

ALTER TABLE ONLY gateway.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY gateway.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (tenant_id, node_id, user_id);

ALTER TABLE ONLY import.adjustments
    ADD CONSTRAINT adjustments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY import."references"
    ADD CONSTRAINT references_once UNIQUE (tenant_id, source, kind, reference);

ALTER TABLE ONLY import."references"
    ADD CONSTRAINT references_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY inventory.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY inventory.movements
    ADD CONSTRAINT movements_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY inventory.stock_items
    ADD CONSTRAINT stock_items_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY inventory.stock_items
    ADD CONSTRAINT stock_items_variant_unique UNIQUE (tenant_id, variant_id, location_id);

ALTER TABLE ONLY platform.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY platform.invitations
    ADD CONSTRAINT invitations_token_unique UNIQUE (tenant_id, token_hash);

ALTER TABLE ONLY platform.locations
    ADD CONSTRAINT locations_name_unique UNIQUE (tenant_id, name);

ALTER TABLE ONLY platform.locations
    ADD CONSTRAINT locations_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY platform.role_assignments
    ADD CONSTRAINT role_assignments_once UNIQUE NULLS NOT DISTINCT (tenant_id, user_id, role, location_id);

ALTER TABLE ONLY platform.role_assignments
    ADD CONSTRAINT role_assignments_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY platform.tenant_slugs
    ADD CONSTRAINT tenant_slugs_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY platform.tenant_slugs
    ADD CONSTRAINT tenant_slugs_tenant UNIQUE (tenant_id);

ALTER TABLE ONLY platform.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY platform.users
    ADD CONSTRAINT users_email_unique UNIQUE (tenant_id, email);

ALTER TABLE ONLY platform.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY webhooks.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (tenant_id);

ALTER TABLE ONLY webhooks.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (tenant_id, delivery_id, number);

ALTER TABLE ONLY webhooks.deliveries
    ADD CONSTRAINT deliveries_one_for_an_event UNIQUE (tenant_id, endpoint_id, event_id);

ALTER TABLE ONLY webhooks.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY webhooks.endpoints
    ADD CONSTRAINT endpoints_pkey PRIMARY KEY (tenant_id, id);

ALTER TABLE ONLY webhooks.secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (tenant_id, id);

CREATE INDEX customer_days_by_day ON analytics.customer_days USING btree (tenant_id, location_id, business_on);

CREATE INDEX customers_by_first ON analytics.customers USING btree (tenant_id, first_on, nr);

CREATE INDEX report_jobs_due ON analytics.report_jobs USING btree (next_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX report_jobs_of_owner ON analytics.report_jobs USING btree (tenant_id, owner_id, id);

CREATE INDEX report_jobs_old ON analytics.report_jobs USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX report_mails_due ON analytics.report_mails USING btree (next_at) WHERE (status = 'waiting'::text);

CREATE INDEX saved_reports_due ON analytics.saved_reports USING btree (next_run_at) WHERE (next_run_at IS NOT NULL);

CREATE INDEX idempotency_age ON app.idempotency USING btree (tenant_id, created_at);

CREATE INDEX approvals_expiry ON auth.approvals USING btree (tenant_id, expires_at);

CREATE INDEX approvals_of_approver ON auth.approvals USING btree (tenant_id, approved_by);

CREATE INDEX attempts_age ON auth.attempts USING btree (ends_at);

CREATE INDEX passkey_questions_age ON auth.passkey_questions USING btree (ends_at);

CREATE INDEX passkeys_of_user ON auth.passkeys USING btree (tenant_id, user_id);

CREATE INDEX revocations_news ON auth.revocations USING btree (xid);

CREATE INDEX sessions_alive ON auth.sessions USING btree (tenant_id, user_id, created_at DESC) WHERE (ended_at IS NULL);

CREATE INDEX sessions_expired ON auth.sessions USING btree (tenant_id, user_id, expires_at);

CREATE INDEX sessions_of_device ON auth.sessions USING btree (tenant_id, device_id) WHERE ((device_id IS NOT NULL) AND (ended_at IS NULL));

CREATE INDEX holds_due ON capacity.holds USING btree (tenant_id, pool_id, expires_at) WHERE (state = 'held'::text);

CREATE INDEX categories_children ON commerce.categories USING btree (tenant_id, parent_id);

CREATE INDEX imports_by_start ON commerce.imports USING btree (tenant_id, started_at);

CREATE INDEX orders_by_customer ON commerce.orders USING btree (tenant_id, customer_id, id) WHERE (customer_id IS NOT NULL);

CREATE INDEX orders_by_location ON commerce.orders USING btree (tenant_id, location_id, id);

CREATE INDEX orders_by_receipt ON commerce.orders USING btree (tenant_id, device_receipt, id) WHERE (device_receipt IS NOT NULL);

CREATE INDEX orders_by_status ON commerce.orders USING btree (tenant_id, status, id);

CREATE INDEX orders_by_taker ON commerce.orders USING btree (tenant_id, taken_by, id) WHERE (taken_by IS NOT NULL);

CREATE UNIQUE INDEX orders_client_id_unique ON commerce.orders USING btree (tenant_id, client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX orders_differing ON commerce.orders USING btree (tenant_id, id) WHERE differs;

CREATE INDEX orders_open ON commerce.orders USING btree (tenant_id, location_id, id) WHERE (status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'preparing'::text, 'ready'::text, 'in_delivery'::text]));

CREATE INDEX payment_operations_by_payment ON commerce.payment_operations USING btree (tenant_id, payment_id, id);

CREATE UNIQUE INDEX payment_operations_one_open ON commerce.payment_operations USING btree (tenant_id, payment_id) WHERE ((status = 'pending'::text) AND (kind <> 'refund'::text));

CREATE INDEX payments_by_order ON commerce.payments USING btree (tenant_id, order_id, id);

CREATE INDEX price_changes_of_product ON commerce.price_changes USING btree (tenant_id, product_id, changed_at, id);

CREATE INDEX products_by_category ON commerce.products USING btree (tenant_id, category_id);

CREATE INDEX products_by_change ON commerce.products USING btree (tenant_id, updated_at, id);

CREATE INDEX products_by_creation ON commerce.products USING btree (tenant_id, created_at, id);

CREATE INDEX products_by_name ON commerce.products USING btree (tenant_id, name_key, id);

CREATE INDEX products_by_price ON commerce.products USING btree (tenant_id, price_minor, id);

CREATE INDEX products_inactive ON commerce.products USING btree (tenant_id) WHERE (NOT is_active);

CREATE INDEX products_search ON commerce.products USING gin (tenant_id, search) WITH (fastupdate=off);

CREATE INDEX tax_rates_by_table ON commerce.tax_rates USING btree (tenant_id, tax_table_id);

CREATE INDEX variants_by_barcode ON commerce.variants USING btree (tenant_id, barcode);

CREATE INDEX variants_by_sku_key ON commerce.variants USING btree (tenant_id, sku_key);

CREATE INDEX variants_of_product ON commerce.variants USING btree (tenant_id, product_id, "position");

CREATE INDEX consents_current ON customer.consents USING btree (tenant_id, customer_id, channel, given_at, id);

CREATE INDEX contacts_customer ON customer.contacts USING btree (tenant_id, customer_id);

CREATE UNIQUE INDEX contacts_one_primary ON customer.contacts USING btree (tenant_id, customer_id, kind) WHERE is_primary;

CREATE INDEX customer_orders_counted ON customer.customer_orders USING btree (tenant_id, customer_id, currency, placed_at) WHERE ((placed_at IS NOT NULL) AND (status <> ALL (ARRAY['draft'::text, 'cancelled'::text])));

CREATE INDEX customer_orders_history ON customer.customer_orders USING btree (tenant_id, customer_id, placed_at, id);

CREATE INDEX customers_by_name ON customer.customers USING btree (tenant_id, name_key, id) WHERE (archived_at IS NULL);

CREATE INDEX customers_merged ON customer.customers USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX merges_of_customer ON customer.merges USING btree (tenant_id, customer_id);

CREATE INDEX search_keys_by_key ON customer.search_keys USING btree (tenant_id, key, customer_id);

CREATE INDEX effects_due ON events.effects USING btree (next_at) WHERE (state = 'waiting'::text);

CREATE INDEX effects_state ON events.effects USING btree (tenant_id, state, id);

CREATE INDEX log_aggregate ON events.log USING btree (tenant_id, aggregate_id, xid, seq);

CREATE INDEX log_lane ON events.log USING btree (shard, xid, seq);

CREATE INDEX log_stream ON events.log USING btree (tenant_id, xid, seq);

CREATE INDEX parked_aggregate ON events.parked USING btree (tenant_id, projection, aggregate_id);

CREATE INDEX adjustments_customer ON import.adjustments USING btree (tenant_id, customer_id) WHERE (customer_id IS NOT NULL);

CREATE INDEX movements_item ON inventory.movements USING btree (tenant_id, stock_item_id, occurred_at, id);

CREATE INDEX movements_location ON inventory.movements USING btree (tenant_id, location_id, occurred_at, id);

CREATE INDEX stock_items_by_level ON inventory.stock_items USING btree (tenant_id, location_id, level, variant_id);

CREATE INDEX stock_items_location ON inventory.stock_items USING btree (tenant_id, location_id, variant_id);

CREATE INDEX stock_items_short ON inventory.stock_items USING btree (tenant_id, location_id, variant_id) WHERE (level <> 'enough'::text);

CREATE INDEX stock_items_short_anywhere ON inventory.stock_items USING btree (tenant_id, variant_id, location_id) WHERE (level <> 'enough'::text);

CREATE UNIQUE INDEX invitations_open_email ON platform.invitations USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX role_assignments_role ON platform.role_assignments USING btree (tenant_id, role);

CREATE INDEX deliveries_by_state ON webhooks.deliveries USING btree (tenant_id, endpoint_id, state, id);

CREATE INDEX deliveries_by_type ON webhooks.deliveries USING btree (tenant_id, endpoint_id, event_type, id);

CREATE INDEX deliveries_due ON webhooks.deliveries USING btree (tenant_id, endpoint_id, next_at) WHERE (state = 'waiting'::text);

CREATE INDEX deliveries_newest ON webhooks.deliveries USING btree (tenant_id, endpoint_id, id);

CREATE INDEX deliveries_running ON webhooks.deliveries USING btree (tenant_id, endpoint_id) WHERE (leased_until IS NOT NULL);

CREATE INDEX secrets_of_endpoint ON webhooks.secrets USING btree (tenant_id, endpoint_id, created_at);

CREATE UNIQUE INDEX secrets_one_current ON webhooks.secrets USING btree (tenant_id, endpoint_id) WHERE (expires_at IS NULL);

ALTER TABLE ONLY analytics.experiment_units
    ADD CONSTRAINT experiment_units_of FOREIGN KEY (tenant_id, experiment_id) REFERENCES analytics.experiments(tenant_id, id);

ALTER TABLE ONLY analytics.experiment_values
    ADD CONSTRAINT experiment_values_of FOREIGN KEY (tenant_id, experiment_id, unit) REFERENCES analytics.experiment_units(tenant_id, experiment_id, unit);

ALTER TABLE ONLY analytics.report_jobs
    ADD CONSTRAINT report_jobs_saved FOREIGN KEY (tenant_id, saved_report_id) REFERENCES analytics.saved_reports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY analytics.report_mails
    ADD CONSTRAINT report_mails_job FOREIGN KEY (tenant_id, job_id) REFERENCES analytics.report_jobs(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.approvals
    ADD CONSTRAINT approvals_approver FOREIGN KEY (tenant_id, approved_by) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.approvals
    ADD CONSTRAINT approvals_device FOREIGN KEY (tenant_id, device_id) REFERENCES auth.devices(tenant_id, id);

ALTER TABLE ONLY auth.badges
    ADD CONSTRAINT badges_user FOREIGN KEY (tenant_id, user_id) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.known_clients
    ADD CONSTRAINT known_clients_user FOREIGN KEY (tenant_id, user_id) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.passkeys
    ADD CONSTRAINT passkeys_user FOREIGN KEY (tenant_id, user_id) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.pins
    ADD CONSTRAINT pins_user FOREIGN KEY (tenant_id, user_id) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.refresh_tokens
    ADD CONSTRAINT refresh_tokens_session FOREIGN KEY (tenant_id, session_id) REFERENCES auth.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT sessions_device FOREIGN KEY (tenant_id, device_id) REFERENCES auth.devices(tenant_id, id);

ALTER TABLE ONLY auth.sessions
    ADD CONSTRAINT sessions_user FOREIGN KEY (tenant_id, user_id) REFERENCES auth.credentials(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY capacity.holds
    ADD CONSTRAINT holds_pool FOREIGN KEY (tenant_id, pool_id) REFERENCES capacity.pools(tenant_id, id);

ALTER TABLE ONLY commerce.availability
    ADD CONSTRAINT availability_product FOREIGN KEY (tenant_id, product_id) REFERENCES commerce.products(tenant_id, id);

ALTER TABLE ONLY commerce.availability
    ADD CONSTRAINT availability_variant FOREIGN KEY (tenant_id, variant_id) REFERENCES commerce.variants(tenant_id, id);

ALTER TABLE ONLY commerce.categories
    ADD CONSTRAINT categories_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES commerce.categories(tenant_id, id);

ALTER TABLE ONLY commerce.imported_categories
    ADD CONSTRAINT imported_categories_import FOREIGN KEY (tenant_id, import_id) REFERENCES commerce.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY commerce.imported_products
    ADD CONSTRAINT imported_products_import FOREIGN KEY (tenant_id, import_id) REFERENCES commerce.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY commerce.imported_products
    ADD CONSTRAINT imported_products_product FOREIGN KEY (tenant_id, product_id) REFERENCES commerce.products(tenant_id, id);

ALTER TABLE ONLY commerce.order_discounts
    ADD CONSTRAINT order_discounts_line FOREIGN KEY (tenant_id, order_id, line_id) REFERENCES commerce.order_lines(tenant_id, order_id, id);

ALTER TABLE ONLY commerce.order_discounts
    ADD CONSTRAINT order_discounts_order FOREIGN KEY (tenant_id, order_id) REFERENCES commerce.orders(tenant_id, id);

ALTER TABLE ONLY commerce.order_lines
    ADD CONSTRAINT order_lines_order FOREIGN KEY (tenant_id, order_id) REFERENCES commerce.orders(tenant_id, id);

ALTER TABLE ONLY commerce.payment_operations
    ADD CONSTRAINT payment_operations_payment FOREIGN KEY (tenant_id, payment_id) REFERENCES commerce.payments(tenant_id, id);

ALTER TABLE ONLY commerce.price_changes
    ADD CONSTRAINT price_changes_product FOREIGN KEY (tenant_id, product_id) REFERENCES commerce.products(tenant_id, id);

ALTER TABLE ONLY commerce.price_changes
    ADD CONSTRAINT price_changes_variant FOREIGN KEY (tenant_id, variant_id) REFERENCES commerce.variants(tenant_id, id);

ALTER TABLE ONLY commerce.products
    ADD CONSTRAINT products_category FOREIGN KEY (tenant_id, category_id) REFERENCES commerce.categories(tenant_id, id);

ALTER TABLE ONLY commerce.tax_rates
    ADD CONSTRAINT tax_rates_table FOREIGN KEY (tenant_id, tax_table_id) REFERENCES commerce.tax_tables(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY commerce.variants
    ADD CONSTRAINT variants_product FOREIGN KEY (tenant_id, product_id) REFERENCES commerce.products(tenant_id, id);

ALTER TABLE ONLY customer.consents
    ADD CONSTRAINT consents_customer FOREIGN KEY (tenant_id, customer_id) REFERENCES customer.customers(tenant_id, id);

ALTER TABLE ONLY customer.contacts
    ADD CONSTRAINT contacts_customer FOREIGN KEY (tenant_id, customer_id) REFERENCES customer.customers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY customer.customers
    ADD CONSTRAINT customers_merged_into FOREIGN KEY (tenant_id, merged_into) REFERENCES customer.customers(tenant_id, id);

ALTER TABLE ONLY customer.merges
    ADD CONSTRAINT merges_customer FOREIGN KEY (tenant_id, customer_id) REFERENCES customer.customers(tenant_id, id);

ALTER TABLE ONLY customer.merges
    ADD CONSTRAINT merges_merged FOREIGN KEY (tenant_id, merged_id) REFERENCES customer.customers(tenant_id, id);

ALTER TABLE ONLY customer.search_keys
    ADD CONSTRAINT search_keys_customer FOREIGN KEY (tenant_id, customer_id) REFERENCES customer.customers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY platform.invitations
    ADD CONSTRAINT invitations_accepted_by FOREIGN KEY (tenant_id, accepted_by) REFERENCES platform.users(tenant_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY platform.invitations
    ADD CONSTRAINT invitations_invited_by FOREIGN KEY (tenant_id, invited_by) REFERENCES platform.users(tenant_id, id);

ALTER TABLE ONLY platform.invitations
    ADD CONSTRAINT invitations_location FOREIGN KEY (tenant_id, location_id) REFERENCES platform.locations(tenant_id, id);

ALTER TABLE ONLY platform.role_assignments
    ADD CONSTRAINT role_assignments_location FOREIGN KEY (tenant_id, location_id) REFERENCES platform.locations(tenant_id, id);

ALTER TABLE ONLY platform.role_assignments
    ADD CONSTRAINT role_assignments_user FOREIGN KEY (tenant_id, user_id) REFERENCES platform.users(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY webhooks.attempts
    ADD CONSTRAINT attempts_delivery FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhooks.deliveries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY webhooks.deliveries
    ADD CONSTRAINT deliveries_endpoint FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoints(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY webhooks.secrets
    ADD CONSTRAINT secrets_endpoint FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoints(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE analytics.categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_countries ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.customer_refunds ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.dismissals ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiment_units ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiment_values ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.experiments ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.funnel_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.goals ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.order_states ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.orders_on_their_way ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.payment_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.products ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.report_mails ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.saved_reports ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.stock ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON analytics.categories USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.customer_countries USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.customer_days USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.customer_months USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.customer_refunds USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.customers USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.dismissals USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.experiment_units USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.experiment_values USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.experiments USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.funnel_days USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.goals USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.order_states USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.orders_on_their_way USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.payment_days USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.products USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.report_accounts USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.report_jobs USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.report_mails USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.saved_reports USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.stock USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.trade_days USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.trade_hours USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.trade_months USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.trade_week_hours USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.trade_year_hours USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.variant_months USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.variant_years USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON analytics.variants USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE analytics.trade_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_week_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.trade_year_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.variant_months ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.variant_years ENABLE ROW LEVEL SECURITY;

ALTER TABLE analytics.variants ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.idempotency ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON app.idempotency USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE auth.approvals ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.badges ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.credentials ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.devices ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.known_clients ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.passkeys ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.pins ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.refresh_tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE auth.revocations ENABLE ROW LEVEL SECURITY;

CREATE POLICY revocations_forget ON auth.revocations FOR DELETE USING ((revoked_at < (now() - '01:10:00'::interval)));

CREATE POLICY revocations_read ON auth.revocations FOR SELECT USING (true);

CREATE POLICY revocations_write ON auth.revocations FOR INSERT WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE auth.sessions ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON auth.approvals USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.badges USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.credentials USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.devices USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.known_clients USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.passkeys USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.pins USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.refresh_tokens USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON auth.sessions USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE capacity.holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE capacity.pools ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON capacity.holds USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON capacity.pools USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE commerce.availability ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.imported_categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.imported_products ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_discounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.order_numbers ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.payment_operations ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.payments ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.price_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.products ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.tax_rates ENABLE ROW LEVEL SECURITY;

ALTER TABLE commerce.tax_tables ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON commerce.availability USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.categories USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.imported_categories USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.imported_products USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.imports USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.order_discounts USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.order_lines USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.order_numbers USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.orders USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.payment_operations USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.payments USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.price_changes USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.products USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.tax_rates USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.tax_tables USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON commerce.variants USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE commerce.variants ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.consents ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.customer_orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.merges ENABLE ROW LEVEL SECURITY;

ALTER TABLE customer.search_keys ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON customer.consents USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.contacts USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.customer_orders USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.customers USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.merges USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.search_keys USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON customer.totals USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE customer.totals ENABLE ROW LEVEL SECURITY;

ALTER TABLE events.effects ENABLE ROW LEVEL SECURITY;

ALTER TABLE events.log ENABLE ROW LEVEL SECURITY;

ALTER TABLE events.parked ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON events.effects USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON events.log USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON events.parked USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE gateway.presence ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON gateway.presence USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE import.adjustments ENABLE ROW LEVEL SECURITY;

ALTER TABLE import."references" ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON import.adjustments USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON import."references" USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE inventory.holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE inventory.movements ENABLE ROW LEVEL SECURITY;

ALTER TABLE inventory.stock_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON inventory.holds USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON inventory.movements USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON inventory.stock_items USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE platform.invitations ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.locations ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.role_assignments ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON platform.invitations USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON platform.locations USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON platform.role_assignments USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON platform.tenants USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON platform.users USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

ALTER TABLE platform.tenants ENABLE ROW LEVEL SECURITY;

ALTER TABLE platform.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhooks.accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhooks.attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhooks.deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhooks.endpoints ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhooks.secrets ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON webhooks.accounts USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON webhooks.attempts USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON webhooks.deliveries USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON webhooks.endpoints USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

CREATE POLICY tenant ON webhooks.secrets USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid));

GRANT USAGE ON SCHEMA analytics TO olympus_app;
GRANT USAGE ON SCHEMA analytics TO olympus_worker;
GRANT USAGE ON SCHEMA analytics TO olympus_search;

GRANT USAGE ON SCHEMA app TO olympus_app;
GRANT USAGE ON SCHEMA app TO olympus_worker;

GRANT USAGE ON SCHEMA auth TO olympus_app;
GRANT USAGE ON SCHEMA auth TO olympus_worker;

GRANT USAGE ON SCHEMA capacity TO olympus_app;
GRANT USAGE ON SCHEMA capacity TO olympus_worker;

GRANT USAGE ON SCHEMA commerce TO olympus_app;
GRANT USAGE ON SCHEMA commerce TO olympus_worker;
GRANT USAGE ON SCHEMA commerce TO olympus_search;

GRANT USAGE ON SCHEMA customer TO olympus_app;
GRANT USAGE ON SCHEMA customer TO olympus_worker;

GRANT USAGE ON SCHEMA events TO olympus_app;
GRANT USAGE ON SCHEMA events TO olympus_worker;
GRANT USAGE ON SCHEMA events TO olympus_search;

GRANT USAGE ON SCHEMA gateway TO olympus_app;
GRANT USAGE ON SCHEMA gateway TO olympus_worker;

GRANT USAGE ON SCHEMA import TO olympus_app;
GRANT USAGE ON SCHEMA import TO olympus_worker;

GRANT USAGE ON SCHEMA inventory TO olympus_app;
GRANT USAGE ON SCHEMA inventory TO olympus_worker;

GRANT USAGE ON SCHEMA platform TO olympus_app;
GRANT USAGE ON SCHEMA platform TO olympus_worker;

GRANT USAGE ON SCHEMA webhooks TO olympus_app;
GRANT USAGE ON SCHEMA webhooks TO olympus_worker;
GRANT USAGE ON SCHEMA webhooks TO olympus_search;

REVOKE ALL ON FUNCTION analytics.tenants_with_reports_due(moment timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION analytics.tenants_with_reports_due(moment timestamp with time zone, at_most integer) TO olympus_worker;

REVOKE ALL ON FUNCTION app.tenant_table(target regclass, privileges text) FROM PUBLIC;

REVOKE ALL ON FUNCTION commerce.search_products(query text) FROM PUBLIC;
GRANT ALL ON FUNCTION commerce.search_products(query text) TO olympus_app;
GRANT ALL ON FUNCTION commerce.search_products(query text) TO olympus_worker;

REVOKE ALL ON FUNCTION customer.same_person(entry uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION customer.same_person(entry uuid) TO olympus_app;
GRANT ALL ON FUNCTION customer.same_person(entry uuid) TO olympus_worker;

REVOKE ALL ON FUNCTION events.due_effects(at_most integer, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION events.due_effects(at_most integer, moment timestamp with time zone) TO olympus_worker;

REVOKE ALL ON FUNCTION events.horizon() FROM PUBLIC;
GRANT ALL ON FUNCTION events.horizon() TO olympus_app;
GRANT ALL ON FUNCTION events.horizon() TO olympus_worker;

REVOKE ALL ON FUNCTION events.lanes_behind(xids bigint[], seqs bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION events.lanes_behind(xids bigint[], seqs bigint[]) TO olympus_worker;

REVOKE ALL ON FUNCTION events.lanes_with_news(reader text) FROM PUBLIC;
GRANT ALL ON FUNCTION events.lanes_with_news(reader text) TO olympus_worker;

REVOKE ALL ON FUNCTION events.news(since bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION events.news(since bigint) TO olympus_worker;

REVOKE ALL ON FUNCTION events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION events.next_in_lane(lane smallint, after_xid bigint, after_seq bigint, at_most integer) TO olympus_worker;

REVOKE ALL ON FUNCTION events.start_of_newest(lane smallint, newest integer) FROM PUBLIC;
GRANT ALL ON FUNCTION events.start_of_newest(lane smallint, newest integer) TO olympus_worker;

REVOKE ALL ON FUNCTION events.tenants_in_lane(lane smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION events.tenants_in_lane(lane smallint) TO olympus_worker;

REVOKE ALL ON FUNCTION import.refresh_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION import.refresh_statistics() TO olympus_app;

REVOKE ALL ON FUNCTION webhooks.due_endpoints(after_tenant uuid, after_endpoint uuid, moment timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION webhooks.due_endpoints(after_tenant uuid, after_endpoint uuid, moment timestamp with time zone, at_most integer) TO olympus_worker;

REVOKE ALL ON FUNCTION webhooks.new_id(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION webhooks.new_id(moment timestamp with time zone) TO olympus_app;
GRANT ALL ON FUNCTION webhooks.new_id(moment timestamp with time zone) TO olympus_worker;

REVOKE ALL ON FUNCTION webhooks.tenants_with_old_deliveries(before uuid, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION webhooks.tenants_with_old_deliveries(before uuid, at_most integer) TO olympus_worker;

REVOKE ALL ON FUNCTION webhooks.wants(filter text[], event_type text) FROM PUBLIC;
GRANT ALL ON FUNCTION webhooks.wants(filter text[], event_type text) TO olympus_app;
GRANT ALL ON FUNCTION webhooks.wants(filter text[], event_type text) TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.categories TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.categories TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_countries TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_countries TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_days TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_days TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_months TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_months TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_refunds TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customer_refunds TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customers TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.customers TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.dismissals TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.dismissals TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE analytics.experiment_units TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE analytics.experiment_units TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE analytics.experiment_values TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE analytics.experiment_values TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.experiments TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.experiments TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.funnel_days TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.funnel_days TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.goals TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.goals TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.order_states TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.order_states TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.orders_on_their_way TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.orders_on_their_way TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.payment_days TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.payment_days TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.products TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.products TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_accounts TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_accounts TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_jobs TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_jobs TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE analytics.report_jobs TO olympus_search;

GRANT SELECT(status) ON TABLE analytics.report_jobs TO olympus_search;

GRANT SELECT(next_at) ON TABLE analytics.report_jobs TO olympus_search;

GRANT SELECT(expires_at) ON TABLE analytics.report_jobs TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_mails TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.report_mails TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE analytics.report_mails TO olympus_search;

GRANT SELECT(status) ON TABLE analytics.report_mails TO olympus_search;

GRANT SELECT(next_at) ON TABLE analytics.report_mails TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.saved_reports TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.saved_reports TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE analytics.saved_reports TO olympus_search;

GRANT SELECT(next_run_at) ON TABLE analytics.saved_reports TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.stock TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.stock TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_days TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_days TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_hours TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_hours TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_months TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_months TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_week_hours TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_week_hours TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_year_hours TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.trade_year_hours TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variant_months TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variant_months TO olympus_worker;

GRANT SELECT ON TABLE analytics.variant_days TO olympus_app;
GRANT SELECT ON TABLE analytics.variant_days TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variant_years TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variant_years TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variants TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.variants TO olympus_worker;

GRANT SELECT,INSERT,DELETE ON TABLE app.idempotency TO olympus_app;
GRANT SELECT,INSERT,DELETE ON TABLE app.idempotency TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.approvals TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.approvals TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.attempts TO olympus_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.badges TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.badges TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.credentials TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.credentials TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE auth.devices TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE auth.devices TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.known_clients TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.known_clients TO olympus_worker;

GRANT SELECT,INSERT,DELETE ON TABLE auth.passkey_questions TO olympus_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.passkeys TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.passkeys TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.pins TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.pins TO olympus_worker;

GRANT SELECT,INSERT,DELETE ON TABLE auth.refresh_tokens TO olympus_app;
GRANT SELECT,INSERT,DELETE ON TABLE auth.refresh_tokens TO olympus_worker;

GRANT SELECT,INSERT,DELETE ON TABLE auth.revocations TO olympus_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.sessions TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE auth.sessions TO olympus_worker;

GRANT SELECT,INSERT,DELETE ON TABLE auth.signing_keys TO olympus_app;

GRANT SELECT,INSERT,UPDATE ON TABLE capacity.holds TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE capacity.holds TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE capacity.pools TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE capacity.pools TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.availability TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.availability TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.categories TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.categories TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imported_categories TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imported_categories TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imported_products TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imported_products TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imports TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.imports TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_discounts TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_discounts TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_lines TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_lines TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_numbers TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.order_numbers TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE commerce.orders TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE commerce.orders TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE commerce.payment_operations TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE commerce.payment_operations TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE commerce.payments TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE commerce.payments TO olympus_worker;

GRANT SELECT,INSERT ON TABLE commerce.price_changes TO olympus_app;
GRANT SELECT,INSERT ON TABLE commerce.price_changes TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE commerce.products TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE commerce.products TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE commerce.products TO olympus_search;

GRANT SELECT(id) ON TABLE commerce.products TO olympus_search;

GRANT SELECT(search) ON TABLE commerce.products TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.tax_rates TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.tax_rates TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.tax_tables TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE commerce.tax_tables TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE commerce.variants TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE commerce.variants TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE commerce.variants TO olympus_search;

GRANT SELECT(product_id) ON TABLE commerce.variants TO olympus_search;

GRANT SELECT(sku_key) ON TABLE commerce.variants TO olympus_search;

GRANT SELECT(barcode) ON TABLE commerce.variants TO olympus_search;

GRANT SELECT,INSERT ON TABLE customer.consents TO olympus_app;
GRANT SELECT,INSERT ON TABLE customer.consents TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.contacts TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.contacts TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.customer_orders TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.customer_orders TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.customers TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.customers TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.merges TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.merges TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.search_keys TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.search_keys TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.totals TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE customer.totals TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.effects TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.effects TO olympus_worker;
GRANT SELECT ON TABLE events.effects TO olympus_search;

GRANT SELECT,INSERT ON TABLE events.log TO olympus_app;
GRANT SELECT,INSERT ON TABLE events.log TO olympus_worker;
GRANT SELECT ON TABLE events.log TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.parked TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events.parked TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE events.positions TO olympus_worker;
GRANT SELECT ON TABLE events.positions TO olympus_app;
GRANT SELECT ON TABLE events.positions TO olympus_search;

GRANT SELECT,INSERT,DELETE ON TABLE events.rebuilds TO olympus_worker;
GRANT SELECT ON TABLE events.rebuilds TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.nodes TO olympus_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.presence TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gateway.presence TO olympus_worker;

GRANT SELECT,INSERT ON TABLE import.adjustments TO olympus_app;
GRANT SELECT,INSERT ON TABLE import.adjustments TO olympus_worker;

GRANT SELECT,INSERT ON TABLE import."references" TO olympus_app;
GRANT SELECT,INSERT ON TABLE import."references" TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE inventory.holds TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE inventory.holds TO olympus_worker;

GRANT SELECT,INSERT ON TABLE inventory.movements TO olympus_app;
GRANT SELECT,INSERT ON TABLE inventory.movements TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE inventory.stock_items TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE inventory.stock_items TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.invitations TO olympus_app;
GRANT SELECT,INSERT,UPDATE ON TABLE platform.invitations TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.locations TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.locations TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.role_assignments TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.role_assignments TO olympus_worker;

GRANT SELECT,INSERT,UPDATE ON TABLE platform.tenant_slugs TO olympus_app;
GRANT SELECT ON TABLE platform.tenant_slugs TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.tenants TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.tenants TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.users TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.users TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.accounts TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.accounts TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.attempts TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.attempts TO olympus_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.deliveries TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.deliveries TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE webhooks.deliveries TO olympus_search;

GRANT SELECT(id) ON TABLE webhooks.deliveries TO olympus_search;

GRANT SELECT(endpoint_id) ON TABLE webhooks.deliveries TO olympus_search;

GRANT SELECT(state) ON TABLE webhooks.deliveries TO olympus_search;

GRANT SELECT(next_at) ON TABLE webhooks.deliveries TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.endpoints TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.endpoints TO olympus_worker;

GRANT SELECT(tenant_id) ON TABLE webhooks.endpoints TO olympus_search;

GRANT SELECT(id) ON TABLE webhooks.endpoints TO olympus_search;

GRANT SELECT(status) ON TABLE webhooks.endpoints TO olympus_search;

GRANT SELECT(blocked_until) ON TABLE webhooks.endpoints TO olympus_search;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.secrets TO olympus_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhooks.secrets TO olympus_worker;
