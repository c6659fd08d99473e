using Npgsql;

namespace Olympus.Bench;

/// <summary>Three years of trade of one tenant at five places: its orders, lines and events as the program would have written them, by SQL. The figures are the
/// program's own: a replay computes them. And other tenants beside it, each with a day of figures.</summary>
internal static class Years
{
    public const string From = "2023-01-01";
    public const string To = "2025-12-30";
    private const int Days = 1095;

    private static readonly string[] Figures = ["trade_hours", "trade_days", "trade_months", "trade_week_hours", "variant_months", "payment_days", "customer_days", "customer_months", "customers", "order_states"];

    /// <returns>How many events the log tells of it.</returns>
    public static async Task<long> Make(Site site, Business business, int tenants, long lines, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var connection = await admin.OpenConnectionAsync(ct);
        Task Run(string sql) => Execute(connection, sql, ct);
        await Run("set session_replication_role = replica");
        await Run("set work_mem = '256MB'");
        await Run($"""
            create temp table place as
            select id from platform.locations where tenant_id = '{business.TenantId}'
            union all select gen_random_uuid() from generate_series(1, 4)
            """);
        await Run($"""
            insert into platform.locations (tenant_id, id, name, time_zone, currency, tax_region, prices_include_tax)
            select '{business.TenantId}', id, 'Place ' || row_number() over (), 'Europe/Berlin', 'EUR', 'DE', true
            from place where id <> '{business.LocationId}'
            """);
        // A shop sells much of a few articles: how often one is taken falls with its rank.
        await Run($"""
            create temp table article as
            select row_number() over (order by id) - 1 as place, id as variant_id, product_id, name
            from (select v.id, v.product_id, p.name from commerce.variants as v join commerce.products as p on p.tenant_id = v.tenant_id and p.id = v.product_id
                where v.tenant_id = '{business.TenantId}') as variants
            """);
        await Run($"""
            create temp table sold as
            select n, location_id, placed_at, (placed_at at time zone 'Europe/Berlin')::date as business_on, source, channel, customer_id, net,
                (lpad(to_hex((extract(epoch from placed_at) * 1000)::bigint), 12, '0') || '7' || substr(md5('order' || n), 14))::uuid as id
            from (
                select n, (array(select id from place))[1 + n % 5] as location_id,
                    timestamptz '{From} 07:00+00' + (n * {Days}::bigint / {lines / 3}) * interval '1 day' + (random() * random() * 12) * interval '1 hour' as placed_at,
                    (array['pos', 'online'])[1 + (random() < 0.3)::int] as source, (array['takeout', 'dine_in'])[1 + (random() < 0.4)::int] as channel,
                    case when random() < 0.3 then md5('customer' || (random() * random() * 50000)::int)::uuid end as customer_id,
                    (500 + random() * 5000)::bigint as net
                from generate_series(1, {lines / 3}) as n
            ) as drawn
            """);
        await Run($"""
            insert into commerce.orders (tenant_id, id, location_id, number, customer_id, status, source, channel, currency, price_mode, tax_rounding, rounding_mode,
                list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, captured_minor, business_on, placed_at, updated_at)
            select '{business.TenantId}', id, location_id, n + 1000, customer_id, 'completed', source, channel, 'EUR', 'inclusive', 'line', 'half_up',
                3 * net + 3, 0, 0, 3 * net, 3, 3 * net + 3, 3 * net + 3, business_on, placed_at, placed_at
            from sold
            """);
        await Run($"""
            create temp table line as
            select sold.n, sold.id as order_id, gen_random_uuid() as id, part as position, article.variant_id, article.product_id, article.name,
                1 + part % 2 as quantity, net
            from sold
            cross join generate_series(1, 3) as part
            join article on article.place = floor(power((sold.n::bigint * 7919 + part * 104729) % 1000 / 1000.0, 2) * (select count(*) from article))
            """);
        await Run($"""
            insert into commerce.order_lines (tenant_id, order_id, id, position, kind, variant_id, product_id, name, quantity, unit_price_minor, unit_price_mode,
                list_minor, line_discount_minor, order_discount_minor, rounding_minor, tax_class, tax_rate_millionths, net_minor, tax_minor, gross_minor, tracks_stock)
            select '{business.TenantId}', order_id, id, position, 'product', variant_id, product_id, name, quantity, net / quantity, 'inclusive', net + 1, 0, 0, 0,
                'standard', 190000, net, 1, net + 1, true
            from line
            """);
        var events = await Log(connection, business, ct);
        await Others(Run, tenants);
        await Run("drop table sold, line");
        await Crowd.Analyze(site, ct);
        return events;
    }

