using Npgsql;

namespace Olympus.Bench;

/// <summary>Makes a database old and crowded: many more tenants with copies of one tenant's rows, and very many orders.</summary>
internal static class Crowd
{
    /// <summary>Tables copied from the first tenant to every new one. Keys carry the tenant, so ids may repeat.</summary>
    private static readonly string[] Copied =
    [
        "platform.locations", "platform.users", "platform.role_assignments", "commerce.products", "commerce.variants", "capacity.pools", "inventory.stock_items",
        "commerce.tax_rates", "commerce.order_numbers",
    ];

    public static async Task Gather(Site site, string template, int tenants, int orders, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var connection = await admin.OpenConnectionAsync(ct);
        await Execute(connection, "set session_replication_role = replica", ct);
        await Execute(connection, $"create temp table crowd as select gen_random_uuid() as tenant_id, n from generate_series(1, {tenants}) as n", ct);
        await Execute(connection, $"""
            insert into platform.tenants (tenant_id, id, name, slug, industry)
            select tenant_id, tenant_id, 'Crowd ' || n, 'crowd-' || n, 'retail' from crowd
            """, ct);
        foreach (var table in Copied)
            if (await Columns(connection, table, ["tenant_id"], ct) is { Length: > 0 } columns)
                await Execute(connection, $"""
                    insert into {table} (tenant_id, {columns})
                    select crowd.tenant_id, {columns} from {table} as t cross join crowd where t.tenant_id = '{template}'
                    """, ct);
        foreach (var (table, key) in new[] { ("commerce.orders", "id"), ("commerce.order_lines", "order_id") })
        {
            var columns = await Columns(connection, table, ["tenant_id", "id", "order_id", "number", "client_id"], ct);
            var own = table == "commerce.orders" ? "id, number" : "id, order_id";
            var values = table == "commerce.orders"
                ? "md5(crowd.tenant_id::text || g)::uuid, 1000000 + g"
                : "gen_random_uuid(), md5(crowd.tenant_id::text || g)::uuid";
            await Execute(connection, $"""
                insert into {table} (tenant_id, {own}, {columns})
                select crowd.tenant_id, {values}, {columns}
                from (select * from {table} where tenant_id = '{template}' and {key} = (select id from commerce.orders where tenant_id = '{template}' limit 1)) as t
                cross join crowd cross join generate_series(1, {orders / tenants}) as g
                """, ct);
        }

        await Execute(connection, "vacuum analyze", ct);
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
