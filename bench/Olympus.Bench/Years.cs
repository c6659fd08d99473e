using Npgsql;

namespace Olympus.Bench;

/// <summary>Three years of trade of one tenant at five places, made by SQL: its orders and lines, and the figures as the projection would have computed them
/// from their events. And other tenants beside it, each with a day of figures.</summary>
internal static class Years
{
    public const string From = "2023-01-01";
    public const string To = "2025-12-30";
    private const int Days = 1095;

    /// <returns>Bytes of the order tables, and of the figures.</returns>
    public static async Task<(long Facts, long Figures)> Make(Site site, Business business, int tenants, long lines, CancellationToken ct)
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
        await Run($"""
            create temp table sold as
            select n, md5('order' || n)::uuid as id, (array(select id from place))[1 + n % 5] as location_id,
                timestamptz '{From} 07:00+00' + (n * {Days}::bigint / {lines / 3}) * interval '1 day' + (random() * random() * 12) * interval '1 hour' as placed_at,
                (array['pos', 'online'])[1 + (random() < 0.3)::int] as source, (array['takeout', 'dine_in'])[1 + (random() < 0.4)::int] as channel,
                case when random() < 0.3 then md5('customer' || (random() * random() * 50000)::int)::uuid end as customer_id,
                (500 + random() * 5000)::bigint as net
            from generate_series(1, {lines / 3}) as n
            """);
        await Run($"""
            insert into commerce.orders (tenant_id, id, location_id, number, customer_id, status, source, channel, currency, price_mode, tax_rounding, rounding_mode,
                list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, captured_minor, business_on, placed_at, updated_at)
            select '{business.TenantId}', id, location_id, n + 1000, customer_id, 'completed', source, channel, 'EUR', 'inclusive', 'line', 'half_up',
                3 * net, 0, 0, 3 * net, 3, 3 * net + 3, 3 * net + 3, (placed_at at time zone 'Europe/Berlin')::date, placed_at, placed_at
            from sold
            """);
        await Run($"""
            create temp table article as
            select row_number() over (order by id) - 1 as place, id as variant_id, product_id, name
            from (select v.id, v.product_id, p.name from commerce.variants as v join commerce.products as p on p.tenant_id = v.tenant_id and p.id = v.product_id
                where v.tenant_id = '{business.TenantId}') as variants
            """);
        await Run($"""
            insert into commerce.order_lines (tenant_id, order_id, id, position, kind, variant_id, product_id, name, quantity, unit_price_minor, unit_price_mode,
                list_minor, line_discount_minor, order_discount_minor, rounding_minor, tax_class, tax_rate_millionths, net_minor, tax_minor, gross_minor, tracks_stock)
            select '{business.TenantId}', sold.id, gen_random_uuid(), line, 'product', article.variant_id, article.product_id, article.name, 1 + line % 2, net,
                'inclusive', net, 0, 0, 0, 'standard', 190000, net, 1, net + 1, true
            from sold
            cross join generate_series(1, 3) as line
            join article on article.place = (sold.n * 7 + line * 31 + (sold.n / 13) % 17) % (select count(*) from article)
            """);
        await Figures(Run, business.TenantId);
        await Others(Run, tenants);
        await Crowd.Analyze(site, ct);
        await using var size = new NpgsqlCommand("""
            select pg_total_relation_size('commerce.orders') + pg_total_relation_size('commerce.order_lines'),
                pg_total_relation_size('analytics.trade_hours') + pg_total_relation_size('analytics.trade_days') + pg_total_relation_size('analytics.variant_days')
                + pg_total_relation_size('analytics.variant_months')
                + pg_total_relation_size('analytics.customer_days') + pg_total_relation_size('analytics.customers')
            """, connection);
        await using var reader = await size.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task Figures(Func<string, Task> run, string tenant)
    {
        const string Sums = "count(*), count(*), 0, 5 * count(*), sum(3 * net), sum(3::bigint), sum(3 * net + 3), 0, 0, 0, 0, 0, 0";
        await run($"""
            insert into analytics.trade_hours (tenant_id, location_id, business_on, hour_at, currency, source, channel, hour_of_day, orders, completed, cancelled,
                units, net_minor, tax_minor, gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
            select '{tenant}', location_id, (placed_at at time zone 'Europe/Berlin')::date, date_trunc('hour', placed_at), 'EUR', source, channel,
                extract(hour from date_trunc('hour', placed_at) at time zone 'Europe/Berlin'), {Sums}
            from sold group by 2, 3, 4, 6, 7, 8
            """);
        await run($"""
            insert into analytics.trade_days (tenant_id, location_id, business_on, currency, source, channel, staff, orders, completed, cancelled,
                units, net_minor, tax_minor, gross_minor, discount_minor, refunds, refunded_minor, returned_units, returned_net_minor, returned_gross_minor)
            select '{tenant}', location_id, (placed_at at time zone 'Europe/Berlin')::date, 'EUR', source, channel, md5((n % 4)::text)::uuid::text, {Sums}
            from sold group by 2, 3, 5, 6, 7
            """);
        await run($"""
            insert into analytics.variant_days
            select '{tenant}', orders.location_id, orders.business_on, line.product_id, line.variant_id, 'EUR', count(*), sum(line.quantity), sum(line.net_minor),
                sum(line.tax_minor), sum(line.gross_minor), 0, 0, 0
            from commerce.orders
            join commerce.order_lines as line on line.tenant_id = orders.tenant_id and line.order_id = orders.id
            where orders.tenant_id = '{tenant}'
            group by 2, 3, 4, 5
            """);
        await run($"""
            insert into analytics.variant_months
            select tenant_id, location_id, date_trunc('month', business_on)::date, product_id, variant_id, currency, sum(lines), sum(units), sum(net_minor),
                sum(tax_minor), sum(gross_minor), 0, 0, 0
            from analytics.variant_days
            where tenant_id = '{tenant}'
            group by 1, 2, 3, 4, 5, 6
            """);
        await run($"""
            insert into analytics.customer_days (tenant_id, location_id, business_on, customer_id, currency, source, channel, orders, net_minor, gross_minor)
            select '{tenant}', location_id, (placed_at at time zone 'Europe/Berlin')::date, customer_id, 'EUR', source, channel, count(*), sum(3 * net),
                sum(3 * net + 3)
            from sold where customer_id is not null group by 2, 3, 4, 6, 7
            """);
        await run($"""
            insert into analytics.customers (tenant_id, id, first_on)
            select tenant_id, customer_id, min(business_on) from analytics.customer_days where tenant_id = '{tenant}' group by 1, 2
            """);
    }

    /// <summary>The others: rows between those that are asked for.</summary>
    private static async Task Others(Func<string, Task> run, int tenants)
    {
        await run($"create temp table other as select gen_random_uuid() as tenant_id from generate_series(1, {tenants - 1})");
        await run("""
            insert into analytics.trade_days
            select other.tenant_id, few.location_id, few.business_on, few.currency, few.source, few.channel, few.staff, few.orders, few.completed,
                few.cancelled, few.units, few.net_minor, few.tax_minor, few.gross_minor, few.discount_minor, few.refunds, few.refunded_minor,
                few.returned_units, few.returned_net_minor, few.returned_gross_minor
            from (select * from analytics.trade_days limit 24) as few
            cross join other
            """);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