    /// <summary>Bytes of the order tables, and of the figures.</summary>
    public static async Task<(long Facts, long Figures)> Weigh(Site site, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var size = admin.CreateCommand("""
            select pg_total_relation_size('commerce.orders') + pg_total_relation_size('commerce.order_lines'),
                (select sum(pg_total_relation_size(format('analytics.%I', name)::regclass)) from unnest($1::text[]) as name)::bigint
            """);
        size.Parameters.Add(new() { Value = Figures });
        await using var reader = await size.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Each order is placed and paid. The events stand right behind the tenant's last one, and every projection is told that it has read them: only a
    /// replay, which reads everything, finds them.</summary>
    private static async Task<long> Log(NpgsqlConnection connection, Business business, CancellationToken ct)
    {
        const string Amount = "jsonb_build_object('currency', 'EUR', 'amount', ";
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, $"create temp table behind on commit drop as select shard, max(xid) as xid from events.log where tenant_id = '{business.TenantId}' group by 1", ct);
        await Execute(connection, $"""
            insert into events.log (tenant_id, id, xid, type, version, aggregate_type, aggregate_id, occurred_at, actor, payload)
            select '{business.TenantId}', gen_random_uuid(), (select xid from behind), 'commerce.order.created', 1, 'order', sold.id, sold.placed_at,
                'user:' || md5((sold.n % 4)::text)::uuid,
                jsonb_build_object('order_id', sold.id, 'number', sold.n + 1000, 'location_id', sold.location_id, 'customer_id', sold.customer_id, 'source', source,
                    'channel', channel, 'status', 'completed', 'business_on', sold.business_on, 'net', {Amount} 3 * sold.net), 'tax', {Amount} 3),
                    'total', {Amount} 3 * sold.net + 3), 'lines', said.lines)
            from sold
            join (
                select n, jsonb_agg(jsonb_build_object('line_id', id, 'variant_id', variant_id, 'product_id', product_id, 'sku', null, 'name', name, 'kind', 'product',
                    'quantity', quantity, 'net', {Amount} net), 'tax', {Amount} 1), 'gross', {Amount} net + 1), 'tax_class', 'standard', 'tax_rate', '0.19')
                    order by position) as lines
                from line
                group by n
            ) as said on said.n = sold.n
            order by sold.n
            """, ct);
        await Execute(connection, $"""
            insert into events.log (tenant_id, id, xid, type, version, aggregate_type, aggregate_id, occurred_at, actor, payload)
            select '{business.TenantId}', gen_random_uuid(), (select xid from behind), 'commerce.payment.captured', 1, 'payment', gen_random_uuid(), placed_at,
                'user:' || md5((n % 4)::text)::uuid,
                jsonb_build_object('payment_id', gen_random_uuid(), 'order_id', id, 'location_id', location_id, 'customer_id', customer_id,
                    'method', (array['cash', 'card'])[1 + n % 2], 'amount', {Amount} 3 * net + 3))
            from sold
            order by n
            """, ct);
        await Execute(connection, $"""
            update events.positions as place
            set xid = behind.xid, seq = (select max(seq) from events.log)
            from behind
            where place.shard = behind.shard and place.xid <= behind.xid
            """, ct);
        await transaction.CommitAsync(ct);
        await using var count = new NpgsqlCommand("select 2 * count(*) from sold", connection) { CommandTimeout = 0 };
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The others: rows between those that are asked for.</summary>
    private static async Task Others(Func<string, Task> run, int tenants)
    {
        await run($"create temp table other as select gen_random_uuid() as tenant_id, gen_random_uuid() as location_id from generate_series(1, {tenants - 1})");
        await run("""
            insert into analytics.trade_days (tenant_id, location_id, business_on, currency, source, channel, staff, orders, completed, cancelled, units, net_minor,
                tax_minor, gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
            select tenant_id, location_id, date '2025-12-30' - n, 'EUR', 'pos', 'takeout', '', 10, 10, 0, 20, 10000, 1900, 11900, 0, 0, 0, 0, 0, 0
            from other
            cross join generate_series(0, 29) as n
            """);
        await run("""
            insert into analytics.variant_months (tenant_id, location_id, month_on, product_id, variant_id, currency, orders, lines, units, net_minor, tax_minor,
                gross_minor, returned_units, returned_net_minor, returned_gross_minor, days, day_orders, day_lines, day_units, day_net, day_tax)
            select tenant_id, location_id, date '2025-12-01', md5('product' || n)::uuid, md5('variant' || n)::uuid, 'EUR', 2, 2, 2, 1000, 190, 1190, 0, 0, 0,
                array[30 - n % 3], array[2], array[2], array[2], array[1000], array[190]
            from other
            cross join generate_series(0, 29) as n
            """);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
