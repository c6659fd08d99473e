using Npgsql;

namespace Olympus.Bench;

/// <summary>Makes a database old and crowded: many more tenants with copies of one tenant's rows, and very many orders with their lines, stock
/// movements and events, spread over all tenants, those that are measured too.</summary>
internal static class Crowd
{
    /// <summary>Tables copied from the first tenant to every new one. Keys carry the tenant, so ids may repeat.</summary>
    private static readonly string[] Copied =
    [
        "platform.locations", "platform.users", "platform.role_assignments", "commerce.products", "commerce.variants", "commerce.price_changes",
        "capacity.pools", "inventory.stock_items", "commerce.tax_tables", "commerce.tax_rates", "commerce.order_numbers",
    ];

    /// <summary>What one order of the past leaves behind: table, columns that every copy has of its own, and their values for the order <c>aged.n</c> of
    /// the tenant <c>aged.tenant_id</c>, whose id is <c>aged.order_id</c>. Ids of orders carry their time, as real ones do. Events of the past stand
    /// before the first place of the log, so that no projection takes them for news.</summary>
    private static readonly (string Table, string Own, string Values, string OfOrder)[] Left =
    [
        ("commerce.orders", "id, number", "aged.order_id, 1000000000 + aged.n", "id"),
        ("commerce.order_lines", "id, order_id", "gen_random_uuid(), aged.order_id", "order_id"),
        ("inventory.movements", "id, reference_id", "gen_random_uuid(), aged.order_id", "reference_id"),
        ("events.log", "id, xid, aggregate_id", "gen_random_uuid(), -1, aged.order_id", "aggregate_id"),
    ];

    /// <param name="measured">Tenants that are there already; the first is the one that is copied.</param>
    public static async Task Gather(Site site, IReadOnlyList<string> measured, int tenants, int orders, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var connection = await admin.OpenConnectionAsync(ct);
        await Execute(connection, "set session_replication_role = replica", ct);
        await Execute(connection, $"create temp table crowd as select gen_random_uuid() as tenant_id, n from generate_series(1, {tenants - measured.Count}) as n", ct);
        await Execute(connection, """
            insert into platform.tenants (tenant_id, id, name, slug, industry)
            select tenant_id, tenant_id, 'Crowd ' || n, 'crowd-' || n, 'retail' from crowd
            """, ct);
        await Execute(connection, "insert into platform.tenant_slugs (slug, tenant_id) select 'crowd-' || n, tenant_id from crowd", ct);
        foreach (var table in Copied)
        {
            var columns = await Columns(connection, table, ["tenant_id"], ct);
            await Execute(connection, $"""
                insert into {table} (tenant_id, {columns})
                select crowd.tenant_id, {columns} from {table} as copied cross join crowd where copied.tenant_id = '{measured[0]}'
                """, ct);
        }

        await Execute(connection, $"""
            create temp table aged as
            select everybody.tenant_id, n,
                (lpad(to_hex(1700000000000 + n * 60000), 12, '0') || '7' || substr(md5(everybody.tenant_id::text || n), 14))::uuid as order_id
            from (select tenant_id from crowd union all select unnest('{$"{{{string.Join(',', measured)}}}"}'::uuid[])) as everybody
            cross join generate_series(1, {orders / tenants}) as n
            """, ct);
        await Execute(connection, $"create temp table sample as select id from commerce.orders where tenant_id = '{measured[0]}' limit 1", ct);
        foreach (var (table, own, values, ofOrder) in Left)
        {
            var columns = await Columns(connection, table, ["tenant_id", "client_id", .. own.Split(", ")], ct);
            await Execute(connection, $"""
                insert into {table} (tenant_id, {own}, {columns})
                select aged.tenant_id, {values}, {columns}
                from (select * from {table} where tenant_id = '{measured[0]}' and {ofOrder} = (select id from sample)) as copied
                cross join aged
                """, ct);
        }

        await Analyze(site, ct);
        await using var count = new NpgsqlCommand("select count(*) from commerce.orders", connection) { CommandTimeout = 0 };
        if ((long)(await count.ExecuteScalarAsync(ct))! < orders / tenants * tenants)
            throw new InvalidOperationException("The crowd did not come: fewer orders were made than asked for.");
    }

    /// <summary>What PostgreSQL does by itself within a minute or two: until then it plans for tables that are still empty.</summary>
    public static async Task Analyze(Site site, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var connection = await admin.OpenConnectionAsync(ct);
        await Execute(connection, "vacuum analyze", ct);
        await Execute(connection, "checkpoint", ct);
    }

    private static async Task<string> Columns(NpgsqlConnection connection, string table, string[] without, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce(string_agg(quote_ident(column_name), ', ' order by ordinal_position), '')
            from information_schema.columns
            where table_schema || '.' || table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' and column_name <> all($2)
            """, connection)
        {
            Parameters = { new() { Value = table }, new() { Value = without } },
        };
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
